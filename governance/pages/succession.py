"""The end of a plan and what follows it, step by step: what is done, what is missing, what still hangs on the plan."""

import dataclasses
import datetime
from collections.abc import Iterator, Sequence

from django.urls import reverse

from actions.flags import day_words
from actions.forms.succession import AT_ONCE, LATER
from actions.models import DueDateProposal, ProgressDraft, Question, SourceQuery, Watch
from actions.numbers import Numbers
from actions.pages.before_closing import (
    Coming,
    come_for_next_meeting,
    dates_that_differ,
    merged_into_ended,
    milestones_left,
)  # fmt: skip
from actions.pages.outcomes import Counted, outcome_counts, proposed_without_outcome, without_outcome
from actions.services.succession import may_follow, unlink_problem
from design.fields import date_words
from design.moments import clock_time
from design.widgets import RadioChoice
from governance.models import BoardReport, Meeting
from governance.services.cycles import meetings_without_cycle
from priorities.cycles import window_at, windows_of
from priorities.models import ActionPlan
from priorities.references import named
from send_portal import clock


@dataclasses.dataclass(frozen=True)
class Hanging:
    """Something that is still open when the plan closes: what, its list where it has one, what becomes of it."""

    words: str
    href: str
    then: str


@dataclasses.dataclass(frozen=True)
class SuccessionPage:
    """All that the page shows; a fixed number of queries."""

    plan: ActionPlan
    successor: ActionPlan | None
    counts: list[Counted]
    missing: Numbers
    proposed: Numbers
    hanging: list[Hanging]
    has_actions: bool
    without_cycle: int
    first_due: datetime.datetime | None
    may_follow: bool
    unlink_problem: str
    is_given_up: bool
    coming: Coming | None

    @property
    def is_begun(self) -> bool:
        """Whether the plan that follows is current, or was."""
        if self.successor is None or self.is_given_up:
            return False
        return bool(self.successor.status != ActionPlan.State.DRAFT)

    @property
    def may_unlink(self) -> bool:
        return self.successor is not None and not self.plan.is_closed and not self.unlink_problem

    @property
    def is_finished(self) -> bool:
        return self.plan.is_closed and self.is_begun

    @property
    def may_close(self) -> bool:
        return not self.plan.is_closed and self.plan.status == ActionPlan.State.CURRENT and not self.missing.all


def succession_page(plan: ActionPlan, now: datetime.datetime) -> SuccessionPage:
    """The page at this moment."""
    successor = getattr(plan, "successor", None)
    lacking = list(meetings_without_cycle(successor, now)) if successor is not None else []
    return SuccessionPage(
        plan=plan,
        successor=successor,
        counts=outcome_counts(plan),
        missing=without_outcome(plan),
        proposed=proposed_without_outcome(plan),
        hanging=what_hangs_on(plan, now),
        has_actions=plan.actions.exists(),
        without_cycle=len(lacking),
        first_due=min((one.papers_due_at for one in lacking if one.papers_due_at), default=None),
        unlink_problem=unlink_problem(successor) if successor is not None else "",
        may_follow=successor is None and bool(may_follow(plan)),
        is_given_up=successor is not None and _is_given_up(successor),
        coming=come_for_next_meeting(plan, now),
    )


def first_meetings(plan: ActionPlan, successor: ActionPlan, now: datetime.datetime) -> list[Meeting]:
    """The meetings for which the successor may ask first, where the plan asks for the next one of them itself: that
    one, and the one after it, if it is planned; else none. Three queries."""
    window = window_at(windows_of(plan), now)
    if window is None or successor.status != ActionPlan.State.DRAFT:
        return []
    found = sorted(meetings_without_cycle(successor, now), key=lambda meeting: meeting.date_on)
    return found[:2] if found and found[0].date_on == window.meeting_on else []


