"""How actions ended, as was known at a moment."""

import datetime
from collections.abc import Collection

from actions.as_at.parts import OutcomeAt
from actions.models import Action, ActionOutcome
from actions.models.outcomes import outcome_words
from audit.as_at import listed, rows_at
from priorities.models import ActionPlan, UpdateCycle


def outcomes_at(actions: Collection[int], moment: datetime.datetime) -> dict[int, OutcomeAt]:
    """The outcomes that had been recorded of these actions (their ids); a query, and three more where one goes on.

    Another plan that was a draft then is not named, nor is an action of it: nobody but the co-ordinator saw it.
    """
    rows = list(
        rows_at(ActionOutcome, moment, action_id__in=listed(actions)).values_list(
            "action_id", "outcome", "into_id", "reason", named=True
        )
    )
    goes_on = {row.into_id for row in rows if row.into_id is not None}
    if not goes_on:
        return {row.action_id: OutcomeAt(row.outcome, outcome_words(row.outcome), row.reason) for row in rows}
    # Neither reference nor plan of an action ever changes.
    ends = Action.objects.filter(pk__in=listed(goes_on | {row.action_id for row in rows}))
    references = {pk: (reference, plan) for pk, reference, plan in ends.values_list("pk", "reference", "plan_id")}
    plans = rows_at(ActionPlan, moment, id__in={plan for _, plan in references.values()})
    known = {pk: (title, status) for pk, title, status in plans.values_list("id", "title", "status")}
    asked_from = _asked_from([pk for pk, (_, status) in known.items() if status == ActionPlan.State.CURRENT], moment)
    found = {}
    for row in rows:
        reference, plan = references.get(row.into_id, ("", 0))
        title, status = known.get(plan, ("", ""))
        is_hidden = status == ActionPlan.State.DRAFT and plan != references[row.action_id][1]
        words = outcome_words(row.outcome, reference, "" if is_hidden else title)
        is_carried = row.outcome == ActionOutcome.Kind.CARRIED
        found[row.action_id] = OutcomeAt(row.outcome, words, row.reason, asked_from.get(plan) if is_carried else None)
    return found


def _asked_from(plans: Collection[int], moment: datetime.datetime) -> dict[int, datetime.date]:
    """The first meeting for which each of these plans asks; a query, where there is any."""
    if not plans:
        return {}
    cycles = rows_at(UpdateCycle, moment).filter(plan_id__in=plans).order_by("-meeting_on")
    return dict(cycles.values_list("plan_id", "meeting_on"))
