"""The two things said of an action: how it is going, and whether it is in the plan. Codes, words and looks."""

from django.db import models

from design.look import Look


class Status(models.TextChoices):
    """Delivery, the lead's judgement. `NONE` is a gap, never a choice."""

    NONE = "none", "No status yet"
    NOT_STARTED = "not_started", "Not started"
    ON_TRACK = "on_track", "On track"
    AT_RISK = "at_risk", "At risk"
    OFF_TRACK = "off_track", "Off track"
    COMPLETE = "complete", "Complete"

    @property
    def look(self) -> Look:
        """Word, symbol and colour, always together."""
        return LOOKS[self]

    @property
    def colour_word(self) -> str:
        """The colour that committees say: "amber"; empty where there is none."""
        return COLOUR_WORDS.get(self, "")


LOOKS = {
    Status.NONE: Look("No status yet", "no-status", "dashed"),
    Status.NOT_STARTED: Look("Not started", "not-started", "white"),
    Status.ON_TRACK: Look("On track", "on-track", "green"),
    Status.AT_RISK: Look("At risk", "at-risk", "amber"),
    Status.OFF_TRACK: Look("Off track", "off-track", "red"),
    Status.COMPLETE: Look("Complete", "complete", "blue"),
}
COLOUR_WORDS = {
    Status.ON_TRACK: "green",
    Status.AT_RISK: "amber",
    Status.OFF_TRACK: "red",
    Status.COMPLETE: "blue",
}

# The order of every tally and bar: what asks for attention stands first.
BY_URGENCY = (
    Status.OFF_TRACK,
    Status.AT_RISK,
    Status.ON_TRACK,
    Status.COMPLETE,
    Status.NOT_STARTED,
    Status.NONE,
)

# What a person may say, in the order of a form: "no status yet" is a gap and no choice.
GIVEN = (Status.NOT_STARTED, Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK, Status.COMPLETE)

# What a new plan's key says until the co-ordinator edits it.
DEFAULT_MEANINGS = {
    Status.NOT_STARTED: "Work has not begun, and the due date can still be met.",
    Status.ON_TRACK: "We expect to finish by the due date, with the result that was agreed.",
    Status.AT_RISK: "Something may stop us finishing on time or in full, and we have a way back.",
    Status.OFF_TRACK: "We will not finish on time or in full without a decision or help.",
    Status.COMPLETE: "Finished, with a completion date, and evidence that shows it.",
}

# From best to worst, of what is under way or done.
_FROM_BEST = (Status.COMPLETE, Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK)
# What has not begun is neither good nor bad news, unless it is the end of something that went well.
_WENT_WELL = (Status.COMPLETE, Status.ON_TRACK)


class Turn(models.TextChoices):
    """What a change of status means to whoever reads it; `SAME` where it is neither."""

    WORSE = "worse", "Got worse"
    BETTER = "better", "Got better"
    SAME = "same", "Neither worse nor better"


def turn(before: str, after: str) -> Turn:
    """Whether an action got worse or better from one status to another.

    At risk and off track are worse than all that is not, and what was on track or complete and is said not to have
    begun got worse. No status is a gap: a first one is neither, unless it is one that nobody may miss.
    """
    if before == after or (before == Status.NONE and after in _WENT_WELL):
        return Turn.SAME
    if before in _FROM_BEST and after in _FROM_BEST:
        got_worse = _FROM_BEST.index(Status(after)) > _FROM_BEST.index(Status(before))
        return Turn.WORSE if got_worse else Turn.BETTER
    if after in _FROM_BEST:
        return Turn.BETTER if after in _WENT_WELL else Turn.WORSE
    return Turn.WORSE if before in _WENT_WELL else Turn.SAME


class PlanState(models.TextChoices):
    """Whether an action is in the plan; set by the co-ordinator with a reason."""

    PROPOSED = "proposed", "Proposed"
    AGREED = "agreed", "Agreed"
    PAUSED = "paused", "Paused"
    CLOSED = "closed", "Closed"
    REPLACED = "replaced", "Replaced"
    WITHDRAWN = "withdrawn", "Withdrawn"


# Totals count these.
IN_PLAN = (PlanState.AGREED, PlanState.CLOSED)
# Nothing is owed of these, so that their last status is only what was last said.
SET_ASIDE = (PlanState.PAUSED, PlanState.REPLACED, PlanState.WITHDRAWN)
