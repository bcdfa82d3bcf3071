"""Whoever exchanges a pack that went out, or a file of it, is found, and so is a history that gives another one."""

import hashlib
import types

import pytest
from django.core.management import CommandError, call_command

from documents.canonical import SCHEMA
from governance.models import Meeting, Pack
from governance.services.meetings import undo_state
from tests.governance.meeting_days import WHY
from tests.governance.packing import MINUTE, SEPTEMBER, held_in_july, sent_out, september
from tests.governance.reporting import tamper
from tests.world import NOW

People = types.SimpleNamespace
SLUG = f"{SEPTEMBER}-local-inclusion-partnership"
OTHER = hashlib.sha256(b"x").hexdigest()
CONTENT = "UPDATE governance_pack SET content = REPLACE(content, 'Waiting times', 'Nothing')"
TAMPERED = {
    "the frozen content is not the one that went out (its SHA-256 differs).": [CONTENT],
    "history gives another content than the frozen one.": [CONTENT],
    "Items: 1, Title: Nothing → Waiting times": [CONTENT],
    "the PDF file is not the one that went out.": [
        "UPDATE governance_packfile SET body = CAST('x' AS {blob}) WHERE format = 'pdf'"
    ],
    "the Word file is missing.": ["DELETE FROM governance_packfile WHERE format = 'docx'"],
    f"its content has schema {SCHEMA}, and its record says 9.": ["UPDATE governance_pack SET schema = 9"],
    "the frozen content cannot be read.": ["UPDATE governance_pack SET content = 'x'"],
    "history does not give its content any more": ["DELETE FROM governance_historicalbody"],
}


@pytest.fixture
def pack(people: People) -> Pack:
    held_in_july(people)
    return sent_out(september(people), people)


def verified(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What verify_pack prints; and what it fails with where something differs."""
    capsys.readouterr()
    try:
        call_command("verify_pack", *arguments)
    except CommandError as error:
        return capsys.readouterr().out + str(error)
    return capsys.readouterr().out


def test_a_pack_that_is_what_went_out(pack: Pack, capsys: pytest.CaptureFixture[str]) -> None:
    told = f"Pack 1 of {SLUG} is equal to what history gives. Its SHA-256 is {pack.sha256}.\n"
    assert verified(capsys) == told
    assert verified(capsys, SLUG) == told


@pytest.mark.breaks_history
@pytest.mark.parametrize("finding", TAMPERED)
def test_tampering_is_found(finding: str, pack: Pack, capsys: pytest.CaptureFixture[str]) -> None:
    tamper(*TAMPERED[finding])
    told = verified(capsys, SLUG)
    assert f"Pack 1 of {SLUG}: {finding}" in told
    assert "1 of the packs differ." in told
    assert "is equal" not in told


@pytest.mark.breaks_history
def test_content_that_was_exchanged_with_its_digest(pack: Pack, capsys: pytest.CaptureFixture[str]) -> None:
    content = pack.content.replace("Waiting times", "Nothing")
    digest = hashlib.sha256(content.encode()).hexdigest()
    tamper(CONTENT, f"UPDATE governance_pack SET sha256 = '{digest}'")
    told = verified(capsys)
    assert "its SHA-256 differs" not in told
    assert f"Pack 1 of {SLUG}: history gives another content than the frozen one." in told


@pytest.mark.breaks_history
def test_a_pack_that_is_gone(pack: Pack, people: People, capsys: pytest.CaptureFixture[str]) -> None:
    undo_state(meeting=Meeting.objects.get(slug=SLUG), by=people.cora, now=NOW + MINUTE, reason=WHY)
    sent_out(pack.meeting, people, NOW + 2 * MINUTE)
    assert verified(capsys).count("is equal") == 2
    of_first = f"(SELECT id FROM governance_pack WHERE number = 1 AND meeting_id = {pack.meeting_id})"
    tamper(
        f"DELETE FROM governance_packfile WHERE pack_id IN {of_first}", "DELETE FROM governance_pack WHERE number = 1"
    )
    told = verified(capsys)
    assert f"Pack 1 of {SLUG} is missing." in told
    assert "A pack that was kept is missing." in told


def test_no_pack_and_no_meeting(people: People, capsys: pytest.CaptureFixture[str]) -> None:
    september(people)
    assert verified(capsys) == "There is no pack to check.\n"
    assert verified(capsys, "nowhere") == "There is no meeting nowhere."
