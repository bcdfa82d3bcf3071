"""Fields that take what people type and say plainly what to put right."""

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from design.widgets import Checkboxes, DateInput, RadioChoice, Radios

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
UNPRINTABLE = "{} contains a character that cannot be shown: delete it and type it again"
FIRST_YEAR, LAST_YEAR = 1990, 2199
DAY_PART, MONTH_PART, YEAR_PART = 0, 1, 2
ORDINAL = re.compile(r"^([0-9]{1,2})(?:st|nd|rd|th)$", re.IGNORECASE)
DATE_PARTS = ("a day", "a month", "a year")
# They turn round what stands after them, on the page too; text in Hebrew or Arabic does without.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Letters and a symbol of which nothing is seen.
BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
# What a byte becomes that is no text: something was lost on the way.
REPLACEMENT = "\ufffd"


def sentence(words: str) -> str:
    """The words with a capital to begin with."""
    return words[:1].upper() + words[1:]


def lower_first(words: str) -> str:
    """The words as they stand inside a sentence; an abbreviation keeps its capitals."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def has_unprintable(text: str) -> bool:
    """Whether the text holds what a page, a database or a Word file cannot keep, or what turns the text round."""
    return any(_is_unprintable(character) for character in text)


def _is_unprintable(character: str) -> bool:
    if character in "\n\t":
        return False
    is_no_character = unicodedata.category(character) in ("Cc", "Cs") or ord(character) & 0xFFFE == 0xFFFE
    return is_no_character or character in TURNING or character == REPLACEMENT


def _is_seen(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNPS" and character not in BLANK


class TextField(forms.CharField):
    """Free text. Strips it, keeps line breaks as they are meant, refuses control characters. Text of which nothing can
    be seen is no text.

    `subject` is how messages name the field: "the headline" gives "Enter the headline".
    """

    widget: type[forms.Widget] = forms.Textarea

    def __init__(self, *, subject: str = "", **kwargs):
        self.subject = subject or kwargs.get("label") or "this"
        messages = {
            "required": f"Enter {lower_first(self.subject)}",
            "max_length": f"{sentence(self.subject).replace('%', '%%')} must be %(limit_value)d characters or fewer",
            "min_length": f"{sentence(self.subject).replace('%', '%%')} must be %(limit_value)d characters or more",
        }
        kwargs["error_messages"] = messages | (kwargs.get("error_messages") or {})
        super().__init__(**kwargs)
        # Django's own check for NUL speaks of "null characters"; clean() says it in plain words.
        self.validators = [v for v in self.validators if type(v).__name__ != "ProhibitNullCharactersValidator"]

    def to_python(self, value):
        """The text as it is kept: line feeds only, nothing around it."""
        if value in self.empty_values:
            return self.empty_value
        text = str(value).replace("\r\n", "\n").replace("\r", "\n")
        if has_unprintable(text):
            raise ValidationError(UNPRINTABLE.format(sentence(self.subject)), code="unprintable")
        return super().to_python(text) if any(map(_is_seen, text)) else self.empty_value

    def widget_attrs(self, widget):
        """No maxlength: it would cut off a pasted text without a word. The character count says what is too much."""
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        attrs.pop("minlength", None)
        return attrs


class LineField(TextField):
    """Text on one line: breaks and runs of spaces become one space."""

    widget = forms.TextInput

    def to_python(self, value):
        """The text on one line."""
        text = super().to_python(value)
        return " ".join(text.split()) if isinstance(text, str) else text


class _OfferedChoices(forms.ChoiceField):
    """Choices that are RadioChoice or (value, label); `offer` sets them anew for one form."""

    def __init__(
        self, *, choices: Iterable[RadioChoice | tuple[str, str]] = (), subject: str = "one of these", **kwargs
    ):
        messages = {
            "required": f"Select {subject}",
            "invalid_choice": "Select one of these options",
            "invalid_list": "Select one of these options",
        }
        kwargs["error_messages"] = messages | (kwargs.get("error_messages") or {})
        super().__init__(**kwargs)
        self.offer(choices)

    def offer(self, choices: Iterable[RadioChoice | tuple[str, str]]) -> None:
        """Set the choices, of the class or of one form's own field."""
        known = [choice if isinstance(choice, RadioChoice) else RadioChoice(*choice) for choice in choices]
        self.choices = [(choice.value, choice.label) for choice in known]
        self.widget.details = {choice.value: choice for choice in known}


class RadioField(_OfferedChoices, forms.ChoiceField):
    """One of a few choices, each with its hint."""

    widget = Radios


class CheckboxesField(_OfferedChoices, forms.MultipleChoiceField):
    """Any of a few choices, each with its hint."""

    widget = Checkboxes


class OneOfField(forms.ChoiceField):
    """One of the records that a page offers, in a list to choose from; None where nothing is chosen."""

    def __init__(self, *, nothing: str, words: Callable[[Any], str] = str, **kwargs):
        self.nothing, self.words, self.records = nothing, words, dict[str, Any]()
        messages = {"invalid_choice": "Choose one from the list"}
        super().__init__(error_messages=messages | (kwargs.pop("error_messages", None) or {}), **kwargs)

    def offer(self, records: Iterable[Any]) -> None:
        """Set the choices of one form's own field, without a query."""
        self.records = {str(record.pk): record for record in records}
        self.choices = [("", self.nothing), *((pk, self.words(record)) for pk, record in self.records.items())]

    def prepare_value(self, value: Any) -> Any:
        return getattr(value, "pk", value)

    def clean(self, value: Any) -> Any:
        """The record, or None."""
        return self.records.get(super().clean(self.prepare_value(value)))


