"""Who is to be told what now, each person in one mail. It reads alone; its queries do not grow with the people."""

import dataclasses
import datetime
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from django.db.models import Q

from accounts.models import User
from notices import digests, meetings, owed, papers
from notices.compose import Message, Part, message
from notices.models import NOT_DUE, REMINDING, Kind, Notice, NoticeChoice, NoticeTopic
from notices.owed import Owed, owed_by
from notices.people import mailable
from notices.topics import PlanCycle, PlanCycles, Topic, plan_cycles_at
from send_portal import clock

Names = set[tuple[str, str]]
WAITS_FOR = datetime.timedelta(days=14)  # how long a mail that did not arrive is told of


@dataclasses.dataclass(frozen=True)
class Written:
    """A mail that is to go: the topics that it tells, the cycles whose updates it asks for, and the waiting mail whose
    place it takes."""

    message: Message
    topics: frozenset[tuple[str, str]]
    asks_in: frozenset[int]
    instead_of: Notice | None

    @property
    def person(self) -> User:
        return self.message.person


@dataclasses.dataclass(frozen=True)
class Gathered:
    """What is to go now, and what waits in the outbox though nothing of it is to be told any more."""

    written: tuple[Written, ...]
    overtaken: tuple[Notice, ...]


def gather(now: datetime.datetime, *, reminded: Collection[int] | None = None) -> Gathered:
    """Everything that is due and not told yet. With `reminded`: for these people alone, who are reminded by hand
    besides."""
    waiting = _waiting(reminded)
    offers = _Offers(now, reminded, Names().union(*(names for _, names in waiting.values())))
    told = _told(offers, waiting)
    only_due = NoticeChoice.objects.who_want_only_due(offers.people)
    people = mailable(offers.people, clock.london_date(now))
    written, kept = [], set()
    for pk, person in people.items():
        notice, names = waiting.get(pk, (None, Names()))
        wanted = {
            topic.name
            for topic in offers.of(pk)
            if not (pk in only_due and topic.kind in NOT_DUE)
            and topic.concerns(told[pk])
            and (topic.name in names or (topic.is_due(now) and topic.name not in told[pk]))
        }
        parts = list(offers.parts(pk, wanted, told[pk]))
        if parts:
            written.append(Written(message(person, parts), frozenset(wanted), offers.asked_in(pk, wanted), notice))
            kept.add(pk)
    overtaken = tuple(notice for pk, (notice, _) in waiting.items() if pk not in kept)
    return Gathered(tuple(written), overtaken)


def _waiting(only: Collection[int] | None) -> dict[int, tuple[Notice, Names]]:
    """The mail of each person that waits in the outbox, with the names of what it tells; two queries."""
    found = Notice.objects.waiting().prefetch_related("topics").order_by("due_for")
    found = found if only is None else found.filter(user__in=only)
    return {notice.user_id: (notice, {(topic.kind, topic.about) for topic in notice.topics.all()}) for notice in found}


def _told(offers: "_Offers", waiting: Mapping[int, tuple[Notice, Names]]) -> dict[int, Names]:
    """What of this each person was told already, or may have been, and all that they were told of late meetings, in
    words that may have changed since; a query."""
    found = defaultdict[int, Names](set)
    pending = {notice.pk for notice, _ in waiting.values()}
    abouts = {topic.about for topics in offers.topics.values() for topic in topics}
    late = Q(kind=Kind.AFTER_MEETING, notice__due_for__gte=clock.london_date(offers.now) - meetings.NEWS)
    rows = NoticeTopic.objects.filter(Q(about__in=abouts) | late, user__in=offers.people)
    for user, notice, kind, about in rows.values_list("user", "notice", "kind", "about"):
        if notice not in pending:
            found[user].add((kind, about))
    return found


