"""Minutes: the summary for families, the decision that agrees them, and notes below them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django import forms
from django.utils.text import get_text_list

from design.fields import OneOfField, TextField
from design.forms import RevisionForm
from design.soft_questions import AsksFirst, Question
from governance.facts import proposed_at
from governance.forms.writing import PLAIN_HINT
from governance.models import Decision, Meeting
from governance.reports.markup import markup_problems
from governance.services.minutes import summary_problems

Standing = Decision.Standing
SUMMARY_LENGTH = 5000
NOTE_LENGTH = 2000
LONGEST_SHOWN = 80
SEVERAL = 20


class SummaryForm(AsksFirst, RevisionForm):
    """What the meeting means for families."""

    families_summary = TextField(
        label="What this means for families (optional)",
        subject="what this means for families",
        help_text=f"In plain words: what was decided, and what will be different. {PLAIN_HINT}",
        required=False,
        max_length=SUMMARY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 10}),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for problem in summary_problems(values.get("families_summary", "")):
            self.add_error("families_summary", problem)
        return values


class AgreeForm(AsksFirst, RevisionForm):
    """Which decision of a later meeting agreed the minutes."""

    decision = OneOfField(
        label="The decision that agreed them, if it is recorded",
        nothing="Not recorded yet",
        words=lambda decision: decision_words(decision),
        help_text="Decisions of later meetings of the same body are listed. Exempt ones cannot agree minutes.",
        required=False,
    )
    at = OneOfField(
        label="Or the meeting that agreed them",
        nothing="Choose one",
        words=lambda meeting: str(meeting.date),
        help_text="The decision is then recorded at that meeting, under its item on the minutes.",
        required=False,
    )
    text = TextField(
        label="What that meeting decided",
        subject="what that meeting decided",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self,
        *args: Any,
        decisions: Iterable[Decision],
        meetings: Iterable[Meeting],
        unwritten: Sequence[int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.unwritten = unwritten
        self.fields["decision"].offer(decisions)
        self.fields["at"].offer(meetings)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if self.errors:
            return values
        decision, at = values["decision"], values["at"]
        if decision is None and at is None:
            self.add_error("decision", "Choose the decision that agreed them, or the meeting that did")
        elif decision is not None and at is not None:
            self.add_error("at", "Choose either the decision or the meeting, not both")
        elif at is not None and not values["text"]:
            self.add_error("text", "Enter what that meeting decided")
        return values

    def is_valid(self) -> bool:
        """As `AsksFirst`; a decision that does not stand yet, and items of which nothing is written, are asked about
        once.
        """
        is_valid = super().is_valid()
        if self.errors or not self.is_bound:
            return is_valid
        considered = self.data.getlist("considered")
        asked = [*self._of_standing(), *self._of_unwritten()]
        self.questions = [*self.questions, *(one for one in asked if one.code not in considered)]
        return not self.questions

    def _of_standing(self) -> Iterator[Question]:
        decision, at = self.cleaned_data["decision"], self.cleaned_data["at"]
        standing = proposed_at(at).standing if decision is None else Standing(decision.standing)
        if standing in (Standing.MADE, Standing.RATIFIED):
            return
        which, field = (f"at-{at.pk}", "at") if decision is None else (str(decision.pk), "decision")
        yield Question(
            f"standing-{standing}-{which}",
            f"The decision is {standing.label}, so it does not stand yet. Agreed minutes stay agreed, whatever "
            "becomes of it. Is that right?",
            (field,),
        ).on(self)

    def _of_unwritten(self) -> Iterator[Question]:
        if not self.unwritten:
            return
        numbers = [str(number) for number in self.unwritten[:SEVERAL]]
        several = f"items {get_text_list(numbers, 'and')}" if len(numbers) > 1 else f"item {numbers[0]}"
        yield Question(
            f"unwritten-{'-'.join(numbers)}",
            f"Nothing is written of {several}. Once the minutes are agreed, nothing can be added but by a note. "
            "Is that right?",
        )


class NoteForm(AsksFirst):
    """A correction of agreed minutes."""

    text = TextField(
        label="Note",
        subject="the note",
        help_text=f"It stands below the minutes with today’s date, for everybody to read. {PLAIN_HINT}",
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for problem in markup_problems("The note", values.get("text", "")):
            self.add_error("text", problem)
        return values


def decision_words(decision: Decision) -> str:
    """A decision in a list: when, which, and how it begins."""
    words = str(decision)
    text = " ".join(decision.text.split())
    shown = text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN].rstrip()}…"
    return f"{words[:1].upper()}{words[1:]}: {shown}"
