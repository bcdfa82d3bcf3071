"""The facts of a pack, read from history: as it would read now, and as it read when papers went out."""

import dataclasses
import datetime
from collections import defaultdict
from collections.abc import Sequence, Set
from typing import Any

from django.conf import settings
from django.db.models import Max, Q

from actions.as_at import NotThereYet, plan_as_at
from actions.as_at.people import Past, People
from actions.models import Action
from actions.over_cycles import statuses_over
from actions.strip import Said, said_over
from audit.as_at import rows_at
from design.fields import date_words
from documents.content import Document
from governance.at_meetings import standing_words, times
from governance.between import moment_of, newest_held
from governance.changes.papers import paper_lines
from governance.changes.told import Line
from governance.models import (
    AgendaItem,
    Body,
    BodyPhase,
    Decision,
    DecisionAction,
    HouseStyle,
    Meeting,
    MeetingAction,
    MeetingCycle,
    Pack,
)
from governance.pack.content import pack_content
from governance.pack.facts import AgendaFact, DecisionFact, MatterFact, PackFacts, PlanPart
from governance.pack.mistaken import mistaken_since
from governance.quorum import lacking_phase
from governance.reports.draft import DEMONSTRATION, moment_words
from priorities.cycles import windows
from priorities.models import ActionPlan, UpdateCycle
from priorities.partial_date import PartialDate, Precision
from priorities.status import SET_ASIDE

DRAFT = "Draft"
NEVER_SENT = "Not sent out: the plan as the meeting met it"
SENT_OUT = "As sent out"
SHADOW = "The body is a shadow on that day: what it decides is for ratification by its first full and quorate meeting."
NOT_BEGUN = (
    "The body has not begun by that day: what it decides is for ratification by its first full and quorate meeting."
)
FIRST = "This is the first meeting of the {} on record here, so there is nothing to compare the plan with."
LOADED_LATER = "{} came into the portal on {}, after {}, so there is nothing to compare it with."


@dataclasses.dataclass(frozen=True)
class Source:
    """What a pack is read from.

    `as_at` is the moment of everything but the meeting itself, which is read from one row of its history, and its
    agenda, which is read up to the row `agenda_to` (None: all of it). Nothing of the items `exempt` is told.
    """

    meeting: Any
    as_at: datetime.datetime
    standing: str
    exempt: frozenset[int]
    agenda_to: int | None = None


def preview_source(meeting: Meeting, now: datetime.datetime) -> Source:
    """The pack as it would read now; of a meeting that has begun, the plan that it met. Two queries."""
    began = moment_of(meeting)
    as_at = min(now, began) if began is not None else now
    row = Meeting.history.filter(id=meeting.pk).latest("history_id")
    return Source(row, as_at, DRAFT if meeting.is_coming else NEVER_SENT, exempt_now())


def frozen_source(pack: Pack) -> Source:
    """What a frozen pack was read from. A query."""
    row = Meeting.history.filter(id=pack.meeting_id, change_id=pack.change_id).latest("history_id")
    return Source(row, pack.as_at, standing_of(pack.number), pack.exempt, pack.agenda_to)


def standing_of(number: int) -> str:
    """What a frozen pack calls itself; one that was sent after another was taken back has its number."""
    return SENT_OUT if number == 1 else f"{SENT_OUT}, pack {number}"


def exempt_now() -> frozenset[int]:
    """The ids of all exempt items. A query."""
    return frozenset(AgendaItem.objects.filter(is_exempt=True).values_list("pk", flat=True))


def exempt_since(pack: Pack) -> frozenset[int]:
    """The ids of the items that a frozen pack may have told of and that have become exempt since: those of its agenda,
    and those of its body on which a decision or a meeting action hung by then. A query.
    """
    there = AgendaItem.history.order_by().filter(history_id__lte=pack.agenda_to)
    may_be_told = Q(pk__in=there.filter(meeting_id=pack.meeting_id).values("id"))
    for model in (Decision, MeetingAction):
        hung = model.history.order_by().filter(history_date__lte=pack.as_at, item__isnull=False)
        may_be_told |= Q(pk__in=hung.values("item_id"))
    of_body = AgendaItem.objects.filter(meeting__body_id=pack.meeting.body_id, pk__in=there.values("id"))
    found = of_body.filter(may_be_told, is_exempt=True)
    return frozenset(found.values_list("pk", flat=True)) - pack.exempt


