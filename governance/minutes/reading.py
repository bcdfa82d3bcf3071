"""The facts of minutes, read from history: once they are agreed, as they stood then, whatever is recorded later."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.conf import settings

from accounts.models import User
from actions.as_at.people import People
from audit.as_at import rows_at
from design.fields import date_words
from documents.content import Document
from governance.at_meetings import AtMeetings, Present, agreed_at, standing_words, times
from governance.minutes.content import minutes_content
from governance.minutes.facts import (
    AttendanceFact,
    DecisionFact,
    DeclarationFact,
    ItemFact,
    MeetingActionFact,
    MinutesFacts,
    PersonFact,
)
from governance.models import (
    AgendaItem,
    Attendance,
    Body,
    Decision,
    Declaration,
    HouseStyle,
    Meeting,
    MeetingAction,
    MinutesNote,
)
from governance.reports.draft import DEMONSTRATION, moment_words
from priorities.partial_date import PartialDate
from send_portal import clock

# Beyond everything that is recorded: minutes that are not agreed yet say what stands.
OPEN_END = datetime.datetime(9000, 1, 1, tzinfo=datetime.UTC)
State = Attendance.State
# In the order in which minutes list them.
WORDS_OF_STATE = {
    State.PRESENT.value: "present",
    State.REMOTE.value: "present, remotely",
    State.DEPUTY.value: "deputy for a member",
    State.IN_ATTENDANCE.value: "in attendance",
    State.APOLOGIES.value: "sent apologies",
    State.ABSENT.value: "absent",
}
NOT_FULL = "The body {}: what it decided is for ratification by its first full and quorate meeting."


def minutes_for(meeting: Meeting, user: User | None, now: datetime.datetime) -> Document:
    """The minutes as this person may read them: who sees no exempt items gets their numbers; without a person, as
    they can be published. A fixed number of queries.
    """
    return minutes_content(facts_for(meeting, user, now))


def facts_for(meeting: Meeting, user: User | None, now: datetime.datetime) -> MinutesFacts:
    """What the minutes of a meeting with its body say to this person; without one, to the public."""
    return _Reading(meeting, user).facts(now)


class _Reading:
    """One reading of one meeting's minutes, for one person or for the public."""

    def __init__(self, meeting: Meeting, user: User | None) -> None:
        self.meeting = meeting
        self.agreed = agreed_at(meeting)
        self.moment = self.agreed or OPEN_END
        self.people = People(self.moment)
        # The visibility of today, whatever the moment: what is exempt now is not told to others.
        exempt = AgendaItem.objects.filter(is_exempt=True)
        self.exempt = set(exempt.values_list("pk", flat=True))
        hidden = exempt if user is None else AgendaItem.objects.hidden_from(user)
        self.hidden = set(hidden.values_list("pk", flat=True))
        self.exempt_decisions = dict(Decision.objects.filter(item__in=exempt).values_list("pk", "item_id"))
        self.day: datetime.date = meeting.date.on

    def facts(self, now: datetime.datetime) -> MinutesFacts:
        """All facts."""
        meeting = self.meeting
        (body,) = rows_at(Body, self.moment, id=meeting.body_id)
        (style,) = rows_at(HouseStyle, self.moment, body_id=meeting.body_id)
        room = AtMeetings(self.moment, self.people, [meeting.body_id], [meeting.pk])
        items, lacking = self._items(), room.lacking_phase(meeting.body_id, self.day)
        return MinutesFacts(
            body=body.name,
            date=str(meeting.date),
            time=times(meeting),
            place=meeting.place,
            phase=NOT_FULL.format(lacking) if lacking else "",
            quorum=room.quorum(meeting.body_id, meeting.pk, self.day).sentence,
            classification=" · ".join(filter(None, (style.classification, DEMONSTRATION * settings.IS_DEMONSTRATION))),
            as_at="" if self.agreed else f"As at {moment_words(now)}",
            agreed_by=_agreed_by(meeting),
            names_people=style.people == HouseStyle.Naming.NAMES,
            families_summary=meeting.families_summary,
            attendance=tuple(self._attendance(room.attended(meeting.body_id, meeting.pk, self.day))),
            items=tuple(items),
            loose=self._loose,
            matters_arising=tuple(self._matters()),
            next_meeting=self._next(),
            notes=tuple(
                (date_words(clock.london_date(note.recorded_at)), note.text)
                for note in MinutesNote.objects.filter(meeting=meeting)
            ),
        )

    def _person(self, pk: int, organisation: int | None = None) -> PersonFact:
        person = self.people.known(pk)
        of = self.people.organisation(organisation) if organisation else person.organisation
        return PersonFact(person.name, person.job_title, of.label)

    def _attendance(self, there: Iterable[Present]) -> Iterable[AttendanceFact]:
        order = {state: place for place, state in enumerate(WORDS_OF_STATE)}
        told = [
            (
                order[one.state],
                AttendanceFact(
                    self._person(one.user, one.organisation),
                    WORDS_OF_STATE[one.state],
                    one.part,
                    self._person(one.deputy_for) if one.deputy_for else None,
                ),
            )
            for one in there
        ]
        return [fact for _, fact in sorted(told, key=lambda pair: (pair[0], pair[1].person.told(True)))]

    def _items(self) -> list[ItemFact]:
        """The items in their order, without those that were taken off; keeps what stands under none."""
        rows = sorted(rows_at(AgendaItem, self.moment, meeting_id=self.meeting.pk), key=lambda row: row.position)
        on = [row for row in rows if not row.withdrawn_reason]
        declared, decided, asked = self._declared([row.id for row in on]), self._decided(), self._asked()
        self._loose = ItemFact(0, decisions=tuple(decided[None]), actions=tuple(asked[None]))
        return [
            ItemFact(row.number, is_exempt=True, is_hidden=True)
            if row.id in self.hidden
            else ItemFact(
                number=row.number,
                kind=row.kind,
                title=row.title,
                purpose=AgendaItem.Purpose(row.purpose).label,
                minutes=row.minutes,
                is_exempt=row.is_exempt,
                has_no_declarations=row.no_declarations,
                declarations=tuple(declared[row.id]),
                decisions=tuple(decided[row.id]),
                actions=tuple(asked[row.id]),
            )
            for row in on
        ]

    def _declared(self, items: list[int]) -> dict[int, list[DeclarationFact]]:
        found: dict[int, list[DeclarationFact]] = defaultdict(list)
        for row in rows_at(Declaration, self.moment, item_id__in=items):
            found[row.item_id].append(DeclarationFact(self._person(row.user_id), row.text))
        return found

    def _decided(self) -> dict[int | None, list[DecisionFact]]:
        """By their items; keeps the item of each, since what was asked with a decision stands beside it."""
        found: dict[int | None, list[DecisionFact]] = defaultdict(list)
        rows = list(rows_at(Decision, self.moment, meeting_id=self.meeting.pk))
        self._item_of = {row.id: row.item_id for row in rows}
        for row in sorted(rows, key=lambda row: row.number):
            if row.item_id not in self.hidden:
                told = DecisionFact(row.number, row.text, standing_words(row), bool(row.withdrawn_reason))
                found[row.item_id].append(told)
        return found

    def _asked(self) -> dict[int | None, list[MeetingActionFact]]:
        found: dict[int | None, list[MeetingActionFact]] = defaultdict(list)
        for row in rows_at(MeetingAction, self.moment, meeting_id=self.meeting.pk):
            if self._shows(row) and not row.withdrawn_reason:
                found[row.item_id or self._item_of.get(row.decision_id)].append(self._action(row))
        return found

    def _shows(self, action: Any) -> bool:
        """Whether the person may see a meeting action: by its item, and by that of its decision."""
        return self.hidden.isdisjoint(self._items_of(action))

    def _items_of(self, action: Any) -> set[int | None]:
        return {action.item_id, self.exempt_decisions.get(action.decision_id)}

    def _action(self, row: Any, asked_on: str = "") -> MeetingActionFact:
        due = date_words(row.due_on) if row.due_on else ""
        is_exempt = not self.exempt.isdisjoint(self._items_of(row))
        return MeetingActionFact(row.text, self._person(row.assigned_to_id), due, asked_on, is_exempt)

    def _matters(self) -> Iterable[MeetingActionFact]:
        """The meeting actions of earlier meetings that were open on the day of this one."""
        before = self.meeting.body.meetings.filter(date_on__lt=self.meeting.date_on)
        dates = {meeting.pk: str(meeting.date) for meeting in before}
        for row in rows_at(MeetingAction, self.moment, meeting_id__in=dates):
            was_open = not row.withdrawn_reason and (row.done_on is None or row.done_on >= self.day)
            if was_open and self._shows(row):
                yield self._action(row, dates[row.meeting_id])

    def _next(self) -> str:
        """When the body was to meet next."""
        rows = rows_at(Meeting, self.moment, body_id=self.meeting.body_id)
        gone = (Meeting.State.CANCELLED, Meeting.State.MOVED)
        later = [row for row in rows if row.date_on > self.meeting.date_on and row.status not in gone]
        if not later:
            return ""
        row = min(later, key=lambda row: row.date_on)
        told = filter(None, (str(PartialDate(row.date_on, row.date_precision)), times(row), row.place))
        return f"The next meeting: {', '.join(told)}."


def _agreed_by(meeting: Meeting) -> str:
    return str(meeting.confirmed_by) if meeting.confirmed_by is not None else ""
