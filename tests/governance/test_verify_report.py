"""Whoever tampers with a finalised report is found, whatever they put right of it again."""

import datetime
import hashlib
import types

import pytest
from django.core.management import CommandError, call_command

from documents.canonical import SCHEMA
from governance.models import ReportFile, ReportVersion
from governance.services.publishing import record_as_published
from tests.governance.reporting import SLUG, correct, start, tamper, verified
from tests.world import NOW

NAME = f"Version 1 of {SLUG}"
OTHER = hashlib.sha256(b"x").hexdigest()
TAMPERED = {
    "the frozen content is not the one that was finalised": [
        "UPDATE governance_reportversion SET content = REPLACE(content, 'balanced', 'spent')"
    ],
    "history gives another content than the frozen one": [
        "UPDATE actions_progressupdate SET headline = 'Tampered with.'"
    ],
    "the CSV file is not the one that was finalised": [
        "UPDATE governance_reportfile SET body = CAST('x' AS {blob}) WHERE format = 'csv'"
    ],
    # The file and its digest.
    "the PDF file is not the one that was finalised": [
        f"UPDATE governance_reportfile SET body = CAST('x' AS {{blob}}), sha256 = '{OTHER}' WHERE format = 'pdf'"
    ],
    "the Excel file is missing": ["DELETE FROM governance_reportfile WHERE format = 'xlsx'"],
    "the Word file of appendix 1 was not there when it was finalised": [
        "UPDATE governance_reportfile SET part = 1 WHERE format = 'docx'"
    ],
    "its moment of finalising is not that of": [
        "UPDATE governance_reportversion SET recorded_at = '2024-09-04 08:30:00+00:00'"
    ],
    "its correction note is not that of": ["UPDATE governance_reportversion SET correction_note = 'A slip.'"],
    f"its schema is not that of the finalised version: it was {SCHEMA}, and is 9": [
        "UPDATE governance_reportversion SET schema = 9"
    ],
    f"its content has schema {SCHEMA}, and its record says 9": ["UPDATE governance_reportversion SET schema = 9"],
    "its author is not that of the finalised version: it was Cora Vale, co-ordinator": [
        "UPDATE governance_reportversion SET recorded_as = 'Otis Field'"
    ],
    "its author is not that of": ["UPDATE governance_reportversion SET recorded_by_id = NULL"],
    "its manifest, the list of what was frozen, is not the one that was finalised": [
        "UPDATE governance_reportversion SET manifest = REPLACE(manifest, 'PDF file: ', 'PDF file: 0')"
    ],
    # Without a house style there is nothing to rebuild it from; the command goes on.
    "history does not give its content any more": ["DELETE FROM governance_historicalhousestyle"],
    "the frozen content cannot be read": ["UPDATE governance_reportversion SET content = 'x'"],
}


@pytest.mark.breaks_history
@pytest.mark.parametrize("finding", TAMPERED)
def test_tampering_is_found(finding: str, finalised: ReportVersion, capsys: pytest.CaptureFixture[str]) -> None:
    tamper(*TAMPERED[finding])
    told = verified(capsys, SLUG)
    assert f"{NAME}: {finding}" in told
    assert "1 of the versions differ." in told
    assert "equal" not in told


@pytest.mark.breaks_history
def test_content_and_digest_and_schema_changed_together(
    finalised: ReportVersion, capsys: pytest.CaptureFixture[str]
) -> None:
    """What calls itself of another schema is no reason to look no further."""
    content = finalised.content.replace("balanced", "spent").replace(f'"schema":{SCHEMA}', '"schema":9')
    digest = hashlib.sha256(content.encode()).hexdigest()
    quoted = content.replace("'", "''").replace("{", "{{").replace("}", "}}").replace("%", "%%")
    tamper(f"UPDATE governance_reportversion SET content = '{quoted}', sha256 = '{digest}', schema = 9")
    told = verified(capsys, SLUG)
    assert f"{NAME}: the frozen content is not the one that was finalised" in told
    assert f"{NAME}: cannot be compared with history: it has schema 9, and this portal builds {SCHEMA}." in told
    assert "1 of the versions differ." in told


@pytest.mark.breaks_history
def test_what_history_gives_otherwise_is_told_line_by_line(
    finalised: ReportVersion, capsys: pytest.CaptureFixture[str]
) -> None:
    tamper("UPDATE governance_historicalreportsection SET narrative = '-- Nothing. {{#budget}}' WHERE kind = 'detail'")
    told = verified(capsys, SLUG)
    assert f"{NAME}: – 1 The budget is balanced." in told
    assert f"{NAME}: + 1 -- Nothing." in told


