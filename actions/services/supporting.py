"""What evidence and co-production share: who may add to an action."""

from django.core.exceptions import PermissionDenied

from accounts.models import User
from actions.access import may_support
from actions.models import Action


def supported_action(action: Action, by: User) -> Action:
    """The action, locked. Raises PermissionDenied where the person may not add to it."""
    action = Action.objects.with_people().select_related("plan").locked(action.pk)
    if not may_support(by, action):
        raise PermissionDenied("You cannot add evidence or co-production to this action.")
    return action
