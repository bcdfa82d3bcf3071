"""Which moment `?at=` in an address names: the end of a day, or something that a higher app knows by name.

A higher app adds its own in `AppConfig.ready()`, as it adds panels (actions/panels.py): governance its meetings.
"""

import dataclasses
import datetime
import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from actions.flags import day_words
from design.fields import has_unprintable, sentence
from design.moments import clock_time
from priorities.models import ActionPlan
from send_portal import clock

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
NAME = re.compile(r"[a-z0-9-]{1,100}")
NEITHER = "The address names neither a day nor a meeting."


class Named(NamedTuple):
    """A moment that has a name: `words` say it inside a sentence, "when the meeting of 13 July 2024 began"; `href`
    leads to what it is named after; `since` is how an address asks what changed since then, empty where none can.
    """

    moment: datetime.datetime
    words: str
    href: str
    since: str


class Refusal(ValueError):
    """The name is known and gives no moment of the past; the message says why."""


class Choice(NamedTuple):
    """A moment that a page offers: its name in an address, and its words."""

    value: str
    words: str


# What a name in an address means at present: None where it is not known, Refusal where it gives no moment of the past.
named: list[Callable[[str, datetime.datetime], Named | None]] = []
# The moments to choose from between the two, the newest first. One query each.
offered: list[Callable[[datetime.datetime, datetime.datetime], Sequence[Choice]]] = []


@dataclasses.dataclass(frozen=True)
class AsAt:
    """The moment as at which a plan is shown. `value` is how the address has it."""

    plan: str
    value: str
    moment: datetime.datetime
    words: str
    href: str = ""
    since: str = ""

    @property
    def query(self) -> str:
        """Behind an address without a query of its own."""
        return "?" + urlencode({"at": self.value})

    @property
    def more(self) -> str:
        """Behind an address that has a query."""
        return "&" + urlencode({"at": self.value})

    @property
    def today(self) -> datetime.date:
        return clock.london_date(self.moment)

    @property
    def heading(self) -> str:
        """The moment over a column: "1 January 2024", "When the meeting of 13 July 2024 began"."""
        return sentence(self.words) if self.href else day_words(self.moment)

    @property
    def changes_href(self) -> str:
        """What has changed since; empty where nothing can be compared with the moment."""
        return f"{reverse('changes', args=[self.plan])}?{urlencode({'since': self.since})}" if self.since else ""

    def href_of(self, pattern: str, *args: Any) -> str:
        """A page of the plan as at this moment, by its name."""
        return reverse(pattern, args=[self.plan, *args]) + self.query


class NotShown(Exception):
    """A page cannot be shown as at what the address asks. The message is a sentence for the reader; `since`: the first
    moment as at which it can be.
    """

    def __init__(self, message: str, plan: ActionPlan, since: datetime.datetime, status: int = 422) -> None:
        super().__init__(message)
        self.plan, self.since, self.status = plan, since, status

    @property
    def first_day(self) -> str:
        """The day as an address has it."""
        return clock.london_date(self.since).isoformat()


def as_at(parameters: QueryDict, plan: ActionPlan, now: datetime.datetime, name: str = "at") -> AsAt | None:
    """What `at` (or another `name`) in an address asks for; None for the plan as it is now, which today's date means
    as well.

    Raises NotShown where it names no moment of the past, or one before the plan was in the portal. Two queries.
    """
    asked = parameters.getlist(name)
    if not asked or asked == [""]:
        return None
    since = plan.recorded_since()
    if len(asked) > 1:
        raise NotShown("The address names two days. Choose one.", plan, since)
    try:
        found = _day(asked[0], since, now) if DAY.fullmatch(asked[0]) else _name(asked[0], now)
    except Refusal as refusal:
        raise NotShown(str(refusal), plan, since) from refusal
    if found is None:
        return None
    if found.moment < since:
        raise NotShown(_too_early(since), plan, since)
    return AsAt(plan.slug, asked[0], *found)


def choices(since: datetime.datetime, now: datetime.datetime) -> list[Choice]:
    """The moments that have a name, between the two."""
    return [choice for offer in offered for choice in offer(since, now)]


def moment_words(moment: datetime.datetime) -> str:
    """ "28 June 2023, 9am"."""
    return f"{day_words(moment)}, {clock_time(moment)}"


def _too_early(since: datetime.datetime) -> str:
    return (
        f"The plan has been in the portal since {moment_words(since)}. What it said before that day is not known here."
    )


def _day(text: str, since: datetime.datetime, now: datetime.datetime) -> Named | None:
    """The end of a day that is past; None for today."""
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError as error:
        raise Refusal("There is no such day in the calendar.") from error
    today = clock.london_date(now)
    if day == today:
        return None
    words = f"{day.day} {day:%B} {day.year}"
    if day > today:
        raise Refusal(f"{words} is still to come. Choose a day that has passed.")
    if day < clock.london_date(since):
        raise Refusal(_too_early(since))
    # What changed since a day begins with it, and the page shows its end.
    after = day + datetime.timedelta(days=1)
    return Named(clock.end_of(day), f"at the end of {words}", "", after.isoformat())


def _name(text: str, now: datetime.datetime) -> Named:
    if has_unprintable(text) or not NAME.fullmatch(text):
        raise Refusal(NEITHER)
    for look_up in named:
        found = look_up(text, now)
        if found is not None:
            return found
    raise Refusal(NEITHER)
