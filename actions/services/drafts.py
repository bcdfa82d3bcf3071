"""Drafts: what somebody has typed and not submitted. Private, in no history."""

import datetime

from accounts.models import User
from actions.models import Action, ProgressDraft


def save_draft(
    *, action: Action, by: User, now: datetime.datetime, fields: dict[str, list[str]], revision: int
) -> ProgressDraft:
    """Keep the fields as typed, in place of an earlier draft of the same person."""
    draft, _ = ProgressDraft.objects.update_or_create(
        action=action, author=by, defaults={"fields": fields, "revision_seen": revision, "saved_at": now}
    )
    return draft


def discard_draft(*, action: Action, by: User) -> None:
    """Throw the person's draft away, if there is one."""
    ProgressDraft.objects.filter(action=action, author=by).delete()
