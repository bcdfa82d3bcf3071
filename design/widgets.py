"""Inputs that Django does not have: choices that explain themselves, and dates in parts."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from design.symbols import check_symbol

SELECTED = SafeString(" selected")


@dataclass(frozen=True)
class RadioChoice:
    """A choice with what helps to choose: a hint, a symbol, a note beside the label, a marker ("Last time")."""

    value: str
    label: str
    hint: str = ""
    symbol: str = ""
    note: str = ""
    marker: str = ""

    def __post_init__(self) -> None:
        if self.symbol:
            check_symbol(self.symbol)


class _ExplainedChoices(forms.widgets.ChoiceWidget):
    """Choices that carry more than a label; `details` is by value."""

    template_name = "govuk/widgets/choices.html"
    block = ""

    def __init__(self, *args, details: Mapping[str, RadioChoice] | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.details: dict[str, RadioChoice] = dict(details or {})

    def get_context(self, name, value, attrs):
        """Django's context, and which component it is."""
        return super().get_context(name, value, attrs) | {"block": self.block}

    def create_option(self, name, value, *args, **kwargs):
        """Django's option, and what is known about this value."""
        return super().create_option(name, value, *args, **kwargs) | {"detail": self.details.get(str(value))}


class PlainSelect(forms.Select):
    """A select of (value, label) pairs, written in one go: Django renders a template for every option, which takes
    seconds where a page has a hundred fields with a hundred people each."""

    def render(self, name, value, attrs=None, renderer=None):
        """The element as Django's own would be."""
        chosen = self.format_value(value)
        options = ((key, SELECTED if str(key) in chosen else "", label) for key, label in self.choices)
        return format_html(
            "<select{}>{}</select>",
            flatatt({"name": name} | self.build_attrs(self.attrs, attrs)),
            format_html_join("", '<option value="{}"{}>{}</option>', options),
        )


class Radios(_ExplainedChoices, forms.RadioSelect):
    """One of a few."""

    block = "govuk-radios"


class Checkboxes(_ExplainedChoices, forms.CheckboxSelectMultiple):
    """Any of a few."""

    block = "govuk-checkboxes"


@dataclass(frozen=True)
class DatePart:
    """One input of a date: its label, its width in characters, and whether a phone offers digits only."""

    label: str
    width: int = 2
    is_number: bool = True


DAY = DatePart("Day")
MONTH = DatePart("Month", width=5, is_number=False)
MONTH_OR_SEASON = DatePart("Month or season", width=10, is_number=False)
YEAR = DatePart("Year", width=4)


class DatePartsWidget(forms.MultiWidget):
    """A date in parts, named <name>_0, <name>_1 and so on. Shows again exactly what was typed.

    `wrong_parts` are the positions of the parts to mark in red; the form sets them from the error.
    """

    template_name = "govuk/widgets/date_parts.html"

    def __init__(self, parts: Sequence[DatePart], attrs=None):
        self.parts = tuple(parts)
        self.wrong_parts: tuple[int, ...] = ()
        super().__init__([forms.TextInput() for _part in self.parts], attrs)

    def get_context(self, name, value, attrs):
        """Django's context; each subwidget knows its part and whether it is wrong."""
        context = super().get_context(name, value, attrs)
        for position, (part, subwidget) in enumerate(zip(self.parts, context["widget"]["subwidgets"], strict=True)):
            subwidget["part"] = part
            subwidget["is_wrong"] = position in self.wrong_parts
        return context


class DateInput(DatePartsWidget):
    """Day, month and year. The month may be a number or a word."""

    def __init__(self, attrs=None):
        super().__init__((DAY, MONTH, YEAR), attrs)

    def decompress(self, value):
        """What to show for a date."""
        if isinstance(value, datetime.date):
            return [str(value.day), str(value.month), str(value.year)]
        return ["", "", ""]