def newest_agenda_row() -> int:
    """The newest row of the agendas' history. A query."""
    newest: int | None = AgendaItem.history.aggregate(newest=Max("history_id"))["newest"]
    return newest or 0


def content_of(source: Source) -> Document:
    """The pack as a document; a fixed number of queries for each plan."""
    return pack_content(_Reading(source).facts())


def compared_with(source: Source) -> int | None:
    """The id of the last meeting, with whose plan the pack compares; None where there was none. A query."""
    last = _Reading(source).last
    return last.id if last is not None else None


def plans_of(source: Source) -> list[ActionPlan]:
    """The current plans whose cycle ends with the meeting; all current ones where it has no cycle. Three queries."""
    links = rows_at(MeetingCycle, source.as_at).filter(meeting_id=source.meeting.id).values("cycle_id")
    owned = set(UpdateCycle.history.filter(id__in=links).values_list("plan_id", flat=True))
    plans = rows_at(ActionPlan, source.as_at).filter(status=ActionPlan.State.CURRENT)
    current = set(plans.values_list("id", flat=True))
    return list(ActionPlan.objects.filter(pk__in=(owned & current) or current).order_by("pk"))


class _Reading:
    """One reading of one meeting's pack."""

    def __init__(self, source: Source) -> None:
        self.source, self.row, self.moment = source, source.meeting, source.as_at
        self.date = PartialDate(self.row.date_on, self.row.date_precision)
        self.others = [one for one in rows_at(Meeting, self.moment, body_id=self.row.body_id) if one.id != self.row.id]
        self.last = self._last_held()
        self.since = moment_of(self.last) if self.last is not None else None
        self.since_words = f"the meeting of {_date(self.last)}" if self.last is not None else ""

    def facts(self) -> PackFacts:
        """All facts."""
        body = Past(Body, self.moment, "name").at(self.row.body_id, self.moment)
        style = rows_at(HouseStyle, self.moment, body_id=self.row.body_id).first()
        marks = (style.classification if style else "", DEMONSTRATION * settings.IS_DEMONSTRATION)
        decisions = list(rows_at(Decision, self.moment, body_id=self.row.body_id))
        return PackFacts(
            body=body.name,
            date=str(self.date),
            day=self.row.date_on,
            moment=self.moment,
            times=times(self.row),
            place=self.row.place,
            phase=self._phase(),
            classification=" · ".join(filter(None, marks)),
            standing=self.source.standing,
            since=self.since,
            since_words=self.since_words,
            following=self._following(),
            papers_out=self.row.papers_out_at,
            has_deadline=self.row.papers_due_at is not None,
            plans=tuple(self._part(plan, body.name) for plan in plans_of(self.source)),
            agenda=tuple(self._agenda()),
            matters=tuple(self._matters({row.id: row.item_id for row in decisions})),
            decisions=tuple(decided_since(decisions, self.since, self.moment, self.source.exempt)),
            mistaken=tuple(self._mistaken()),
        )

    def _mistaken(self) -> list[DecisionFact]:
        """What was said to be recorded by mistake since the last meeting."""
        if self.since is None:
            return []
        return mistaken_since([self.row.body_id], self.since, self.moment, self.source.exempt)

    def _last_held(self) -> Any:
        """The last held meeting that began before this one and the moment, from history."""
        own = moment_of(self.row)
        return newest_held(self.others, min(self.moment, own) if own is not None else self.moment)

    def _following(self) -> datetime.date | None:
        """The day of the meeting after this one."""
        days = [
            one.date_on
            for one in self.others
            if one.status not in Meeting.OFF and one.date_precision == Precision.DAY and one.date_on > self.row.date_on
        ]
        return min(days, default=None)

    def _phase(self) -> str:
        phases = [row.as_instance() for row in rows_at(BodyPhase, self.moment, body_id=self.row.body_id)]
        lacking = lacking_phase(phases, self.row.date_on)
        return {"": "", "was a shadow": SHADOW}.get(lacking, NOT_BEGUN)

    def _part(self, plan: ActionPlan, body: str) -> PlanPart:
        now, before, why_not = plan_as_at(plan, self.moment, told_since=self.since), None, ""
        from_page: Sequence[Line] = ()
        if self.since is None:
            why_not = FIRST.format(body)
        else:
            try:
                before = plan_as_at(plan, self.since, told_since=self.since)
                from_page = paper_lines(plan, self.since, self.moment)
            except NotThereYet:
                why_not = LOADED_LATER.format(now.title, moment_words(plan.recorded_since()), self.since_words)
        cycles = windows(now.cycles, now.asks_after)
        stood = statuses_over(plan.pk, cycles, self.moment)
        last = {action.pk: action.last_update.pk for action in now.actions if action.last_update is not None}
        said = said_over(plan.pk, last, cycles, self.moment)
        return PlanPart(now, before, why_not, self._states(plan), tuple(stood), said, from_page)

    def _states(self, plan: ActionPlan) -> dict[int, tuple[Said, ...]]:
        """Of the few actions that were ever set aside, how they stood in the plan from when on. A query."""
        rows = Action.history.filter(plan_id=plan.pk, history_date__lte=self.moment)
        aside = rows.order_by().filter(plan_state__in=SET_ASIDE).values("id")
        found: dict[int, list[Said]] = defaultdict(list)
        told = rows.filter(id__in=aside).order_by("history_id").values_list("id", "history_date", "plan_state")
        for pk, at, state in told:
            found[pk].append((at, state))
        return {pk: tuple(states) for pk, states in found.items()}

    def _agenda(self) -> list[AgendaFact]:
        """The items in their order, without those that were taken off."""
        rows = AgendaItem.history.filter(meeting_id=self.row.id).order_by("history_id")
        if self.source.agenda_to is not None:
            rows = rows.filter(history_id__lte=self.source.agenda_to)
        items = {row.id: row for row in rows}
        standing = sorted((row for row in items.values() if not row.withdrawn_reason), key=lambda row: row.position)
        return [
            AgendaFact(row.number)
            if row.id in self.source.exempt
            else AgendaFact(row.number, row.title, str(AgendaItem.Purpose(row.purpose).label))
            for row in standing
        ]

    def _matters(self, item_of: dict[int, int | None]) -> list[MatterFact]:
        """The open meeting actions of earlier meetings, by the day they are due; none of an exempt item."""
        dates = {one.id: _date(one) for one in self.others if one.date_on < self.row.date_on}
        rows = [
            row
            for row in rows_at(MeetingAction, self.moment, meeting_id__in=dates)
            if row.done_on is None and not row.withdrawn_reason
            and self.source.exempt.isdisjoint({row.item_id, item_of.get(row.decision_id)})
        ]  # fmt: skip
        rows.sort(key=lambda row: (row.due_on or datetime.date.max, row.id))
        people = People(self.moment)
        return [
            MatterFact(
                row.text,
                people.known(row.assigned_to_id).post,
                dates[row.meeting_id],
                date_words(row.due_on) if row.due_on else "",
            )
            for row in rows
        ]


def decided_since(
    standing: Sequence[Any], since: datetime.datetime | None, moment: datetime.datetime, exempt: Set[int]
) -> list[DecisionFact]:
    """Of decisions as they stand at the moment, those that were not recorded yet at the earlier one and were not
    withdrawn; nothing of an exempt item. Two queries.
    """
    of_them = {"id__in": [row.id for row in standing]}
    known = set(rows_at(Decision, since, **of_them).values_list("id", flat=True)) if since is not None else set()
    told = [row for row in standing if row.id not in known and not row.withdrawn_reason and row.item_id not in exempt]
    concerned: dict[int, set[int]] = defaultdict(set)
    for link in rows_at(DecisionAction, moment, decision_id__in=[row.id for row in told]):
        concerned[link.decision_id].add(link.action_id)
    return [
        DecisionFact(
            f"Decision {row.number} of {date_words(row.taken_on)}" if row.number
            else f"Decision of {date_words(row.taken_on)}, outside a meeting",
            row.text, standing_words(row), frozenset(concerned[row.id]),
        )
        for row in sorted(told, key=lambda row: (row.taken_on, row.number or 0, row.id))
    ]  # fmt: skip


def _date(row: Any) -> str:
    return str(PartialDate(row.date_on, row.date_precision))
