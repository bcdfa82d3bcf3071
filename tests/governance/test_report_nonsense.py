"""What careless people type into the forms and addresses of reports."""

import types
from collections.abc import Callable, Iterable

import pytest
from django.test import Client

from actions.models import Action
from governance.models import BoardReport
from governance.services.publishing import finalise
from tests.governance.reporting import PAGE, revision_of, start, write
from tests.hostile import HUGE
from tests.world import NOW

As = Callable[[str], Client]
Act = Callable[[str], Action]


LONG = "x" * 20_001


def dated(name: str) -> dict[str, str]:
    return {f"{name}_0": "31", f"{name}_1": "2", f"{name}_2": "2024"}


BAD = {
    "NUL in a narrative": ("sections/detail/", {"narrative": "a\x00b"}),
    "20,001 characters of narrative": ("sections/detail/", {"narrative": LONG}),
    "an unknown choice": ("sections/financial/", {"narrative": "a", "chosen": "a\x00b"}),
    "NUL in a recommendation": ("recommendations/", {"text_1": "a\x00b"}),
    "20,001 characters of recommendation": ("recommendations/", {"text_1": LONG}),
    "20,001 characters of title": ("edit/", {"title": LONG}),
    "31 February": ("edit/", {"title": "A", **dated("date"), **dated("as_at_day")}),
    "no such time": ("edit/", {"title": "A", "as_at_time": HUGE}),
    "31 February resolved": ("recommendations/1/", {"outcome": "noted", **dated("resolved_on")}),
    "a link of nonsense": ("recommendations/1/", {"outcome": "noted", "url": "javascript:alert(1)\x00"}),
    "a resolution of no kind": ("recommendations/1/", {"outcome": "\x00", "minute_reference": LONG}),
}


@pytest.mark.parametrize("case", BAD)
def test_nonsense_in_a_form(case: str, as_: As, people: types.SimpleNamespace) -> None:
    report = write(start(people.cora), people.cora)
    if BAD[case][0] == "recommendations/1/":
        finalise(report=report, by=people.cora, now=NOW)
    client, address = as_("cora"), PAGE + BAD[case][0]
    before = written_of(report)
    answer = client.post(address, {**BAD[case][1], **revision_of(client, address)})
    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()
    assert written_of(report) == before


def written_of(report: BoardReport) -> Iterable[object]:
    report.refresh_from_db()
    sections = list(report.sections.values_list("kind", "narrative", "chosen"))
    return (
        report.title,
        report.date_on,
        report.as_at,
        sections,
        list(report.recommendations.values("text", "revision")),
    )


@pytest.mark.parametrize("text", ["a\x00b", LONG], ids=["NUL", "long"])
def test_nonsense_in_a_wording(text: str, as_: As, act: Act, people: types.SimpleNamespace) -> None:
    report = start(people.cora)
    answer = as_("cora").post(PAGE + "wordings/", {f"wording_{act('1a').pk}": text})
    assert answer.status_code == 422
    assert not report.wordings.exists()


@pytest.mark.parametrize("sent", [
    {"plan": HUGE, "body": "\x00", "meeting": "-1"}, {"title": LONG, "report_of": "a\x00b"}, dated("date"),
    {"date_0": HUGE, "date_1": "\x00", "date_2": "spring"},
], ids=["records", "texts", "31 February", "huge"])  # fmt: skip
def test_nonsense_at_the_start(sent: dict[str, str], as_: As) -> None:
    before = BoardReport.objects.count()
    assert as_("cora").post("/reports/new/", sent).status_code == 422
    assert BoardReport.objects.count() == before


@pytest.mark.parametrize("address", [
    "/reports/none/", "/reports/a%00b/", f"/reports/{'x' * 3000}/", f"/reports/{HUGE}/", PAGE + f"versions/{HUGE}/",
    PAGE + "versions/0/", PAGE + "versions/-1/", PAGE + f"versions/1/{HUGE}.pdf", PAGE + "versions/1/0.exe",
    PAGE + "draft.exe", PAGE + "draft.%00", PAGE + "sections/none/", PAGE + f"sections/{'x' * 300}/",
    PAGE + f"recommendations/{HUGE}/", PAGE + "recommendations/0/", f"/forward-plan/{HUGE}/", "/forward-plan/0/",
])  # fmt: skip
def test_what_is_not_there_is_not_found(address: str, as_: As, people: types.SimpleNamespace) -> None:
    report = write(start(people.cora), people.cora)
    if "versions" in address:
        finalise(report=report, by=people.cora, now=NOW)
    assert as_("cora").get(address).status_code == 404


@pytest.mark.parametrize("query", ["?page=%00", f"?page={HUGE}", "?x=%FF%FE", "?sort=%00&show=everything"])
@pytest.mark.parametrize("address", ["/reports/", "/forward-plan/", PAGE, PAGE + "preview/"])
def test_a_query_that_nobody_asked_for(query: str, address: str, as_: As, people: types.SimpleNamespace) -> None:
    start(people.cora)
    assert as_("cora").get(address + query).status_code in (200, 404)
