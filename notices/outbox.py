"""Writing the outbox: in one short transaction, by one host at a time. Nothing is sent here."""

import dataclasses
import datetime
from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction

from notices.gathering import Gathered, Written
from notices.models import Notice, NoticeRun, NoticeTopic
from send_portal import clock

KEEPS_TEXT = datetime.timedelta(days=30)
CONTENT = ("due_for", "subject", "text", "html", "calendar")


@dataclasses.dataclass(frozen=True)
class Queued:
    """By person the mail that goes to them today; how many of these were written anew or renewed; how many that waited
    were not needed any more."""

    notices: dict[int, Notice]
    written: int
    dropped: int


def write(gathered: Gathered, now: datetime.datetime) -> Queued:
    """Put what was gathered into the outbox; whoever has had today's mail gets the rest on another day.

    Somebody else may have written meanwhile: what they wrote, took up or sent stays as it is.
    """
    if not gathered.written and not gathered.overtaken:
        return Queued({}, 0, 0)
    today = clock.london_date(now)
    with transaction.atomic():
        _lock()
        waiting = _held(gathered)
        dropped = [notice.pk for notice in gathered.overtaken if notice.pk in waiting]
        Notice.objects.filter(pk__in=dropped).delete()
        written = _still_right(gathered.written, waiting, today)
        new = [one for one in written if one.instead_of is None]
        made = Notice.objects.bulk_create(_new(one, now) for one in new)
        notices = {notice.user_id: notice for notice in made}
        notices |= {one.person.pk: one.instead_of for one in written if one.instead_of is not None}
        changed = [one for one in written if one.instead_of is None or _says_something_new(one, one.instead_of, today)]
        renewed = [_renewed(one, one.instead_of, today) for one in changed if one.instead_of is not None]
        Notice.objects.bulk_update(renewed, CONTENT)
        _tell(changed, notices, {notice.pk for notice in renewed})
    return Queued(notices, len(changed), len(dropped))


def _lock() -> None:
    """Wait for whoever writes the outbox at this moment."""
    NoticeRun.objects.get_or_create(pk=1)
    list(NoticeRun.objects.select_for_update().filter(pk=1))


def _held(gathered: Gathered) -> set[int]:
    """Those of the mails to renew or drop that still wait. Until commit nobody can take them up; a query."""
    mails = [*gathered.overtaken, *(one.instead_of for one in gathered.written if one.instead_of is not None)]
    waiting = Notice.objects.waiting().select_for_update().filter(pk__in=[notice.pk for notice in mails])
    return set(waiting.order_by("pk").values_list("pk", flat=True))


def _still_right(found: Iterable[Written], waiting: Collection[int], today: datetime.date) -> list[Written]:
    """Those that nobody else has dealt with since they were gathered; two queries."""
    found = list(found)
    people = [one.person.pk for one in found]
    mine = [one.instead_of.pk for one in found if one.instead_of is not None]
    served = set(
        Notice.objects.filter(user__in=people, due_for=today).exclude(pk__in=mine).values_list("user", flat=True)
    )
    abouts = {about for one in found for _, about in one.topics}
    rows = NoticeTopic.objects.filter(user__in=people, about__in=abouts).exclude(notice__in=mine)
    told = set(rows.values_list("user", "kind", "about"))
    return [
        one
        for one in found
        if one.person.pk not in served
        and (one.instead_of is None or one.instead_of.pk in waiting)
        and not any((one.person.pk, *name) in told for name in one.topics)
    ]


def _new(one: Written, now: datetime.datetime) -> Notice:
    notice = Notice(user=one.person, created_at=now, next_try_at=now)
    return _renewed(one, notice, clock.london_date(now))


def _says_something_new(one: Written, notice: Notice, today: datetime.date) -> bool:
    """Whether a mail that waits is to say or tell something else by now."""
    told = {(topic.kind, topic.about) for topic in notice.topics.all()}
    was = (notice.due_for, notice.subject, notice.text, told)
    return was != (today, one.message.subject, one.message.text, one.topics)


def _renewed(one: Written, notice: Notice, today: datetime.date) -> Notice:
    """The mail with what there is to tell today."""
    notice.due_for = today
    for name in CONTENT[1:]:
        setattr(notice, name, getattr(one.message, name))
    return notice


def _tell(written: Iterable[Written], notices: dict[int, Notice], renewed: Collection[int]) -> None:
    """Keep what each mail tells, and whose updates it asks for; four queries."""
    written = list(written)
    NoticeTopic.objects.filter(notice__in=renewed).delete()
    asks: Any = Notice.asks_in.through
    asks.objects.filter(notice__in=renewed).delete()
    asks.objects.bulk_create(
        asks(notice=notices[one.person.pk], updatecycle_id=cycle) for one in written for cycle in sorted(one.asks_in)
    )
    NoticeTopic.objects.bulk_create(
        NoticeTopic(notice=notices[one.person.pk], user=one.person, kind=kind, about=about)
        for one in written
        for kind, about in sorted(one.topics)
    )


def end_run(now: datetime.datetime) -> None:
    """Keep that a run has come to its end, and let go of what mails said a month ago, whatever became of them; that
    they went stays."""
    NoticeRun.objects.update_or_create(pk=1, defaults={"ended_at": now})
    old = Notice.objects.filter(due_for__lt=clock.london_date(now - KEEPS_TEXT))
    old.exclude(text="").update(text="", html="", calendar="")
