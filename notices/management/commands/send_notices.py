"""Put together what people are to be told now, and send it."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from notices.gathering import gather
from notices.models import Notice, NoticeRun
from notices.outbox import end_run, write
from notices.sending import Sent, send_waiting
from notices.topics import is_day
from send_portal import clock


class Command(BaseCommand):
    help = (
        "Writes and sends the mails that are due: reminders before a papers deadline, lists the day after it, papers "
        "that are out, what a meeting said. For cron, every ten minutes; to repeat it does no harm."
    )

    def handle(self, **options: Any) -> None:
        if not settings.PORTAL_URL:
            raise CommandError("PORTAL_URL is missing: mails could not link to the portal (docs/settings.md).")
        now = clock.now()
        last = NoticeRun.objects.values_list("ended_at", flat=True).first()
        done = Sent()
        if is_day(now):  # what waits at night would say what was so in the evening
            queued = write(gather(now), now)
            self._count(queued.written, "written or renewed")
            self._count(queued.dropped, "not needed any more")
            done = send_waiting(now)
        end_run(now)
        self._count(done.sent, "sent")
        self._count(done.later, "to be tried again")
        self._count(done.given_up, "given up: the mail server refuses the address")
        for notice in Notice.objects.unsure(now, since=last):
            self.stderr.write(f"May not have gone, and is not sent again: {notice.subject} (mail {notice.pk})")
        if done.unreachable:
            raise CommandError(f"Not everything was sent. {done.unreachable}. It is tried again later.")

    def _count(self, number: int, words: str) -> None:
        if number:
            self.stdout.write(f"Mails {words}: {number}")
