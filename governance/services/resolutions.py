"""What a body resolved on what it was asked."""

import datetime
from collections.abc import Iterable

from accounts.models import User
from actions.models import Action
from audit.recording import Refused, recording
from design.fields import date_words
from governance.models import BoardReport, Recommendation, Resolution, ResolutionAction
from governance.services.recommendations import require_seen
from send_portal import clock


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
    in its words, text and outcome do not fit (`text_problem`), the body cannot have resolved it on that day
    (`day_problem`) or an action is not of the report's plan, StaleRecord where `revision` is not the resolution's
    (where there is none yet, the recommendation's) any more.
    """
    today = clock.london_date(now)
    if problem := text_problem(outcome, text) or day_problem(recommendation.report, resolved_on, today):
        raise Refused(f"{problem}.")
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


def text_problem(outcome: str, text: str) -> str:
    """Why this outcome does not go with this text, as what it was amended to; empty where it does."""
    is_amended, has_text = outcome == Resolution.Outcome.AMENDED, bool(text.strip())
    if is_amended and not has_text:
        return "Enter what it was amended to"
    return "Take the text away, or choose “Amended”" if has_text and not is_amended else ""


def day_problem(report: BoardReport, day: datetime.date, today: datetime.date) -> str:
    """Why the body cannot have resolved on that day what the report asks; empty where it can. A query."""
    if day > today:
        return "Enter the day on which the body resolved it. It must not be in the future"
    first = report.versions.order_by("number").values_list("as_at", flat=True).first()
    if first is not None and day < clock.london_date(first):
        return f"The report speaks of {date_words(clock.london_date(first))}, so the body resolved it then or later"
    return ""


def _touch(resolution: Resolution, touched: dict[int, Action]) -> None:
    links = {link.action_id: link for link in resolution.action_links.all()}
    for pk in sorted(links.keys() - touched.keys()):
        links[pk].delete()
    for pk in sorted(touched.keys() - links.keys()):
        ResolutionAction.objects.create(resolution=resolution, action=touched[pk])
