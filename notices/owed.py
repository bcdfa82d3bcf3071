"""What people owe: every update that a cycle still wants, of every current plan, for the person who is asked for it.

The lead is asked. The deputy is asked where the lead has left, or has no account that opens: a mail that nobody can
act on helps nobody.
"""

import dataclasses
import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from accounts.models import User
from actions.coverage import Coverage, coverage_of
from actions.flags import day_words
from actions.models import Action, ProgressDraft
from actions.table import Row, marked_row
from notices import words
from notices.addresses import page
from notices.compose import Entry, Link, Part, Section
from notices.deadlines import calendar_of_deadlines
from notices.people import asked_id, mailable
from notices.topics import PlanCycle
from priorities.models import ActionPlan
from send_portal import clock

# What a line says beside the status: why the update is asked for, and what has passed.
SAID = ("silent", "not-updated", "overdue", "start-overdue", "query")
# Long texts that no mail prints.
UNREAD = ("source_text", "plain_words", "difference", "success_measure")


@dataclasses.dataclass(frozen=True)
class OwedInPlan:
    """What one person owes in the cycle of one plan, and how far their organisation has come."""

    plan_cycle: PlanCycle
    rows: tuple[Row, ...]
    coverage: Coverage | None


@dataclasses.dataclass(frozen=True)
class Owed:
    """What one person owes, and the drafts that they have begun of these and of other actions."""

    person: User
    plans: tuple[OwedInPlan, ...]
    drafts: Mapping[int, ProgressDraft]

    @property
    def actions(self) -> set[int]:
        return {row.action.pk for one in self.plans for row in one.rows}

    @property
    def count(self) -> int:
        return len(self.actions)

    def is_in(self, plan: ActionPlan) -> bool:
        return any(one.plan_cycle.plan == plan for one in self.plans)


def owed_by(
    plan_cycles: Sequence[PlanCycle], now: datetime.datetime, only: Collection[int] | None = None
) -> dict[int, Owed]:
    """Who owes what in these cycles, by the id of the person who is asked: of all, or of `only` these people.

    Three queries for each plan, and three for the people.
    """
    today = clock.london_date(now)
    rows = {one.plan.pk: _missing(one, today, only) for one in plan_cycles}
    asked = mailable((_asked(row) for found in rows.values() for row in found), today)
    plans = defaultdict[int, list[OwedInPlan]](list)
    for one in plan_cycles:
        theirs = defaultdict[int, list[Row]](list)
        for row in rows[one.plan.pk]:
            if _asked(row) in asked:
                theirs[_asked(row)].append(row)
        covered = _coverage(one, today) if theirs else {}
        for pk, found in theirs.items():
            plans[pk].append(OwedInPlan(one, tuple(found), covered.get(asked[pk].organisation_id)))
    drafts = _drafts(plans)
    return {pk: Owed(asked[pk], tuple(found), drafts[pk]) for pk, found in plans.items()}


def _missing(one: PlanCycle, today: datetime.date, only: Collection[int] | None) -> list[Row]:
    owed: Any = Action.objects.filter(plan=one.plan).not_updated_in(one.window, today)
    actions = owed.annotate(asked_id=asked_id()).filter(asked_id__isnull=False)
    if only is not None:
        actions = actions.filter(asked_id__in=only)
    found = actions.for_table().with_leading().with_missing_update(one.window, today).defer(*UNREAD)
    return [marked_row(action, today, one.window) for action in found]


def _asked(row: Row) -> int:
    """Who is asked for its update."""
    action: Any = row.action
    return action.asked_id


def _coverage(one: PlanCycle, today: datetime.date) -> dict[int | None, Coverage]:
    return {covered.organisation: covered for covered in coverage_of(one.plan, today, one.window)}


def _drafts(people: Iterable[int]) -> dict[int, dict[int, ProgressDraft]]:
    """What these people have begun in current plans, by person and action, and no update has taken the place of; a
    query."""
    found = defaultdict[int, dict[int, ProgressDraft]](dict)
    current = {"author__in": list(people), "action__plan__status": ActionPlan.State.CURRENT}
    for draft in (
        ProgressDraft.objects.standing().filter(**current).select_related("action__plan").order_by("saved_at")
    ):
        found[draft.author_id][draft.action_id] = draft
    return found


