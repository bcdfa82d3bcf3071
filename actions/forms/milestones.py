"""Forms of milestones."""

from typing import Any

from actions.forms.editing import text_field
from actions.models import Milestone
from design.fields import DateField, RadioField
from design.forms import RevisionForm
from design.soft_questions import AsksFirst
from design.widgets import RadioChoice
from priorities.fields import HINT, PartialDateField
from send_portal import clock

OPEN, MET, DROPPED = "open", "met", "dropped"


class NewMilestoneForm(AsksFirst):
    """A step on the way to an action's end."""

    title = text_field("What is the milestone?", "what the milestone is", required=True)
    due = PartialDateField(
        label="By when (optional)", subject="the date of the milestone", required=False, help_text=HINT
    )


class MilestoneForm(AsksFirst, RevisionForm):
    """What becomes of a milestone. `values`, once it is valid, is what the service takes."""

    title = text_field("What is the milestone?", "what the milestone is", required=True)
    due = PartialDateField(
        label="By when (optional)", subject="the date of the milestone", required=False, help_text=HINT
    )
    standing = RadioField(
        label="Progress", subject="its progress",
        choices=[
            RadioChoice(OPEN, "Still to be met"),
            RadioChoice(MET, "Met", hint="Enter the date below."),
            RadioChoice(DROPPED, "Dropped", hint="It is still shown, with the reason."),
        ],
    )  # fmt: skip
    met_on = DateField(
        label="If it has been met, when?", subject="the date it was met", required=False,
        not_after=lambda: clock.today(),
    )  # fmt: skip
    reason = text_field(
        "Why are you changing it?", "why you are changing it",
        "You do not need a reason to mark it as met for the first time, or to give it a first date. Everybody can "
        "read the reason in the history.",
    )  # fmt: skip

    def __init__(self, data: Any = None, *, milestone: Milestone, **kwargs: Any) -> None:
        self.milestone = milestone
        super().__init__(data, **kwargs)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        standing = values.get("standing")
        if standing != MET and values.get("met_on") not in (None, self.milestone.met_on):
            self.add_error("met_on", "Choose “Met”, or remove the date")
        if standing == MET and not values.get("met_on") and "met_on" not in self.errors:
            self.add_error("met_on", "Enter the date it was met")
        if standing == DROPPED and not values.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "Enter why it has been dropped")
        return values

    @property
    def values(self) -> dict[str, Any]:
        """What is to stand. The day counts only for one that is met."""
        standing, met_on = self.cleaned_data["standing"], self.cleaned_data["met_on"]
        named = {name: self.cleaned_data[name] for name in ("title", "due", "reason", "revision")}
        return named | {"is_dropped": standing == DROPPED, "met_on": met_on if standing == MET else None}
