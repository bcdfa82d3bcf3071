"""Freezing a report: nothing changes its files any more, and anybody can check them against history."""

import datetime
import hashlib
import types
from collections.abc import Callable

import pytest
from django.test import Client

from actions.models import Action
from audit.recording import Refused, recording
from governance.models import BoardReport, Body, Format, ReportFile, ReportVersion
from governance.services.publishing import finalise, record_as_published
from governance.services.reports import edit_report, edit_section
from governance.services.wordings import set_wordings
from tests.actions.reading import texts
from tests.governance.reporting import DAY, EARLIER, PAGE, SLUG, correct, revision_of, start, told, verified, write
from tests.growing import Grower
from tests.world import NOW, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]


def test_finalised_by_the_page_and_read_by_all(as_: As, people: types.SimpleNamespace) -> None:
    write(start(people.cora), people.cora)
    client, address = as_("cora"), PAGE + "finalise/"
    page = texts(client.post(address, revision_of(client, address), follow=True))
    assert "Version 1 is finalised. Its files never change." in page
    read = texts(as_("mo").get(PAGE))
    assert "The budget is balanced." in read
    assert "DRAFT" not in read
    for format in Format:
        answer = as_("mo").get(f"{PAGE}versions/1/0.{format}")
        kept = ReportFile.objects.get(format=format)
        assert answer.status_code == 200
        assert hashlib.sha256(answer.content).hexdigest() == kept.sha256
        assert f"{SLUG}-version-1.{format}" in answer["Content-Disposition"]


@pytest.mark.parametrize("kind", ["financial", "legal"])
def test_an_empty_financial_or_legal_section_blocks(kind: str, as_: As, people: types.SimpleNamespace) -> None:
    report = write(start(people.cora), people.cora)
    client, address = as_("cora"), f"{PAGE}sections/{kind}/"
    client.post(address, {"narrative": "", "chosen": "written", **revision_of(client, address)})
    answer = client.post(PAGE + "finalise/", revision_of(client, PAGE + "finalise/"))
    assert answer.status_code == 422
    assert "is empty: write it, or choose “no direct implications”" in texts(answer)
    client.post(address, {"narrative": "", "chosen": "no_direct_implications", **revision_of(client, address)})
    assert client.post(PAGE + "finalise/", revision_of(client, PAGE + "finalise/")).status_code == 302
    assert f"There are no direct {kind} implications." in report.versions.get().content


def test_a_moment_that_is_not_settled_is_refused(people: types.SimpleNamespace) -> None:
    report = write(start(people.cora), people.cora)
    edit_report(report=report, by=people.cora, now=NOW, as_at=NOW - datetime.timedelta(minutes=1))
    with pytest.raises(Refused, match="at least two minutes ago"):
        finalise(report=report, by=people.cora, now=NOW)


def test_later_changes_change_nothing_of_it(
    finalised: ReportVersion, act: Act, people: types.SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {file.format: bytes(file.body) for file in finalised.files.all()}
    later = NOW + datetime.timedelta(hours=1)
    give_update(act("1a"), people.olive, later, headline="Another headline altogether.")
    write(finalised.report, people.cora, later)
    assert {file.format: bytes(file.body) for file in finalised.files.all()} == before
    assert "is equal to what history gives" in verified(capsys, SLUG)


def test_a_new_version_says_what_it_corrects(finalised: ReportVersion, as_: As, people: types.SimpleNamespace) -> None:
    later = NOW + datetime.timedelta(hours=1)
    with pytest.raises(Refused, match="Say what the new version corrects"):
        finalise(report=finalised.report, by=people.cora, now=later)
    detail = finalised.report.sections.get(kind="detail")
    edit_section(section=detail, by=people.cora, now=later, is_included=True, narrative="It is nearly so. {#budget}")
    finalise(report=finalised.report, by=people.cora, now=later, correction_note="A wrong figure in 3.")
    page = texts(as_("mo").get(PAGE))
    assert "Version 2, finalised on 4 September 2024" in page
    assert "It corrects: A wrong figure in 3." in page
    assert "What differs from version 1 (2 lines)" in page
    assert "– 1 The budget is balanced." in page
    assert "+ 1 It is nearly so." in page
    assert as_("mo").get(PAGE + "versions/1/").status_code == 200


def test_the_lead_sees_what_was_printed(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive, EARLIER, headline="Our EHCP SLA slips.")
    report = write(start(people.cora), people.cora)
    set_wordings(report=report, by=people.cora, now=EARLIER, texts={act("1a"): "Plans take longer."})
    one = "/plans/2023-24/actions/1a/"
    assert "Plans take longer." not in texts(as_("olive").get(one))
    finalise(report=report, by=people.cora, now=NOW)
    page = texts(as_("olive").get(one))
    assert "as “Plans take longer.”" in page
    assert "Our EHCP SLA slips." in page


PUBLISHED = "/reports/2023-06-28-health-and-wellbeing-board/"


def test_what_was_published_elsewhere_is_not_finalised(as_: As, people: types.SimpleNamespace) -> None:
    """It has no sections of ours: a version of it would be empty."""
    report = BoardReport.objects.get(slug="2023-06-28-health-and-wellbeing-board")
    client = as_("cora")
    page = texts(client.get(PUBLISHED))
    for words in ("Finalise", "Preview", "Is it ready?", "Word a line for the board", "Timetable"):
        assert words not in page, words
    for words in ("Change the details", "Endorse the proposed action plan", "Record what was resolved"):
        assert words in page, words
    assert client.post(PUBLISHED + "finalise/", {"revision": report.revision}).status_code == 403
    with pytest.raises(Refused, match="published elsewhere"):
        finalise(report=report, by=people.cora, now=NOW)
    assert not report.versions.exists()


def test_a_draft_that_was_published_elsewhere_stays_so(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    report = write(start(people.cora), people.cora)
    client = as_("cora")
    assert "can no longer be finalised" in texts(client.get(PAGE + "published/"))
    record_as_published(report=report, by=people.cora, now=NOW, differs="Written by another hand.")
    said = {"by": people.cora, "now": NOW}
    for change in (
        lambda: finalise(**said, report=report),
        lambda: set_wordings(**said, report=report, texts={act("1a"): "Other words."}),
        lambda: edit_section(**said, section=report.sections.get(kind="risk"), is_included=True, narrative="More."),
    ):
        with pytest.raises(Refused, match="published elsewhere"):
            change()
    assert [client.get(PAGE + page).status_code for page in ("sections/risk/", "edit/")] == [403, 200]


def test_a_version_that_was_published_can_be_corrected(people: types.SimpleNamespace) -> None:
    report = told(people.cora)
    record_as_published(report=report, by=people.cora, now=NOW, differs="A typing slip.")
    first = report.versions.get()
    assert correct(first, people.cora, NOW, "It is nearly so. {#budget}", "The slip.").number == 2


def test_a_report_without_sections_is_not_finalised(grow: Grower, people: types.SimpleNamespace) -> None:
    with recording(by=people.cora, now=EARLIER):
        body = Body.objects.get(slug="health-and-wellbeing-board")
        report = BoardReport(slug="empty", plan=grow.plan, body=body, title="Nothing", report_of="Director")
        report.date = DAY
        report.save()
    with pytest.raises(Refused, match="no sections"):
        finalise(report=report, by=people.cora, now=NOW)


def test_finalising_says_what_is_kept(as_: As, people: types.SimpleNamespace) -> None:
    write(start(people.cora), people.cora)
    assert "Its content and its files are then kept as they are." in texts(as_("cora").get(PAGE + "finalise/"))
