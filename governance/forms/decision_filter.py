"""The form over the list of decisions. It is sent by GET, so that the address holds the filter."""

from typing import Any

from django import forms

from design.fields import LineField
from design.lists import ListForm
from design.widgets import PlainSelect
from governance.models import Body, Decision, DecisionAction


class DecisionFilterForm(ListForm):
    """What may narrow the list. Everything is optional; a value that no list has is an error."""

    q = LineField(
        label="Words", subject="what you are looking for", required=False, max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )  # fmt: skip
    body = forms.ChoiceField(label="Body", required=False, widget=PlainSelect)
    standing = forms.ChoiceField(
        label="Standing", required=False, widget=PlainSelect,
        choices=[("", "All"), *((one.value, one.label.capitalize()) for one in Decision.Standing)],
    )  # fmt: skip
    effect = forms.ChoiceField(
        label="Effect", required=False, widget=PlainSelect,
        choices=[("", "All"), *((one.value, one.label.capitalize()) for one in DecisionAction.Effect)],
    )  # fmt: skip
    year = forms.ChoiceField(label="Year", required=False, widget=PlainSelect)
    action = LineField(
        label="Reference of an action", subject="the reference of an action", required=False, max_length=30
    )

    def __init__(self, data: Any, bodies: list[Body], years: list[int]) -> None:
        super().__init__(data)
        self.fields["body"].choices = [("", "All"), *((one.slug, one.name) for one in bodies)]  # type: ignore[attr-defined]
        self.fields["year"].choices = [("", "All"), *((str(year), str(year)) for year in years)]  # type: ignore[attr-defined]
