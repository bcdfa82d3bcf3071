"""Watching: a person's own, kept in no history."""

from accounts.models import User
from actions.models import Action, Watch
from priorities.models import Priority


def watch(*, by: User, action: Action | None = None, priority: Priority | None = None) -> Watch:
    """The person watches the one thing that is given; asked again, they go on."""
    kept, _ = Watch.objects.get_or_create(user=by, action=action, priority=priority)
    return kept


def stop_watching(*, by: User, action: Action | None = None, priority: Priority | None = None) -> bool:
    """The person no longer watches it; False where they did not."""
    return Watch.objects.of(by).filter(action=action, priority=priority).delete()[0] == 1
