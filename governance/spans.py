"""The two moments between which a person compares a plan: what the address asks for, checked, and in words."""

import dataclasses
import datetime
import re

from accounts.models import User
from design.fields import FIRST_YEAR, LAST_YEAR, date_words
from design.moments import clock_time
from governance.between import last_held, moment_of
from governance.models import Body, Look, Meeting
from governance.quorum import lacking_phase
from priorities.models import ActionPlan
from priorities.partial_date import Precision
from send_portal import clock

READ = "read"
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MEETINGS_OFFERED = 50
MEETINGS_AHEAD = 12
OVER = "The meeting of {} is over, and is not recorded as held yet."
WHAT_TO_GIVE = "Choose a meeting from the list, or enter a day"


@dataclasses.dataclass(frozen=True)
class Offer:
    """What to compare with instead: in words, and as the address says it."""

    words: str
    field: str
    value: str


class CannotCompare(Exception):
    """Nothing can be compared: in which field of the address (`since` or `until`), why, and what can be instead."""

    def __init__(self, field: str, message: str, offers: tuple[Offer, ...] = ()) -> None:
        super().__init__(message)
        self.field, self.message, self.offers = field, message, offers


@dataclasses.dataclass(frozen=True)
class Moment:
    """A moment, its words as they stand after "since" or "until", and the meeting that it is of, if it is of one."""

    at: datetime.datetime
    words: str
    meeting: Meeting | None = None


