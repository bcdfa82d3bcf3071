"""How actions ended, as was known at a moment."""

import datetime
from collections.abc import Collection

from actions.as_at.parts import OutcomeAt
from actions.models import Action, ActionOutcome
from actions.models.outcomes import outcome_words
from audit.as_at import listed, rows_at
from priorities.models import ActionPlan, UpdateCycle

CURRENT = ActionPlan.State.CURRENT


def outcomes_at(actions: Collection[int], moment: datetime.datetime) -> dict[int, OutcomeAt]:
    """The outcomes that had been recorded of these actions (their ids); a query, and three more where one goes on.

    A plan that was a draft then is not named, nor is an action of it: nobody but the co-ordinator saw it.
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
    into = {pk: told for pk, *told in Action.objects.filter(pk__in=goes_on).values_list("pk", "reference", "plan_id")}
    of_plans = rows_at(ActionPlan, moment, id__in={plan for _, plan in into.values()})
    titles = dict(of_plans.exclude(status=ActionPlan.State.DRAFT).values_list("id", "title"))
    cycles = rows_at(UpdateCycle, moment).filter(plan_id__in=of_plans.filter(status=CURRENT).order_by().values("id"))
    asked_from: dict[int, datetime.date] = {}
    for plan, meeting_on in cycles.order_by("-meeting_on").values_list("plan_id", "meeting_on"):
        asked_from[plan] = meeting_on
    found = {}
    for row in rows:
        reference, plan = into.get(row.into_id, ("", 0))
        words = outcome_words(row.outcome, reference, titles.get(plan, ""))
        is_carried = row.outcome == ActionOutcome.Kind.CARRIED
        found[row.action_id] = OutcomeAt(row.outcome, words, row.reason, asked_from.get(plan) if is_carried else None)
    return found
