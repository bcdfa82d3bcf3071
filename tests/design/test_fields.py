"""What people type, and what the fields make of it."""

import datetime

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from design.fields import (
    MONTHS,
    CheckboxesField,
    DateField,
    LineField,
    OneOfField,
    RadioField,
    TextField,
    has_unprintable,
    month_number,
)
from design.widgets import RadioChoice


def message(field, value):
    with pytest.raises(forms.ValidationError) as caught:
        field.clean(value)
    return " ".join(caught.value.messages)


def test_text_keeps_line_breaks_and_strips():
    assert TextField().clean("  one\r\ntwo\rthree\n\tfour \r\n") == "one\ntwo\nthree\n\tfour"


@pytest.mark.parametrize(
    "text", ["🙂 done", "שלום", "e\u0301", "a\u200db", "\u200fמה\u200e", "مرحبا", "?", "<script>", "{{ 7*7 }}", "=1+1"]
)
def test_text_takes_any_script_as_it_is(text):
    assert TextField().clean(text) == text


@pytest.mark.parametrize(
    "character",
    ["\x00", "\x07", "\x0b", "\x1b", "\x7f", "\x85", "\ud800", "\uffff", "\U0001ffff", "\u202e", "\u2066", "\u2069"],
)
@pytest.mark.parametrize("field", [TextField, LineField])
def test_text_refuses_what_cannot_be_shown(field, character):
    assert (
        message(field(subject="the headline"), f"on {character} track")
        == "The headline contains a character that cannot be shown: delete it and type it again"
    )


@pytest.mark.parametrize("text", ["\u200b", " \u200d\ufeff ", "\u3164", "\u2800", "\u0301", "\u200f\n\u00ad"])
@pytest.mark.parametrize("field", [TextField, LineField])
def test_text_of_which_nothing_is_seen_is_none(field, text):
    assert field(required=False).clean(text) == ""
    assert message(field(subject="the headline"), text) == "Enter the headline"


def test_messages_name_the_field_and_say_what_to_do():
    assert message(TextField(subject="the headline"), " \r\n ") == "Enter the headline"
    assert message(TextField(label="Why"), "") == "Enter why"
    assert message(TextField(label="EHCP number"), "") == "Enter EHCP number"
    assert message(TextField(subject="the headline", max_length=5), "123456") == (
        "The headline must be 5 characters or fewer"
    )
    assert message(TextField(subject="100% of it", max_length=5), "123456") == (
        "100% of it must be 5 characters or fewer"
    )


def test_length_is_counted_as_kept():
    assert TextField(max_length=3).clean(" a\r\nb ") == "a\nb"


def test_nothing_cuts_off_a_pasted_text():
    assert "maxlength" not in TextField(max_length=5).widget.attrs
    assert "maxlength" not in LineField(max_length=5).widget.attrs


def test_line_is_one_line():
    assert LineField().clean(" on\r\ntrack,\t again  ") == "on track, again"


def test_optional_text_is_empty():
    assert TextField(required=False).clean(None) == ""
    assert LineField(required=False).clean("  ") == ""


@given(st.text(max_size=200))
def test_no_text_breaks_a_field(text):
    for field in (TextField(required=False, max_length=100), LineField(required=False, max_length=100)):
        try:
            kept = field.clean(text)
        except forms.ValidationError:
            continue
        assert not has_unprintable(kept)
        assert "\r" not in kept
        kept.encode()


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("3", 3),
        ("03", 3),
        (" 12 ", 12),
        ("March", 3),
        ("mar", 3),
        ("MAR.", 3),
        ("sept", 9),
        ("Septem", 9),
        ("jun", 6),
        ("ju", None),
        ("0", None),
        ("13", None),
        ("٣", None),
        ("marching", None),
        ("", None),
        ("autumn", None),
        ("003", None),
    ],
)
def test_month_number(word, number):
    assert month_number(word) == number


def test_every_month_and_its_abbreviation():
    for number, name in enumerate(MONTHS, 1):
        assert month_number(name.title()) == month_number(name[:3]) == month_number(str(number)) == number


