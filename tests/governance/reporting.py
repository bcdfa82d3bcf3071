"""Reports in tests: one that is started through the service, and the steps on its pages."""

import datetime
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from accounts.models import User
from audit import append_only
from governance.models import BoardReport, Body, ReportVersion
from governance.services.publishing import finalise
from governance.services.recommendations import set_recommendations
from governance.services.reports import edit_section, start_report
from priorities.models import ActionPlan
from priorities.partial_date import PartialDate
from tests.world import NOW

SLUG = "2024-09-25-health-and-wellbeing-board"
PAGE = f"/reports/{SLUG}/"
DAY = PartialDate.day(2024, 9, 25)
EARLIER = NOW - datetime.timedelta(minutes=10)


def start(by: User, now: datetime.datetime = EARLIER, **values: Any) -> BoardReport:
    """A report to the Health and Wellbeing Board of 25 September 2024."""
    told = {
        "plan": ActionPlan.objects.get(slug="2023-24"),
        "body": Body.objects.get(slug="health-and-wellbeing-board"),
        "title": "Progress and next steps",
        "report_of": "Director of Children’s Services",
        "date": DAY,
    }
    return start_report(by=by, now=now, **told | values)


def write(report: BoardReport, by: User, now: datetime.datetime = EARLIER) -> BoardReport:
    """Everything that must be written before it can be finalised."""
    for kind, text in (
        ("summary", "What the board is told."),
        ("detail", "The budget is balanced. {#budget}"),
        ("financial", "As [[budget]] says, nothing more is needed."),
        ("legal", "The Children and Families Act 2014 applies."),
    ):
        section = report.sections.get(kind=kind)
        edit_section(section=section, by=by, now=now, is_included=True, narrative=text)
    set_recommendations(report=report, by=by, now=now, texts=["Note the progress.", "Agree a further report."])
    return report


def told(by: User, now: datetime.datetime = NOW, **values: Any) -> BoardReport:
    """A report that its body has seen: version 1 is finalised."""
    return finalise(report=write(start(by, **values), by), by=by, now=now).report


def correct(version: ReportVersion, by: User, now: datetime.datetime, text: str, note: str) -> ReportVersion:
    """The next version, in which the paragraphs under "Detail" are another text."""
    detail = version.report.sections.get(kind="detail")
    edit_section(section=detail, by=by, now=now, is_included=True, narrative=text)
    return finalise(report=version.report, by=by, now=now, correction_note=note)


def tamper(*statements: str) -> None:
    """Past the triggers, as somebody with the owner's rights can."""
    append_only.remove(connection)
    blob = "bytea" if connection.vendor == "postgresql" else "BLOB"
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement.format(blob=blob))


def verified(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What verify_report prints; and what it fails with where something differs."""
    capsys.readouterr()
    try:
        call_command("verify_report", *arguments)
    except CommandError as error:
        return capsys.readouterr().out + str(error)
    return capsys.readouterr().out


def revision_of(client: Client, address: str) -> dict[str, Any]:
    """The revision that a form carries, or the revisions of all that it changes."""
    form = client.get(address).context["form"]
    return {name: form[name].value() for name in form.tokens}
