"""Reports at their edges: a plan of nothing, a body with wishes of its own, a draft."""

import io
import types
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from actions.as_at import plan_as_at
from actions.models import Action
from actions.services import add_milestone
from audit.recording import recording
from documents.canonical import from_json
from documents.content import Document, Table
from governance.models import BoardReport, Body, Format, ReportVersion
from governance.reports.draft import draft_at
from governance.reports.readiness import Readiness, readiness
from governance.services.exporting import in_one, report_files, zipped
from governance.services.publishing import finalise
from governance.services.recommendations import set_recommendations
from governance.services.reports import edit_section, start_report
from priorities.models import ActionPlan
from priorities.partial_date import PartialDate
from priorities.services import add_plan
from tests.actions.reading import texts
from tests.documents.facts import facts_of
from tests.documents.read_csv import read_csv
from tests.documents.read_excel import read_xlsx
from tests.documents.read_html import read_html
from tests.documents.read_pdf import read_pdf
from tests.documents.read_word import read_docx
from tests.governance.reporting import DAY, EARLIER, PAGE, revision_of, start, write
from tests.growing import MANY, ONE, Grower, Queries, assert_same
from tests.world import NOW, PLANNED, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]


def start_on(plan: ActionPlan, by: Any, date: PartialDate = DAY) -> BoardReport:
    """A written report on a plan that is not the source's."""
    body = Body.objects.get(slug="health-and-wellbeing-board")
    report = start_report(plan=plan, body=body, by=by, now=EARLIER, title="Progress", report_of="Director", date=date)
    return write(report, by)


def tables(document: Document) -> list[Table]:
    blocks = [*document.blocks, *(block for one in document.appendices for block in one.blocks)]
    return [block for block in blocks if isinstance(block, Table)]


def assert_alike(version: ReportVersion) -> Document:
    """The five files say what is frozen; the document."""
    document = from_json(version.content)
    for file in version.files.filter(part=0):
        body = bytes(file.body)
        read = {"docx": read_docx, "csv": read_csv, "pdf": read_pdf, "xlsx": read_xlsx}.get(file.format)
        assert (read(body) if read else read_html(body.decode())) == facts_of(document), file.format
    assert version.files.count() == len(Format)
    return document


def ready(report: BoardReport) -> Readiness:
    plan = plan_as_at(report.plan, NOW)
    return readiness(draft_at(report, NOW), plan, plan)


def test_a_plan_without_actions(grow: Grower, as_: As, people: types.SimpleNamespace) -> None:
    report = start_on(grow.plan, people.cora)
    assert ready(report).received == ready(report).missing == 0
    assert as_("cora").get(report.get_absolute_url()).status_code == 200
    document = assert_alike(finalise(report=report, by=people.cora, now=NOW))
    assert not any(one.caption == "The whole plan" and one.rows for one in tables(document))


def test_a_plan_without_updates_or_leads(grow: Grower, as_: As, people: types.SimpleNamespace) -> None:
    priority = grow.priority(1)
    for number in (4, 8, 20):
        grow.action(priority, number)
    report = start_on(grow.plan, people.cora)
    assert len(ready(report).without_lead) == 3
    page = texts(as_("cora").get(report.get_absolute_url()))
    assert "Without a lead: 1.4, 1.8, 1.20" in page
    document = assert_alike(finalise(report=report, by=people.cora, now=NOW))
    assert "1.4" in {cell.text for one in tables(document) for row in one.rows for cell in row}


def test_nothing_updated_at_all(as_: As, people: types.SimpleNamespace) -> None:
    """Every update of the cycle is owed: the report says so, and nothing is divided by nothing."""
    report = write(start(people.cora), people.cora)
    found = ready(report)
    assert found.received == 0
    assert found.missing > 30
    assert found.is_ready
    assert as_("cora").get(PAGE).status_code == 200
    assert "No update yet" in texts(as_("cora").get(PAGE + "preview/"))
    assert_alike(finalise(report=report, by=people.cora, now=NOW))


def test_a_name_used_in_two_sections(as_: As, people: types.SimpleNamespace) -> None:
    report = write(start(people.cora), people.cora)
    client, address = as_("cora"), PAGE + "sections/risk/"
    sent = {"narrative": "Another. {#budget}", "is_included": "on", **revision_of(client, address)}
    answer = client.post(address, sent)
    assert answer.status_code == 422
    assert "Two paragraphs are named “budget”" in texts(answer)
    assert report.sections.get(kind="risk").narrative == ""


