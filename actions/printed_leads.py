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
    """The person of just this name or e-mail address, by the printed words; nobody who has another part in one of the
    actions, which a lead cannot have. One query."""
    known = Known(people)
    co_leads = ActionCoLead.objects.filter(action__in=[action for one in waiting for action in one.actions])
    parts = set(co_leads.values_list("action_id", "user_id"))
    parts |= {(action.pk, action.deputy_id) for one in waiting for action in one.actions if action.deputy_id}
    found: dict[str, User] = {}
    for one in waiting:
        person = next(iter(known.all_of(one.words, ())), None)
        if person is not None and not any((action.pk, person.pk) in parts for action in one.actions):
            found[one.words] = person
    return found
