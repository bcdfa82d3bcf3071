"""What a body resolved on what it was asked."""

import datetime

from accounts.models import User
from audit.recording import Refused, recording
from governance.models import Recommendation, Resolution


def resolve(
    *,
    recommendation: Recommendation,
    by: User,
    now: datetime.datetime,
    outcome: str,
    resolved_on: datetime.date,
    text: str = "",
    minute_reference: str = "",
    url: str = "",
    revision: int | None = None,
) -> Resolution:
    """Keep what the body resolved on a recommendation; a later word changes it, and its history shows both.

    Raises Refused where an amendment does not say to what, StaleRecord where `revision` is not the resolution's (where
    there is none yet, the recommendation's) any more.
    """
    if outcome == Resolution.Outcome.AMENDED and not text.strip():
        raise Refused("Enter what it was amended to.")
    with recording(by=by, now=now):
        standing = Resolution.objects.filter(recommendation=recommendation).first()
        if standing is None:
            Recommendation.objects.locked(recommendation.pk, revision)
            standing = Resolution(recommendation=recommendation)
        else:
            standing = Resolution.objects.locked(standing.pk, revision)
        standing.outcome, standing.text, standing.resolved_on = outcome, text, resolved_on
        standing.minute_reference, standing.url = minute_reference, url
        standing.save()
    return standing
