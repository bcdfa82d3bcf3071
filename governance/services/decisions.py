"""What a body decided: recorded in its form, put right, withdrawn where it was recorded by mistake."""

import datetime
from collections.abc import Collection, Mapping

from accounts.models import User
from actions.models import Action
from audit.recording import Process, Refused, recording
from governance.facts import proposed_for
from governance.models import (
    AgendaItem,
    Body,
    Decision,
    DecisionAction,
    DecisionRecommendation,
    Meeting,
    Recommendation,
)
from governance.services.agendas import locked_item
from governance.services.locking import locked_meeting
from governance.services.minutes import agrees_minutes
from governance.standing import fits, standing_problem
from priorities.partial_date import within
from send_portal import clock

By = User | Process
Standing = Decision.Standing
WHY = "Say why this changes."
# Words that begin a sentence and not a name: after "RESOLVED that" they are written small.
ARTICLES = {"The", "A", "An", "This", "That", "It", "To", "All", "Each", "We", "Both", "Its", "In"}


def record_decision(
    *,
    by: By,
    now: datetime.datetime,
    body: Body,
    text: str,
    meeting: Meeting | None = None,
    item: AgendaItem | None = None,
    taken_on: datetime.date | None = None,
    standing: str = "",
    standing_reason: str = "",
    subject_to: str = "",
    effects: Mapping[Action, str] | None = None,
    recommendations: Collection[Recommendation] = (),
    reason: str = "",
) -> Decision:
    """A decision in the body's form, with the next number of its meeting, or outside one on the day `taken_on`.

    Without a `standing` it has the one that the facts give. Raises Refused where the body is not run here, the meeting
    cannot have taken it (`meeting_problem`), it is another body's or the item another meeting's, its minutes are
    agreed, the item was taken off, the day is missing or still to come, the body did not exist on it
    (`existence_problem`), or the standing does not go with the facts
    (`governance.standing.standing_problem`).
    """
    with recording(by=by, now=now, reason=reason):
        today = clock.london_date(now)
        if not body.is_run_here:
            raise Refused("This body is not run here. Record what it resolved with the report that asked it.")
        if meeting is not None:
            meeting = locked_meeting(meeting)
            if problem := meeting_problem(meeting, today):
                raise Refused(f"{problem}.")
            taken_on = meeting.date_on
        if meeting is not None and meeting.body_id != body.pk:
            raise Refused("Choose a meeting of this body.")
        if item is not None and (meeting is None or item.meeting_id != meeting.pk):
            raise Refused("Choose an item of this meeting.")
        item = item and locked_item(item)
        if taken_on is None or taken_on > today:
            raise Refused("Enter the day on which it was taken. It must not be in the future.")
        if meeting is None and (problem := existence_problem(body, taken_on)):
            raise Refused(f"{problem}.")
        decision = Decision(body=body, meeting=meeting, item=item, number=next_number(meeting), taken_on=taken_on)
        decision.text = _said(text, body)
        _set_standing(decision, standing, standing_reason, subject_to)
        decision.save()
        _link_actions(decision, effects or {})
        _link_recommendations(decision, recommendations)
    return decision


def change_decision(
    *,
    decision: Decision,
    by: By,
    now: datetime.datetime,
    reason: str,
    text: str,
    standing: str = "",
    standing_reason: str = "",
    subject_to: str = "",
    effects: Mapping[Action, str] | None = None,
    recommendations: Collection[Recommendation] = (),
    revision: int | None = None,
) -> Decision:
    """Put a decision right, with the reason: its text, standing, actions and recommendations, these and no others.

    Raises Refused as `record_decision`, without a reason, where it was withdrawn, and where its text or standing
    would change while something rests on it (`why_it_stands`); StaleRecord where `revision` is not its any more.
    """
    with recording(by=by, now=now, reason=reason):
        decision = _locked(decision, revision)
        revised = decision.revision
        if not reason.strip():
            raise Refused(WHY)
        if problem := why_it_stands(decision):
            said = {"standing": standing, "standing_reason": standing_reason, "subject_to": subject_to}
            is_same = all(not value or value == getattr(decision, name) for name, value in said.items())
            if text.strip() != decision.text.strip() or not is_same:
                raise Refused(problem)
        else:
            decision.text = _said(text, decision.body)
            _set_standing(decision, standing, standing_reason, subject_to)
        decision.save()
        are_changed = _link_actions(decision, effects or {}), _link_recommendations(decision, recommendations)
        if any(are_changed) and decision.revision == revised:
            decision.touch()
    return decision


def withdraw_decision(
    *, decision: Decision, by: By, now: datetime.datetime, reason: str, revision: int | None = None
) -> Decision:
    """Say that a decision was recorded by mistake. Its number stays used; what it ratified waits to be ratified again.

    Raises Refused without a reason, where its minutes are agreed, or where it was ratified; StaleRecord where
    `revision` is not its any more.
    """
    with recording(by=by, now=now, reason=reason):
        decision = _locked(decision, revision)
        if not reason.strip():
            raise Refused("Say why it was recorded by mistake.")
        if agrees_minutes(decision):
            raise Refused("Minutes were agreed by it, and they stay agreed. Put it right instead.")
        if decision.standing == Standing.RATIFIED:
            raise Refused("It was ratified. Withdraw the decision that ratified it first.")
        decision.withdrawn_reason = reason
        decision.save()
        for one in Decision.objects.filter(ratified_by=decision).order_by("pk"):
            one.standing, one.ratified_by = Standing.FOR_RATIFICATION, None
            one.save()
    return decision


