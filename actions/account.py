"""What a lead gives in one progress update, before it is a row."""

import dataclasses
import datetime
from collections.abc import Mapping

from priorities.partial_date import PartialDate

# What an update keeps of an account as it is; the rest of it become rows of their own.
TOLD = (
    "status", "completed_on", "headline", "happened", "reason", "recovery", "consequence", "next_steps", "ask",
    "ask_text", "difference_made", "figure_what", "figure_was", "figure_was_on", "figure_is", "figure_is_on",
    "figure_source",
)  # fmt: skip


@dataclasses.dataclass(frozen=True)
class EvidenceGiven:
    """One piece of evidence that comes with an update."""

    title: str
    kind: str
    url: str = ""
    dated_on: datetime.date | None = None


@dataclasses.dataclass(frozen=True)
class Account:
    """A progress update as typed and cleaned. `milestones_met` maps a milestone's id to the day it was met."""

    status: str
    headline: str
    happened: str = ""
    reason: str = ""
    recovery: str = ""
    consequence: str = ""
    next_steps: str = ""
    ask: str = "nothing"
    ask_text: str = ""
    completed_on: datetime.date | None = None
    proposed_due: PartialDate | None = None
    proposed_reason: str = ""
    milestones_met: Mapping[int, datetime.date] = dataclasses.field(default_factory=dict)
    difference_made: str = ""
    figure_what: str = ""
    figure_was: str = ""
    figure_was_on: datetime.date | None = None
    figure_is: str = ""
    figure_is_on: datetime.date | None = None
    figure_source: str = ""
    evidence: EvidenceGiven | None = None

    def texts(self) -> dict[str, str]:
        """All free text under the name of its field in the form, for checks that read it."""
        values = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        texts = {name: value for name, value in values.items() if isinstance(value, str)}
        return texts | ({"evidence_title": self.evidence.title} if self.evidence else {})
