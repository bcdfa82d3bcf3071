"""A draft plan in the administration: the co-ordinator's alone, with all that hangs on it."""

import datetime
import types
from collections.abc import Callable

import pytest
from django.test import Client

from governance.models import BoardReport, Body
from governance.services.reports import edit_report, start_report
from priorities.partial_date import PartialDate
from priorities.services import add_plan
from tests.actions.reading import texts
from tests.governance.reporting import DAY, told
from tests.world import NOW, PLANNED

As = Callable[[str], Client]
PLANS, REPORTS = "/admin/priorities/actionplan/", "/admin/governance/boardreport/"


@pytest.fixture
def draft(people: types.SimpleNamespace) -> BoardReport:
    """A report on a plan that is a draft, beside a report on the plan that everybody reads."""
    told(people.cora, title="Progress on the plan")
    plan = add_plan(
        by=people.cora, now=PLANNED, reason="Next", slug="secret", title="Secret plan", local_area="Stockton",
        status="draft",
    )  # fmt: skip
    body = Body.objects.get(slug="health-and-wellbeing-board")
    return start_report(
        plan=plan, body=body, by=people.cora, now=NOW, title="Secret report", report_of="A director", date=DAY
    )


def test_the_coordinator_finds_it(draft: BoardReport, as_: As) -> None:
    cora = as_("cora")
    assert "Secret plan" in texts(cora.get(PLANS))
    assert "Secret report" in texts(cora.get(REPORTS))
    for page in ("change", "history"):
        assert cora.get(f"{PLANS}{draft.plan_id}/{page}/").status_code == 200
        assert cora.get(f"{REPORTS}{draft.pk}/{page}/").status_code == 200


def test_nobody_else_does(draft: BoardReport, as_: As) -> None:
    ada = as_("ada")
    plans, reports = texts(ada.get(PLANS)), texts(ada.get(REPORTS))
    assert "Progress on the plan" in reports
    assert "/change/" in plans
    assert "Secret" not in plans + reports
    for page in ("change", "history"):
        assert ada.get(f"{PLANS}{draft.plan_id}/{page}/").status_code == 404
        assert ada.get(f"{REPORTS}{draft.pk}/{page}/").status_code == 404


def test_the_next_version_is_the_coordinators(people: types.SimpleNamespace, as_: As) -> None:
    """Title, date and moments of a report stay those of its newest version until the next is finalised."""
    report, later = told(people.cora, title="Progress on the plan"), NOW + datetime.timedelta(days=60)
    edit_report(
        report=report, by=people.cora, now=later, title="Secret title", date=PartialDate.day(2024, 11, 20),
        as_at=later - datetime.timedelta(days=3), since=later - datetime.timedelta(days=30),
    )  # fmt: skip
    secret = ("Secret title", "20 November 2024", "Nov. 20, 2024", "31 Oct", "Oct. 31", "4 Oct", "Oct. 4")
    for page in (REPORTS, f"{REPORTS}{report.pk}/change/", f"{REPORTS}{report.pk}/history/"):
        told_of, known = (texts(as_(who).get(page)) for who in ("ada", "cora"))
        assert "Progress on the plan" in told_of, page
        assert not [words for words in secret if words in told_of], page
        assert [words for words in secret if words in known], page
    answer = as_("ada").get(REPORTS, {"o": "1"})
    assert "Secret" not in texts(answer)
    sent = as_("ada").post(REPORTS, {"action": "export_csv", "_selected_action": [report.pk]})
    assert sent.has_header("Content-Disposition")


@pytest.mark.parametrize("action", ["export_csv", "export_docx", "export_all"])
def test_nobody_else_exports_it(action: str, draft: BoardReport, as_: As) -> None:
    for address, pk in ((PLANS, draft.plan_id), (REPORTS, draft.pk)):
        answer = as_("ada").post(address, {"action": action, "_selected_action": [pk]}, follow=True)
        assert not answer.has_header("Content-Disposition")
        assert "Secret" not in texts(answer)
        sent = as_("cora").post(address, {"action": action, "_selected_action": [pk]})
        assert sent.has_header("Content-Disposition")
