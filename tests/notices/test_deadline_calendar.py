"""A papers deadline for a calendar, and what the command says when it cannot work."""

import datetime
from collections.abc import Callable
from typing import Any

import icalendar
import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.test import Client

from priorities.models import UpdateCycle
from tests.notices.conftest import at

As = Callable[[str], Client]


def address(day: str = "2024-09-12", plan: str = "2023-24") -> str:
    return f"/plans/{plan}/deadlines/{UpdateCycle.objects.get(meeting_on=day).pk}.ics"


def test_an_entry_that_ends_with_the_deadline(as_: As) -> None:
    answer = as_("olive").get(address())
    assert answer["Content-Type"].startswith("text/calendar")
    assert 'filename="deadline-2023-24.ics"' in answer["Content-Disposition"]
    [event] = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["DTEND"].dt == at("2024-09-05", "12:00")
    assert event["DTEND"].dt - event["DTSTART"].dt == datetime.timedelta(minutes=30)
    assert event["SUMMARY"] == "Updates are due: SEND Action Plan 2023/24"


def test_there_is_one_for_the_deadline_that_is_next(as_: As, clock_stands: Any) -> None:
    client = as_("olive")
    assert client.get(address("2024-11-14")).status_code == 404
    assert client.get(address(plan="2099-00")).status_code == 404
    assert client.get("/plans/2023-24/deadlines/999999999999999999999.ics").status_code == 404
    clock_stands(at("2024-09-05", "12:01"))
    assert client.get(address()).status_code == 404
    assert as_("anon").get(address()).status_code == 302


def test_without_an_address_nothing_is_sent(settings: Any, db: None) -> None:
    settings.PORTAL_URL = ""
    with pytest.raises(CommandError, match="PORTAL_URL is missing"):
        call_command("send_notices")


@pytest.mark.parametrize(
    ("url", "has_server", "ids"), [("", True, ["notices.E001"]), ("", False, []), ("https://a", True, [])]
)
def test_a_portal_that_sends_mail_must_know_its_address(
    url: str, has_server: bool, ids: list[str], settings: Any
) -> None:
    settings.PORTAL_URL, settings.HAS_MAIL_SERVER = url, has_server
    found = run_checks(tags=["notices"], include_deployment_checks=True)
    assert [message.id for message in found] == ids
