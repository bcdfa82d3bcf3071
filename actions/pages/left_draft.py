"""What somebody had typed of an update when the plan closed: theirs to read and to copy, for nobody can submit it."""

from collections.abc import Iterator

from accounts.models import User
from actions.forms.progress import ProgressForm
from actions.models import Action, ProgressDraft, ProgressUpdate
from priorities.models import ActionPlan
from priorities.status import Status

# What is chosen, and not typed.
CHOICES = {"status": dict(Status.choices), "ask": dict(ProgressUpdate.Ask.choices)}


def left_draft(action: Action, user: User) -> list[tuple[str, str]]:
    """The texts of the person's draft for an action of a closed plan, each under the label of its field; a query."""
    draft = ProgressDraft.objects.filter(action=action, author=user).first()
    return list(_texts(draft)) if draft is not None else []


def drafts_left_in(user: User, plans: list[ActionPlan]) -> list[Action]:
    """The actions of these plans for which the person has a draft that was not submitted; a query at most."""
    if not plans:
        return []
    found = Action.objects.filter(plan__in=plans, drafts__author=user).select_related("plan")
    return list(found.order_by("plan", "priority__number", "position"))


def _texts(draft: ProgressDraft) -> Iterator[tuple[str, str]]:
    for name, field in ProgressForm.base_fields.items():
        typed = [value for value in draft.fields.get(name, []) if value.strip()]
        # The parts of a date are inputs of their own.
        parts = [value for part in range(3) for value in draft.fields.get(f"{name}_{part}", []) if value.strip()]
        if typed or parts:
            known = CHOICES.get(name, {})
            text = " ".join([*(str(known.get(value, value)) for value in typed), *parts])
            yield str(field.label).removesuffix(" (optional)"), text