def test_a_body_wants_its_appendices_apart(as_: As, people: types.SimpleNamespace) -> None:
    style = Body.objects.get(slug="health-and-wellbeing-board").house_style
    with recording(by=people.cora, now=PLANNED, reason="The board wants it"):
        style.has_separate_appendices = True
        style.save()
    report = write(start(people.cora), people.cora)
    drafted = report_files(report, [Format.CSV], by=people.cora, now=NOW)
    assert in_one(drafted).name == f"{report.slug}-draft.zip"
    version = finalise(report=report, by=people.cora, now=NOW)
    whole = from_json(version.content)
    paper, *apart = (facts_of_file(version, part) for part in range(1 + len(whole.appendices)))
    ending = [f"-appendix-{part}" if part else "" for part in range(1 + len(apart))]
    assert [file.name for file in drafted] == [f"{report.slug}-draft{part}.csv" for part in ending]
    assert [read_csv(file.body).tables.keys() for file in drafted] == [one.tables.keys() for one in (paper, *apart)]
    assert version.files.count() == (1 + len(apart)) * len(Format)
    assert [one.headings[0] for one in apart] == [f"{whole.title}. {one.title}" for one in whole.appendices]
    assert all(one.tables and not one.tables.keys() & paper.tables.keys() for one in apart)
    assert paper.tables | {name: rows for one in apart for name, rows in one.tables.items()} == facts_of(whole).tables
    assert as_("mo").get(f"{PAGE}versions/1/1.pdf").content.startswith(b"%PDF")
    with zipfile.ZipFile(io.BytesIO(zipped(report_files(report, list(Format), by=people.cora, now=NOW)))) as archive:
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == sorted(
            f"{report.slug}-version-1{part}.{format}"
            for part in ("", *(f"-appendix-{number}" for number in range(1, len(apart) + 1)))
            for format in Format
        )


def facts_of_file(version: ReportVersion, part: int) -> Any:
    return read_pdf(bytes(version.files.get(part=part, format=Format.PDF).body))


def test_a_report_on_a_draft_plan(as_: As, people: types.SimpleNamespace) -> None:
    """While the plan is a draft only the co-ordinator knows of its report, finalised or not."""
    plan = add_plan(
        by=people.cora, now=PLANNED, reason="New", slug="2024-25", title="Next", local_area="Stockton-on-Tees",
        status=ActionPlan.State.DRAFT,
    )  # fmt: skip
    report = start_on(plan, people.cora)
    address = report.get_absolute_url()
    assert (as_("cora").get(address).status_code, as_("mo").get(address).status_code) == (200, 404)
    assert_alike(finalise(report=report, by=people.cora, now=NOW))
    assert as_("mo").get(address).status_code == 404


def test_a_date_of_a_month_alone(as_: As, people: types.SimpleNamespace) -> None:
    report = start_on(ActionPlan.objects.get(slug="2023-24"), people.cora, PartialDate.month(2024, 10))
    assert report.slug == "2024-10-health-and-wellbeing-board"
    assert "Set it when the day of the meeting is known." in texts(as_("cora").get(report.get_absolute_url()))
    document = assert_alike(finalise(report=report, by=people.cora, now=NOW))
    assert "OCTOBER 2024" in document.header


def test_the_report_list_asks_as_often(people: types.SimpleNamespace, queries: Queries) -> None:
    def add(number: int) -> None:
        start(people.cora, date=PartialDate.day(2024, 10, number))

    add(ONE)
    few = queries("cora", "/reports/")
    for number in range(ONE + 1, MANY + 1):
        add(number)
    assert_same(few, queries("cora", "/reports/"))


PAGES = ("", "preview/", "wordings/", "recommendations/", "sections/detail/", "finalise/")


def test_the_report_page_asks_as_often(grow: Grower, queries: Queries) -> None:
    cora = grow.people.cora
    priority = grow.priority(1)
    grow.told(grow.action(priority, ONE), ONE)
    report = start_on(grow.plan, cora)
    set_recommendations(report=report, by=cora, now=EARLIER, texts=["Note."])
    few = {page: queries("cora", report.get_absolute_url() + page) for page in PAGES}
    for number in range(ONE + 1, MANY + 1):
        action = grow.action(priority if number % 2 else grow.priority(number), number)
        if number % 3:
            grow.told(action, number)
    set_recommendations(report=report, by=cora, now=EARLIER, texts=["Note."] * MANY)
    for page in PAGES:
        assert_same(few[page], queries("cora", report.get_absolute_url() + page))


@pytest.mark.parametrize("who", ["mo", "olive", "sara", "pat", "ada", "ian"])
def test_nobody_else_knows_of_a_draft(who: str, as_: As, act: Act, people: types.SimpleNamespace) -> None:
    """Neither its pages nor its files, nor in any history; what it words of an action is not told either."""
    give_update(act("1a"), people.olive, EARLIER)
    report = write(start(people.cora), people.cora)
    edit_section(
        section=report.sections.get(kind="risk"), by=people.cora, now=EARLIER, is_included=True,
        narrative="A secret sentence.",
    )  # fmt: skip
    client = as_(who)
    for page in ("", *PAGES[1:], "edit/", "history/", "recommendations/1/", *(f"draft.{one}" for one in Format),
                 "versions/1/", *(f"versions/1/0.{one}" for one in Format)):  # fmt: skip
        assert client.get(PAGE + page).status_code == 404, page
    for address in ("/reports/", "/forward-plan/", "/plans/2023-24/", "/plans/2023-24/history/"):
        page = client.get(address).content.decode()
        assert report.slug not in page, address
        assert "A secret sentence." not in page, address


def test_a_contradiction_is_told_in_its_number(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive, EARLIER, status="on_track")
    for key, titles in (("1a", ["Pilot"]), ("1b", ["Pilot", "Review"])):
        give_update(act(key), people.olive, EARLIER, status="on_track")
        for title in titles:
            due = PartialDate.day(2024, 8, 1)
            add_milestone(action=act(key), by=people.cora, now=EARLIER, title=title, due=due)
    start(people.cora)
    page = texts(as_("cora").get(PAGE))
    assert "1a is on track, and the date of 1 milestone is past" in page
    assert "1b is on track, and the dates of 2 milestones are past" in page
