"""That a person has read what changed: kept for them alone, in no history."""

import datetime

from django.db import transaction

from accounts.models import User
from governance.models import Look


def mark_as_read(*, by: User, now: datetime.datetime, until: datetime.datetime) -> Look:
    """The person has read what changed up to `until`, and never more than has been: not after now.

    Who has read further already stays there.
    """
    until = min(until, now)
    with transaction.atomic():
        look, is_first = Look.objects.select_for_update().get_or_create(user=by, defaults={"looked_at": until})
        if not is_first and look.looked_at < until:
            look.looked_at = until
            look.save()
    return look
