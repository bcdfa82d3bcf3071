"""A plan as at now agrees with everything that the portal says of it now."""

import datetime

from actions.account import TOLD
from actions.as_at import ActionAt, PlanAt, plan_as_at
from actions.as_at.counts import tally_at
from actions.models import Action
from actions.named_lists import COUNTED, FLAGS
from actions.table import rows
from actions.tally import tallies, total
from priorities.cycles import window_at, windows_of
from priorities.models import ActionPlan
from send_portal import clock

# Actions that are looked at in full.
KEYS = ("1a", "1b", "2a", "3f", "3f.i")
# What the plan as at a moment says of an action, by the name of the list of those that the database finds.
SAID = {
    "overdue": "is_overdue", "due-soon": "is_due_soon", "start-overdue": "is_start_overdue", "slipped": "is_slipped",
    "not-updated": "is_not_updated", "silent": "is_silent", "carried-over": "is_carried_over",
    "asked": "asks_partnership", "no-lead": "has_no_lead", "no-date": "has_no_date", "query": "open_queries",
    "in-plan": "is_in_plan", "open": "is_open", "updated": "is_received",
}  # fmt: skip


def assert_says_what_pages_say(plan: ActionPlan, now: datetime.datetime) -> PlanAt:
    """Flags, lists, totals and what needs attention are those that the database finds now."""
    found, today, window = plan_as_at(plan, now), clock.london_date(now), window_at(windows_of(plan), now)
    at = {action.pk: action for action in found.actions}
    everything = list(plan.actions.for_table())
    assert [action.pk for action in found.actions] == [action.pk for action in everything]
    for name, says in SAID.items():
        condition = {**FLAGS, **COUNTED}[name].condition(today, window)
        listed = set(plan.actions.filter(condition).values_list("pk", flat=True))
        assert {pk for pk, action in at.items() if getattr(action, says)} == listed, name
    for row in rows(everything, today, window):
        action = at[row.action.pk]
        shown = {name for name in FLAGS if getattr(action, SAID[name])}
        of_updates = [name for name in ("silent", "not-updated", "carried-over") if name in shown]
        assert {flag.name for flag in row.flags} == shown - set(of_updates[1:])
        assert action.no_update_at == row.no_update_at
        assert action.times_moved == row.action.times_moved
        assert action.days_overdue == row.action.days_overdue(today)
    attention = plan.actions.needing_attention(window, today, shown=99).values_list("pk", flat=True)
    assert {pk for pk, action in at.items() if action.needs_attention} == set(attention)
    assert_counts_the_same(found, plan)
    for action in plan.actions.with_people().filter(key__in=KEYS):
        assert_says_what_records_say(at[action.pk], action)
    assert [one.title for one in found.priorities] == [str(one.title) for one in plan.priorities.all()]
    assert [one.sro and one.sro.name for one in found.priorities] == [
        one.sro and one.sro.name for one in plan.priorities.all()
    ]
    assert (found.title, found.local_area, found.ends) == (plan.title, plan.local_area, plan.ends)
    assert {line.status: line.meaning for line in found.key} == plan.meanings
    assert found.open_queries == plan.source_queries.open().count()
    return found


SAME = (
    "reference", "key", "title", "plain_words", "difference", "success_measure", "plan_state", "paused_until",
    "status", "completed_on", "planned_start", "is_ongoing", "review", "due", "original_due", "last_update_at",
)  # fmt: skip


def assert_says_what_records_say(at: ActionAt, action: Action) -> None:
    """Everything that belongs to the action is there as its records have it now, and nothing else."""
    for name in SAME:
        assert getattr(at, name) == getattr(action, name), name
    for name in ("lead", "deputy", "sro"):
        person = getattr(action, name)
        assert (getattr(at, name) and getattr(at, name).post) == (person and person.post), name
    assert at.state_reason == action.plan_state_reason
    assert at.replaced_by == (action.replaced_by.reference if action.replaced_by else "")
    assert at.objective == str(action.objective or "")
    assert [one.name for one in at.co_leads] == [link.user.name for link in action.co_leads.order_by("pk")]
    assert [(one.organisation.name, one.part) for one in at.organisations] == list(
        action.organisation_links.order_by("pk").values_list("organisation__name", "part")
    )
    assert {(one.pk, one.title, one.due, one.met_on, one.is_dropped) for one in at.milestones} == {
        (one.pk, one.title, one.due, one.met_on, one.is_dropped) for one in action.milestones.all()
    }
    assert [(one.pk, one.is_withdrawn) for one in at.evidence] == list(
        action.evidence.order_by("pk").values_list("pk", "is_withdrawn")
    )
    assert [one.pk for one in at.co_productions] == [one.pk for one in action.co_productions.all()]
    assert [(one.pk, one.to, one.state) for one in at.proposals] == [
        (one.pk, one.to, one.state) for one in action.due_date_proposals.order_by("pk")
    ]
    ended = getattr(action, "outcome", None)
    assert (at.outcome and (at.outcome.words, at.outcome.reason)) == (ended and (ended.words, ended.reason))
    updates = list(action.updates.order_by("pk"))
    assert [one.is_corrected for one in at.updates] == [one.corrected_by is not None for one in updates]
    for name in ("pk", *(name for name in TOLD if not name.startswith("figure"))):
        assert [getattr(one, name) for one in at.updates] == [getattr(one, name) for one in updates], name
    assert [(one.figure and one.figure.now) or "" for one in at.updates] == [one.figure_is for one in updates]


def assert_counts_the_same(found: PlanAt, plan: ActionPlan) -> None:
    counted = tallies(plan, found.today, window_at(windows_of(plan), found.moment))
    for priority in found.priorities:
        if priority.actions:
            assert tally_at(priority.actions) == counted[priority.pk], priority.title
    assert tally_at(found.actions) == total(counted)
    assert sum(action.counts_in_totals for action in found.actions) == total(counted).total
