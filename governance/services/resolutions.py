"""What a body resolved on what it was asked."""

import datetime
from collections.abc import Iterable

from accounts.models import User
from actions.models import Action
from audit.recording import Refused, recording
from governance.models import Recommendation, Resolution, ResolutionAction
from governance.services.recommendations import require_seen


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
    actions: Iterable[Action] = (),
    revision: int | None = None,
) -> Resolution:
    """Keep what the body resolved on a recommendation, and the actions that it touches: these and no others.

    A later word changes it, and its history shows both. Raises Refused where the body has not seen the recommendation
    in its words, an amendment does not say to what or an action is not of the report's plan, StaleRecord where
    `revision` is not the resolution's (where there is none yet, the recommendation's) any more.
    """
    if outcome == Resolution.Outcome.AMENDED and not text.strip():
        raise Refused("Enter what it was amended to.")
    touched = {action.pk: action for action in actions}
    if any(action.plan_id != recommendation.report.plan_id for action in touched.values()):
        raise Refused("Name actions of the report's plan.")
    with recording(by=by, now=now):
        standing = Resolution.objects.filter(recommendation=recommendation).first()
        if standing is None:
            require_seen(recommendation, revision)
            standing = Resolution(recommendation=recommendation)
        else:
            standing = Resolution.objects.locked(standing.pk, revision)
        standing.outcome, standing.text, standing.resolved_on = outcome, text, resolved_on
        standing.minute_reference, standing.url = minute_reference, url
        standing.save()
        _touch(standing, touched)
    return standing


def _touch(resolution: Resolution, touched: dict[int, Action]) -> None:
    links = {link.action_id: link for link in resolution.action_links.all()}
    for pk in sorted(links.keys() - touched.keys()):
        links[pk].delete()
    for pk in sorted(touched.keys() - links.keys()):
        ResolutionAction.objects.create(resolution=resolution, action=touched[pk])
