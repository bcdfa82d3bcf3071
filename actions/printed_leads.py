"""Leads that a source prints and nobody has been named for yet."""

import dataclasses

from accounts.models import User
from actions.from_sheet.leads import Known
from actions.models import Action, ActionCoLead
from priorities.models import ActionPlan


@dataclasses.dataclass(frozen=True)
class PrintedLead:
    """A lead as printed, with the actions that have no lead and print it."""

    words: str
    actions: tuple[Action, ...]

    @property
    def references(self) -> str:
        return ", ".join(action.reference for action in self.actions)


def leads_printed(plan: ActionPlan) -> list[PrintedLead]:
    """Every printed lead of what goes on in the plan and has no lead, in its order; one query."""
    found: dict[str, list[Action]] = {}
    waiting = Action.objects.filter(plan=plan, lead__isnull=True).exclude(lead_as_printed="").going_on()
    for action in waiting.order_by("priority__number", "position", "pk"):
        found.setdefault(" ".join(action.lead_as_printed.split()), []).append(action)
    return [PrintedLead(words, tuple(actions)) for words, actions in found.items()]


def proposals(waiting: list[PrintedLead], people: list[User]) -> dict[str, User]:
    """The person of just this name or e-mail address, by the printed words; nobody who is deputy or co-lead of one of
    the actions already, and so cannot be its lead. A query."""
    known = Known(people)
    named = {one: known.all_of(one.words, ()) for one in waiting}
    with_part = _with_part([action for one in named for action in one.actions])
    return {
        one.words: found[0]
        for one, found in named.items()
        if found and not any((action.pk, found[0].pk) in with_part for action in one.actions)
    }


def _with_part(actions: list[Action]) -> set[tuple[int, int]]:
    """Who is deputy or co-lead of which action; a query."""
    co_leads = ActionCoLead.objects.filter(action__in=actions).values_list("action_id", "user_id")
    return {*co_leads, *((action.pk, action.deputy_id) for action in actions if action.deputy_id is not None)}
