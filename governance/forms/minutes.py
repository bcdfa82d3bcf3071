"""Minutes: the summary for families, the decision that agrees them, and notes below them."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.text import get_text_list

from design.fields import OneOfField, TextField
from design.forms import RevisionForm
from design.soft_questions import AsksFirst, Question
from governance.forms.writing import PLAIN_HINT
from governance.models import Decision
from governance.reports.markup import markup_problems
from governance.services.minutes import summary_problems

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
        label="Which decision agreed them?",
        nothing="Choose one",
        words=lambda decision: decision_words(decision),
        help_text="Decisions of later meetings of the same body are listed. Exempt ones cannot agree minutes.",
        error_messages={"required": "Choose the decision that agreed them"},
    )

    def __init__(self, *args: Any, decisions: Iterable[Decision], unwritten: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unwritten = unwritten
        self.fields["decision"].offer(decisions)

    def is_valid(self) -> bool:
        """As `AsksFirst`; items of which nothing is written are asked about once."""
        is_valid = super().is_valid()
        if self.errors or not self.unwritten:
            return is_valid
        numbers = [str(number) for number in self.unwritten[:SEVERAL]]
        several = f"items {get_text_list(numbers, 'and')}" if len(numbers) > 1 else f"item {numbers[0]}"
        question = Question(
            f"unwritten-{'-'.join(numbers)}",
            f"Nothing is written of {several}. Once the minutes are agreed, nothing can be added but by a note. "
            "Is that right?",
        )
        if question.code not in self.data.getlist("considered"):
            self.questions = [*self.questions, question]
        return not self.questions


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
