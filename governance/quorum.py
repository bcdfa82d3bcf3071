"""Whether a meeting was quorate, and in which phase its body was. Worked out from what it is given: no query."""

import dataclasses
import datetime
import enum
from collections.abc import Iterable
from typing import Any

from django.utils.text import get_text_list

from accounts.models import Organisation
from design.fields import sentence
from governance.models import Attendance, BodyPhase, QuorumRule

State = Attendance.State
NO_RULE_RECORDED = "No quorum rule recorded."


@dataclasses.dataclass(frozen=True)
class Voter:
    """A voting member on the day of a meeting, and whom their seat stands for; `user` and `organisation` are ids."""

    user: int
    organisation: int
    sector: str
    post: str


@dataclasses.dataclass(frozen=True)
class Attender:
    """How somebody took part in a meeting (`Attendance.State`), and for which member's id, where for one."""

    user: int
    state: str
    deputy_for: int | None = None


class Found(enum.Enum):
    """What can be said of a quorum."""

    MET = "met"
    NOT_MET = "not met"
    NO_RULE = "no quorum rule recorded"
    NO_ATTENDANCE = "attendance not recorded"


@dataclasses.dataclass(frozen=True)
class Quorum:
    """What can be said of a meeting's quorum, and the sentence that says it."""

    found: Found
    sentence: str

    @property
    def allows_decisions(self) -> bool:
        """Whether nothing is held against what was decided: the quorum is met, or no rule is recorded."""
        return self.found in (Found.MET, Found.NO_RULE)


def phase_on(phases: Iterable[BodyPhase], day: datetime.date) -> BodyPhase | None:
    """The newest phase that has begun on a day; None before the first one begins, or where there is none."""
    begun = [phase for phase in phases if phase.begins.first_day <= day]
    return max(begun, key=lambda phase: (phase.begins.first_day, phase.from_on), default=None)


def is_full_on(phases: Iterable[BodyPhase], day: datetime.date) -> bool:
    """Whether a body decides for good on a day. One without phases does; one whose first phase is to come does not."""
    known = list(phases)
    phase = phase_on(known, day)
    return not known if phase is None else phase.phase == BodyPhase.Phase.FULL


def lacking_phase(phases: Iterable[BodyPhase], day: datetime.date) -> str:
    """Why a body does not decide for good on a day: "was a shadow", "had not begun"; empty where it does."""
    known = list(phases)
    if is_full_on(known, day):
        return ""
    return "had not begun" if phase_on(known, day) is None else "was a shadow"


def attenders(rows: Iterable[Any]) -> list[Attender]:
    """Attendances, as they stand or as history has them."""
    return [Attender(row.user_id, row.state, row.deputy_for_id) for row in rows]


def rule_on(rules: Iterable[QuorumRule], day: datetime.date) -> QuorumRule | None:
    """The newest quorum rule that has begun on a day; None where none is recorded for it."""
    begun = [rule for rule in rules if rule.from_on is None or rule.from_on <= day]
    return max(begun, key=lambda rule: rule.from_on or datetime.date.min, default=None)


def counted(voters: Iterable[Voter], attenders: Iterable[Attender], *, remote_counts: bool) -> list[Voter]:
    """The seats that were taken: by the member, remotely where that counts, or by a deputy. A seat counts once."""
    states = {State.PRESENT, State.REMOTE} if remote_counts else {State.PRESENT}
    there = list(attenders)
    own = {one.user for one in there if one.state in states}
    stood_in_for = {one.deputy_for for one in there if one.state == State.DEPUTY}
    seats = {voter.user: voter for voter in voters}
    return [voter for user, voter in seats.items() if user in own or user in stood_in_for]


def quorum_of(rule: QuorumRule | None, voters: Iterable[Voter], attenders: Iterable[Attender]) -> Quorum:
    """The quorum of a meeting by the rule of its day; `voters` are the members of its day who vote."""
    there = list(attenders)
    if rule is None:
        return Quorum(Found.NO_RULE, NO_RULE_RECORDED)
    if not there:
        return Quorum(Found.NO_ATTENDANCE, "Attendance is not recorded yet, so the quorum is not known.")
    seats = counted(voters, there, remote_counts=rule.remote_counts)
    if lacking := _lacking(rule, seats):
        return Quorum(Found.NOT_MET, f"Quorum not met: {'; '.join(lacking)}.")
    return Quorum(Found.MET, f"Quorum met: {'; '.join(_reached(rule, seats))}.")


def rule_in_words(rule: QuorumRule) -> str:
    """What a quorum rule asks, as a sentence or two."""
    parts = []
    if rule.members:
        parts.append(f"at least {_number(rule.members, 'voting member')}")
    if rule.organisations:
        parts.append(f"at least {_number(rule.organisations, 'organisation')}")
    if rule.sector_codes:
        parts.append(f"somebody from {get_text_list([*map(sector_in_words, rule.sector_codes)], 'and')}")
    if rule.posts:
        parts.append(f"the {'post' if len(rule.posts) == 1 else 'posts'} {get_text_list(rule.posts, 'and')}")
    remote = "Who joins remotely counts" if rule.remote_counts else "Who joins remotely does not count"
    asked = "; ".join(parts)
    return f"{sentence(asked)}. {remote}."


def sector_in_words(code: str) -> str:
    """A sector as a sentence takes it: "the voluntary sector"."""
    label = Organisation.Sector(code).label.lower()
    return f"the {label}" if label.endswith("sector") else label


def _lacking(rule: QuorumRule, seats: list[Voter]) -> list[str]:
    """Each part of the rule that is not met, with what is missing."""
    organisations, sectors = {seat.organisation for seat in seats}, {seat.sector for seat in seats}
    posts = {_plain(seat.post) for seat in seats}
    lacking = []
    if len(seats) < (rule.members or 0):
        lacking.append(f"{len(seats)} of {_number(rule.members or 0, 'voting member')}")
    if len(organisations) < (rule.organisations or 0):
        lacking.append(f"{len(organisations)} of {_number(rule.organisations or 0, 'organisation')}")
    lacking += [f"{sector_in_words(code)} is missing" if code != "families" else "families are missing"
                for code in rule.sector_codes if code not in sectors]  # fmt: skip
    lacking += [f"the post {post} is missing" for post in rule.posts if _plain(post) not in posts]
    return lacking


def _reached(rule: QuorumRule, seats: list[Voter]) -> list[str]:
    """Each part of a rule that is met, with how far."""
    reached = []
    if rule.members:
        reached.append(f"{_number(len(seats), 'voting member')}, {rule.members} needed")
    if rule.organisations:
        number = len({seat.organisation for seat in seats})
        reached.append(f"{_number(number, 'organisation')}, {rule.organisations} needed")
    if needed := [*map(sector_in_words, rule.sector_codes), *rule.posts]:
        reached.append(f"{get_text_list(needed, 'and')} took part")
    return reached


def _number(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _plain(post: str) -> str:
    """A post as it is compared: job titles are typed twice, with other capitals, spaces and apostrophes."""
    return " ".join(post.replace("’", "'").casefold().split())
