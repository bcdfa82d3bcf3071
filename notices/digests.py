"""The day after the papers deadline: what each senior responsible officer answers for, and what has not come, for the
co-ordinator."""

import dataclasses
import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db.models import Count, Q

from actions import conditions
from actions.access import sro_of
from actions.coverage import Coverage, coverage_of
from actions.models import Action, DueDateProposal
from actions.numbers import Numbers
from actions.querysets import whether
from actions.table import Row, counted_apart, marked_row, missing_by_organisation
from design.fields import sentence
from notices import words
from notices.addresses import desk, page
from notices.compose import Entry, Link, Part, Section
from notices.models import Notice
from notices.owed import UNREAD
from notices.topics import PlanCycle
from priorities.status import PlanState, Status
from send_portal import clock


@dataclasses.dataclass(frozen=True)
class Duties:
    """What one senior responsible officer answers for in one plan, the day after its papers deadline."""

    plan_cycle: PlanCycle
    rows: tuple[Row, ...]
    proposals: tuple[DueDateProposal, ...]

    @property
    def red(self) -> list[Row]:
        return [row for row in self.rows if _is_agreed(row) and row.action.status == Status.OFF_TRACK]

    @property
    def asked(self) -> list[Row]:
        return [row for row in self.rows if row.action.asks_partnership]

    @property
    def missing(self) -> list[tuple[str, list[Row]]]:
        return missing_by_organisation(self.rows)

    def __bool__(self) -> bool:
        return bool(self.red or self.asked or self.missing or self.proposals)


def _is_agreed(row: Row) -> bool:
    return row.action.plan_state == PlanState.AGREED


def duties_in(one: PlanCycle, now: datetime.datetime) -> dict[int, Duties]:
    """What each SRO has to hear of a plan, by their ids; an action's and its priority's both. Three queries."""
    today = clock.london_date(now)
    told = conditions.not_updated_in(one.window, today) | conditions.asks_partnership()
    told |= Q(plan_state=PlanState.AGREED, status=Status.OFF_TRACK)
    actions: Any = Action.objects.filter(told, plan=one.plan).for_table().with_leading()
    rows = defaultdict[int, list[Row]](list)
    for action in actions.with_missing_update(one.window, today).defer(*UNREAD):
        row = marked_row(action, today, one.window)
        for pk in {action.sro_id, action.priority.sro_id} - {None}:
            rows[pk].append(row)
    proposals = _proposals(one)
    people = rows.keys() | proposals.keys()
    found = {pk: Duties(one, tuple(rows[pk]), tuple(proposals[pk])) for pk in people}
    return {pk: duties for pk, duties in found.items() if duties}


def _proposals(one: PlanCycle) -> dict[int, list[DueDateProposal]]:
    """The dates that wait for a word, by whose word counts."""
    waiting = DueDateProposal.objects.open().filter(action__plan=one.plan).select_related(
        "action__plan", "action__sro", "action__priority__sro"
    )  # fmt: skip
    found = defaultdict[int, list[DueDateProposal]](list)
    for proposal in waiting.order_by("pk"):
        if (sro := sro_of(proposal.action)) is not None:
            found[sro.pk].append(proposal)
    return found


def sro_part(duties: Sequence[Duties]) -> Part:
    """What the mail to an SRO says; one section for each plan."""
    missing = [row for one in duties for _, rows in one.missing for row in rows]
    counts = (
        _count(missing, "not updated"),
        _count([row for one in duties for row in one.red], "off track"),
        _count([row for one in duties for row in one.asked], "asking the partnership"),
    )
    proposals = sum(len(one.proposals) for one in duties)
    dates = f"{proposals} with a date for your word" if proposals else ""
    told = ", ".join(filter(None, (*counts, dates)))
    return Part(f"after the papers deadline: {told}", tuple(section for one in duties for section in _of_plan(one)))


def _count(rows: Sequence[Row], what: str) -> str:
    """ "1 off track (and 1 sub-action)", as the page to which the mail leads counts them; empty for none."""
    number = counted_apart(rows)
    return f"{number.actions} {what}" + (f" (and {number.apart})" if number.apart else "") if rows else ""


def _of_plan(one: Duties) -> Iterable[Section]:
    due = words.moment(one.plan_cycle.window.papers_due_at)
    meeting, plan = words.day(one.plan_cycle.window.meeting_on), one.plan_cycle.plan.title
    intro = f"The papers deadline for the meeting of {meeting} was {due}.{one.plan_cycle.off_words}"
    intro += " This is what you answer for."
    yield Section(f"What you answer for: {plan}", (intro,), (), (Link("Open it", page("accountable")),))
    if one.missing:
        entries = tuple(
            Entry(f"{sentence(whose)}: {len(rows)}", tuple(_line(row) for row in rows)) for whose, rows in one.missing
        )
        yield Section(f"Not updated: {plan}", (), entries)
    if one.red:
        yield Section(f"Off track: {plan}", (), tuple(_said(row) for row in one.red))
    if one.asked:
        yield Section(f"Asked of the partnership: {plan}", (), tuple(_asked(row) for row in one.asked))
    if one.proposals:
        proposed = tuple(_proposal(proposal) for proposal in one.proposals)
        yield Section(f"Dates that wait for your word: {plan}", (), proposed)