@dataclasses.dataclass(frozen=True)
class Span:
    """From one moment until another, and what a reader must know of the two, in sentences."""

    since: Moment
    until: Moment
    notes: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What is compared."""
        return f"What changed since {self.since.words}, until {self.until.words}"


def when(moment: datetime.datetime) -> str:
    """4 September 2024, 9am."""
    return f"{date_words(clock.london_date(moment))}, {clock_time(moment)}"


class Comparing:
    """What may be compared in a plan now: the meetings of the body that sets the cycles, and how far the person has
    read. A fixed number of queries for each thing that is asked.
    """

    def __init__(self, plan: ActionPlan, user: User, now: datetime.datetime) -> None:
        self.plan, self.now, self.today = plan, now, clock.london_date(now)
        self.body = Body.objects.filter(sets_cycles=True).first()
        self.look = Look.objects.filter(user=user.pk).first()
        self.recorded_at = plan.recorded_since()
        self._notes: list[str] = []

    def held_meetings(self) -> list[Meeting]:
        """Those that may be chosen, the newest first."""
        if self.body is None:
            return []
        held = self.body.meetings.filter(
            status=Meeting.State.HELD, date_precision=Precision.DAY, date_on__lte=self.today
        )
        return list(held.order_by("-date_on", "-pk")[:MEETINGS_OFFERED])

    def span(self, since: str, until: str) -> Span:
        """What these two words of an address ask for; without them since the last meeting held, until now. Raises
        CannotCompare.
        """
        self._notes = []
        last = self._until(until)
        first = self._since(since, last)
        if last.at < self.recorded_at:
            raise CannotCompare(
                "until", f"The plan was recorded on {when(self.recorded_at)}. Choose a moment after that"
            )
        if first.at < self.recorded_at:
            self._notes.append(
                f"The plan was recorded on {when(self.recorded_at)}, after {first.words}: this begins there."
            )
            first = dataclasses.replace(first, at=self.recorded_at)
        if first.at > last.at:
            raise CannotCompare(
                "since",
                f"The moment to begin with ({first.words}) must be before the moment to end with ({last.words})",
            )
        for moment in (first, last):
            self._tell_phase(moment.meeting)
        if last.at == self.now:
            self._tell_next(first, is_default=not since)
        return Span(first, last, tuple(self._notes))

    def _since(self, asked: str, last: Moment) -> Moment:
        if not asked:
            return self._by_default(last)
        if asked == READ:
            if self.look is None:
                raise CannotCompare(
                    "since", "You have not marked this page as read yet. Choose a meeting, or enter a day"
                )
            return Moment(self.look.looked_at, f"you last marked this as read, on {when(self.look.looked_at)}")
        if DAY.fullmatch(asked):
            day = self._day("since", asked)
            return Moment(clock.beginning_of(day), f"the beginning of {date_words(day)}")
        meeting = self._meeting("since", asked)
        if meeting.is_coming and not self._is_past_without_day(meeting):
            raise CannotCompare("since", self._not_held(meeting), self._offers("since", meeting))
        return self._held("since", meeting)

    def _by_default(self, last: Moment) -> Moment:
        meeting = last_held(self.body, last.at) if self.body is not None else None
        began = moment_of(meeting) if meeting is not None else None
        if meeting is None or began is None:
            self._notes.append(
                f"No meeting was held before {last.words}, so this compares with the plan as it was first recorded."
                if last.meeting is not None
                else "No meeting has been held yet, so this compares with the plan as it was first recorded."
            )
            day = clock.london_date(self.recorded_at)
            return Moment(self.recorded_at, f"the plan was recorded on {date_words(day)}")
        return Moment(began, _words(meeting), meeting)

    def _until(self, asked: str) -> Moment:
        if not asked:
            return Moment(self.now, "now")
        if DAY.fullmatch(asked):
            day = self._day("until", asked)
            if day == self.today:
                return Moment(self.now, "now")
            return Moment(clock.end_of(day), f"the end of {date_words(day)}")
        meeting = self._meeting("until", asked)
        began = moment_of(meeting)
        if not meeting.is_coming or self._is_past_without_day(meeting):
            return self._held("until", meeting)
        if began is None or began > self.now:
            self._notes.append(f"The meeting of {meeting.date} is still to come, so this goes up to now.")
            return Moment(self.now, "now")
        if meeting.date_on is not None and meeting.date_on < self.today:
            self._notes.append(
                f"Whether the meeting of {meeting.date} was held is not recorded. This goes up to when it was planned."
            )
        return Moment(began, _words(meeting), meeting)

    def _day(self, field: str, asked: str) -> datetime.date:
        try:
            day = datetime.date.fromisoformat(asked)
        except ValueError:
            raise CannotCompare(field, "There is no such day. " + WHAT_TO_GIVE) from None
        if day > self.today:
            raise CannotCompare(field, f"{date_words(day)} is still to come. Enter a day that is not after today")
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise CannotCompare(field, f"A day must have a year from {FIRST_YEAR} to {LAST_YEAR}")
        return day

    def _meeting(self, field: str, asked: str) -> Meeting:
        """The meeting with this slug, where it can be compared with or is still to come."""
        is_slug = re.fullmatch(r"[-a-zA-Z0-9_]{1,90}", asked)
        meeting = Meeting.objects.with_body().filter(slug=asked).first() if is_slug else None
        if meeting is None:
            raise CannotCompare(field, "There is no such meeting. " + WHAT_TO_GIVE)
        if meeting.is_off:
            told = f"moved to {meeting.moved_to.date}" if meeting.moved_to else "cancelled"
            raise CannotCompare(field, f"The meeting of {meeting.date} was {told}", self._offers(field, meeting))
        return meeting

    def _held(self, field: str, meeting: Meeting) -> Moment:
        began = moment_of(meeting)
        if began is None:
            told = f"The day of the meeting of {meeting.date} is not recorded, so nothing can be compared with it"
            raise CannotCompare(field, told, self._offers(field, meeting))
        return Moment(began, _words(meeting), meeting)

    def _is_past_without_day(self, meeting: Meeting) -> bool:
        """Whether it was planned for a month that is over, and nobody has said on which day it was."""
        return moment_of(meeting) is None and meeting.date_on is not None and meeting.date_on < self.today

    def _not_held(self, meeting: Meeting) -> str:
        if meeting.date_on is not None and meeting.date_on < self.today:
            return f"Whether the meeting of {meeting.date} was held is not recorded"
        return f"The meeting of {meeting.date} is still to come"

    def _offers(self, field: str, meeting: Meeting) -> tuple[Offer, ...]:
        """Where a meeting moved to, and the last one held."""
        found = []
        if meeting.moved_to is not None:
            found.append(Offer(f"the meeting of {meeting.moved_to.date}", field, meeting.moved_to.slug))
        last = last_held(self.body, self.now) if self.body is not None else None
        if last is not None and last.pk != meeting.moved_to_id:
            found.append(Offer(f"the last meeting held, of {last.date}", field, last.slug))
        return tuple(found)

    def _tell_phase(self, meeting: Meeting | None) -> None:
        if meeting is None or meeting.date_on is None:
            return
        lacking = lacking_phase(meeting.body.phases.all(), meeting.date_on)
        if lacking:
            self._notes.append(
                f"On {meeting.date} the {meeting.body} {lacking}: what was decided then had to be ratified."
            )

    def _tell_next(self, first: Moment, *, is_default: bool) -> None:
        """What became of the meetings since the one compared with, and when the next one is."""
        if self.body is None:
            return
        begin = first.meeting.date_on if is_default and first.meeting is not None else self.today
        ahead = self.body.meetings.filter(date_on__gte=begin).exclude(status=Meeting.State.HELD)
        for meeting in ahead.select_related("moved_to").order_by("date_on", "pk")[:MEETINGS_AHEAD]:
            if meeting.is_off:
                told = f"has moved to {meeting.moved_to.date}" if meeting.moved_to else "was cancelled"
                self._notes.append(f"The meeting of {meeting.date} {told}.")
            elif meeting.date_on == self.today and meeting.is_over(self.now):
                self._notes.append(OVER.format(meeting.date))
            elif meeting.date_on >= self.today:
                on = "on" if meeting.date_precision == Precision.DAY else "in"
                self._notes.append(f"The next meeting is {on} {meeting.date}.")
                return
            else:
                self._notes.append(f"Whether the meeting of {meeting.date} was held is not recorded.")


def _words(meeting: Meeting) -> str:
    whose = "" if meeting.body.sets_cycles else f" of the {meeting.body}"
    return f"the meeting{whose} of {meeting.date}" if not whose else f"the meeting{whose}, {meeting.date}"
