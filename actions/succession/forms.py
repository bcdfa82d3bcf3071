"""The form of one action: how it ends, and where it goes on."""

from collections.abc import Iterable
from typing import Any

from django import forms

from actions.flags import day_words
from actions.models import Action, ActionOutcome
from actions.services.plan_states import ENDED
from actions.services.planning import reference_problem
from design.fields import LineField, OneOfField, TextField, sentence
from design.forms import ErrorLink, RevisionForm
from design.soft_questions import AsksFirst, Question
from design.widgets import PlainSelect
from priorities.models import ActionPlan, Priority
from priorities.references import reference_key
from priorities.status import Status

Kind = ActionOutcome.Kind
# "Merged" twice: of a reference alone nobody could say which of two plans it is in.
MERGED_THERE, MERGED_HERE = "merged-there", "merged-here"
TYPED = ("outcome", "reference", "priority", "reason")


class OutcomeForm(AsksFirst, RevisionForm):
    """How one action ends. `seen` says what stood there when the page was opened; revision 0: nothing yet."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    outcome = forms.ChoiceField(
        label="Outcome", required=False, widget=PlainSelect,
        error_messages={"invalid_choice": "Choose an outcome from the list"},
    )  # fmt: skip
    reference = LineField(
        label="Reference there", subject="the reference there", max_length=40, required=False,
    )  # fmt: skip
    priority = OneOfField(nothing="", required=False, widget=PlainSelect)
    reason = TextField(
        label="Reason", subject="the reason", required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    tokens = ("revision", "seen")
    label_size = ""

    def __init__(
        self, *args: Any, action: Action, successor: ActionPlan | None, priorities: Iterable[Priority], **kwargs: Any
    ) -> None:
        self.action, self.successor, self.priorities = action, successor, list(priorities)
        self.record = outcome_of(action)
        self.standing = standing(action, self.record, self.priorities)
        super().__init__(*args, initial=self.standing | tokens_of(self), prefix=action.key, **kwargs)
        self.fields["outcome"].choices = self._choices()
        self.fields["priority"].label = sentence((successor or action.plan).first_level) + " there"
        self.fields["priority"].nothing = "Choose one"
        self.fields["priority"].offer(self.priorities)
        if successor is None:
            del self.fields["priority"]

    def _choices(self) -> list[tuple[str, str]]:
        nothing = f"With {self.action.parent.reference}" if self.action.parent else "No outcome yet"
        there = self.successor is not None and not self.successor.is_closed
        found = [("", nothing)] if self.record is None else []
        found.append((Kind.DONE.value, "Done"))
        if there or (self.record is not None and self.record.outcome == Kind.CARRIED):
            found.append((Kind.CARRIED.value, Kind.CARRIED.label))
        if there:
            found.append((MERGED_THERE, "Merged into an action of the next plan"))
        found += [(MERGED_HERE, "Merged into an action of this plan"), (Kind.DROPPED.value, "Dropped")]
        return found

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        outcome = values.get("outcome")
        self.into: Action | None = None
        if self.errors or not outcome or not self.is_changed:
            return values
        if outcome == Kind.CARRIED and not self.is_carried_already:
            self._check_place(values)
        elif outcome in (MERGED_HERE, MERGED_THERE):
            self._find(values.get("reference", ""), outcome)
        if words := self._reason_problem(values):
            self.add_error("reason", words)
        return values

    def what_to_ask(self) -> list[Question]:
        """Also whether what is complete is to go on, and what is at work in the next plan by now withdrawn there."""
        found = [*super().what_to_ask(), *self._ask_of_complete()]
        there = self.record.into if self.record is not None and self.is_carried_already else None
        if there is None or self.cleaned_data.get("outcome") == Kind.CARRIED or not self.is_changed:
            return found
        if there.plan_state in ENDED or there.plan.status != ActionPlan.State.CURRENT:
            return found
        update = f", with an update of {day_words(there.last_update_at)}" if there.last_update_at else ""
        text = (
            f"{self.action.reference}: this withdraws {there.reference} of {there.plan.title}, which is in use"
            f"{update}. Is that right?"
        )
        return [*found, Question(f"withdraws-{there.pk}-{there.revision}", text, ("outcome",))]

    def _ask_of_complete(self) -> list[Question]:
        is_carried = self.is_changed and self.cleaned_data.get("outcome") == Kind.CARRIED
        if not is_carried or self.is_carried_already or self.action.status != Status.COMPLETE:
            return []
        reference = self.action.reference
        text = f"{reference}: it is complete, and begins anew in the next plan. Carry it there, not “Done”?"
        return [Question(f"carries-complete-{self.action.pk}", text, ("outcome",))]

    @property
    def is_carried_already(self) -> bool:
        return self.record is not None and self.record.outcome == Kind.CARRIED

    @property
    def comes_back_as(self) -> str:
        """The reference that it has in the successor already, where it was carried there before and comes back."""
        return "" if self.is_carried_already else back_as(self.action)

    def _check_place(self, values: dict[str, Any]) -> None:
        successor = self.successor
        if self.comes_back_as or successor is None:
            return
        if not values.get("priority"):
            self.add_error("priority", f"Select {successor.a_first_level}")
        if not values.get("reference"):
            self.add_error("reference", "Enter the reference it will have there")
        elif problem := reference_problem(successor, values["reference"]):
            self.add_error("reference", problem)

    def _find(self, reference: str, where: str) -> None:
        plan = self.action.plan if where == MERGED_HERE else self.successor
        if not reference:
            self.add_error("reference", "Enter the reference of the action it was merged into")
            return
        try:
            key = reference_key(reference)
        except ValueError:
            key = ""
        self.into = plan.actions.filter(key=key).first() if plan is not None and key else None
        if self.into is None or self.into.pk == self.action.pk:
            told = "another action" if self.into is not None else "an action"
            title = plan.title if plan is not None else "the next plan"
            self.into = None
            self.add_error("reference", f"Enter the reference of {told} of {title}")

    def _reason_problem(self, values: dict[str, Any]) -> str:
        """What is wrong with the reason, also with one that was given for another outcome."""
        if not values.get("reason"):
            return self._why_a_reason(values["outcome"])
        is_changed = not self.is_stale and _as_text(values | {"reason": ""}) != _as_text(
            self.standing | {"reason": ""}
        )
        is_old = _said(values["reason"]) == _said(self.standing["reason"])
        return "Enter why the outcome changes" if self.record is not None and is_changed and is_old else ""

    def _why_a_reason(self, outcome: str) -> str:
        if outcome == Kind.DROPPED:
            return "Enter why it is dropped"
        if outcome == Kind.DONE and self.action.status != Status.COMPLETE:
            return "It is not complete: enter why it counts as done"
        return "Enter why the outcome changes" if self.record is not None and not self.is_stale else ""

    @property
    def chooses_its_own(self) -> bool:
        """Whether somebody has chosen another outcome in this page than stands, be it wrong or not."""
        return self.is_bound and bool(self["outcome"].value()) and (not self.is_valid() or self.is_changed)

    def stands_as(self, record: ActionOutcome) -> None:
        """Take it that this stands of the action by now."""
        self.record, self.standing = record, standing(self.action, record, self.priorities)

    @property
    def is_changed(self) -> bool:
        """Whether somebody has changed the row in this page, and it does not stand like that already."""
        typed = _as_text(self.cleaned_data)
        return typed not in (self.cleaned_data.get("seen", ""), _as_text(self.standing))

    @property
    def is_stale(self) -> bool:
        """Whether what stood there when the page was opened has changed meanwhile."""
        return bool(self.cleaned_data["seen"] != _as_text(self.standing))

    @property
    def values(self) -> dict[str, Any]:
        """What `record_outcome` takes."""
        said = self.cleaned_data
        outcome = Kind.MERGED.value if said["outcome"] in (MERGED_HERE, MERGED_THERE) else said["outcome"]
        return {
            "outcome": outcome, "reason": said["reason"], "priority": said.get("priority"),
            "reference": said["reference"], "into": self.into,
        }  # fmt: skip

    @property
    def error_links(self) -> list[ErrorLink]:
        """The errors for the summary of the page, each with the action that it is about."""
        return [ErrorLink(f"{self.action.reference}: {link.message}", link.href) for link in self.error_list]


def outcome_of(action: Action) -> ActionOutcome | None:
    """The outcome that is recorded of an action; read with it, no query."""
    return getattr(action, "outcome", None)


def back_as(action: Action) -> str:
    """The reference with which an action that is read for its outcome comes back in the successor; "" where it is made
    anew."""
    return getattr(action, "comes_back_as", None) or ""


def standing(action: Action, record: ActionOutcome | None, priorities: Iterable[Priority]) -> dict[str, Any]:
    """What stands of an action, under the names of the form's fields; of one without an outcome what is most likely:
    the reference that it had there or has here, and the priority with the number of its own."""
    likely = next((one for one in priorities if one.number == action.priority.number), None)
    likely_reference = back_as(action) or action.reference
    found: dict[str, Any] = {"outcome": "", "reference": likely_reference, "priority": likely, "reason": ""}
    if record is None:
        return found
    found |= {"outcome": record.outcome, "reason": record.reason}
    if record.into is not None:
        found["reference"] = record.into.reference
        if record.outcome == Kind.MERGED:
            found["outcome"] = MERGED_HERE if record.into.plan_id == action.plan_id else MERGED_THERE
    return found


def tokens_of(form: OutcomeForm) -> dict[str, Any]:
    """What the row of an action carries to tell whether somebody else has changed it meanwhile."""
    return {"revision": form.record.revision if form.record else 0, "seen": _as_text(form.standing)}


def _as_text(values: dict[str, Any]) -> str:
    """The same text for the same outcome; without one, whatever else is typed says nothing yet, but for a reason."""
    outcome, reason = values.get("outcome") or "", _said(values.get("reason") or "")
    where = values.get("reference") if outcome in (MERGED_HERE, MERGED_THERE) else ""
    return "|".join((outcome, where or "", reason))


def _said(reason: str) -> str:
    """A reason as it reads, however its lines are broken."""
    return " ".join(reason.split())
