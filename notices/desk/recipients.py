"""Whom a reminder is for: one lead, an organisation, or everybody who has not given an update."""

import dataclasses
import datetime
from collections.abc import Sequence
from typing import Any

from django.http import Http404

from accounts.models import User
from audit.recording import Refused
from design.fields import whole_number
from notices import reminding
from notices.desk import lines
from notices.desk.page import Desk

LARGEST_ID = 2**63 - 1
# As many mails are shown in full; of the others the names, each with its own page.
SHOWN = 10


@dataclasses.dataclass(frozen=True)
class Recipients:
    """The people of one reminder in the order of the desk; who of them gets none, having had a mail today; and which
    of the same updates nobody can be reminded of."""

    words: str
    everybody: list[User]
    had_today: list[User]
    unreachable: list[Any]

    @property
    def people(self) -> list[User]:
        """Those to whom a mail goes."""
        return [person for person in self.everybody if person not in self.had_today]

    @property
    def had_words(self) -> str:
        return names_of(self.had_today)

    @property
    def ids(self) -> str:
        return " ".join(str(person.pk) for person in self.people)

    def still(self, ids: set[int]) -> list[User]:
        """Those of them who were on the page that was sent, also who has had a mail meanwhile."""
        return [person for person in self.everybody if person.pk in ids]


def recipients_of(desk: Desk, scope: str) -> Recipients:
    """Whom "all", "lead-7" or "organisation-3" means; nobody for a person who owes nothing, or no more. Raises Http404
    for anything else. Three queries."""
    if desk.window is None or not desk.reminds:
        return Recipients("", [], [], [])
    kind, _, code = scope.partition("-")
    missing = desk.everything.filter(is_missing=True)
    if kind == "lead" and (pk := whole_number(code, 1, LARGEST_ID)):
        missing, words = missing.filter(asked_id=pk), ""
    else:
        missing = missing.filter(no_update_at__isnull=True)
        if kind == "organisation" and code in desk.of_organisations:
            missing, words = missing.filter(lines.of_organisation(code)), desk.of_organisations[code][0]
        elif scope == "all":
            words = "All who have not given their updates"
        else:
            raise Http404("There is nobody to remind at this address.")
    rows = list(missing.order_by(*lines.ORDER).values_list("asked_id", "reference"))
    found = User.objects.with_organisation().in_bulk({pk for pk, _ in rows if pk})
    people = [found[pk] for pk in dict.fromkeys(pk for pk, _ in rows if pk)]
    if kind == "lead":
        lead = people[0] if people else User.objects.filter(pk=pk).first()
        if lead is None:
            raise Http404("There is nobody to remind at this address.")
        words = lead.name
    served = reminding.had_today((person.pk for person in people), desk.now)
    had_today = [person for person in people if person.pk in served]
    return Recipients(words, people, had_today, [reference for pk, reference in rows if not pk])


def send_to(desk: Desk, people: Sequence[User], *, by: User, now: datetime.datetime) -> reminding.RemindersSent:
    """Send them. Raises Refused where none of them owes anything any more."""
    if not people:
        raise Refused("Nobody of them owes an update any more, so nothing was sent. Go back to the desk.")
    return reminding.send_reminders(people=people, plan=desk.plan, by=by, now=now)


def said_of(done: reminding.RemindersSent) -> str:
    """What became of it, in words."""
    told = [
        (done.queued, "A reminder goes to {}."),
        (done.already_today, "No second mail goes today to {}, who had one already."),
        (done.owe_nothing, "Nothing is owed any more by {}."),
        (done.cannot, "No mail can be sent to {}."),
    ]
    return " ".join(words.format(names_of(people)) for people, words in told if people)


def names_of(people: Sequence[User]) -> str:
    """ "Olive Marsh, Otis Field and 4 others"."""
    names = [person.name for person in people]
    if len(names) > SHOWN:
        names = [*names[:SHOWN], f"{len(names) - SHOWN} others"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
