"""What evidence and co-production share: who may add to an action, and when a change needs a reason."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied

from accounts.models import User
from actions.access import may_support
from actions.models import Action
from audit.models import AuditedModel
from audit.recording import Refused


def supported_action(action: Action, by: User) -> Action:
    """The action, locked. Raises PermissionDenied where the person may not add to it."""
    action = Action.objects.with_people().locked(action.pk)
    if not may_support(by, action):
        raise PermissionDenied("You cannot add evidence or co-production to this action.")
    return action


def change_fields(record: AuditedModel, values: Mapping[str, Any], reason: str) -> None:
    """Set the values and save. Raises Refused where one that stands changes without a reason: filling what was empty
    needs none.
    """
    stands = [getattr(record, name) for name, value in values.items() if getattr(record, name) != value]
    if any(value not in ("", None) for value in stands) and not reason.strip():
        raise Refused("Say why you are changing this.")
    for name, value in values.items():
        setattr(record, name, value)
    record.save()
