"""Fields of forms about a plan: a status, and dates known to the day, the month, the season or the year."""

import re
from collections.abc import Mapping, Sequence

from django import forms

from design.fields import (
    DATE_PARTS,
    DAY_PART,
    FIRST_YEAR,
    LAST_YEAR,
    MONTH_PART,
    YEAR_PART,
    DateField,
    date_error,
    day_number,
    month_number,
    sentence,
    whole_number,
    year_error,
)
from design.widgets import DAY, MONTH_OR_SEASON, YEAR, DatePartsWidget, RadioChoice
from priorities.partial_date import SEASONS, PartialDate, Precision
from priorities.status import Status

HINT = (
    "For example, 31 10 2025. Leave the day empty if you only know the month. You can write a season, such as autumn, "
    "instead of a month."
)

EXAMPLES = "31 10 2025, October 2025, autumn 2025 or 2025"


def as_typed(date: PartialDate) -> list[str]:
    """The three texts that name the date: day, month or season, year."""
    if date.precision == Precision.SEASON:
        season, year = str(date).split()
        return ["", season, year[:4]]
    day = str(date.on.day) if date.precision == Precision.DAY else ""
    month = str(date.on.month) if date.precision != Precision.YEAR else ""
    return [day, month, str(date.on.year)]


def status_choice(status: Status, meanings: Mapping[str, str], marker: str = "") -> RadioChoice:
    """A status to choose, with what the plan's key says of it (`meanings`, by status)."""
    return RadioChoice(
        status.value,
        status.label,
        hint=meanings.get(status.value, ""),
        symbol=status.look.symbol,
        note=f"({status.colour_word})" if status.colour_word else "",
        marker=marker,
    )


class PartialDateInput(DatePartsWidget):
    """Day, month or season, and year; only the year must be there."""

    def __init__(self, attrs: dict[str, str] | None = None) -> None:
        super().__init__((DAY, MONTH_OR_SEASON, YEAR), attrs)

    def decompress(self, value: object) -> list[str]:
        return as_typed(value) if isinstance(value, PartialDate) else ["", "", ""]


class PartialDateField(DateField):
    """A PartialDate, typed in three inputs; None when nothing was typed."""

    widget = PartialDateInput

    def to_python(self, value: object) -> PartialDate | None:
        if isinstance(value, PartialDate):
            return value
        return super().to_python(value)

    def day_of(self, texts: Sequence[str]) -> PartialDate:
        """The date that three texts name, as precise as they are."""
        day_text, month_text, year_text = texts
        year = whole_number(year_text, FIRST_YEAR, LAST_YEAR)
        name = sentence(self.subject)
        if not year_text:
            raise date_error(f"{name} must include a year", YEAR_PART, code="incomplete")
        if year is None:
            raise year_error(self.subject, year_text)
        if month_text.casefold() in SEASONS:
            if day_text:
                raise date_error(f"{name} must not have both a day and a season", DAY_PART)
            return PartialDate.season(year, month_text.casefold())
        if not month_text:
            if day_text:
                raise date_error(f"{name} must include a month as well as the day", MONTH_PART, code="incomplete")
            return PartialDate.year(year)
        month = month_number(month_text)
        if month is None:
            raise date_error(f"{name} must have a month, such as 10 or October, or a season", MONTH_PART)
        return self._in_month(year, month, day_text)

    def _in_month(self, year: int, month: int, day_text: str) -> PartialDate:
        if not day_text:
            return PartialDate.month(year, month)
        day = day_number(day_text)
        try:
            return PartialDate.day(year, month, day or 0)
        except ValueError as error:
            raise date_error(f"{sentence(self.subject)} must be a real date", DAY_PART) from error

    def validate(self, value: object) -> None:
        """Required; bounds are asked of the last day of the period."""
        super().validate(value.on if isinstance(value, PartialDate) else value)  # type: ignore[arg-type]


def _may_be_of_date(text: str) -> bool:
    """Whether the text can be part of a date: a number, a day such as 31st, a month or a season."""
    is_number = text.isascii() and text.isdigit()
    return is_number or day_number(text) is not None or month_number(text) is not None or text.casefold() in SEASONS


class PartialDateLineField(PartialDateField):
    """A PartialDate typed in one input, for a form of many rows: 31 10 2025, October 2025, autumn 2025, 2025."""

    widget = forms.TextInput

    def to_python(self, value: object) -> PartialDate | None:
        if isinstance(value, PartialDate):
            return value
        text = str(value or "").strip()
        if not text:
            return None
        # A winter is shown with both of its years: winter 2025/26.
        parts = re.split(r"[\s/.,-]+", re.sub(r"(?i)^(winter\s+\d{4})/\d{2}$", r"\1", text))
        texts = [part for part in parts if part.casefold() != "of"]
        if not 0 < len(texts) <= len(DATE_PARTS) or not all(map(_may_be_of_date, texts)):
            raise date_error(f"{sentence(self.subject)} must be a date like {EXAMPLES}", DAY_PART)
        if len(texts) == len(DATE_PARTS) and texts[0].isdigit() and len(texts[0]) == len("2025"):
            texts.reverse()
        return self.day_of([""] * (len(DATE_PARTS) - len(texts)) + texts)

    def prepare_value(self, value: object) -> object:
        return str(value) if isinstance(value, PartialDate) else value
