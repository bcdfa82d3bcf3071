"""The forms of the desk."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from actions.forms.progress import ProgressForm
from actions.models import NoUpdateReceived
from design.fields import RadioField, sentence
from design.forms import PortalForm
from design.layout import Group, Include, Piece, PrintedLine
from design.soft_questions import Asks, Question
from design.widgets import PlainSelect
from notices.desk.states import State

Choices = Sequence[tuple[str, str]]
NOT_SAID = "Not asked, or by another way"


class DeskFilter(PortalForm):
    """What may narrow the list; sent by GET, so that the address holds it."""

    organisation = forms.ChoiceField(required=False, widget=PlainSelect)
    state = forms.ChoiceField(label="How far it has come", required=False, widget=PlainSelect)

    label_size = ""

    def __init__(self, data: Any, organisations: Choices, counts: Mapping[str, int]) -> None:
        super().__init__(data)
        self.fields["organisation"].choices = [("", "All"), *organisations]
        states = [(state.value, f"{state.label} ({counts[state]})") for state in State]
        self.fields["state"].choices = [("", "All"), *states]


class EnteredForm(ProgressForm):
    """What somebody says by telephone: the update form without what can wait, under the same rules."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        kept = {name for entry in self.layout for name in _names(entry)} | set(self.tokens)
        for name in set(self.fields) - kept:
            del self.fields[name]

    @property
    def layout(self) -> list[str | Group | Include | PrintedLine]:
        """Who received it how comes first; at risk, complete and a new date stand where the update form has them."""
        return [
            "received_by",
            "status",
            "headline",
            PrintedLine("headline", reference=self.action.reference, title=self.action.title),
            "happened",
            Group("If it is at risk or off track", "reason", "recovery", "consequence",
                  hint="Leave these empty for any other status."),
            Group("If it is complete", "completed_on", hint="Leave this empty for any other status."),
            Group("Propose a due date (optional)", "proposed_due", "proposed_reason",
                  hint="The agreed date counts until the new one is agreed."),
        ]  # fmt: skip


def _names(entry: str | Group | Piece) -> list[str]:
    if isinstance(entry, Group):
        return [name for name in entry.fields if isinstance(name, str)]
    return [entry] if isinstance(entry, str) else []


class NoUpdateForm(Asks):
    """That no update was received, and how it was asked for. `deadline`: by when it is due, where that is still to
    come."""

    asked_by = RadioField(label="How did you ask for it?", subject="how you asked for it", required=False)

    def __init__(self, *arguments: Any, deadline: str = "", **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.deadline = deadline
        ways = NoUpdateReceived._meta.get_field("asked_by").choices or ()
        self.fields["asked_by"].choices = [*((way, sentence(str(words))) for way, words in ways), ("", NOT_SAID)]

    def what_to_ask(self) -> list[Question]:
        """Whether it is to be said already, where the update may still come in time."""
        text = f"The update is due by {self.deadline}, and may still come in time. Is it certain that it will not?"
        return [Question("before-deadline", text)] if self.deadline else []


class RemindForm(PortalForm):
    """To whom reminders go, as the page showed them: ids with spaces between."""

    # The service says what it means that nobody is named.
    people = forms.CharField(widget=forms.HiddenInput, max_length=20_000, required=False)

    def clean_people(self) -> set[int]:
        """What is no id is passed over."""
        return {int(word) for word in self.cleaned_data["people"].split() if word.isdecimal() and len(word) < 19}
