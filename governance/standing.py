"""Which standing a decision has by the facts, and why. Worked out from what it is given: no query."""

import dataclasses
import datetime
from collections.abc import Iterable

from design.fields import date_words
from governance.models import BodyPhase, Decision
from governance.quorum import Quorum, lacking_phase

Standing = Decision.Standing

OUTSIDE = "It was taken outside a meeting."
NO_SUBJECT = "Enter to whom it is subject"
NOT_SUBJECT = "Choose “Subject to”, or take this away"


@dataclasses.dataclass(frozen=True)
class Proposed:
    """The standing that the facts give a decision, and the sentence that says why."""

    standing: Decision.Standing
    why: str

    @property
    def is_made(self) -> bool:
        return self.standing == Standing.MADE


def proposed_standing(
    *, body: str, day: datetime.date, phases: Iterable[BodyPhase], quorum: Quorum | None
) -> Proposed:
    """Made exactly when a body takes it at a meeting (`quorum` is what is said of that meeting's, None outside one),
    in its full phase on the meeting's day, and the quorum is met or no rule is recorded; else for ratification.
    """
    if quorum is None:
        return Proposed(Standing.FOR_RATIFICATION, OUTSIDE)
    if lacking := lacking_phase(phases, day):
        return Proposed(Standing.FOR_RATIFICATION, f"The {body} {lacking} on {date_words(day)}.")
    return Proposed(Standing.MADE if quorum.allows_decisions else Standing.FOR_RATIFICATION, quorum.sentence)


def standing_problem(chosen: str, proposed: Proposed, reason: str, subject_to: str) -> str:
    """Why a decision cannot have this standing beside the facts, without a full stop; empty where it can. One that the
    facts call made may be subject to another body's word; any other standing than theirs says why.
    """
    if chosen == Standing.SUBJECT_TO and not subject_to.strip():
        return NO_SUBJECT
    if subject_to.strip() and chosen != Standing.SUBJECT_TO:
        return NOT_SUBJECT
    return "" if reason.strip() or fits(chosen, proposed) else "Enter why its standing is another than the facts give"


def fits(chosen: str, proposed: Proposed) -> bool:
    """Whether a standing is what the facts give."""
    return chosen == proposed.standing or (chosen == Standing.SUBJECT_TO and proposed.is_made)
