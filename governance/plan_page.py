"""The plan on a page: what is missing, how each priority is going, what needs attention, my tasks."""

import dataclasses
import datetime
from collections.abc import Mapping
from urllib.parse import urlencode

from django.urls import reverse

from accounts.models import User
from actions import conditions
from actions.filters import list_address
from actions.models import Action, SourceQuery
from actions.pages.my_actions import still_to_update
from actions.pages.outcomes import Counted, outcome_counts
from actions.querysets import actions_at
from actions.table import Row, marked_row
from actions.tally import Tally, tallies, total
from design.charts import BarRow, BarTable, Segment
from design.fields import sentence
from governance.between import last_held
from governance.models import Body, Meeting
from priorities.access import visible_plans
from priorities.cycles import Window, window_in
from priorities.models import ActionPlan, GlossaryTerm, Priority
from send_portal import clock

ATTENTION_SHOWN = 20
TASKS_SHOWN = 5


@dataclasses.dataclass(frozen=True)
class PlanPage:
    """All that the page shows."""

    now: datetime.datetime
    window: Window | None
    total: Tally
    segments: list[Segment]
    bars: BarTable
    has_actions: bool
    open_queries: list[SourceQuery]
    attention: list[Row]
    tasks: list[Action]
    is_over: bool
    without_outcome: int
    ended: list[Counted]
    others: list[ActionPlan]
    terms: list[GlossaryTerm]
    meeting: Meeting | None
    last_meeting: Meeting | None

    @property
    def is_cycle_over(self) -> bool:
        """Whether the page is of the end of the meeting's day."""
        return self.window is not None and self.window.is_over(self.now)

    @property
    def attention_texts(self) -> list[str]:
        """What the page says of what needs attention."""
        told = [(row.action.title, row.action.last_update) for row in self.attention]
        said = [(title, update.said, update.reason, update.ask_text) for title, update in told if update]
        return [text for texts in said for text in texts]

    @property
    def priority_titles(self) -> list[str]:
        return [row.label for row in self.bars.rows]

    @property
    def has_gaps(self) -> bool:
        """Whether something is missing: then the gaps lead the page."""
        return bool(self.total.missing or self.total.without_lead or self.total.without_date or self.open_queries)

    @property
    def meeting_state(self) -> str:
        """How the next meeting stands, where it is not to be held on its day."""
        meeting = self.meeting
        return meeting.state_on(clock.london_date(self.now)) if meeting is not None and meeting.is_off else ""

    @property
    def tasks_shown(self) -> list[Action]:
        return self.tasks[:TASKS_SHOWN]

    def neighbours(self, plan: ActionPlan) -> dict[str, ActionPlan | None]:
        """The plans before and after this one, as far as the person may see them."""
        seen: dict[int | None, ActionPlan] = {one.pk: one for one in self.others}
        after = next((one for one in self.others if one.predecessor_id == plan.pk), None)
        return {"predecessor": seen.get(plan.predecessor_id), "successor": after}


def plan_page(plan: ActionPlan, user: User, now: datetime.datetime) -> PlanPage:
    """The page for this person at this moment; a fixed number of queries."""
    today = clock.london_date(now)
    window = window_in(plan, now)
    found = tallies(plan, today, window)
    everything = total(found)
    attention = Action.objects.filter(plan=plan).needing_attention(window, today, shown=ATTENTION_SHOWN)
    return PlanPage(
        now=now,
        window=window,
        total=everything,
        segments=everything.segments(plan),
        bars=bars_by_priority(plan, found),
        has_actions=bool(found),
        open_queries=list(plan.source_queries.open().select_related("plan", "action__plan", "priority__plan")),
        attention=[marked_row(action, today, window) for action in attention],
        tasks=still_to_update(user, plan, window, today),
        is_over=plan.is_over(today),
        without_outcome=without_outcome(plan) if plan.is_over(today) else 0,
        ended=outcome_counts(plan) if plan.is_closed else [],
        terms=list(GlossaryTerm.objects.all()),
        meeting=_next_meeting(window, today),
        last_meeting=_last_meeting(now),
        others=list(visible_plans(user).exclude(pk=plan.pk)),
    )


def without_outcome(plan: ActionPlan, at: datetime.datetime | None = None) -> int:
    """How many actions of the plan were neither complete nor had a recorded outcome; a query."""
    counted = actions_at(plan, at).filter(conditions.is_without_outcome(at)).exclude(conditions.IS_SUB_ACTION)
    return counted.count()


def bars_by_priority(plan: ActionPlan, found: Mapping[int, Tally]) -> BarTable:
    """A bar for each priority, those without actions as well; one query."""
    bars = [bar_of(plan, priority, found.get(priority.pk)) for priority in plan.priorities.all()]
    return BarTable(f"Actions by {plan.first_level} and status", bars, heading=sentence(plan.first_level))


def _next_meeting(window: Window | None, today: datetime.date) -> Meeting | None:
    """The meeting that ends the cycle; without a cycle, the next one of the body whose meetings set them."""
    meetings = Meeting.objects.with_body()
    if window is not None:
        owner: Meeting | None = meetings.filter(cycle_links__cycle=window.cycle.pk).first()  # type: ignore[attr-defined]
        return owner
    return meetings.filter(body__sets_cycles=True, status__in=Meeting.COMING, date_on__gte=today).first()


def _last_meeting(now: datetime.datetime) -> Meeting | None:
    """The last one held of the body whose meetings set the cycles; two queries."""
    body = Body.objects.filter(sets_cycles=True).first()
    return last_held(body, now) if body is not None else None


def bar_of(plan: ActionPlan, priority: Priority, tally: Tally | None, at: str = "") -> BarRow:
    """The bar of a priority; `at`: the moment of a plan as it stood, as addresses have it."""
    note = "No actions yet" if tally is None else "No actions in the plan"
    tally = tally or Tally()
    if priority.is_placeholder:
        note = f"No actions yet: the source names this {plan.first_level} but sets none"
    return BarRow(
        str(priority),
        tally.segments(plan, priority.number, at),
        reverse("priority", args=[plan.slug, priority.number]) + (f"?{urlencode({'at': at})}" if at else ""),
        note,
        list_address(plan, show="in-plan", priority=priority.number, at=at),
    )
