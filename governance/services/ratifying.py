"""What the next full and quorate meeting does with decisions that were taken without standing."""

import datetime
from collections.abc import Collection, Iterable, Mapping

from django.utils.text import get_text_list

from accounts.models import User
from audit.recording import Process, Refused, recording
from audit.standing import Standing
from design.fields import date_words
from governance.facts import proposed_at
from governance.models import AgendaItem, Decision, Meeting
from governance.services.decisions import meeting_problem, next_number
from governance.services.locking import locked_meeting
from send_portal import clock

NOTHING = "Choose at least one decision to ratify."


def to_ratify_at(meeting: Meeting) -> Standing[Decision]:
    """What a meeting has to ratify: all that its body decided before without standing, in order; one query."""
    waiting = Decision.objects.to_ratify(meeting.body).exclude(meeting=meeting).filter(taken_on__lte=meeting.date_on)
    return Standing(Decision, waiting.select_related("meeting", "item"))


def ratify_problem(meeting: Meeting, today: datetime.date) -> str:
    """Why a meeting cannot ratify anything, as a sentence; empty where it can. Four queries."""
    if problem := meeting_problem(meeting, today):
        return f"{problem}."
    proposed = proposed_at(meeting)
    if proposed.is_made:
        return ""
    return f"Only a full and quorate meeting can ratify decisions. {proposed.why}"


def ratify(
    *,
    meeting: Meeting,
    decisions: Collection[Decision],
    by: User | Process,
    now: datetime.datetime,
    item: AgendaItem | None = None,
    seen: Mapping[int, int] | None = None,
) -> Decision:
    """Ratify decisions by a new decision of this meeting, which names them. Theirs may have minutes that are agreed:
    these stay as they are.

    Raises Refused where the meeting cannot (`ratify_problem`), its minutes are agreed, no decision is given or one
    does not wait for it; StaleRecord where others wait than were `seen`, or these have changed.
    """
    with recording(by=by, now=now):
        meeting = locked_meeting(meeting)
        if problem := ratify_problem(meeting, clock.london_date(now)):
            raise Refused(problem)
        waiting = to_ratify_at(meeting)
        waiting.require(seen)
        chosen = {one.pk for one in decisions}
        ratified = [one for one in waiting.records if one.pk in chosen]
        if not ratified or len(ratified) < len(chosen):
            raise Refused(NOTHING if not chosen else "One of these decisions does not wait to be ratified.")
        decision = Decision.objects.create(
            body=meeting.body,
            meeting=meeting,
            item=item,
            number=next_number(meeting),
            text=_ratifying(meeting.body.resolution_form, ratified),
            taken_on=meeting.date_on,
            standing=Decision.Standing.MADE,
        )
        for one in ratified:
            one.standing, one.ratified_by = Decision.Standing.RATIFIED, decision
            # Why it had another standing is over with.
            one.standing_reason = ""
            one.save()
    return decision


def _ratifying(form: str, decisions: list[Decision]) -> str:
    """The words of the decision that ratifies: by number and day, so that an exempt one is not told."""
    names = named(decisions)
    if form.casefold().strip().endswith(" that"):
        return f"{form} {names} {'is' if len(decisions) == 1 else 'are'} ratified."
    return f"{form} to ratify {names}."


def named(decisions: Iterable[Decision]) -> str:
    """Decisions as a sentence names them: "decisions 1 and 2 of 13 July 2023"."""
    days: dict[datetime.date, list[Decision]] = {}
    for one in decisions:
        days.setdefault(one.taken_on, []).append(one)
    parts = []
    for day, taken in days.items():
        numbers = [str(one.number) for one in taken if one.number]
        outside = len(taken) - len(numbers)
        if numbers:
            noun = "decisions" if len(numbers) > 1 else "decision"
            parts.append(f"{noun} {get_text_list(numbers, 'and')} of {date_words(day)}")
        if outside:
            noun = "the decision" if outside == 1 else f"the {outside} decisions"
            parts.append(f"{noun} of {date_words(day)}, outside a meeting")
    return get_text_list(parts, "and")
