"""A draft plan in the administration: the co-ordinator's alone, with all that hangs on it."""

import types
from collections.abc import Callable

import pytest
from django.test import Client

from governance.models import BoardReport, Body
from governance.services.reports import start_report
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


@pytest.mark.parametrize("action", ["export_csv", "export_docx", "export_all"])
def test_nobody_else_exports_it(action: str, draft: BoardReport, as_: As) -> None:
    for address, pk in ((PLANS, draft.plan_id), (REPORTS, draft.pk)):
        answer = as_("ada").post(address, {"action": action, "_selected_action": [pk]}, follow=True)
        assert not answer.has_header("Content-Disposition")
        assert "Secret" not in texts(answer)
        sent = as_("cora").post(address, {"action": action, "_selected_action": [pk]})
        assert sent.has_header("Content-Disposition")
