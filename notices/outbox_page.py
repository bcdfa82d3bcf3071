"""The outbox as the co-ordinator and the administrator see it."""

import dataclasses
import datetime

from notices.models import Notice, NoticeQuerySet, NoticeRun
from notices.topics import is_day

LATELY = datetime.timedelta(days=30)
# Long texts that no page shows.
CONTENT = ("text", "html", "calendar")


@dataclasses.dataclass(frozen=True)
class Outbox:
    """What became of the mails. `is_asleep`: nobody has put any together for long; `sent` is still to be asked for."""

    ran_at: datetime.datetime | None
    is_asleep: bool
    unsure: list[Notice]
    given_up: list[Notice]
    waiting: list[Notice]
    sent: NoticeQuerySet


def outbox_page(now: datetime.datetime) -> Outbox:
    """What stands in it; four queries, and those for the page of `sent`."""
    run = NoticeRun.objects.first()
    ran_at = run.ended_at if run is not None else None
    shown = Notice.objects.with_people().defer(*CONTENT)
    lately = (now - LATELY).date()
    return Outbox(
        ran_at=ran_at,
        is_asleep=is_day(now) and (ran_at is None or now - ran_at > datetime.timedelta(hours=1)),
        unsure=list(shown.unsure(now).filter(due_for__gte=lately).order_by("-pk")),
        given_up=list(shown.given_up().filter(due_for__gte=lately).order_by("-pk")),
        waiting=list(shown.waiting().order_by("next_try_at", "pk")),
        sent=shown.sent().filter(sent_at__gte=now - LATELY).order_by("-sent_at", "-pk"),
    )
