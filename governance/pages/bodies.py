"""What the page of a body shows of how it is made up."""

import dataclasses
import datetime

from accounts.models import User
from design.fields import date_words, lower_first, sentence
from governance.models import (
    BoardReportQuerySet,
    Body,
    BodyPhase,
    Membership,
    QuorumRule,
    Resolution,
    TermsOfReference,
)
from governance.quorum import is_full_on, phase_on, rule_in_words, rule_on
from priorities.partial_date import within


@dataclasses.dataclass(frozen=True)
class PhaseRow:
    """A phase, and whether it is today's."""

    phase: BodyPhase
    is_todays: bool


@dataclasses.dataclass(frozen=True)
class RuleRow:
    """A quorum rule in words, from when it counts, and whether it does today."""

    rule: QuorumRule
    words: str
    since: str
    is_todays: bool

    @property
    def begins(self) -> str:
        """Since when, inside a sentence."""
        return lower_first(self.since)


@dataclasses.dataclass(frozen=True)
class MemberRow:
    """A membership; `has_left`: their account is closed, and the membership goes on."""

    membership: Membership
    has_left: bool

    @property
    def part(self) -> str:
        return sentence(self.membership.get_role_display())


class BodyPage:
    """How a body is made up on a day; four queries where it is run here, none where it is not."""

    def __init__(self, body: Body, user: User, today: datetime.date) -> None:
        self.body, self.today = body, today
        self.may_change = user.is_coordinator
        if not body.is_run_here:
            return
        phases = list(body.phases.all())
        self.has_ended = body.ended is not None and body.ended.on < today
        current = None if self.has_ended else phase_on(phases, today)
        self.phases = [PhaseRow(phase, phase is current) for phase in phases]
        self.phase_words = self._phase_words(phases, current)
        rules = list(body.quorum_rules.all())
        in_force = rule_on(rules, today)
        self.rules = [RuleRow(rule, rule_in_words(rule), _since(rule), rule is in_force) for rule in reversed(rules)]
        self.has_rule = in_force is not None
        self.terms: list[TermsOfReference] = list(body.terms_of_reference.defer("file"))
        self._sort(list(body.memberships.in_order().select_related("user__organisation")))

    def _phase_words(self, phases: list[BodyPhase], current: BodyPhase | None) -> str:
        if self.has_ended:
            return f"None: it ended {within(self.body.ended)}"
        if current is not None:
            return f"{sentence(current.get_phase_display())} from {current.begins}"
        return "Full: no phase is recorded" if is_full_on(phases, self.today) else "Not begun"

    def _sort(self, memberships: list[Membership]) -> None:
        """Members of today, of later, and of before."""
        self.members = list[MemberRow]()
        self.later = list[MemberRow]()
        self.former = list[MemberRow]()
        for one in memberships:
            is_over = one.until_on is not None and one.until_on < self.today
            row = MemberRow(one, has_left=not one.user.is_active and not is_over)
            rows = self.former if is_over else self.later if one.from_on > self.today else self.members
            rows.append(row)
        self.former.sort(key=lambda row: row.membership.until_on or self.today, reverse=True)

    @property
    def who_left(self) -> list[MemberRow]:
        """Whose account is closed while their membership goes on."""
        return [row for row in (*self.members, *self.later) if row.has_left]


def _since(rule: QuorumRule) -> str:
    return f"From {date_words(rule.from_on)}" if rule.from_on else "From the beginning"


def resolved_by(body: Body, reports: BoardReportQuerySet) -> list[Resolution]:
    """What a body resolved on these reports, newest first; a query."""
    return list(
        Resolution.objects.filter(recommendation__report__in=reports.values("pk"), recommendation__report__body=body)
        .select_related("recommendation__report")
        .order_by("-resolved_on", "-pk")
    )
