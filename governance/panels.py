"""What the partnership tells on the pages of an action: asked, resolved, discussed, decided, to be done. As far as the
person may see it."""

import datetime
from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q

from accounts.models import User
from actions.models import Action, ProgressUpdate
from actions.panels import Panel
from governance.models import (
    AgendaItem,
    Decision,
    DecisionAction,
    ItemAction,
    Meeting,
    MeetingAction,
    QuorumRule,
    hidden_items,
)
from governance.models.meeting_actions import MeetingActionLink
from governance.pages.decisions import with_links
from governance.pages.questions import questions_on
from governance.services.agendas import OPEN_STATES
from send_portal import clock

State = Meeting.State


def resolved(user: User, action: Action) -> Panel | None:
    """What bodies resolved that touches it, newest first; a query."""
    links = list(action.resolution_links.told())
    return Panel("governance/partials/action_resolved.html", {"links": links}) if links else None


def resolved_since(user: User, action: Action, last: ProgressUpdate | None) -> Panel | None:
    """What bodies resolved that touches it, since the day of the last update; a query."""
    links = action.resolution_links.told()
    if last is not None:
        links = links.filter(resolution__resolved_on__gte=clock.london_date(last.submitted_at))
    found = list(links)
    return Panel("governance/partials/update_resolved.html", {"links": found}) if found else None


def asked_and_discussed(user: User, action: Action) -> Panel:
    """The questions on it, with the agendas that take them up, and what meetings made of it; four queries."""
    items = _items(user, action)
    context = {"questions": questions_on(action, user, items), "meetings": _at_meetings(user, action, items)}
    return Panel("governance/partials/action_asked_and_discussed.html", context)


def _at_meetings(user: User, action: Action, items: Sequence[AgendaItem]) -> dict[str, Any] | None:
    """When meetings discussed it or will, what they decided, what somebody is to do for it still, and for the
    co-ordinator how to take up what it asks.
    """
    begun = Q(from_on__isnull=True) | Q(from_on__lte=OuterRef("decision__taken_on"))
    has_rule = Exists(QuorumRule.objects.filter(begun, body=OuterRef("decision__body")))
    decisions = DecisionAction.objects.seen_by(user).filter(action=action).annotate(has_rule=has_rule)
    on_agenda = [item for item in items if item.meeting.status in OPEN_STATES]
    given = MeetingActionLink.objects.seen_by(user).filter(
        action=action, meeting_action__done_on__isnull=True, meeting_action__withdrawn_reason=""
    )
    context: dict[str, Any] = {
        "decisions": list(
            decisions.filter(decision__withdrawn_reason="")
            .select_related("decision__body", "decision__meeting", "decision__ratified_by")
            .order_by("-decision__taken_on", "-decision")
        ),
        "discussed": [item for item in items if item.meeting.status == State.HELD],
        "on_agenda": on_agenda,
        "to_take_up": _to_take_up(user, action, on_agenda),
        "meeting_actions": list(
            given.select_related("meeting_action__assigned_to", "meeting_action__meeting__body").order_by("pk")
        ),
    }
    return context if any(context.values()) else None


def _items(user: User, action: Action) -> list[AgendaItem]:
    """The agenda items about it, or about what it asked, that stand and that the person may see; newest first."""
    linked = Q(pk__in=ItemAction.objects.filter(action=action).values("item"))
    about = linked | Q(ask__action=action) | Q(question__action=action)
    seen = AgendaItem.objects.standing().filter(about).exclude(pk__in=hidden_items(user))
    return list(seen.select_related("meeting__body").order_by("-meeting__date_on", "-pk"))


def _to_take_up(user: User, action: Action, on_agenda: Collection[AgendaItem]) -> ProgressUpdate | None:
    """The newest update, where it asks something that is on no agenda to come and the person may put it there."""
    update = action.last_update
    if update is None or update.ask == ProgressUpdate.Ask.NOTHING or not (user.is_coordinator and action.is_open):
        return None
    return None if any(item.ask_id == update.pk for item in on_agenda) else update


def last_ask(user: User, action: Action, last: ProgressUpdate | None) -> Panel | None:
    """What became of the newest ask that stands on an agenda: decided, or still to come; a meeting that was cancelled
    or moved tells nothing. One that was decided before the last update is not told again. Two queries.
    """
    taken = Decision.objects.standing().seen_by(user).select_related("body", "meeting").order_by("number")
    asked = AgendaItem.objects.standing().filter(ask__action=action, meeting__status__in=(*OPEN_STATES, State.HELD))
    seen = asked.exclude(pk__in=hidden_items(user)).select_related("meeting__body", "ask")
    item: Any = (
        seen.prefetch_related(Prefetch("decisions", taken, to_attr="decided")).order_by("-meeting__date_on").first()
    )
    if item is None:
        return None
    since = clock.london_date(last.submitted_at) if last is not None else datetime.date.min
    is_news = not item.decided or any(one.taken_on >= since for one in item.decided)
    return Panel("governance/partials/update_ask.html", {"item": item}) if is_news else None


def for_me(user: User, today: datetime.date) -> Panel | None:
    """The open meeting actions of a person; two queries."""
    mine = list(with_links(MeetingAction.objects.open().filter(assigned_to=user), user))
    return Panel("governance/partials/my_meeting_actions.html", {"mine": mine, "today": today}) if mine else None
