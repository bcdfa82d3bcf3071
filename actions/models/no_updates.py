"""That no update was received: recorded by the co-ordinator, who asked for it."""

from django.db import models

from actions.models.action import Action
from actions.models.progress import ProgressUpdate
from audit.models import AppendOnlyModel, GuardedQuerySet
from priorities.models import UpdateCycle

ReceivedBy = ProgressUpdate.ReceivedBy


class NoUpdateReceivedQuerySet(GuardedQuerySet):
    """Records that no update was received."""

    def told(self) -> "NoUpdateReceivedQuerySet":
        """With what their words need."""
        return self.select_related("cycle")


class NoUpdateReceived(AppendOnlyModel):
    """No update of an action was received in a cycle, as far as it was known on the day of `recorded_at`.

    It is no update: the cycle still wants one, and one that comes later takes its place in sight. Both stay.
    """

    action = models.ForeignKey(Action, models.PROTECT, related_name="no_updates")
    cycle = models.ForeignKey(UpdateCycle, models.PROTECT, related_name="no_updates")
    asked_by = models.CharField(
        "how it was asked for",
        max_length=9,
        choices=[(way.value, way.label) for way in (ReceivedBy.TELEPHONE, ReceivedBy.EMAIL, ReceivedBy.MEETING)],
        blank=True,
        default="",
    )

    objects = NoUpdateReceivedQuerySet.as_manager()

    class Meta(AppendOnlyModel.Meta):
        constraints = [models.UniqueConstraint(fields=["action", "cycle"], name="no_update_one_a_cycle")]

    def __str__(self) -> str:
        asked = f", asked for {self.get_asked_by_display()}" if self.asked_by else ""
        return f"No update received in the {self.cycle}{asked}"
