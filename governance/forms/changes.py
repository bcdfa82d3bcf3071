"""The form over what changed. It is sent by GET, so that the address holds what is compared and the filter."""

from collections.abc import Sequence
from typing import Any

from django import forms

from design.fields import DateField, LineField, sentence
from design.forms import PortalForm
from design.widgets import PlainSelect
from governance.changes.told import Kind

Choices = Sequence[tuple[str, str]]
CHOOSE = "Choose one from the list"
MOMENTS = ("since", "since_on", "until", "until_on")
FILTERS = ("kind", "priority", "organisation", "watched")


def _moment(label: str) -> LineField:
    """One of the moments that the page offers; an address may name any other (governance/spans.py)."""
    return LineField(label=label, subject="a meeting or a day", required=False, max_length=100, widget=PlainSelect)


class ChangesForm(PortalForm):
    """What is compared, and what of it is shown. A value of a filter that no list has is an error.

    A moment is chosen or typed, not both.
    """

    since = _moment("Since")
    since_on = DateField(label="Or from the beginning of a day", subject="the day to begin with", required=False)
    until = _moment("Until")
    until_on = DateField(label="Or until the end of a day", subject="the day to end with", required=False)
    kind = forms.ChoiceField(label="Kind of change", required=False, widget=PlainSelect)
    priority = forms.ChoiceField(required=False, widget=PlainSelect)
    organisation = forms.ChoiceField(required=False, widget=PlainSelect)
    watched = forms.ChoiceField(
        label="Watched", required=False, widget=PlainSelect, choices=[("", "All"), ("yes", "Only what I watch")]
    )

    label_size = ""

    def __init__(
        self, data: Any, *, since: Choices, until: Choices, filters: dict[str, Choices], first_level: str
    ) -> None:
        super().__init__(data)
        self.fields["since"].widget.choices = since
        self.fields["until"].widget.choices = until
        self.fields["kind"].choices = [("", "All"), *((one.value, str(one.label)) for one in Kind)]
        self.fields["priority"].label = sentence(first_level)
        for name in ("priority", "organisation"):
            self.fields[name].choices = [("", "All"), *filters.get(name, ())]
        for name in FILTERS:
            what = self.fields[name].label or name
            self.fields[name].error_messages["invalid_choice"] = f"{sentence(what)}: there is none like this. {CHOOSE}"

    def clean(self) -> dict[str, Any]:
        for name in ("since", "until"):
            if self.cleaned_data.get(name) and self.cleaned_data.get(f"{name}_on"):
                usual = self.fields[name].widget.choices[0][1]
                told = f"Give one moment: leave the day empty, or choose “{usual}” in the list before it"
                self.add_error(f"{name}_on", told)
        return self.cleaned_data

    def moment(self, name: str) -> str:
        """What is asked for as an address says it: the day that was typed, or what was chosen."""
        typed = self.cleaned_data.get(f"{name}_on")
        return typed.isoformat() if typed is not None else self.cleaned_data.get(name, "")

    @property
    def is_typed(self) -> bool:
        """Whether a day was typed, which an address says in a shorter way."""
        return any(self.cleaned_data.get(f"{name}_on") for name in ("since", "until"))

    @property
    def filters_in_use(self) -> int:
        return sum(bool(self.cleaned_data.get(name)) for name in FILTERS)

    def words_of(self, name: str) -> str:
        """What was chosen, in words."""
        return dict(self.fields[name].choices)[self.cleaned_data[name]]
