"""What changed between two moments, in tests: short ways to ask for it."""

import csv
import datetime
import io
import re
import types
from collections.abc import Callable
from typing import Any

from actions.models import Action
from actions.services import edit_action, set_due_date, set_plan_state
from governance.changes.between import Between
from governance.changes.told import Kind, Line, Narrowed
from governance.models import Meeting
from priorities.models import ActionPlan
from priorities.partial_date import PartialDate
from tests.governance.deciding import decide
from tests.governance.meeting_days import at
from tests.world import NOW, give_update

PAGE = "/plans/2023-24/changes/"
FILE = "/plans/2023-24/changes.csv"
AUGUST = at("2024-08-01", "09:00")

DAY = datetime.timedelta(days=1)
SINCE = NOW - 10 * DAY
RISK = {"reason": "A post is vacant.", "recovery": "It is advertised.", "consequence": "A delay."}
AT_RISK, OFF_TRACK = {"status": "at_risk", **RISK}, {"status": "off_track", **RISK}


def days_ago(number: float) -> datetime.datetime:
    return NOW - number * DAY


def between(
    user: Any, since: datetime.datetime = SINCE, until: datetime.datetime = NOW, page: int = 1, **narrowed: Any
) -> Between:
    return Between(ActionPlan.objects.get(slug="2023-24"), user, since, until, Narrowed(**narrowed), page)


def lines(found: Between, kind: Kind) -> list[Line]:
    """Those of one kind; none where there is no such group."""
    return [line for group in found.groups if group.kind == kind for line in group.lines]


def told(found: Between, kind: Kind) -> list[tuple[str, str, str, str]]:
    """Of each line reference, field, from and to."""
    return [(line.subject, line.what, line.before, line.after) for line in lines(found, kind)]


def change_much(met: Meeting, act: Callable[[str], Action], people: types.SimpleNamespace) -> None:
    """Since the meeting 1a got worse, 1b made a difference, 2a asks, 4c came back to what it was, 2b was withdrawn."""
    before = at("2024-07-02", "09:00")
    give_update(act("1a"), people.olive, before)
    give_update(act("4c"), people.olive, before)
    give_update(act("1a"), people.olive, AUGUST, **AT_RISK)
    give_update(act("1b"), people.olive, AUGUST, difference_made="Families wait less.")
    give_update(act("2a"), people.otis, AUGUST, ask="help", ask_text="A contact in health")
    for title in ("Other words", act("4c").title):
        edit_action(action=act("4c"), by=people.cora, now=AUGUST, reason="A slip", title=title)
    set_due_date(
        action=act("3f"), due=PartialDate.day(2025, 3, 31), by=people.cora, now=AUGUST, reason="More schools join"
    )
    set_plan_state(action=act("2b"), by=people.cora, now=AUGUST, state="withdrawn", reason="Done elsewhere")
    decide(met, text="The pilot goes on.")


def section_of(page: str, heading: str) -> str:
    """What stands under a heading, up to the next one."""
    found = re.search(rf'<h2[^>]* id="{heading}">.*?(?=<h2)', page, re.S)
    return found[0] if found else ""


def section(page: str, heading: str) -> str:
    """The words of it."""
    return " ".join(re.sub(r"<[^>]*>", " ", section_of(page, heading)).split())


def file_lines(answer: Any) -> list[dict[str, str]]:
    """The lines of the file by its headings, as they stand in it."""
    file = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(file, newline="")))
