"""Starting a report: to a body that there is, on the day of its meeting."""

import datetime
import types
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from audit.recording import Refused
from governance.models import BoardReport, Body
from governance.services.bodies import add_body, add_meeting
from governance.services.reports import edit_report
from priorities.partial_date import PartialDate
from tests.actions.editing import dated
from tests.actions.reading import texts
from tests.governance.reporting import DAY, PAGE, revision_of, start
from tests.world import NOW

As = Callable[[str], Client]
NEW = "/reports/new/"
OCTOBER = PartialDate.day(2024, 10, 23)


def filled(client: Client, **fields: Any) -> dict[str, Any]:
    form = client.get(NEW).context["form"]
    board = Body.objects.get(slug="health-and-wellbeing-board")
    plan = form.fields["plan"].choices[-1][0]
    return {"plan": plan, "body": board.pk, "title": "Progress", "report_of": "Director", **fields}


def test_only_co_ordinators_see_the_draft(as_: As) -> None:
    client = as_("cora")
    page = texts(client.post(NEW, filled(client, **dated("date", OCTOBER)), follow=True))
    assert "It is a draft: only co-ordinators can see it." in page


def test_a_meeting_and_another_date(as_: As, people: types.SimpleNamespace) -> None:
    """A date that was typed is never lost without a word."""
    board = Body.objects.get(slug="health-and-wellbeing-board")
    meeting = add_meeting(by=people.cora, now=NOW, body=board, date=OCTOBER)
    client, before = as_("cora"), BoardReport.objects.count()
    answer = client.post(NEW, filled(client, meeting=meeting.pk, **dated("date", DAY)))
    assert answer.status_code == 422
    assert "The meeting is on 23 October 2024. Take the date away, or choose “Not in the list”" in texts(answer)
    with pytest.raises(Refused, match="The meeting is on 23 October 2024"):
        start(people.cora, meeting=meeting, date=DAY)
    assert BoardReport.objects.count() == before
    assert client.post(NEW, filled(client, meeting=meeting.pk, **dated("date", OCTOBER))).status_code == 302


def test_to_a_body_that_is_no_more(as_: As, people: types.SimpleNamespace) -> None:
    said = {"by": people.cora, "now": NOW}
    ended = add_body(**said, slug="ended", name="Ended body", ended=PartialDate.year(2020))
    replaced = add_body(**said, slug="replaced", name="Replaced body")
    add_body(**said, slug="its-heir", name="Its heir", replaces=replaced)
    client = as_("cora")
    offered = [words for _, words in client.get(NEW).context["form"].fields["body"].choices]
    assert "Its heir" in offered
    for body in (ended, replaced):
        assert str(body) not in offered
        assert client.post(NEW, filled(client, body=body.pk, **dated("date", OCTOBER))).status_code == 422
        with pytest.raises(Refused, match="has ended or was replaced"):
            start(people.cora, body=body)


@pytest.mark.parametrize("day", [25, 26])
def test_the_timetable_is_before_the_meeting(day: int, as_: As, people: types.SimpleNamespace) -> None:
    report, client, address = start(people.cora), as_("cora"), PAGE + "edit/"
    problem = "The day on which it is published must be before the meeting on 25 September 2024"
    sent = {
        "title": report.title, "report_of": report.report_of, **dated("date", DAY), **revision_of(client, address),
        **dated("publish_on", PartialDate.day(2024, 9, day)),
    }  # fmt: skip
    answer = client.post(address, sent)
    assert answer.status_code == 422
    assert problem in texts(answer)
    with pytest.raises(Refused, match=problem):
        edit_report(report=report, by=people.cora, now=NOW, publish_on=datetime.date(2024, 9, day))
    early = dated("publish_on", PartialDate.day(2024, 9, 24))
    assert client.post(address, sent | early).status_code == 302
