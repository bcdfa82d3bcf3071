"""How actions ended, as was known at a moment."""

import datetime
from collections.abc import Collection

from django.db.models import OuterRef, Subquery

from actions.as_at.parts import OutcomeAt
from actions.models import Action, ActionOutcome
from actions.models.outcomes import outcome_words
from audit.as_at import listed, rows_at
from priorities.models import ActionPlan, UpdateCycle
from priorities.status import IN_PLAN, PlanState


def outcomes_at(actions: Collection[int], moment: datetime.datetime) -> dict[int, OutcomeAt]:
    """The outcomes that had been recorded of these actions (their ids); a query, and four more where one goes on.

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
    current = {pk for pk, (_, status) in known.items() if status == ActionPlan.State.CURRENT}
    carried = [row.into_id for row in rows if row.outcome == ActionOutcome.Kind.CARRIED]
    asked_from = _asked_from([pk for pk in carried if references.get(pk, ("", 0))[1] in current], moment)
    found = {}
    for row in rows:
        reference, plan = references.get(row.into_id, ("", 0))
        title, status = known.get(plan, ("", ""))
        is_hidden = status == ActionPlan.State.DRAFT and plan != references[row.action_id][1]
        words = outcome_words(row.outcome, reference, "" if is_hidden else title)
        found[row.action_id] = OutcomeAt(row.outcome, words, row.reason, asked_from.get(row.into_id))
    return found


def _asked_from(carried: Collection[int], moment: datetime.datetime) -> dict[int | None, datetime.date]:
    """Of these actions, to which others were carried, those that stood in their plan: the first meeting of it for
    which each was agreed in time; two queries, where there is any."""
    if not carried:
        return {}
    there = rows_at(Action, moment, id__in=listed(carried)).filter(plan_state__in=IN_PLAN)
    agreed = Action.history.filter(id=OuterRef("id"), plan_state=PlanState.AGREED).order_by("history_date")
    rows = there.annotate(agreed_at=Subquery(agreed.values("history_date")[:1])).values_list(
        "id", "plan_id", "agreed_at"
    )
    known = list(rows)
    cycles = rows_at(UpdateCycle, moment).filter(plan_id__in={plan for _, plan, _ in known})
    asks = list(cycles.order_by("-meeting_on").values_list("plan_id", "meeting_on", "papers_due_at"))
    return {
        pk: meeting_on
        for pk, plan, agreed_at in known
        for of, meeting_on, due_at in asks
        if of == plan and agreed_at is not None and agreed_at < due_at
    }