def _line(row: Row) -> str:
    return f"{row.action} ({row.last_reported or row.action.status_look.word})"


def _open(action: Action) -> Link:
    return Link(f"Open {action.reference}", page("action", action.plan.slug, action.key))


def _said(row: Row) -> Entry:
    said = row.action.last_update.said if row.action.last_update is not None else ""
    return Entry(str(row.action), tuple(filter(None, (row.last_reported, said))), _open(row.action))


def _asked(row: Row) -> Entry:
    update = row.action.last_update
    asked = f"{update.asked_words}: {update.ask_text}" if update is not None else ""
    return Entry(str(row.action), (asked,), _open(row.action))


def _proposal(proposal: DueDateProposal) -> Entry:
    action = proposal.action
    facts = (f"Agreed: {action.due_words}. Proposed: {proposal.to}", proposal.reason)
    link = Link(
        f"Agree or decline the date of {action.reference}",
        page("decide-due-date", action.plan.slug, action.key, proposal.pk),
    )
    return Entry(str(action), facts, link)


@dataclasses.dataclass(frozen=True)
class Received:
    """What came of the updates of a cycle, by organisation."""

    plan_cycle: PlanCycle
    received: Numbers
    owed: Numbers
    missing: tuple[Coverage, ...]


def received_in(one: PlanCycle, now: datetime.datetime) -> Received | None:
    """For the co-ordinator; None where nothing was owed. Two queries."""
    today = clock.london_date(now)
    received, missing = conditions.received_in(one.window), conditions.not_updated_in(one.window, today)
    groups = Action.objects.filter(received | missing, plan=one.plan).order_by()
    counted = groups.values(apart=whether(conditions.IS_SUB_ACTION)).annotate(
        received=Count("pk", filter=received), owed=Count("pk")
    )
    of = {bool(group["apart"]): group for group in counted}
    if not of:
        return None
    by_organisation = tuple(covered for covered in coverage_of(one.plan, today, one.window) if covered.missing.all)
    nothing = {"received": 0, "owed": 0}
    actions, apart = of.get(False, nothing), of.get(True, nothing)
    told = Numbers(actions["received"], apart["received"]), Numbers(actions["owed"], apart["owed"])
    return Received(one, *told, by_organisation)


def coordinator_part(found: Sequence[Received]) -> Part:
    """What the mail to the co-ordinator says; one section for each plan."""
    received, owed = _sum(one.received for one in found), _sum(one.owed for one in found)
    return Part(f"after the papers deadline: {_are_in(received, owed)}", tuple(_received(one) for one in found))


def _sum(found: Iterable[Numbers]) -> Numbers:
    found = list(found)
    return Numbers(sum(one.actions for one in found), sum(one.sub_actions for one in found))


def _are_in(received: Numbers, owed: Numbers) -> str:
    """ "1 of 34 updates are in, and 0 of 4 sub-actions": these are counted apart, as everywhere."""
    apart = f", and {received.sub_actions} of {owed.apart}" if owed.sub_actions else ""
    return f"{received.actions} of {owed.actions} updates are in{apart}"


def _received(one: Received) -> Section:
    due = words.moment(one.plan_cycle.window.papers_due_at)
    meeting = words.day(one.plan_cycle.window.meeting_on)
    told = f"The papers deadline for the meeting of {meeting} was {due}.{one.plan_cycle.off_words} "
    told += f"{sentence(_are_in(one.received, one.owed))}. "
    told += f"What comes by {meeting} still counts." if one.missing else "Nothing is missing."
    entries = tuple(
        Entry(covered.label, (f"{covered.missing} to come, {covered.received} in",)) for covered in one.missing
    )
    link = Link("Open the desk" if one.missing else "Open the plan", desk(one.plan_cycle.plan.slug))
    return Section(f"Updates: {one.plan_cycle.plan.title}", (told,), entries, (link,))


def undelivered_part(notices: Collection[Notice]) -> Part:
    """Mails that may not have gone, and those that the mail server refused, for the co-ordinator."""
    entries = tuple(Entry(str(notice.user), (f"{notice.subject} ({words.day(notice.due_for)})", why(notice)))
                    for notice in notices)  # fmt: skip
    told = "They are not sent again by themselves. Telephone, or remind from the desk."
    section = Section("Mails that may not have arrived", (told,), entries, (Link("All mails", page("notices")),))
    return Part(f"{len(entries)} mail{'' if len(entries) == 1 else 's'} may not have arrived", (section,))


def why(notice: Notice) -> str:
    """What is known of a mail that did not go, or may not have."""
    if notice.given_up_at is not None:
        return f"Refused by the mail server: {notice.last_error}"
    return "May not have gone: the portal was cut off while it handed it over"
