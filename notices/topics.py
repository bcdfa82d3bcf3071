"""What is due to be told at a moment: counted from papers deadlines and meetings, in London's working days.

Mails go out in the morning. What was missed, because the server was down, is told up to three working days later while
it is of use. How often nothing changes it: a topic has a name, and each person is told each name once (`NoticeTopic`).
"""

import dataclasses
import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Min

from governance.services.timetable import is_working_day, working_days_before
from notices.models import Kind
from priorities.cycles import Window, window_at, windows
from priorities.models import ActionPlan, UpdateCycle
from send_portal import clock

MORNING, EVENING = datetime.time(8), datetime.time(20)
DAYS_BEFORE = 5
MISSED = 3  # working days
# How long the list of the day after waits for a mail server that does not answer.
DIGEST_WAITS = datetime.timedelta(days=7)


@dataclasses.dataclass(frozen=True)
class Topic:
    """One thing to tell, under the name by which it is told once; from when on, and how long it is of use."""

    kind: Kind
    about: str
    due_at: datetime.datetime
    useful_until: datetime.datetime
    waits: bool = False  # told as long as it is of use, however late
    follows: str = ""  # told to those alone who were told something whose name begins like this

    @property
    def name(self) -> tuple[str, str]:
        return self.kind, self.about

    def concerns(self, told: Collection[tuple[str, str]]) -> bool:
        """Whether it says anything to somebody who was told these."""
        return not self.follows or any(about.startswith(self.follows) for _, about in told)

    def is_of_use(self, now: datetime.datetime) -> bool:
        return now <= self.useful_until

    def is_due(self, now: datetime.datetime) -> bool:
        """Whether it is to be told now: on a working day, three of them late at most, unless it waits."""
        today = clock.london_date(now)
        is_late = working_days_before(today, MISSED) > clock.london_date(self.due_at)
        return self.due_at <= now <= self.useful_until and (self.waits or (is_working_day(today) and not is_late))


@dataclasses.dataclass(frozen=True)
class PlanCycle:
    """A cycle of a plan, as mails ask for its updates."""

    plan: ActionPlan
    window: Window
    cycle: UpdateCycle
    is_off: bool  # its meeting was cancelled
    topics: tuple[Topic, ...]

    @property
    def off_words(self) -> str:
        """What follows the sentence that names its meeting, where that is not held."""
        return " That meeting is cancelled." if self.is_off else ""

    def of_kind(self, *kinds: Kind) -> list[Topic]:
        return [topic for topic in self.topics if topic.kind in kinds]


@dataclasses.dataclass(frozen=True)
class PlanCycles:
    """The cycles of the current plans that matter at a moment: the one that goes on, and those just over."""

    current: tuple[PlanCycle, ...]
    just_over: tuple[PlanCycle, ...]

    @property
    def all(self) -> tuple[PlanCycle, ...]:
        return self.current + self.just_over


def plan_cycles_at(now: datetime.datetime) -> PlanCycles:
    """Those of every current plan; three queries."""
    plans = {plan.pk: plan for plan in ActionPlan.objects.current().order_by("slug")}
    cycles = list(UpdateCycle.objects.filter(plan__in=plans).select_related("meeting_link__meeting"))
    entered = entered_at(cycles)
    current: list[PlanCycle] = []
    just_over: list[PlanCycle] = []
    for plan in plans.values():
        found = windows((cycle for cycle in cycles if cycle.plan_id == plan.pk), plan.asks_after)
        running = window_at(found, now)
        for window in found:
            is_recent = now - datetime.timedelta(days=14) <= window.papers_due_at <= now
            if window is running or is_recent:
                one = _plan_cycle(plan, window, entered)
                (current if window is running else just_over).append(one)
    return PlanCycles(tuple(current), tuple(just_over))


def entered_at(cycles: Iterable[UpdateCycle]) -> dict[int, datetime.datetime]:
    """When each cycle was entered; a query."""
    history = UpdateCycle.history.filter(id__in=[cycle.pk for cycle in cycles]).order_by()
    return dict(history.values("id").annotate(first=Min("history_date")).values_list("id", "first"))


def _plan_cycle(plan: ActionPlan, window: Window, entered: Mapping[int, datetime.datetime]) -> PlanCycle:
    cycle: Any = window.cycle
    link = getattr(cycle, "meeting_link", None)
    is_off = link is not None and link.meeting.is_off
    since = entered.get(cycle.pk, window.papers_due_at)
    topics = tuple(cycle_topics(window, cycle.pk, since))
    return PlanCycle(plan, window, cycle, is_off, topics)


def cycle_topics(window: Window, cycle: int, entered: datetime.datetime) -> Iterator[Topic]:
    """What a cycle gives to tell. A deadline that moves to another day is told anew, that the cycle opened is not."""
    due_at = window.papers_due_at
    day = clock.london_date(due_at)
    about = f"{cycle}:{day}"
    opened = max(window.began_at, entered) if window.began_at is not None else entered
    # Whoever is asked in the morning needs some of the day: before an early deadline, it is the day before.
    has_morning = due_at.astimezone(clock.LONDON).time() > MORNING
    last_day = working_day_until(day if has_morning else day - datetime.timedelta(days=1))
    yield Topic(Kind.OPENS, f"{cycle}", next_morning(opened), due_at)
    yield Topic(Kind.FIVE_DAYS, about, morning_of(working_days_before(day, DAYS_BEFORE)), due_at)
    yield Topic(Kind.ON_THE_DAY, about, morning_of(last_day), due_at)
    after = morning_of(working_day_from(day + datetime.timedelta(days=1)))
    yield Topic(Kind.DAY_AFTER, about, after, after + DIGEST_WAITS)


def morning_of(day: datetime.date) -> datetime.datetime:
    return clock.london_moment(day, MORNING)


def working_day_until(day: datetime.date) -> datetime.date:
    """The day, or the last working day before it."""
    return day if is_working_day(day) else working_days_before(day, 1)


def working_day_from(day: datetime.date) -> datetime.date:
    """The day, or the first working day after it."""
    while not is_working_day(day):
        day += datetime.timedelta(days=1)
    return day


def next_morning(moment: datetime.datetime) -> datetime.datetime:
    """The morning of the first working day from a moment on."""
    day = clock.london_date(moment)
    is_over = moment > morning_of(day)
    return morning_of(working_day_from(day + datetime.timedelta(days=1) if is_over else day))


def is_day(now: datetime.datetime) -> bool:
    """Whether mails may be put together: nobody's telephone rings for a plan at night."""
    return MORNING <= now.astimezone(clock.LONDON).time() < EVENING
