"""What a senior responsible officer answers for, for ten minutes: what is red, what waits for their word."""

import dataclasses
import datetime

from accounts.models import User
from actions.models import Action, DueDateProposal, Question
from actions.numbers import Numbers
from actions.rules import NEEDS_REASON
from actions.table import Row, counted_apart, missing_by_organisation, rows
from actions.tally import Tally, tallies
from design.charts import Segment
from priorities.cycles import Window, window_at, windows
from priorities.models import ActionPlan, Priority, PriorityJudgement, UpdateCycle
from priorities.status import BY_URGENCY, PlanState, Status
from send_portal import clock


@dataclasses.dataclass(frozen=True)
class PriorityLine:
    """One of my priorities: its counts and my last word on it."""

    priority: Priority
    tally: Tally
    segments: list[Segment]
    judgement: PriorityJudgement | None


@dataclasses.dataclass(frozen=True)
class PlanDuties:
    """What I answer for in one plan."""

    plan: ActionPlan
    window: Window | None
    needing: list[Row]
    without_status: Numbers
    proposals: list[DueDateProposal]
    missing: list[tuple[str, list[Row]]]
    questions: list[Question]
    priorities: list[PriorityLine]

    @property
    def off_track(self) -> Numbers:
        return self._numbers(Status.OFF_TRACK)

    @property
    def at_risk(self) -> Numbers:
        return self._numbers(Status.AT_RISK)

    def _numbers(self, status: Status) -> Numbers:
        return counted_apart(row for row in self.needing if row.action.status == status)

    @property
    def needing_texts(self) -> list[str]:
        """All that is said of what is off track or at risk."""
        told = [(row.action, row.action.last_update) for row in self.needing]
        said = [text for _, update in told if update is not None for text in update.texts]
        return [action.title for action, _ in told] + said

    @property
    def not_received(self) -> int:
        return sum(len(found) for _, found in self.missing)

    @property
    def most(self) -> int:
        """The longest bar."""
        return max((line.tally.total for line in self.priorities), default=0)


def duties(user: User, now: datetime.datetime) -> list[PlanDuties]:
    """Everything that this person answers for in the current plans; a fixed number of queries for each plan."""
    current = ActionPlan.State.CURRENT
    mine = Action.objects.answered_for_by(user.pk).filter(plan__status=current, plan_state=PlanState.AGREED)
    actions = list(mine.for_table().with_leading())
    priorities = list(Priority.objects.filter(sro=user, plan__status=current).select_related("plan"))
    plans = {one.plan for one in (*actions, *priorities)}
    proposals = list(
        DueDateProposal.objects.waiting_for(user.pk)
        .filter(action__plan__status=current)
        .with_proposers()
        .select_related("action__plan")
        .order_by("pk")
    )
    asked = list(
        Question.objects.open()
        .filter(action__in=Action.objects.answered_for_by(user.pk).filter(plan__status=current))
        .select_related("asked_by", "action__plan")
        .order_by("asked_at", "pk")
    )
    cycles = list(UpdateCycle.objects.filter(plan__in=plans))
    judgements = PriorityJudgement.objects.filter(priority__in=priorities, recorded_by=user).newest()
    last = {judgement.priority_id: judgement for judgement in judgements}
    found = []
    for plan in sorted(plans, key=lambda plan: plan.slug, reverse=True):
        window = window_at(windows((one for one in cycles if one.plan_id == plan.pk), plan.asks_after), now)
        own = rows([one for one in actions if one.plan_id == plan.pk], clock.london_date(now), window)
        found.append(
            PlanDuties(
                plan=plan,
                window=window,
                needing=_needing(own),
                without_status=counted_apart(row for row in own if row.action.status == Status.NONE),
                proposals=[one for one in proposals if one.action.plan_id == plan.pk],
                missing=missing_by_organisation(own),
                questions=[one for one in asked if one.action.plan_id == plan.pk],
                priorities=_lines(plan, [one for one in priorities if one.plan_id == plan.pk], last, now, window),
            )
        )
    return found


def _needing(own: list[Row]) -> list[Row]:
    """Off track first, then at risk."""
    needing = [row for row in own if row.action.status in NEEDS_REASON]
    return sorted(needing, key=lambda row: BY_URGENCY.index(Status(row.action.status)))


def _lines(
    plan: ActionPlan,
    priorities: list[Priority],
    last: dict[int, PriorityJudgement],
    now: datetime.datetime,
    window: Window | None,
) -> list[PriorityLine]:
    found = tallies(plan, clock.london_date(now), window)
    lines = []
    for priority in priorities:
        tally = found.get(priority.pk, Tally())
        lines.append(PriorityLine(priority, tally, tally.segments(plan, priority.number), last.get(priority.pk)))
    return lines