def date_error(message: str, *parts: int, code: str = "invalid") -> ValidationError:
    """An error of a date in parts that knows which parts are wrong."""
    return ValidationError(message, code=code, params={"parts": parts})


def year_error(subject: str, text: str) -> ValidationError:
    """The error of a date whose year is not one that plans are made in."""
    if len(text) == 4 and text.isascii() and text.isdigit():
        return date_error(f"{sentence(subject)} must have a year from {FIRST_YEAR} to {LAST_YEAR}", YEAR_PART)
    return date_error(f"{sentence(subject)} must have a year of 4 numbers, for example 2024", YEAR_PART)


def month_number(text: str) -> int | None:
    """The month that somebody wrote as a number, a name, or its first three letters or more; else None."""
    word = text.strip().rstrip(".").casefold()
    if word.isascii() and word.isdigit() and len(word) <= 2:
        return int(word) if 1 <= int(word) <= 12 else None
    if len(word) < 3:
        return None
    if word == "sept":
        return 9
    return next((number for number, name in enumerate(MONTHS, 1) if name.startswith(word)), None)


def whole_number(text: str, least: int, most: int) -> int | None:
    """The number that somebody typed in plain digits, when it is in the range; else None."""
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) <= len(str(most))):
        return None
    return int(digits) if least <= int(digits) <= most else None


def day_number(text: str) -> int | None:
    """The day of a month that somebody typed: 31, or 31st; else None."""
    return whole_number(ORDINAL.sub(r"\1", text.strip()), 1, 31)


def date_words(day: datetime.date) -> str:
    """4 September 2024."""
    return f"{day.day} {MONTHS[day.month - 1].capitalize()} {day.year}"


class DateField(forms.Field):
    """A day, typed in three inputs. Says which part is missing or wrong, and keeps what was typed.

    `not_after` and `not_before` are asked for their day each time, so that they may depend on the clock.
    """

    widget = DateInput

    def __init__(
        self,
        *,
        subject: str = "the date",
        not_after: Callable[[], datetime.date] | None = None,
        not_before: Callable[[], datetime.date] | None = None,
        **kwargs,
    ):
        self.subject, self.not_after, self.not_before = subject, not_after, not_before
        kwargs["error_messages"] = {"required": f"Enter {subject}"} | (kwargs.get("error_messages") or {})
        super().__init__(**kwargs)

    def to_python(self, value: object) -> datetime.date | None:
        """The day, or None when nothing was typed."""
        if value is None or isinstance(value, datetime.date):
            return value
        texts = [str(part or "").strip() for part in value] if isinstance(value, (list, tuple)) else []
        if not any(texts):
            return None
        if len(texts) != len(DATE_PARTS):
            raise date_error(f"{sentence(self.subject)} must be a real date", DAY_PART)
        return self.day_of(texts)

    def day_of(self, texts: Sequence[str]) -> datetime.date:
        """The day that three texts name."""
        missing = [part for part, text in enumerate(texts) if not text]
        if missing:
            names = " and ".join(DATE_PARTS[part] for part in missing)
            raise date_error(f"{sentence(self.subject)} must include {names}", *missing, code="incomplete")
        day, month = day_number(texts[DAY_PART]), month_number(texts[MONTH_PART])
        year = whole_number(texts[YEAR_PART], FIRST_YEAR, LAST_YEAR)
        wrong = [part for part, number in enumerate((day, month, year)) if number is None]
        if wrong == [YEAR_PART]:
            raise year_error(self.subject, texts[YEAR_PART])
        if wrong or day is None or month is None or year is None:
            raise date_error(f"{sentence(self.subject)} must be a real date", *wrong)
        try:
            return datetime.date(year, month, day)
        except ValueError as error:
            raise date_error(f"{sentence(self.subject)} must be a real date", DAY_PART) from error

    def validate(self, value: datetime.date | None) -> None:
        """Required, and within the bounds."""
        super().validate(value)
        if value is None:
            return
        if self.not_after and value > (last := self.not_after()):
            raise date_error(f"{sentence(self.subject)} must be on or before {date_words(last)}", 0, 1, 2)
        if self.not_before and value < (first := self.not_before()):
            raise date_error(f"{sentence(self.subject)} must be on or after {date_words(first)}", 0, 1, 2)


CLOCK_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?")


class TimeField(LineField):
    """A time of day, typed as people write it: 12:00, 9.30, 4:15pm, noon."""

    def to_python(self, value):
        """The time, or None when nothing was typed."""
        text = super().to_python(value) if not isinstance(value, datetime.time) else f"{value:%H:%M}"
        if not text:
            return None
        found = CLOCK_TIME.fullmatch({"noon": "12:00", "midday": "12:00"}.get(text.casefold(), text.casefold()))
        if found is None or not text.isascii():
            raise self._wrong()
        hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
        if hour > 23 or minute > 59 or (half and not 1 <= hour <= 12) or (not half and found[2] is None):
            raise self._wrong()
        return datetime.time(hour % 12 + (12 if half == "pm" else 0) if half else hour, minute)

    def prepare_value(self, value):
        """A time as it is shown: 12:00."""
        return f"{value:%H:%M}" if isinstance(value, datetime.time) else value

    def _wrong(self):
        return ValidationError(f"{sentence(self.subject)} must be a time, such as 12:00 or 4:15pm", code="invalid")