@pytest.mark.parametrize("typed", [("4", "9", "2024"), ("04", "Sept", " 2024 "), (" 4", "september", "2024")])
def test_date(typed):
    assert DateField().clean(typed) == datetime.date(2024, 9, 4)


@pytest.mark.parametrize(
    ("typed", "text", "parts"),
    [
        (("", "", ""), "Enter the completion date", None),
        (None, "Enter the completion date", None),
        (("4", "9", ""), "The completion date must include a year", (2,)),
        (("", "", "2024"), "The completion date must include a day and a month", (0, 1)),
        (("31", "2", "2024"), "The completion date must be a real date", (0,)),
        (("29", "2", "2023"), "The completion date must be a real date", (0,)),
        (("4", "Febtember", "2024"), "The completion date must be a real date", (1,)),
        (("x", "13", "2024"), "The completion date must be a real date", (0, 1)),
        (("4", "9", "24"), "The completion date must have a year of 4 numbers, for example 2024", (2,)),
        (("4", "9", "0024"), "The completion date must have a year from 1990 to 2199", (2,)),
        (("4", "9", "9999"), "The completion date must have a year from 1990 to 2199", (2,)),
        (("-4", "9", "2024"), "The completion date must be a real date", (0,)),
        (("4", "9", "9" * 5000), "The completion date must have a year of 4 numbers, for example 2024", (2,)),
        (("٤", "9", "2024"), "The completion date must be a real date", (0,)),
        (("4", "9"), "The completion date must be a real date", (0,)),
    ],
)
def test_date_says_which_part_is_wrong(typed, text, parts):
    with pytest.raises(forms.ValidationError) as caught:
        DateField(subject="the completion date").clean(typed)
    assert caught.value.messages == [text]
    assert (caught.value.params or {}).get("parts") == parts


def test_leap_day_is_a_day():
    assert DateField().clean(("29", "Feb", "2024")) == datetime.date(2024, 2, 29)


def test_date_within_bounds():
    field = DateField(
        subject="the completion date",
        not_after=lambda: datetime.date(2024, 9, 4),
        not_before=lambda: datetime.date(2023, 6, 28),
    )
    assert field.clean(("4", "9", "2024")) == datetime.date(2024, 9, 4)
    assert message(field, ("5", "9", "2024")) == "The completion date must be on or before 4 September 2024"
    assert message(field, ("27", "6", "2023")) == "The completion date must be on or after 28 June 2023"


def test_optional_date_is_none():
    assert DateField(required=False).clean(("", " ", "")) is None


@given(st.lists(st.text(max_size=12), max_size=4))
def test_no_typing_breaks_a_date(parts):
    try:
        value = DateField(required=False).clean(parts)
    except forms.ValidationError:
        return
    assert value is None or isinstance(value, datetime.date)


def test_radios_take_only_what_they_offer():
    field = RadioField(subject="how it is going", choices=[RadioChoice("a", "A", hint="why"), ("b", "B")])
    assert field.clean("a") == "a"
    assert message(field, "") == "Select how it is going"
    assert message(field, "c") == "Select one of these options"


def test_checkboxes_take_only_what_they_offer():
    field = CheckboxesField(choices=[("a", "A"), ("b", "B")])
    assert field.clean(["a", "b"]) == ["a", "b"]
    assert message(field, ["c"]) == "Select one of these options"


def test_choice_with_an_unknown_symbol_is_refused():
    with pytest.raises(ValueError, match="no symbol"):
        RadioChoice("a", "A", symbol="smile")


def test_one_of_the_records_that_are_offered_or_none():
    class Record:
        def __init__(self, pk):
            self.pk = pk

    one, other = Record(7), Record(8)
    field = OneOfField(nothing="Nobody", words=lambda record: f"Number {record.pk}", required=False)
    field.offer([one])
    assert list(field.choices) == [("", "Nobody"), ("7", "Number 7")]
    assert field.clean("7") is one
    assert field.clean("") is None
    assert field.prepare_value(one) == 7
    assert message(field, other.pk) == "Choose one from the list"
