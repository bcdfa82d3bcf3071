"""Freezing a report: nothing changes its files any more, and anybody can check them against history."""

import datetime
import hashlib
import types
from collections.abc import Callable

import pytest
from django.test import Client

from actions.models import Action
from audit.recording import Refused
from governance.models import Format, ReportFile, ReportVersion
from governance.services.publishing import finalise
from governance.services.reports import edit_report, edit_section, set_wording
from tests.actions.reading import texts
from tests.governance.reporting import EARLIER, PAGE, SLUG, revision_of, start, verified, write
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
    edit_report(report=report, by=people.cora, now=EARLIER, as_at=NOW - datetime.timedelta(minutes=1))
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
    set_wording(report=report, action=act("1a"), by=people.cora, now=EARLIER, text="Plans take longer.")
    one = "/plans/2023-24/actions/1a/"
    assert "Plans take longer." not in texts(as_("olive").get(one))
    finalise(report=report, by=people.cora, now=NOW)
    page = texts(as_("olive").get(one))
    assert "as “Plans take longer.”" in page
    assert "Our EHCP SLA slips." in page