@pytest.mark.breaks_history
def test_many_differences_are_counted(finalised: ReportVersion, capsys: pytest.CaptureFixture[str]) -> None:
    tamper("UPDATE actions_historicalaction SET title = 'Another.'")
    assert "more lines." in verified(capsys, SLUG)


@pytest.mark.breaks_history
def test_one_version_of_two(
    finalised: ReportVersion, people: types.SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each is checked by itself, and what is wrong with one does not stop the other."""
    second = correct(finalised, people.cora, NOW + datetime.timedelta(hours=1), "It is nearly so. {#budget}", "Wrong.")
    assert second.fingerprint != finalised.fingerprint
    for version in (finalised, second):
        told = verified(capsys, SLUG, "--version", str(version.number))
        assert told == (
            f"Version {version.number} of {SLUG} is equal to what history gives. "
            f"Its fingerprint is {version.fingerprint}.\n"
        )
    tamper(f"DELETE FROM governance_reportfile WHERE version_id = {finalised.pk}")
    told = verified(capsys)
    assert f"{NAME}: the Word file is missing." in told
    assert f"Version 2 of {SLUG} is equal" in told
    assert "1 of the versions differ." in told
    assert "equal" in verified(capsys, SLUG, "--version", "2")


@pytest.mark.breaks_history
def test_a_changed_manifest_accuses_no_file(finalised: ReportVersion, capsys: pytest.CaptureFixture[str]) -> None:
    tamper("UPDATE governance_reportversion SET manifest = 'PDF file: 0'")
    assert verified(capsys, SLUG) == (
        f"{NAME}: its manifest, the list of what was frozen, is not the one that was finalised.\n"
        "1 of the versions differ."
    )
    tamper("UPDATE governance_reportfile SET body = CAST('x' AS {blob}) WHERE format = 'csv'")
    assert f"{NAME}: the CSV file is not the one that was finalised." in verified(capsys, SLUG)


@pytest.mark.breaks_history
def test_a_version_that_is_gone_is_missed(
    finalised: ReportVersion, people: types.SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    correct(finalised, people.cora, NOW + datetime.timedelta(hours=1), "It is nearly so. {#budget}", "Wrong.")
    tamper(
        f"DELETE FROM governance_reportfile WHERE version_id = {finalised.pk}",
        f"DELETE FROM governance_reportversion WHERE id = {finalised.pk}",
    )
    told = verified(capsys)
    assert f"Version 1 of {SLUG} is missing." in told
    assert (
        f"Version 2 of {SLUG}: its fingerprint of the version before is not that of the finalised version: "
        f"it was {finalised.fingerprint}, and is none."
    ) in told
    assert "1 of the versions differ." in told


@pytest.mark.breaks_history
def test_an_exchanged_paper_is_found(
    finalised: ReportVersion, people: types.SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    record_as_published(
        report=finalised.report, by=people.cora, now=NOW, file=b"%PDF-1.7 paper", file_name="paper.pdf"
    )
    assert "equal" in verified(capsys, SLUG)
    tamper("UPDATE governance_aspublished SET file = CAST('x' AS {blob}) WHERE file_name = 'paper.pdf'")
    told = verified(capsys, SLUG)
    assert f"“paper.pdf” of {SLUG}, recorded on 2024-09-04, is not the file that was recorded." in told
    assert told.endswith("Something that was kept is missing or was exchanged.")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["nowhere"], "There is no report nowhere."), ([SLUG, "--version", "2"], "There is no version 2.")],
)
def test_what_is_not_there(arguments: list[str], said: str, finalised: ReportVersion) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("verify_report", *arguments)


def test_nothing_to_check_is_said(people: types.SimpleNamespace, capsys: pytest.CaptureFixture[str]) -> None:
    start(people.cora)
    assert verified(capsys, SLUG) == "There is no finalised report to check.\n"


def test_what_is_kept_as_published_has_nothing_to_check(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert "is kept as published; there is no version of ours to check." in verified(capsys)


def test_the_manifest_lists_what_was_frozen(finalised: ReportVersion) -> None:
    lines = dict(line.split(": ") for line in finalised.manifest.splitlines())
    assert lines["content"] == finalised.sha256
    assert lines["PDF file"] == ReportFile.objects.get(format="pdf").sha256
    assert lines["moment of finalising"] == NOW.astimezone(datetime.UTC).isoformat()
