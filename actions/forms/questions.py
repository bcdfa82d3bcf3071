"""Forms of questions that people ask on an action."""

from typing import Any

from django import forms

from actions.forms.progress import SHORT
from actions.forms.support import reason_field
from actions.models import Question
from design.fields import RadioField, TextField
from design.forms import RevisionForm
from design.soft_questions import AsksFirst
from design.widgets import RadioChoice

BECAUSE = {
    Question.ClosedAs.ANSWERED: ("Answered", "The answer says what was asked."),
    Question.ClosedAs.MEETING: ("Taken to the meeting", "The partnership has discussed it, or will."),
    Question.ClosedAs.NOT_FOR_PLAN: ("Not for the plan", "Somebody else has to answer it, or nobody can."),
}


class AskQuestionForm(AsksFirst):
    """One question on an action."""

    text = TextField(
        label="Your question", subject="your question", max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )


class AnswerQuestionForm(AsksFirst, RevisionForm):
    """An answer to a question, or another one in the place of the one that stands, and why."""

    answer = TextField(
        label="Answer", subject="the answer", max_length=SHORT, widget=forms.Textarea(attrs={"rows": 5})
    )  # fmt: skip
    reason = reason_field(
        "Why are you changing the answer?", "why you are changing the answer",
        hint="The answer as it was stays in the history.",
    )  # fmt: skip

    def __init__(self, data: Any = None, *, corrects: bool, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if not corrects:
            del self.fields["reason"]


class CloseQuestionForm(AsksFirst, RevisionForm):
    """What became of a question, and why nothing more is to come of it."""

    closed_as = RadioField(label="What became of it?", subject="what became of it", choices=())
    closed_reason = reason_field(
        "Why are you closing it?", "why you are closing it",
        hint="For example, discussed on 12 September 2024, decision 3. The question stays in sight, with this reason.",
    )  # fmt: skip

    def __init__(self, data: Any = None, *, is_answered: bool, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        offered = [one for one in BECAUSE if is_answered or one != Question.ClosedAs.ANSWERED]
        self.fields["closed_as"].offer(
            [RadioChoice(one.value, BECAUSE[one][0], hint=BECAUSE[one][1]) for one in offered]
        )
