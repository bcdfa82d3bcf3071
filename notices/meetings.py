"""What a meeting said of somebody's action.

Nothing exempt stands in a mail, whoever reads it: mail leaves the portal. What was said is told in the morning after
the last change of it, so that nobody reads half of a minute. Each piece of it is told once in the words that it has:
what is added or changed later is told in another mail, and that alone.
"""

import dataclasses
import datetime
import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from typing import Any

from django.db.models import Max, Q

from actions.models import Action
from governance.models import (
    AgendaItem,
    Decision,
    DecisionAction,
    ItemAction,
    Meeting,
    MeetingAction,
    MeetingActionLink,
)
from notices import words
from notices.addresses import absolute, page
from notices.compose import Entry, Link, Part, Section
from notices.models import Kind
from notices.people import asked_id
from notices.topics import Topic, morning_of, working_day_from
from priorities.models import ActionPlan
from send_portal import clock

# How long after a meeting its minutes are still news.
NEWS = datetime.timedelta(days=42)
LONGEST = 600
UNLOCKED = (
    "This is what is written so far: the minutes are not agreed yet. What is added or changed is told in another mail."
)
Name = tuple[str, str]


@dataclasses.dataclass(frozen=True)
class Piece:
    """One thing that a meeting said of an action, as a mail prints it; `about` names it in these words. `follows`: it
    takes back what begins so, and is told to whoever was told of that."""

    about: str
    fact: str
    follows: str = ""


@dataclasses.dataclass
class Said:
    """What a meeting said of one action, nothing exempt; the parts of it with the moment of their last change."""

    meeting: Meeting
    action: Action
    items: list[AgendaItem] = dataclasses.field(default_factory=list)
    decisions: list[Decision] = dataclasses.field(default_factory=list)
    meeting_actions: list[Any] = dataclasses.field(default_factory=list)
    changed: list[datetime.datetime] = dataclasses.field(default_factory=list)

    @property
    def is_written(self) -> bool:
        """Whether everything that was to be said of it is: no item about it is without minutes or a decision."""
        decided = {decision.item_id for decision in self.decisions} | {one.item_id for one in self.meeting_actions}
        waits = any(not item.minutes and item.pk not in decided for item in self.items)
        return not waits and bool(self.items or self.decisions or self.meeting_actions)

    @property
    def about(self) -> str:
        """How the name of each of its pieces begins."""
        return f"{self.meeting.pk}:{self.action.pk}:"

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """All that is to be told of it, minutes first."""
        return tuple(
            Piece(
                f"{self.about}{name}:{hashlib.sha256(text.encode()).hexdigest()[:12]}",
                fact,
                f"{self.about}{name}:" if is_withdrawn else "",
            )
            for name, text, fact, is_withdrawn in _pieces(self)
        )

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """A topic for each piece; all fall due together."""
        ends = clock.end_of(self.meeting.date_on) + NEWS
        day_after = clock.london_date(max(self.changed)) + datetime.timedelta(days=1)
        due_at = morning_of(working_day_from(day_after))
        return tuple(
            Topic(Kind.AFTER_MEETING, piece.about, due_at, ends, waits=True, follows=piece.follows)
            for piece in self.pieces
        )

    def only(self, wanted: Collection[Name], told: Collection[Name]) -> "Telling | None":
        """What one mail tells of it; None where nothing of it is wanted."""
        facts = tuple(piece.fact for piece in self.pieces if (Kind.AFTER_MEETING, piece.about) in wanted)
        was_told = any(kind == Kind.AFTER_MEETING and about.startswith(self.about) for kind, about in told)
        return Telling(self.meeting, self.action, facts, was_told) if facts else None


def _pieces(said: Said) -> Iterator[tuple[str, str, str, bool]]:
    """Of each piece a name, the words whose change is news, the line of the mail, and whether it takes one back."""
    for item in said.items:
        for fact in _minutes(item):
            yield f"i{item.pk}", item.minutes, fact, False
    for decision in said.decisions:
        why = f", because: {decision.withdrawn_reason}" if decision.is_withdrawn else ""
        fact = f"Decision {decision.number} ({decision.standing_words.lower()}{why}): {decision.text}"
        yield f"d{decision.pk}", fact, fact, decision.is_withdrawn
    for given in said.meeting_actions:
        until = f", by {words.day(given.due_on)}" if given.due_on else ""
        why = f" (no longer needed, because: {given.withdrawn_reason})" if given.withdrawn_reason else ""
        fact = f"Meeting action for {given.assigned_to}{until}{why}: {given.text}"
        yield f"m{given.pk}", fact, fact, bool(given.withdrawn_reason)


@dataclasses.dataclass(frozen=True)
class Telling:
    """What a mail tells of one action; `is_more`: an earlier mail told the rest."""

    meeting: Meeting
    action: Action
    facts: tuple[str, ...]
    is_more: bool


def said_at_meetings(now: datetime.datetime) -> list[Said]:
    """What the meetings held lately said of actions in plans that are no drafts, as far as it is written and open to
    all. Ten queries at most."""
    today = clock.london_date(now)
    held = Meeting.objects.filter(status=Meeting.State.HELD, date_on__range=(today - NEWS, today))
    meetings = {meeting.pk: meeting for meeting in held.with_body()}
    if not meetings:
        return []
    found: dict[tuple[int, int], Said] = {}
    _add_items(found, meetings)
    _add_decisions(found, meetings)
    _add_meeting_actions(found, meetings)
    _add_changes(found)
    return [said for said in found.values() if said.is_written]


