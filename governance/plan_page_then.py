"""The plan on a page as it stood at a moment."""

from typing import Any

from actions import conditions
from actions.as_at.moments import AsAt
from actions.as_at.records import Then
from actions.models import Action, SourceQuery
from actions.pages.outcomes import outcome_counts
from actions.querysets import actions_at
from actions.table import Row, rows_then
from actions.tally import tallies, total
from audit.as_at import rows_at
from design.charts import BarTable
from design.fields import sentence
from governance.plan_page import ATTENTION_SHOWN, PlanPage, bar_of, without_outcome
from priorities.models import ActionPlan, GlossaryTerm


def plan_page_then(plan: ActionPlan, at: AsAt) -> tuple[ActionPlan, PlanPage]:
    """The plan as it was, and its page; a fixed number of queries. Nobody has tasks in the past."""
    then = Then(plan, at.moment)
    found = tallies(then.plan, then.today, then.window, at.moment)
    bars = [bar_of(then.plan, one, found.get(one.pk), at.value) for one in then.priorities.values()]
    everything = total(found)
    return then.plan, PlanPage(
        now=at.moment,
        window=then.window,
        total=everything,
        segments=everything.segments(then.plan, at=at.value),
        bars=BarTable(f"Actions by {then.plan.first_level} and status", bars, heading=sentence(then.plan.first_level)),
        has_actions=bool(found),
        open_queries=_open_queries(then),
        attention=_attention(then),
        tasks=[],
        is_over=then.plan.is_over(then.today),
        without_outcome=without_outcome(then.plan, at.moment) if then.plan.is_over(then.today) else 0,
        ended=outcome_counts(then.plan, at) if then.plan.is_closed else [],
        terms=list(GlossaryTerm.objects.all()),
        meeting=None,
        last_meeting=None,
        others=[],
    )


def _attention(then: Then) -> list[Row]:
    """As `ActionQuerySet.needing_attention` finds them now."""
    needing = actions_at(then.plan, then.moment).filter(
        conditions.needs_attention(then.window, then.today, then.moment)
    )
    ids = list(needing.order_by(*conditions.BY_URGENCY).values_list("id", flat=True)[:ATTENTION_SHOWN])
    return rows_then(then.actions(ids, conditions.BY_URGENCY), then)


def _open_queries(then: Then) -> list[Any]:
    """What the source left open then, each with what it was about."""
    queries = [
        row.as_instance() for row in rows_at(SourceQuery, then.moment, plan_id=then.plan.pk)
        if row.answered_at is None
    ]  # fmt: skip
    about = {query.action_id for query in queries if query.action_id}
    actions = {row.id: row.as_instance() for row in rows_at(Action, then.moment, id__in=about)}
    for query in queries:
        query.plan = then.plan
        query.priority = then.priorities.get(query.priority_id)
        query.action = actions.get(query.action_id)
        if query.action is not None:
            query.action.plan = then.plan
    return queries
