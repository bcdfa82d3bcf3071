"""Forms of what is written of an agenda item at the meeting: declarations of interest, and its minutes."""

from collections.abc import Iterable
from typing import Any

from django import forms

from accounts.models import User
from actions.forms.support import reason_field
from design.fields import OneOfField, TextField
from design.forms import RevisionForm
from design.soft_questions import AsksFirst
from governance.services.minuting import BOTH, minutes_problems

MINUTES_LENGTH = 20_000
MINUTES_HINT = (
    "A blank line makes a new paragraph. ## and a space begin a line that is a sub-heading. Begin lines with a hyphen "
    "for a list. Two stars round words make them bold."
)


class DeclarationForm(AsksFirst, RevisionForm):
    """Who declared which interest, or that nobody did."""

    user = OneOfField(label="Who declared an interest?", nothing="Nobody chosen", required=False)
    text = TextField(
        label="Which interest?", subject="the interest", required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    none_declared = forms.BooleanField(label="None declared", required=False)

    def __init__(self, *args: Any, people: Iterable[User], said: bool, **kwargs: Any) -> None:
        self.said = said
        super().__init__(*args, **kwargs)
        self.fields["user"].offer(people)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        user, text, none = (values.get(name) for name in ("user", "text", "none_declared"))
        if none and (user or text):
            self.add_error("none_declared", BOTH)
        elif user and "text" in values and not text:
            self.add_error("text", "Enter the interest")
        elif text and not user and "user" not in self.errors:
            self.add_error("user", "Choose who declared it")
        elif not (self.errors or user or none or self.said):
            self.add_error("user", "Choose who declared an interest, or tick “None declared”")
        return values


class TakeBackForm(AsksFirst):
    """Why a declaration is taken away."""

    reason = reason_field("Why is it taken away?", "why it is taken away")


class MinutesForm(AsksFirst, RevisionForm):
    """What the minutes say of an item."""

    minutes = TextField(
        label="Minutes (optional)", subject="the minutes", help_text=MINUTES_HINT, required=False,
        max_length=MINUTES_LENGTH, widget=forms.Textarea(attrs={"rows": 14}),
    )  # fmt: skip

    def clean_minutes(self) -> str:
        text: str = self.cleaned_data["minutes"]
        for problem in minutes_problems(text):
            self.add_error("minutes", problem)
        return text