def _of(found: dict[tuple[int, int], Said], meeting: Meeting, action: Action) -> Said:
    return found.setdefault((meeting.pk, action.pk), Said(meeting, action))


def _is_told(action: Action) -> bool:
    return action.plan.status != ActionPlan.State.DRAFT


def _add_items(found: dict[tuple[int, int], Said], meetings: dict[int, Meeting]) -> None:
    """The open items about an action, by their links, their ask or their question."""
    related = ("action__plan", "question__action__plan", "ask__action__plan")
    items = AgendaItem.objects.standing().filter(meeting__in=meetings, is_exempt=False)
    items = items.select_related(*related[1:]).order_by("position", "pk")
    links = defaultdict[int, list[Action]](list)
    for link in ItemAction.objects.filter(item__in=items.order_by()).select_related(related[0]):
        links[link.item_id].append(link.action)
    for item in items:
        about = [*links[item.pk], *(one.action for one in (item.ask, item.question) if one is not None)]
        for action in {action.pk: action for action in about if _is_told(action)}.values():
            _of(found, meetings[item.meeting_id], action).items.append(item)


def _add_decisions(found: dict[tuple[int, int], Said], meetings: dict[int, Meeting]) -> None:
    is_open = Q(decision__item__isnull=True) | Q(decision__item__is_exempt=False)
    links = DecisionAction.objects.filter(is_open, decision__meeting__in=meetings)
    for link in links.select_related("decision__item", "action__plan").order_by("decision__number"):
        if _is_told(link.action):
            _of(found, meetings[link.decision.meeting_id], link.action).decisions.append(link.decision)
    _add_decisions_of_items(found)


def _add_decisions_of_items(found: dict[tuple[int, int], Said]) -> None:
    """What was decided under the items about an action without naming it; a query."""
    items = {item.pk for said in found.values() for item in said.items}
    of_item = defaultdict[int, list[Decision]](list)
    for decision in Decision.objects.filter(item__in=items).order_by("number"):
        of_item[decision.item_id].append(decision)
    for said in found.values():
        said.decisions += [one for item in said.items for one in of_item[item.pk] if one not in said.decisions]


def _add_meeting_actions(found: dict[tuple[int, int], Said], meetings: dict[int, Meeting]) -> None:
    is_open = Q(meeting_action__item__isnull=True) | Q(meeting_action__item__is_exempt=False)
    is_open &= Q(meeting_action__decision__item__isnull=True) | Q(meeting_action__decision__item__is_exempt=False)
    links = MeetingActionLink.objects.filter(is_open, meeting_action__meeting__in=meetings)
    for link in links.select_related("meeting_action__assigned_to", "action__plan").order_by("pk"):
        if _is_told(link.action):
            given = link.meeting_action
            _of(found, meetings[given.meeting_id], link.action).meeting_actions.append(given)


def _add_changes(found: dict[tuple[int, int], Said]) -> None:
    """When each of these was last changed; a query for each kind."""
    for name, model in (("items", AgendaItem), ("decisions", Decision), ("meeting_actions", MeetingAction)):
        records = {one.pk: one for said in found.values() for one in getattr(said, name)}
        if not records:
            continue
        history: Any = model.history
        rows = history.filter(id__in=list(records)).order_by().values("id").annotate(last=Max("history_date"))
        last = dict(rows.values_list("id", "last"))
        for said in found.values():
            said.changed += [last[one.pk] for one in getattr(said, name) if one.pk in last]


def after_part(found: Collection[Telling], reader: int) -> Part:
    """What the mail to this person says of it: a section for each meeting."""
    by_meeting = defaultdict[int, list[Telling]](list)
    for one in found:
        by_meeting[one.meeting.pk].append(one)
    sections = []
    for group in by_meeting.values():
        meeting = group[0].meeting
        link = Link("The meeting", absolute(meeting.get_absolute_url()))
        is_lead = all(one.action.lead_id == reader for one in group)
        told = [f"This was said and decided on what you {'lead' if is_lead else 'lead or are the deputy for'}."]
        if not meeting.is_locked:
            told.append(UNLOCKED)
        entries = tuple(_entry(one) for one in group)
        sections.append(Section(f"{meeting.body}, {meeting.date}", tuple(told), entries, (link,)))
    first = next(iter(by_meeting.values()))[0].meeting
    references = ", ".join(sorted({one.action.reference for one in found}))
    return Part(f"what {first.body} said on {references}", tuple(sections))


def _entry(one: Telling) -> Entry:
    action = one.action
    more = ("New or changed since the mail that you had of this meeting:",) if one.is_more else ()
    link = Link(f"Open {action.reference}", page("action", action.plan.slug, action.key))
    return Entry(str(action), more + one.facts, link)


def _minutes(item: AgendaItem) -> list[str]:
    """What the minutes say of an item, its beginning where it is long."""
    text = " ".join(item.minutes.split())
    if not text:
        return []
    short = text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} …"
    return [f"{item.number}. {item.title}: {short}"]


def heard_by(found: Sequence[Said]) -> Iterator[tuple[int, Said]]:
    """Who hears of each: whoever is asked for its updates. A query."""
    actions: Any = Action.objects.filter(pk__in={said.action.pk for said in found}).annotate(asked_id=asked_id())
    asked = dict(actions.order_by().values_list("pk", "asked_id"))
    for said in found:
        if (who := asked[said.action.pk]) is not None:
            yield who, said
