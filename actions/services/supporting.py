"""What evidence and co-production share: who may add to an action."""

from django.core.exceptions import PermissionDenied

from accounts.models import User
from actions.access import may_support
from actions.models import Action


def supported_action(action: Action, by: User) -> Action:
    """The action, locked. Raises PermissionDenied where the person may not add to it."""
    action = Action.objects.with_people().locked(action.pk)
    if not may_support(by, action):
        raise PermissionDenied("This action takes neither evidence nor co-production from you.")
    return action
