"""What the portal knows that an agenda could take up, and putting it there: several at once, none twice."""

import datetime
from collections.abc import Collection, Iterator

from django.db.models import Q

from accounts.models import User
from actions import conditions
from actions.models import Action, ProgressUpdate, Question
from audit.recording import recording
from governance.agenda import Known, Suggestion, suggested
from governance.models import AgendaItem, BoardReport, Commitment, Meeting, MeetingAction
from governance.services.agendas import carried, item_for_ask, item_for_question, new_item, next_meeting
from governance.services.locking import lock_actions, locked_meeting
from priorities.cycles import window_in
from priorities.models import ActionPlan, Priority
from priorities.status import PlanState, Status
from send_portal import clock

# They have their own place on every agenda.
Kind = AgendaItem.Kind
CARRIES = (Kind.OTHER, Kind.ASK, Kind.QUESTION, Kind.REPORT, Kind.CARRIED)


def known_for(meeting: Meeting, now: datetime.datetime) -> Known:
    """For the agenda of a meeting, at a moment, as the co-ordinator sees it."""
    last = Meeting.objects.filter(body=meeting.body, status=Meeting.State.HELD, date_on__lt=meeting.date_on).last()
    items = list(last.items.standing()) if last is not None else []
    after = next_meeting(clock.london_date(now), after=meeting)
    day = {"date_on__gte": meeting.date_on, **({"date_on__lt": after.date_on} if after else {})}
    reports = BoardReport.objects.exclude(body=meeting.body).filter(versions__isnull=True, published__isnull=True)
    promises = Commitment.objects.exclude(to_body=meeting.body).filter(
        met_on__isnull=True, due_on__gte=meeting.date_on
    )
    # What an exempt decision promises is no title of an open item.
    promises = promises.exclude(decision__item__is_exempt=True)
    promises = promises.filter(due_on__lt=after.date_on) if after else promises
    return Known(
        last=last,
        is_last_agreed=last is not None and last.is_locked,
        open_meeting_actions=MeetingAction.objects.arising_at(meeting).open().count(),
        to_carry=[item for item in items if item.kind in CARRIES and not item.minutes],
        was_minuted=any(item.minutes for item in items),
        exceptions=_exceptions(now),
        asks=open_asks() if meeting.body.sets_cycles else [],
        questions=open_questions() if meeting.body.sets_cycles else [],
        reports=list(reports.filter(**day).select_related("body").order_by("date_on", "pk")),
        promises=list(promises.select_related("to_body").order_by("due_on", "pk")),
        standing=list(AgendaItem.objects.standing().filter(meeting=meeting)),
    )


def open_asks() -> list[ProgressUpdate]:
    """What actions of the current plans ask of the partnership, in the plan's order: each by its newest update."""
    asking = Action.objects.filter(conditions.asks_partnership(), plan__in=ActionPlan.objects.current())
    updates = ProgressUpdate.objects.filter(pk__in=asking.values("last_update"))
    return list(updates.select_related("action__plan").order_by("action__priority__number", "action__position", "pk"))


def open_questions() -> list[Question]:
    """What people ask on actions of the current plans and nobody has answered yet, in the plan's order."""
    asked = Question.objects.open().filter(action__plan__in=ActionPlan.objects.current()).select_related("action")
    return list(asked.order_by("action__priority__number", "action__position", "pk"))


def _exceptions(now: datetime.datetime) -> list[Priority]:
    """Priorities with an action that is at risk or off track, or from which two cycles brought nothing."""
    found = set[int]()
    for plan in ActionPlan.objects.current():
        silent = conditions.is_silent(window_in(plan, now), clock.london_date(now))
        alarming = Q(plan_state=PlanState.AGREED, status__in=(Status.OFF_TRACK, Status.AT_RISK))
        found |= set(Action.objects.filter(alarming | silent, plan=plan).values_list("priority_id", flat=True))
    return list(Priority.objects.filter(pk__in=found).select_related("plan").order_by("plan_id", "number"))


def add_suggested(*, meeting: Meeting, by: User, now: datetime.datetime, keys: Collection[str]) -> list[AgendaItem]:
    """Put what was chosen of the suggestions on the agenda, in its order, and give what was put there. What is on it
    meanwhile is not put there again, and what nobody would suggest any more (a question that was closed, an ask that
    was answered) is passed over. Raises Refused as `add_item`.
    """
    with recording(by=by, now=now):
        meeting = locked_meeting(meeting)
        lock_actions(pk for one in _chosen(meeting, now, keys) for pk in _actions_of(one))
        return [_added(meeting, one, now) for one in _chosen(meeting, now, keys)]


def _chosen(meeting: Meeting, now: datetime.datetime, keys: Collection[str]) -> list[Suggestion]:
    return [one for one in suggested(known_for(meeting, now)) if one.key in keys]


def _actions_of(suggestion: Suggestion) -> Iterator[int]:
    """The ids of the actions that may change what is suggested."""
    carried_on = suggestion.carries.question if suggestion.carries is not None else None
    for one in (suggestion.ask, suggestion.question, carried_on):
        if one is not None:
            yield one.action_id


def _added(meeting: Meeting, suggestion: Suggestion, now: datetime.datetime) -> AgendaItem:
    if suggestion.carries is not None:
        return carried(meeting, suggestion.carries, now)
    if suggestion.ask is not None:
        return item_for_ask(meeting, suggestion.ask, now)
    if suggestion.question is not None:
        return item_for_question(meeting, suggestion.question, now)
    values = {"kind": suggestion.kind, "title": suggestion.title, "purpose": suggestion.purpose}
    return new_item(meeting, now, values | {"report": suggestion.report}, (), suggestion.priorities)