def existence_problem(body: Body, day: datetime.date) -> str:
    """Why a body can have decided nothing on a day, without a full stop; empty where it can. One query."""
    first = min((phase.begins for phase in body.phases.all()), key=lambda begins: begins.first_day, default=None)
    if first is not None and day < first.first_day:
        return f"The {body} began {within(first)}. Enter a day from then on"
    if body.ended is not None and day > body.ended.on:
        return f"The {body} ended {within(body.ended)}. Enter a day before that"
    return ""


def why_it_stands(decision: Decision) -> str:
    """Why neither the text nor the standing of a decision changes any more, and what to do; empty where both may. Two
    queries at most.
    """
    if decision.standing == Standing.RATIFIED:
        return (
            "It was ratified, so its words and its standing stay. Withdraw the decision that ratified it first, or "
            "record a new decision."
        )
    if agrees_minutes(decision):
        return "Minutes were agreed by it, so its words and its standing stay. Record a new decision instead."
    if decision.ratifies.exists():
        return (
            "Decisions were ratified by it, so its words and its standing stay. If it is wrong, withdraw it, and "
            "ratify them again."
        )
    return ""


def meeting_problem(meeting: Meeting, today: datetime.date) -> str:
    """Why a meeting cannot have decided anything, without a full stop; empty where it can."""
    if meeting.is_off:
        return f"This meeting was {meeting.get_status_display().lower()}, so it decided nothing"
    if meeting.date_precision != "day":
        return "The day of this meeting is not known. Enter it first"
    return "" if meeting.has_begun(today) else "This meeting is still to come"


def in_form(text: str, body: Body) -> str:
    """The words of a decision with the body's form before them, unless they begin with it."""
    form, said = body.resolution_form.strip(), text.strip()
    if not said or said.casefold().startswith(form.casefold()):
        return said
    first, _, rest = said.partition(" ")
    if form.casefold().endswith(" that") and first.casefold() == "that":
        return f"{form} {rest}"
    return f"{form} {first.lower() if first in ARTICLES else first} {rest}".strip()


def says_something(text: str, body: Body) -> bool:
    """Whether a text says more than the form with which every decision of a body begins."""
    return in_form(text, body).casefold().rstrip(" .…:") not in ("", body.resolution_form.strip().casefold())


def _said(text: str, body: Body) -> str:
    if not says_something(text, body):
        raise Refused("Enter what was decided.")
    return in_form(text, body)


def next_number(meeting: Meeting | None) -> int | None:
    """One more than the meeting has used, withdrawn ones included."""
    if meeting is None:
        return None
    last = meeting.decisions.order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


def _locked(decision: Decision, revision: int | None) -> Decision:
    if decision.meeting is not None:
        locked_meeting(decision.meeting)
    found: Decision = Decision.objects.locked(decision.pk, revision)
    if found.is_withdrawn:
        raise Refused("This decision was recorded by mistake and has been withdrawn.")
    return found


def _set_standing(decision: Decision, standing: str, standing_reason: str, subject_to: str) -> None:
    """Raises Refused where the standing does not go with the facts. A reason that none needs is not kept."""
    proposed = proposed_for(decision.body, decision.meeting, decision.taken_on)
    chosen = standing or proposed.standing
    if chosen == Standing.RATIFIED:
        raise Refused("A decision is ratified at a later meeting.")
    if problem := standing_problem(chosen, proposed, standing_reason, subject_to):
        raise Refused(f"{problem}.")
    decision.standing, decision.subject_to = chosen, subject_to
    decision.standing_reason = "" if fits(chosen, proposed) else standing_reason


def _link_actions(decision: Decision, effects: Mapping[Action, str]) -> bool:
    """Whether any has changed."""
    standing = {link.action_id: link for link in decision.action_links.all()}
    stood = {pk: link.effect for pk, link in standing.items()}
    wanted = {action.pk: (action, effect) for action, effect in effects.items()}
    for pk in sorted(standing.keys() - wanted.keys()):
        standing[pk].delete()
    for pk, (action, effect) in wanted.items():
        link = standing.get(pk) or DecisionAction(decision=decision, action=action)
        link.effect = effect
        link.save()
    return {pk: effect for pk, (_, effect) in wanted.items()} != stood


def _link_recommendations(decision: Decision, recommendations: Collection[Recommendation]) -> bool:
    """Whether any has changed."""
    standing = {link.recommendation_id: link for link in decision.recommendation_links.all()}
    wanted = {one.pk: one for one in recommendations}
    for pk in sorted(standing.keys() - wanted.keys()):
        standing[pk].delete()
    for pk in sorted(wanted.keys() - standing.keys()):
        DecisionRecommendation.objects.create(decision=decision, recommendation=wanted[pk])
    return wanted.keys() != standing.keys()
