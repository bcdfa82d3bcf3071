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


def discard_draft(*, draft: ProgressDraft, by: User) -> bool:
    """Throw the person's draft away as they have seen it; False where they have saved another since, which stays."""
    seen = ProgressDraft.objects.filter(pk=draft.pk, author=by, saved_at=draft.saved_at)
    return seen.delete()[0] == 1