class _Offers:
    """What there is to tell, by person: the topics that concern them, and what a mail says of them."""

    def __init__(self, now: datetime.datetime, reminded: Collection[int] | None, waiting: Names) -> None:
        self.now, self.reminded, self.waiting = now, reminded, waiting
        self.topics = defaultdict[int, list[Topic]](list)
        plan_cycles = plan_cycles_at(now)
        self.owed = self._ask_for_updates(plan_cycles)
        self.duties = defaultdict[int, list[tuple[Topic, digests.Duties]]](list)
        self.received = defaultdict[int, list[tuple[Topic, digests.Received]]](list)
        self._add_day_after(plan_cycles)
        self.papers = defaultdict[int, list[papers.PapersOut]](list)
        self.said = defaultdict[int, list[meetings.Said]](list)
        self._add_meetings()
        self.undelivered = {f"{notice.pk}": notice for notice in _undelivered(now)}
        self._add_undelivered()

    @property
    def people(self) -> set[int]:
        return {pk for pk in self.topics if self.reminded is None or pk in self.reminded}

    def of(self, pk: int) -> Sequence[Topic]:
        return self.topics[pk]

    def parts(self, pk: int, wanted: Names, told: Names) -> Iterator[Part]:
        """What the mail of a person says, of what is wanted, and of what they were told: what they are to do stands
        first."""
        if self.asked_in(pk, wanted):
            yield owed.part(
                self.owed[pk], self.now, opens={kind for kind, _ in wanted} & set(REMINDING) == {Kind.OPENS}
            )
        if duties := [one for topic, one in self.duties[pk] if topic.name in wanted]:
            yield digests.sro_part(duties)
        if received := [one for topic, one in self.received[pk] if topic.name in wanted]:
            yield digests.coordinator_part(received)
        if out := [one for one in self.papers[pk] if one.topic.name in wanted]:
            yield papers.papers_part(out)
        if said := [telling for one in self.said[pk] if (telling := one.only(wanted, told)) is not None]:
            yield meetings.after_part(said, pk)
        if lost := [one for about, one in self.undelivered.items() if (Kind.UNDELIVERED, about) in wanted]:
            yield digests.undelivered_part(lost)

    def asked_in(self, pk: int, wanted: Names) -> frozenset[int]:
        """The cycles whose updates a mail with what is wanted asks for; all in which the person owes one, or none."""
        if pk not in self.owed or not {kind for kind, _ in wanted} & set(REMINDING):
            return frozenset()
        return frozenset(one.plan_cycle.cycle.pk for one in self.owed[pk].plans)

    def _is_wanted(self, topic: Topic) -> bool:
        """Whether somebody may have to hear of it: a waiting mail tells it, or it is due."""
        return topic.is_due(self.now) or (topic.name in self.waiting and topic.is_of_use(self.now))

    def _wanted(self, one: PlanCycle, *kinds: Kind) -> list[Topic]:
        return [topic for topic in one.of_kind(*kinds) if self._is_wanted(topic)]

    def _ask_for_updates(self, plan_cycles: PlanCycles) -> dict[int, Owed]:
        """Who is asked for updates, and by which topics; everything that they owe is then looked up."""
        by_hand = [topic for topic in self._by_hand() if self._is_wanted(topic)]
        asking = {one.plan.pk: self._wanted(one, *REMINDING) for one in plan_cycles.current}
        if not by_hand and not any(asking.values()):
            return {}
        found = owed_by(plan_cycles.current, self.now, self.reminded)
        for pk, what in found.items():
            self.topics[pk] += by_hand
            for one in what.plans:
                self.topics[pk] += asking[one.plan_cycle.plan.pk]
        return found

    def _by_hand(self) -> Iterator[Topic]:
        """The reminder that is being sent by hand, and those of the last days that wait for the mail server."""
        today = f"{clock.london_date(self.now)}"
        days = {about for kind, about in self.waiting if kind == Kind.DESK}
        until = self.now + WAITS_FOR
        for day in sorted(days | ({today} if self.reminded is not None else set())):
            is_now = day == today and self.reminded is not None
            # Of itself it falls due to nobody: to whom it goes, somebody has said.
            yield Topic(Kind.DESK, day, self.now if is_now else until, until)

    def _add_day_after(self, plan_cycles: PlanCycles) -> None:
        found = [(one, topic) for one in plan_cycles.all for topic in self._wanted(one, Kind.DAY_AFTER)]
        if not found:
            return
        coordinators = list(User.objects.coordinating(clock.london_date(self.now)).values_list("pk", flat=True))
        for one, topic in found:
            for pk, duties in digests.duties_in(one, self.now).items():
                self.topics[pk].append(topic)
                self.duties[pk].append((topic, duties))
            received = digests.received_in(one, self.now)
            if received is not None:
                for pk in coordinators:
                    self.topics[pk].append(topic)
                    self.received[pk].append((topic, received))

    def _add_meetings(self) -> None:
        for out in papers.papers_out(self.now):
            for pk in out.people if self._is_wanted(out.topic) else ():
                self.topics[pk].append(out.topic)
                self.papers[pk].append(out)
        said = [one for one in meetings.said_at_meetings(self.now) if any(map(self._is_wanted, one.topics))]
        for pk, one in meetings.heard_by(said):
            self.topics[pk] += one.topics
            self.said[pk].append(one)

    def _add_undelivered(self) -> None:
        """The co-ordinator hears in the next mail of those that did not arrive."""
        if not self.undelivered:
            return
        until = clock.end_of(clock.london_date(self.now))
        for pk in User.objects.coordinating(clock.london_date(self.now)).values_list("pk", flat=True):
            self.topics[pk] += [Topic(Kind.UNDELIVERED, about, self.now, until) for about in self.undelivered]


def _undelivered(now: datetime.datetime) -> list[Notice]:
    """Mails of the last days that may not have gone or were given up, but for those that tell of such mails alone: a
    mail about a lost mail about a lost mail helps nobody. A query."""
    lost = Notice.objects.unsure(now) | Notice.objects.given_up()
    tells = NoticeTopic.objects.exclude(kind=Kind.UNDELIVERED).values("notice")
    recent = lost.filter(due_for__gte=clock.london_date(now) - WAITS_FOR, pk__in=tells)
    return list(recent.select_related("user").order_by("pk"))