def first_choices(meetings: Sequence[Meeting], plan: ActionPlan, successor: ActionPlan) -> list[RadioChoice]:
    """These as one chooses from them."""
    if not meetings:
        return []
    this, *after = meetings
    later = _due_words(after[0]) if after else f"For the first meeting after {date_words(this.date_on)}"
    again = f"For what is carried, whoever has given an update of it in {plan.title} is asked again."
    not_told = f"The pack for the meeting of {date_words(this.date_on)} has no updates of {successor.title}."
    return [
        RadioChoice(AT_ONCE, _due_words(this), hint=again),
        RadioChoice(LATER, later, hint=f"Nobody is asked twice. {not_told}"),
    ]


def _due_words(meeting: Meeting) -> str:
    due = meeting.papers_due_at
    by = f", by {clock_time(due)} on {day_words(due)}" if due is not None else ""
    return f"For the meeting of {date_words(meeting.date_on)}{by}"


def _is_given_up(plan: ActionPlan) -> bool:
    """Whether it was closed while it was a draft; a query of a plan that is closed."""
    return plan.is_closed and not plan.history.filter(status=ActionPlan.State.CURRENT).exists()


def what_hangs_on(plan: ActionPlan, now: datetime.datetime) -> list[Hanging]:
    """What should be looked at before the plan is closed, and what is open in it; one query a kind."""
    of_actions = {"action__plan": plan}
    lists = {name: reverse(name, args=[plan.slug]) for name in ("question-list", "query-list", "cycles")}
    reports = BoardReport.objects.filter(plan=plan, versions__isnull=True, published__isnull=True)
    cycles = plan.cycles.filter(meeting_on__gte=clock.london_date(now))
    kinds = (
        (ProgressDraft.objects.filter(**of_actions), "draft of an update", "drafts of updates", "",
         "Nobody can submit one any more. Ask the authors to submit what should count."),
        (DueDateProposal.objects.open().filter(**of_actions), "proposed due date", "proposed due dates",
         "", "Nobody can agree one any more. What is carried to the next plan has the due date that is agreed."),
        (Question.objects.open().filter(**of_actions), "open question", "open questions", lists["question-list"],
         "No answer can be given any more. Answer first, or ask again on the action that follows."),
        (SourceQuery.objects.open().filter(plan=plan), "open query about the source", "open queries about the source",
         lists["query-list"], "No answer can be given any more."),
        (cycles, "update cycle to come", "update cycles to come", lists["cycles"],
         "No update is owed any more. A meeting keeps its cycle."),
        (reports, "draft report", "draft reports", reverse("report-list"),
         "A report can still be finished: it tells of the plan as at its own moment."),
        (Watch.objects.filter(action__plan=plan), "action that somebody watches", "actions that somebody watches", "",
         "Nothing more changes there. Whoever watches one can watch the action that follows."),
    )  # fmt: skip
    found = [(rows.count(), one, many, href, then) for rows, one, many, href, then in kinds]
    return [
        *_outcomes_to_check(plan),
        *(
            Hanging(f"{number} {one if number == 1 else many}", href, then)
            for number, one, many, href, then in found
            if number
        ),
    ]


def _outcomes_to_check(plan: ActionPlan) -> Iterator[Hanging]:
    """Outcomes that say one thing while the plans say another; nothing of a plan that is closed."""
    if plan.is_closed:
        return
    if merged := merged_into_ended(plan):
        words = f"Merged into an action that ends itself: {named(merged)}"
        yield Hanging(
            words, reverse("outcomes", args=[plan.slug]), "Choose another outcome, or nobody goes on with it."
        )
    if milestones := milestones_left(plan):
        words = f"Milestones not met, of what is merged or dropped: {named(milestones)}"
        yield Hanging(words, "", "They stay here. Where one still counts, add it to the action that goes on.")
    if dates := dates_that_differ(plan):
        words = f"Carried, with another due date: {named(dates)}"
        yield Hanging(words, "", "The next plan keeps its own. If the date agreed here should count, change it there.")
