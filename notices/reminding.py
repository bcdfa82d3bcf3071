"""Reminders by hand, from the desk: first shown, then written and sent at once."""

import dataclasses
import datetime
from collections.abc import Collection, Iterable, Sequence

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from accounts.models import User
from audit.recording import Refused
from notices.compose import Message
from notices.gathering import gather
from notices.models import Notice
from notices.outbox import write
from notices.owed import owed_by
from notices.people import mailable
from notices.sending import send_waiting
from notices.topics import plan_cycles_at
from priorities.models import ActionPlan
from send_portal import clock

# A page waits for the mail server no longer; what is left goes with the next run.
SECONDS = 8.0


@dataclasses.dataclass(frozen=True)
class RemindersSent:
    """To whom a reminder goes; who has today's mail already; who owes nothing; and who cannot be written to, because
    they have left or have no account that opens."""

    queued: tuple[User, ...] = ()
    already_today: tuple[User, ...] = ()
    owe_nothing: tuple[User, ...] = ()
    cannot: tuple[User, ...] = ()


def preview(people: Sequence[User], plan: ActionPlan, now: datetime.datetime) -> list[Message]:
    """The mails that would go to these people, whole, in their order; nothing is written. Who owes nothing in the
    plan, cannot be written to, or has had today's mail, is left out."""
    people = list(dict.fromkeys(people))
    served = had_today((person.pk for person in people), now)
    found = owed_by(plan_cycles_at(now).current, now, {person.pk for person in people})
    owing = {pk for pk, one in found.items() if one.is_in(plan)} - served
    if not owing:
        return []
    mails = {one.person.pk: one.message for one in gather(now, reminded=owing).written}
    return [mails[person.pk] for person in people if person.pk in mails]


def had_today(people_ids: Iterable[int], now: datetime.datetime) -> set[int]:
    """Who of these has had today's mail, or has it on the way: no other goes to them today. A query."""
    today = Notice.objects.filter(user__in=list(people_ids), due_for=clock.london_date(now))
    waiting = Notice.objects.waiting().values("pk")
    return set(today.exclude(pk__in=waiting).values_list("user", flat=True))


def send_reminders(*, people: Sequence[User], plan: ActionPlan, by: User, now: datetime.datetime) -> RemindersSent:
    """Write a reminder to each of these people who owes something in the plan, in one transaction, and send them after
    commit over one connection; what the mail server does not take waits for `send_notices`.

    The mail holds everything else that is due to be told, since there is one a day at most. Raises Refused where the
    person is not the co-ordinator, the plan is closed, or the portal does not know its own address.
    """
    if not by.is_coordinator:
        raise Refused("Only the co-ordinator reminds people of their updates.")
    if plan.is_closed:
        raise Refused(f"The {plan.title} is closed, so nothing is owed in it.")
    if not settings.PORTAL_URL:
        raise Refused("Mails cannot be sent: the setting PORTAL_URL is missing. Ask whoever runs the portal.")
    people = list(dict.fromkeys(people))
    today = clock.london_date(now)
    found = owed_by(plan_cycles_at(now).current, now, {person.pk for person in people})
    can = mailable((person.pk for person in people), today)
    owing = {pk for pk, one in found.items() if one.is_in(plan)}
    with transaction.atomic():
        queued = write(gather(now, reminded=owing), now).notices if owing else {}
        pks = [notice.pk for notice in queued.values()]
        if pks:
            transaction.on_commit(lambda: send_waiting(now, only=pks, seconds=SECONDS))
    return RemindersSent(
        queued=tuple(person for person in people if person.pk in queued),
        already_today=tuple(person for person in people if person.pk in owing and person.pk not in queued),
        owe_nothing=tuple(person for person in people if person.pk in can and person.pk not in owing),
        cannot=tuple(person for person in people if person.pk not in can),
    )


def last_reminded_at(cycle: int, people_ids: Collection[int]) -> dict[int, datetime.datetime]:
    """When each of these people was last sent a mail that asks for their updates in this cycle. A query."""
    sent = Notice.objects.sent().filter(user__in=people_ids, asks_in=cycle)
    return dict(sent.order_by().values("user").annotate(last=Max("sent_at")).values_list("user", "last"))
