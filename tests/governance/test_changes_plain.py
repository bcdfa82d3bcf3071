"""What a change is called: no yes and no, no column's name, nothing that a reader has to work out."""

import datetime
import types
from collections.abc import Callable

from django.test import Client

from actions.models import Action
from actions.services import withdraw_evidence
from audit.recording import recording
from governance.changes.told import Kind
from governance.models import Membership
from tests.actions.reading import words as read
from tests.governance.changing import PAGE, between, days_ago, lines, told
from tests.governance.deciding import held, partnership
from tests.world import NOW, TESTER, give_evidence

As = Callable[[str], Client]
Act = Callable[[str], Action]
People = types.SimpleNamespace


def test_withdrawn_evidence(act: Act, people: People) -> None:
    piece = give_evidence(act("1a"), people.olive, days_ago(20))
    withdraw_evidence(evidence=piece, by=people.olive, now=days_ago(1), reason="Another year", revision=piece.revision)
    found = between(people.mo)
    assert told(found, Kind.WORDING) == [("1a", "Evidence “Survey of parent carers”", "", "withdrawn")]


def test_no_declarations_and_what_is_no_longer_so(people: People) -> None:
    item = held(partnership()).items.get(number=1)
    later = NOW + datetime.timedelta(days=1)
    for number, is_so in enumerate((True, False)):
        with recording(by=TESTER, now=later + number * datetime.timedelta(days=1)):
            item.no_declarations = is_so
            item.save()
    first = between(people.cora, since=NOW, until=later)
    assert [(line.what, line.before, line.after) for line in lines(first, Kind.OTHER)] == [
        ("Agenda item", "", "none declared")
    ]
    second = between(people.cora, since=later, until=later + datetime.timedelta(days=2))
    assert [line.after for line in lines(second, Kind.OTHER)] == ["no longer: none declared"]


def test_a_seat_that_ends(people: People) -> None:
    values = {"user": people.mo, "organisation": people.mo.organisation, "from_on": datetime.date(2024, 1, 1)}
    body = partnership()
    with recording(by=TESTER, now=days_ago(20)):
        seat = Membership.objects.create(body=body, **values)
    with recording(by=TESTER, now=days_ago(1)):
        seat.until_on = datetime.date(2024, 9, 1)
        seat.save()
    [line] = [line for line in between(people.mo).lines() if "until" in line.what]
    assert (line.before, line.after) == ("no end", "1 September 2024")


def test_nobody_is_no_author(as_: As, people: People) -> None:
    page = read(as_("mo").get(PAGE))
    assert "No organisation and no lead" in page
    assert "by No organisation" not in page
