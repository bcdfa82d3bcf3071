"""Naming the people whom a source prints as leads: once for all the actions that a printed lead stands for."""

import datetime
from collections.abc import Mapping

from django.db import transaction

from accounts.models import User
from actions.models import Action
from actions.printed_leads import PrintedLead, leads_printed
from actions.services.editing import edit_action
from audit.recording import Refused, StaleRecord
from audit.standing import Standing
from priorities.locking import lock_open_plan
from priorities.models import ActionPlan


def name_printed_leads(
    *, plan: ActionPlan, people: Mapping[str, User], seen: Mapping[int, int], by: User, now: datetime.datetime
) -> list[Action]:
    """Make these people, by the printed words that mean them, the leads of the actions that print them and have none.

    All or nothing; the reason of each is what is printed. Raises StaleRecord, with their Standing, where other actions
    wait for a lead by now than were `seen`, or these at other revisions; Refused where the plan is closed, and as
    `edit_action`, with the reference of the action.
    """
    with transaction.atomic():
        lock_open_plan(plan.pk)
        waiting = leads_printed(plan)
        standing = standing_of(waiting)
        standing.require(seen)
        named = [(one.words, action) for one in waiting if one.words in people for action in one.actions]
        try:
            return [_name(action, people[words], words, by, now) for words, action in named]
        except StaleRecord as stale:
            # Somebody was faster by the blink of an eye: the lock of the plan does not hold its actions.
            raise StaleRecord(str(stale), standing_of(leads_printed(plan))) from stale


def _name(action: Action, lead: User, words: str, by: User, now: datetime.datetime) -> Action:
    reason = f"The source prints “{words}” as its lead"
    try:
        return edit_action(action=action, revision=action.revision, lead=lead, by=by, now=now, reason=reason)
    except Refused as refused:
        raise Refused(f"{action.reference}: {refused}") from refused


def standing_of(waiting: list[PrintedLead]) -> Standing[Action]:
    """The actions that wait for the people whom a source prints, as they stand."""
    return Standing(Action, [action for one in waiting for action in one.actions])