def part(owed: Owed, now: datetime.datetime, *, opens: bool = False) -> Part:
    """What the mail says of it. `opens`: it says no more than that a cycle has opened, in which nobody is late yet."""
    sections = [_section(one, owed, now, opens) for one in owed.plans]
    others = [draft for pk, draft in owed.drafts.items() if pk not in owed.actions]
    if others:
        entries = tuple(
            Entry(
                str(draft.action), (_begun(draft),), _form(draft.action, f"Open the draft of {draft.action.reference}")
            )
            for draft in others
        )
        sections.append(Section("Other drafts you have begun", ("Nobody sees a draft until you submit it.",), entries))
    lines = tuple(entry for section in sections[: len(owed.plans)] for entry in section.entries)
    calendar = calendar_of_deadlines([one.plan_cycle for one in owed.plans], now)
    return Part(_subject(owed, now), tuple(sections), lines, calendar)


def _subject(owed: Owed, now: datetime.datetime) -> str:
    number = words.updates(owed.count)
    ahead = sorted(
        one.plan_cycle.window.papers_due_at for one in owed.plans if one.plan_cycle.window.papers_due_at >= now
    )
    return f"{number} due by {words.moment(ahead[0])}" if ahead else f"{number} still to come"


def _section(one: OwedInPlan, owed: Owed, now: datetime.datetime, opens: bool) -> Section:
    window, plan = one.plan_cycle.window, one.plan_cycle.plan
    is_late = window.cycle.is_after_papers(now)
    paragraphs = [_deadline(one, now), *filter(None, [_organisation(one)])]
    links = [] if is_late else [Link("Add the deadline to your calendar", deadline_address(one.plan_cycle))]
    links.append(Link("All your actions", page("my-actions")))
    entries = tuple(_entry(row, owed, opens) for row in one.rows)
    return Section(f"{words.updates(len(entries))} to give: {plan.title}", tuple(paragraphs), entries, tuple(links))


def deadline_address(one: PlanCycle) -> str:
    """Where the deadline of a cycle can be put into a calendar."""
    return page("deadline-calendar", one.plan.slug, one.cycle.pk)


def _deadline(one: OwedInPlan, now: datetime.datetime) -> str:
    window = one.plan_cycle.window
    meeting = words.day(window.meeting_on)
    due = words.moment(window.papers_due_at)
    if not window.cycle.is_after_papers(now):
        return f"Updates for the meeting of {meeting} are due by {due}.{one.plan_cycle.off_words}"
    counts = f"An update that comes by {meeting} still counts, marked “after papers went out”."
    return f"The papers deadline for the meeting of {meeting} was {due}.{one.plan_cycle.off_words} {counts}"


def _organisation(one: OwedInPlan) -> str:
    """ "The other 4 of your organisation's 6 are in."; empty where nothing is in."""
    if one.coverage is None or not one.coverage.received.all:
        return ""
    here, missing = one.coverage.received.all, one.coverage.missing.all
    verb = "is" if here == 1 else "are"
    theirs = sum(_counts_for(one.coverage.organisation, row.action) for row in one.rows)
    the = "The other " if missing and missing == theirs else ""
    return f"{the}{here} of your organisation’s {here + missing} {verb} in."


def _counts_for(organisation: int | None, action: Any) -> bool:
    """Whether it is one of those that the coverage of this organisation counts."""
    named = [link.organisation_id for link in action.leading]
    return organisation in named if named else action.lead is not None and action.lead.organisation_id == organisation


def _entry(row: Row, owed: Owed, opens: bool) -> Entry:
    action = row.action
    facts = [row.last_reported or action.status_look.word]
    # Who was on time for the last meeting reads nothing of being late on the morning after it.
    on_time = {"not-updated"} if opens and action.last_update_at is not None else set()
    facts += [flag.text for flag in row.flags if flag.name in SAID and flag.name not in on_time]
    facts.append(f"Due: {action.due_words}" if action.has_date else action.due_words)
    if action.lead_id != owed.person.pk:
        facts.append("You are its deputy, and nobody else is asked: its lead cannot be written to.")
    if draft := owed.drafts.get(action.pk):
        facts.append(_begun(draft))
    return Entry(str(action), tuple(facts), _form(action, f"Give the update of {action.reference}"))


def _begun(draft: ProgressDraft) -> str:
    return f"You began a draft on {day_words(draft.saved_at)}"


def _form(action: Action, words_: str) -> Link:
    return Link(words_, page("submit-progress", action.plan.slug, action.key))
