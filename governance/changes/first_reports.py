"""What actions' last updates say, and with which status it began where there was none before."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.db.models import OuterRef, Subquery

from actions.models import ProgressUpdate
from design.fields import date_words, lower_first
from priorities.status import Status
from send_portal import clock


class LastUpdate(NamedTuple):
    """Of the update that an action had last: what somebody wrote, why, when a source printed it, where one did, and
    whether it was corrected by the later moment.
    """

    said: str = ""
    reason: str = ""
    printed: str = ""
    is_corrected: bool = False


def last_updates(rows: Sequence[Any], until: datetime.datetime) -> dict[int, LastUpdate]:
    """Of rows of actions the updates that they had last, by their ids; `until`: the later moment. A query."""
    said = ProgressUpdate.objects.filter(pk__in={row.last_update_id for row in rows if row.last_update_id})
    later = ProgressUpdate.objects.filter(corrects=OuterRef("pk"), submitted_at__lte=until)
    # To whether one exists PostgreSQL would find the answer among all updates.
    said = said.annotate(corrected_in=Subquery(later.values("pk")))
    return {
        one.pk: LastUpdate(
            one.said, one.reason, one.told_words if one.is_printed else "", one.corrected_in is not None
        )
        for one in said.only("headline", "happened", "reason", "received_by", "printed_on", "submitted_at")
    }


def first_report(steps: Sequence[Any], updates: Mapping[int, LastUpdate]) -> str:
    """What was said first where there was no status yet: "First report", or with which status where another one
    stands by the last step. What was corrected by then does not count.
    """

    def of(step: Any) -> LastUpdate:
        return updates.get(step.last_update_id, LastUpdate())

    said = [step for step in steps if step.status != Status.NONE and not of(step).is_corrected]
    if not said or said[0].status == said[-1].status:
        return "First report"
    return first_reported_words(said[0].status, said[0].history_date, of(said[0]).printed)


def first_reported_words(status: str, at: datetime.datetime, printed: str = "") -> str:
    """The first status of a period that began without one: "First reported on track, 14 September 2023"; of what
    nobody reported but a source printed (`printed`: when) "First on track, as printed on 3 June 2024".
    """
    word = lower_first(Status(status).label)
    return f"First {word}, {printed}" if printed else f"First reported {word}, {date_words(clock.london_date(at))}"
