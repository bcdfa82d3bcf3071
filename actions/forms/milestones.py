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

    title = text_field("What is to be reached", "what is to be reached", required=True)
    due = PartialDateField(
        label="By when (optional)", subject="the date of the milestone", required=False, help_text=HINT
    )


class MilestoneForm(AsksFirst, RevisionForm):
    """What becomes of a milestone. `values`, once it is valid, is what the service takes."""

    title = text_field("What is to be reached", "what is to be reached", required=True)
    due = PartialDateField(
        label="By when (optional)", subject="the date of the milestone", required=False, help_text=HINT
    )
    standing = RadioField(
        label="How it stands", subject="how it stands",
        choices=[
            RadioChoice(OPEN, "Still to be met"),
            RadioChoice(MET, "Met", hint="Enter the day below."),
            RadioChoice(DROPPED, "Dropped", hint="It stays in sight with the reason."),
        ],
    )  # fmt: skip
    met_on = DateField(
        label="If it is met: on which day?", subject="the day on which it was met", required=False,
        not_after=lambda: clock.today(),
    )  # fmt: skip
    reason = text_field(
        "Why does it change?", "why it changes",
        "A milestone that is met, or gets its first date, needs no reason. Everybody reads it in the history.",
    )  # fmt: skip

    def __init__(self, data: Any = None, *, milestone: Milestone, **kwargs: Any) -> None:
        self.milestone = milestone
        super().__init__(data, **kwargs)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        standing = values.get("standing")
        if standing != MET and values.get("met_on") not in (None, self.milestone.met_on):
            self.add_error("met_on", "Choose “Met”, or take the day away")
        if standing == MET and not values.get("met_on") and "met_on" not in self.errors:
            self.add_error("met_on", "Enter the day on which it was met")
        if standing == DROPPED and not values.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "Enter why it is dropped")
        return values

    @property
    def values(self) -> dict[str, Any]:
        """What is to stand. The day counts only for one that is met."""
        standing, met_on = self.cleaned_data["standing"], self.cleaned_data["met_on"]
        named = {name: self.cleaned_data[name] for name in ("title", "due", "reason", "revision")}
        return named | {"is_dropped": standing == DROPPED, "met_on": met_on if standing == MET else None}
