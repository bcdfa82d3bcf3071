"""Sending what the outbox holds, over one connection.

A mail is claimed, and that is committed, before the server gets it; it is noted as sent once the server has taken it.
Killed in between, it stays claimed: nobody sends it again, and the co-ordinator hears that it may not have gone. Two
runs at once share the mails out, since only one of them can claim each.
"""

import contextlib
import dataclasses
import datetime
import logging
import time
from collections import Counter
from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import F

from notices.addresses import host
from notices.connection import Fate, Fault, Unreachable, connect, fault_of
from notices.models import Notice
from send_portal import clock

logger = logging.getLogger(__name__)

REFUSALS = 3  # then a mail that the server refuses for good is given up
LOST = 3  # connections lost one after the other: the server is not there
# A little less than ten minutes: the run that cron begins ten minutes later tries again, early or late as it is.
FIRST_DELAY, LONGEST_DELAY = datetime.timedelta(minutes=9), datetime.timedelta(hours=4)


@dataclasses.dataclass
class Sent:
    """What a run has sent and what it could not; `unreachable`: what the server said when it would have nothing."""

    sent: int = 0
    later: int = 0
    given_up: int = 0
    unsure: int = 0
    unreachable: str = ""


def send_waiting(now: datetime.datetime, *, only: Collection[int] | None = None, seconds: float | None = None) -> Sent:
    """Send today's mails whose time has come: all, or `only` those with these ids; for so many seconds at most. What
    is not sent waits for the next run. Two writes for each mail."""
    found = Notice.objects.to_try(now).filter(due_for=clock.london_date(now))
    found = found if only is None else found.filter(pk__in=only)
    return _Sending(now, seconds).send(list(found.values_list("pk", flat=True)))


class _Sending:
    def __init__(self, now: datetime.datetime, seconds: float | None) -> None:
        self.began, self.now, self.seconds = time.monotonic(), now, seconds
        self.told = Sent()
        self.backend: Any = None
        self.lost = 0
        self.unproven: list[str] = []  # why mails were refused that count against nobody

    @property
    def moment(self) -> datetime.datetime:
        """The time now: a long run has claims of its own length behind it."""
        return self.now + datetime.timedelta(seconds=time.monotonic() - self.began)

    def send(self, pks: list[int]) -> Sent:
        try:
            for place, pk in enumerate(pks):
                if self.seconds is not None and time.monotonic() - self.began > self.seconds:
                    break
                if not self._has_connection():
                    self._postpone(pks[place:])
                    break
                if self._claim(pk) and (notice := Notice.objects.select_related("user").filter(pk=pk).first()):
                    self._hand_over(notice)
        finally:
            self._hang_up()
        if len(self.unproven) > 1 and not self.told.sent:
            self.told.unreachable = self.told.unreachable or self.unproven[0]
        return self.told

    def _has_connection(self) -> bool:
        if self.lost >= LOST:
            return False
        try:
            self.backend = self.backend or connect()
        except Unreachable as error:
            self.told.unreachable = str(error)
            return False
        return True

    def _hang_up(self) -> None:
        # A server that is gone takes no farewell.
        with contextlib.suppress(Exception):
            if self.backend is not None:
                self.backend.close()
        self.backend = None

    def _claim(self, pk: int) -> bool:
        return Notice.objects.to_try(self.now).order_by().filter(pk=pk).update(claimed_at=self.moment) == 1

    def _hand_over(self, notice: Notice) -> None:
        try:
            mail = mail_of(notice, self.backend)
            mail.message()  # what cannot be put into words is not the server's fault
        except ValueError as error:
            logger.exception("A mail cannot be made")
            fault = Fault(Fate.REFUSED, f"It cannot be made into a mail: {type(error).__name__}")
            self._release(notice, fault, counts=True)
            return
        try:
            self.backend.send_messages([mail])
        except Exception as error:  # whatever it is, the others are to go
            self._take_in(notice, fault_of(error), error)
            return
        self.lost = 0
        self.told.sent += 1
        Notice.objects.filter(pk=notice.pk).update(sent_at=self.moment, attempts=F("attempts") + 1, last_error="")

    def _take_in(self, notice: Notice, fault: Fault, error: Exception) -> None:
        """Note what became of a mail that was not plainly taken."""
        if fault.fate in (Fate.UNSURE, Fate.UNREACHABLE):
            self._hang_up()
            self.lost += 1
        if fault.fate == Fate.UNSURE:
            logger.error("A mail may not have gone: %s", type(error).__name__)
            self.told.unsure += 1
            Notice.objects.filter(pk=notice.pk).update(attempts=F("attempts") + 1, last_error=fault.words)
            return
        if fault.fate == Fate.UNREACHABLE:
            self.told.unreachable = fault.words
        is_refused = fault.fate == Fate.REFUSED
        is_theirs = is_refused and self._is_theirs(notice)
        if is_refused and not is_theirs:
            self.unproven.append(fault.words)
        self._release(notice, fault, counts=is_theirs)

    def _release(self, notice: Notice, fault: Fault, *, counts: bool) -> None:
        """Let another run try it, later each time; or give it up once refusals that count were enough."""
        refusals = notice.refusals + counts
        is_over = refusals >= REFUSALS
        self.told.given_up += is_over
        self.told.later += not is_over
        Notice.objects.filter(pk=notice.pk).update(
            claimed_at=None,
            given_up_at=self.moment if is_over else None,
            attempts=notice.attempts + 1,
            refusals=refusals,
            next_try_at=self.now + delay(notice.attempts),
            last_error=fault.words,
        )

    def _postpone(self, pks: list[int]) -> None:
        """The server is not there: every one that nobody has taken waits; a query for each number of attempts."""
        waiting = Notice.objects.waiting().filter(pk__in=pks)
        numbers = Counter(waiting.values_list("attempts", flat=True))
        for attempts in sorted(numbers, reverse=True):
            waiting.filter(attempts=attempts).update(
                attempts=attempts + 1,
                next_try_at=self.now + delay(attempts),
                last_error=self.told.unreachable or "The mail server cannot be reached",
            )
        self.told.later += sum(numbers.values())
        self.told.unreachable = self.told.unreachable or "The mail server cannot be reached"

    def _is_theirs(self, notice: Notice) -> bool:
        """Whether a refusal says something of this person's address: the server has taken another mail since this one
        was written. Where it takes nobody's, a setting is wrong, and the mails wait until it is mended. A query."""
        return bool(self.told.sent) or Notice.objects.sent().filter(sent_at__gte=notice.created_at).exists()


def delay(attempts: int) -> datetime.timedelta:
    """How long a mail waits after so many attempts and one more: 9, 18, 36 minutes, up to four hours."""
    return min(FIRST_DELAY * 2 ** min(attempts, 10), LONGEST_DELAY)


def mail_of(notice: Notice, backend: Any = None) -> EmailMultiAlternatives:
    """The mail as it goes out. Its id stays the same however often it is tried."""
    mail = EmailMultiAlternatives(
        notice.subject,
        notice.text,
        settings.DEFAULT_FROM_EMAIL,
        [notice.user.email],
        connection=backend,
        headers={"Message-ID": message_id(notice), "Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(notice.html, "text/html")
    if notice.calendar:
        mail.attach("deadline.ics", notice.calendar, "text/calendar")
    return mail


def message_id(notice: Notice) -> str:
    return f"<notice-{notice.key}@{host()}>"
