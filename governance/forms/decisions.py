"""What a body decided: its words, standing, and the actions and recommendations that it concerns."""

from collections.abc import Iterable
from typing import Any

from django import forms

from actions.forms.support import reason_field
from actions.models import Action
from design.fields import CheckboxesField, DateField, OneOfField, RadioField, TextField, sentence
from design.forms import RevisionForm, StandingForm
from design.layout import Group
from design.soft_questions import AsksFirst
from design.widgets import RadioChoice
from governance.models import Body, Decision, DecisionAction, Recommendation
from governance.services.decisions import says_something
from governance.services.ratifying import NOTHING
from governance.standing import NO_SUBJECT, NOT_SUBJECT, Proposed, standing_problem
from send_portal import clock

Standing = Decision.Standing
LEAST_ROWS, MOST_ROWS = 3, 40
CHOICES = (
    RadioChoice(Standing.MADE, "Made", "It stands as it is."),
    RadioChoice(Standing.SUBJECT_TO, "Subject to", "Somebody else has to agree, such as Cabinet or the ICB Board."),
    RadioChoice(Standing.FOR_RATIFICATION, "For ratification", "A full and quorate meeting has to ratify it."),
)


def action_words(action: Action) -> str:
    """An action in a list to choose from."""
    return f"{action.reference} {action.title[:80]}"


def effect_row(row: int) -> forms.ChoiceField:
    """What a decision means for the action of its row."""
    choices = [(one.value, one.label.capitalize()) for one in DecisionAction.Effect]
    return forms.ChoiceField(label=f"Effect on action {row}", choices=choices, required=False)


def add_rows(form: Any, actions: Iterable[Action], standing: int, beside: Any = None) -> range:
    """Give a form a list to choose an action from for each that stands, one more, and all that were posted; with the
    field that `beside` makes for a row. Returns the rows.
    """
    offered, most = list(actions), max(LEAST_ROWS, standing + 1)
    while most < MOST_ROWS and f"action_{most + 1}" in form.data:
        most += 1
    for row in range(1, most + 1):
        field = OneOfField(label=f"Action {row} (optional)", nothing="No action", words=action_words, required=False)
        field.offer(offered)
        form.fields[f"action_{row}"] = field
        if beside is not None:
            form.fields[f"effect_{row}"] = beside(row)
    return range(1, most + 1)


def refuse_twice(form: forms.Form, rows: range) -> None:
    """An error beside an action that is named in two rows."""
    chosen = [form.cleaned_data.get(f"action_{row}") for row in rows]
    for row, action in zip(rows, chosen, strict=True):
        if action is not None and chosen.index(action) < row - rows.start:
            form.add_error(f"action_{row}", "Name each action once")


class DecisionForm(AsksFirst):
    """A decision. `proposed` is the standing that the facts give it; None where its words and its standing stay."""

    text = TextField(
        label="What was decided?", subject="what was decided", max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    taken_on = DateField(label="Taken on", subject="the day on which it was taken", not_after=clock.today)
    standing = RadioField(label="How does it stand?", subject="the standing", choices=CHOICES)
    subject_to = TextField(
        label="Subject to whom? (if it is)", subject="to whom it is subject", required=False, max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    standing_reason = reason_field(
        "Why another standing than the facts give? (if it is another)",
        "why its standing is another than the facts give",
        required=False,
    )
    recommendations = CheckboxesField(
        label="Recommendations that it concerns (optional)", subject="recommendations", required=False
    )

    def __init__(
        self, *args: Any, body: Body, proposed: Proposed | None, is_in_meeting: bool, actions: Iterable[Action],
        recommendations: Iterable[Recommendation], rows: int = 0, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.body, self.proposed = body, proposed
        form = f"It begins with “{body.resolution_form}”. If you leave these words out, they are printed before yours."
        self.fields["text"].help_text = form
        self.rows: range = add_rows(self, actions, rows, effect_row)
        self.asked: dict[str, Recommendation] = {str(one.pk): one for one in recommendations}
        field: Any = self.fields["recommendations"]
        field.offer(
            (pk, f"Recommendation {one.number} of the {one.report}: {one.text[:120]}")
            for pk, one in self.asked.items()
        )
        dropped = [] if self.asked else ["recommendations"]
        dropped += ["taken_on"] if is_in_meeting else []
        if proposed is None:
            # Words that were typed before something rested on the decision come back, to be refused or compared.
            dropped += ["standing", "subject_to", "standing_reason", *([] if "text" in self.data else ["text"])]
        for name in dropped:
            del self.fields[name]
        self.layout = (
            "text", "taken_on", Group("Standing", "standing", "subject_to", "standing_reason"),
            Group("Actions that it concerns", *(f"{one}_{row}" for row in self.rows for one in ("action", "effect"))),
            "recommendations", *(["reason"] if "reason" in self.fields else []),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if "text" in values and not says_something(values["text"], self.body):
            self.add_error("text", "Enter what was decided")
        refuse_twice(self, self.rows)
        if self.proposed is None or self.errors:
            return values
        said = values["standing"], self.proposed, values["standing_reason"], values["subject_to"]
        if problem := standing_problem(*said):
            self.add_error("subject_to" if problem in (NO_SUBJECT, NOT_SUBJECT) else "standing_reason", problem)
        return values

    @property
    def values(self) -> dict[str, Any]:
        """What the services take."""
        said = {
            name: value for name, value in self.cleaned_data.items() if not name.startswith(("action_", "effect_"))
        }
        rows = [(self.cleaned_data[f"action_{row}"], self.cleaned_data[f"effect_{row}"]) for row in self.rows]
        chosen = [self.asked[pk] for pk in said.pop("recommendations", ())]
        effects = {action: effect or DecisionAction.Effect.DISCUSSED for action, effect in rows if action is not None}
        return said | {"effects": effects, "recommendations": chosen}


class ChangeDecisionForm(DecisionForm, RevisionForm):
    """A decision, put right."""

    reason = reason_field("Why are you changing it?", "why you are changing it")


class WithdrawForm(AsksFirst, RevisionForm):
    """Why something does not count any more."""

    reason = reason_field("Why?", "why")


class RatifyForm(StandingForm):
    """Which decisions a meeting ratifies."""

    decisions = CheckboxesField(label="Decisions to ratify", subject="at least one decision to ratify",
                                error_messages={"required": NOTHING.removesuffix(".")})  # fmt: skip

    def __init__(self, *args: Any, waiting: Iterable[Decision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waiting = {str(one.pk): one for one in waiting}
        choices = [RadioChoice(pk, _named(one), one.text) for pk, one in self.waiting.items()]
        self.fields["decisions"].offer(choices)

    @property
    def chosen(self) -> list[Decision]:
        return [self.waiting[pk] for pk in self.cleaned_data["decisions"]]


def _named(decision: Decision) -> str:
    return sentence(str(decision))
