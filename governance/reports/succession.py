"""What a paper says of the plan before its own, and of how the actions of a closed one ended."""

from actions.as_at import PlanAt
from actions.models import ActionOutcome
from actions.numbers import Numbers
from documents.content import Cell, Column, Table
from governance.reports.tables import as_at
from governance.reports.told import Telling

FOLLOWS = "This plan follows {}, so its numbers begin anew."


def how_it_ended(plan: PlanAt) -> str:
    """How many of its actions ended in which way: "Done: 3 actions. Dropped: 2 actions and 1 sub-action."."""
    told = []
    for kind in ActionOutcome.Kind:
        ended = [one for one in plan.actions if one.outcome is not None and one.outcome.outcome == kind]
        apart = sum(one.is_sub_action for one in ended)
        if ended:
            told.append(f"{kind.label}: {Numbers(len(ended) - apart, apart)}.")
    return " ".join(told) or "No outcome of its actions is recorded."


def outcomes_table(telling: Telling) -> Table:
    """How the actions of a closed plan ended, in the plan's order, each with the reason that was given."""
    ended = [(action, action.outcome) for action in telling.plan.actions if action.outcome is not None]
    return Table(
        "How the actions of this plan ended",
        (Column("Ref.", 2), Column("Action", 6), Column("Outcome", 5), Column("Reason", 6)),
        tuple(
            (Cell(action.reference), Cell(action.title), Cell(outcome.words), Cell(outcome.reason))
            for action, outcome in ended
        )
        or ((Cell(""), Cell("No outcome is recorded."), Cell(""), Cell("")),),
        sheet="Outcomes",
        note=as_at(telling.plan),
    )
