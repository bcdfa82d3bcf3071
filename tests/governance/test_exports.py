"""Taking reports out of the portal: from the administration, the report's page and the command; each one is kept."""

import io
import types
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from documents.canonical import from_json
from documents.page import to_standalone_html
from governance.models import BoardReport, Export, Format, ReportVersion
from governance.services.bodies import add_body
from governance.services.publishing import finalise
from priorities.models import ActionPlan
from priorities.partial_date import PartialDate
from priorities.services import add_plan
from tests.actions.reading import texts
from tests.governance.reporting import PAGE, SLUG, start, write
from tests.world import NOW, PLANNED

As = Callable[[str], Client]
REPORTS, PLANS = "/admin/governance/boardreport/", "/admin/priorities/actionplan/"
PUBLISHED = "/reports/2023-06-28-health-and-wellbeing-board/"
VERSION = PAGE + "versions/1/"


def names_in(body: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return sorted(archive.namelist())


def chosen(client: Client, address: str, pk: int, action: str = "export_docx") -> tuple[str, str]:
    """The name of the file that an action of the administration sends, and the page where it sends none."""
    answer = client.post(address, {"action": action, "_selected_action": [pk]}, follow=True)
    return answer.get("Content-Disposition", ""), "" if "Content-Disposition" in answer else texts(answer)


def start_to_cabinet(people: types.SimpleNamespace) -> BoardReport:
    """A written report to another body, later than that to the Health and Wellbeing Board."""
    cabinet = add_body(by=people.cora, now=PLANNED, reason="New", slug="cabinet", name="Cabinet")
    return write(start(people.cora, body=cabinet, date=PartialDate.day(2024, 11, 20)), people.cora)


@pytest.mark.parametrize("who", ["cora", "ada"])
def test_exported_from_the_admin(who: str, finalised: ReportVersion, as_: As) -> None:
    sent = {"action": "export_all", "_selected_action": [finalised.report.pk]}
    answer = as_(who).post(REPORTS, sent)
    assert answer["Content-Type"] == "application/zip"
    assert len(names_in(answer.content)) == len(Format)
    one = as_(who).post(PLANS, {"action": "export_docx", "_selected_action": [finalised.report.plan_id]})
    assert one["Content-Type"].endswith("wordprocessingml.document")
    assert Export.objects.filter(version=finalised).count() == len(Format) + 1


@pytest.mark.parametrize("who", ["cora", "ada"])
def test_a_plan_gives_its_finalised_report_to_the_board(
    who: str, finalised: ReportVersion, as_: As, people: types.SimpleNamespace
) -> None:
    """Neither a later draft to the board, nor a later report to another body."""
    write(start(people.cora, date=PartialDate.day(2024, 12, 18)), people.cora)
    finalise(report=start_to_cabinet(people), by=people.cora, now=NOW)
    file, _ = chosen(as_(who), PLANS, finalised.report.plan_id)
    assert f"{SLUG}-version-1.docx" in file


def test_without_a_finalised_report_a_plan_gives_its_draft_to_the_co_ordinator_alone(
    as_: As, people: types.SimpleNamespace
) -> None:
    plan = ActionPlan.objects.get(slug="2023-24")
    finalise(report=start_to_cabinet(people), by=people.cora, now=NOW)
    _, page = chosen(as_("cora"), PLANS, plan.pk)
    assert "There is no report on this plan to the Health and Wellbeing Board yet." in page
    report = write(start(people.cora), people.cora)
    assert f"{SLUG}-draft.docx" in chosen(as_("cora"), PLANS, plan.pk)[0]
    told = Export.objects.get()
    assert (told.report, told.plan, told.version, told.format) == (report, plan, None, "docx")
    assert SLUG not in str(told)
    assert "the draft of the report to the Health and Wellbeing Board, 25 September 2024" in str(told)
    file, page = chosen(as_("ada"), PLANS, plan.pk)
    assert (file, Export.objects.count()) == ("", 1)
    assert "is finalised yet, so there is none to export. Ask the co-ordinator." in page


def test_the_administrator_sees_no_draft_in_the_admin(as_: As, people: types.SimpleNamespace) -> None:
    report = write(start(people.cora), people.cora)
    hidden = add_plan(
        by=people.cora, now=PLANNED, reason="New", slug="2024-25", title="A secret plan", local_area="Here",
        status=ActionPlan.State.DRAFT,
    )  # fmt: skip
    client = as_("ada")
    assert "Progress and next steps" not in texts(client.get(REPORTS)).replace("progress and next steps", "")
    assert "A secret plan" not in texts(client.get(PLANS))
    for address in (f"{REPORTS}{report.pk}/change/", f"{REPORTS}{report.pk}/history/", f"{PLANS}{hidden.pk}/change/"):
        assert client.get(address).status_code in (302, 404), address
        assert "Progress and next steps" not in texts(client.get(address, follow=True)), address
    assert chosen(client, REPORTS, report.pk)[0] == ""
    assert not Export.objects.exists()
    assert "Progress and next steps" in texts(as_("cora").get(REPORTS))
    assert "A secret plan" in texts(as_("cora").get(PLANS))


@pytest.mark.parametrize("who", ["cora", "ada"])
def test_what_is_kept_as_published_is_not_exported(who: str, as_: As) -> None:
    file, page = chosen(as_(who), REPORTS, BoardReport.objects.get().pk)
    assert file == ""
    assert "is kept as published: there is no version of ours to export." in page
    assert not Export.objects.exists()


def test_others_export_nothing(finalised: ReportVersion, as_: As) -> None:
    assert as_("mo").post(REPORTS, {"action": "export_all"}).status_code in (302, 403)
    assert as_("mo").post(VERSION + "export/", {"format": "pdf"}).status_code == 403
    assert as_("mo").post(PAGE + "export/", {"format": "pdf"}).status_code == 403
    assert not Export.objects.exists()


@pytest.mark.parametrize("who", ["cora", "ada"])
def test_exported_from_its_page(who: str, finalised: ReportVersion, as_: As, people: types.SimpleNamespace) -> None:
    client = as_(who)
    page = texts(client.get(VERSION))
    assert f'action="{VERSION}export/"' in page
    assert "all in a ZIP</a>" not in page
    for format in Format:
        answer = client.post(VERSION + "export/", {"format": format})
        assert f'"{SLUG}-version-1.{format}"' in answer["Content-Disposition"]
        assert answer.content == bytes(finalised.files.get(format=format).body)
    answer = client.post(VERSION + "export/", {"format": "all"})
    assert f'"{SLUG}-version-1.zip"' in answer["Content-Disposition"]
    assert names_in(answer.content) == sorted(f"{SLUG}-version-1.{format}" for format in Format)
    kept = Export.objects.filter(version=finalised)
    assert kept.count() == 2 * len(Format)
    assert {one.recorded_by for one in kept} == {getattr(people, who)}
    assert {one.sha256 for one in kept} == {file.sha256 for file in finalised.files.all()}


def test_a_draft_is_exported_by_the_co_ordinator(as_: As, people: types.SimpleNamespace) -> None:
    report = write(start(people.cora), people.cora)
    client = as_("cora")
    for page in (PAGE, PAGE + "preview/"):
        assert f'action="{PAGE}export/"' in texts(client.get(page))
    assert f'"{SLUG}-draft.pdf"' in client.post(PAGE + "export/", {"format": "pdf"})["Content-Disposition"]
    answer = client.post(PAGE + "export/", {"format": "all"})
    assert f'"{SLUG}-draft.zip"' in answer["Content-Disposition"]
    assert names_in(answer.content) == sorted(f"{SLUG}-draft.{format}" for format in Format)
    assert Export.objects.filter(report=report, plan=report.plan, version=None).count() == 1 + len(Format)
    assert as_("ada").post(PAGE + "export/", {"format": "pdf"}).status_code == 404
    finalise(report=report, by=people.cora, now=NOW)
    # The next draft, not the version.
    assert f'"{SLUG}-draft.pdf"' in client.post(PAGE + "export/", {"format": "pdf"})["Content-Disposition"]


def test_a_reader_reads_all_files_and_nothing_is_kept(finalised: ReportVersion, as_: As) -> None:
    client = as_("mo")
    assert f'href="{VERSION}all.zip"' in texts(client.get(PAGE))
    assert f'action="{VERSION}export/"' not in texts(client.get(PAGE))
    answer = client.get(VERSION + "all.zip")
    assert names_in(answer.content) == sorted(f"{SLUG}-version-1.{format}" for format in Format)
    assert client.get(VERSION + "0.pdf").status_code == 200
    assert not Export.objects.exists()


@pytest.mark.parametrize("format", ["exe", "\x00", "zip"])
def test_no_such_format(format: str, finalised: ReportVersion, as_: As) -> None:
    for address in (VERSION + "export/", PAGE + "export/"):
        assert as_("cora").post(address, {"format": format}).status_code == 404
    assert not Export.objects.exists()


def exported(*arguments: str) -> None:
    call_command("export_report", *arguments)


def test_exported_by_the_command(finalised: ReportVersion, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exported(SLUG, "--to", str(tmp_path))
    expected = {f"{SLUG}-version-1.{format}" for format in Format}
    assert set(capsys.readouterr().out.split()) == expected
    for file in finalised.files.all():
        assert (tmp_path / f"{SLUG}-version-1.{file.format}").read_bytes() == bytes(file.body)
    kept = Export.objects.filter(version=finalised)
    assert kept.count() == len(Format)
    assert {one.recorded_as for one in kept} == {"export_report, process"}


def test_a_draft_by_the_command(people: types.SimpleNamespace, tmp_path: Path) -> None:
    report = write(start(people.cora), people.cora)
    exported(SLUG, "--format", "csv", "--to", str(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == [f"{SLUG}-draft.csv"]
    assert "DRAFT" in (tmp_path / f"{SLUG}-draft.csv").read_text()
    assert Export.objects.get().report == report


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere"], "There is no report nowhere."),
        ([SLUG, "--to", "/no/such/folder"], "/no/such/folder is no folder."),
        ([SLUG, "--format", "exe"], "invalid choice"),
        (["2023-06-28-health-and-wellbeing-board"], "is kept as published: there is no version of ours to export."),
    ],
)
def test_what_the_command_cannot_export(arguments: list[str], said: str, finalised: ReportVersion) -> None:
    with pytest.raises(CommandError, match=said):
        exported(*arguments)
    assert not Export.objects.exists()


def test_the_page_as_a_file_begins_with_its_first_letter(finalised: ReportVersion) -> None:
    assert to_standalone_html(from_json(finalised.content)).startswith("<!DOCTYPE html>\n<html")
