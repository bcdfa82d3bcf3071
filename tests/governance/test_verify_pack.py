"""Whoever exchanges a pack that went out, or a file of it, is found, and so is a history that gives another one."""

import dataclasses
import hashlib
import types
from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from actions.models import Action
from actions.services import record_no_update
from documents.canonical import SCHEMA, to_json
from governance.models import Meeting, Pack
from governance.pack.reading import content_of
from governance.services import packs
from governance.services.meetings import undo_state
from tests.actions.reading import words as read
from tests.governance.meeting_days import WHY
from tests.governance.packing import MINUTE, PACK, SEPTEMBER, held_in_july, sent_out, september
from tests.governance.reporting import tamper
from tests.world import NOW, give_update

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


def test_one_in_the_words_of_an_older_portal_is_built_in_them(
    as_: Callable[[str], Client], people: People, act: Callable[[str], Action], monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    held_in_july(people)
    meeting, cora = september(people), people.cora
    for days in (3, 2):
        give_update(act("1a"), people.olive, NOW - days * 1440 * MINUTE, difference_made="Families wait less.")
    give_update(act("1b"), people.olive, NOW - 1440 * MINUTE, ask="help", ask_text="A hand")
    record_no_update(action=act("2a"), by=cora, now=NOW - MINUTE)
    with monkeypatch.context() as patch:
        patch.setattr(packs, "SCHEMA", 2)
        patch.setattr(packs, "to_json", lambda content: to_json(content, 2))
        patch.setattr(packs, "content_of", lambda source: content_of(dataclasses.replace(source, schema=2)))
        older = sent_out(meeting, people)
    assert (older.schema, "Asked of the partnership" in older.content) == (2, True)
    assert "Difference made: 1" in older.content
    assert "no update received, recorded on" not in older.content
    assert "is equal to what history gives" in verified(capsys)
    assert "Asked of the partnership" in read(as_("mo").get(PACK))
    undo_state(meeting=Meeting.objects.get(slug=SLUG), by=cora, now=NOW + MINUTE, reason=WHY)
    newer = sent_out(meeting, people, NOW + 9 * MINUTE).content
    assert "Difference made: 2" in newer
    assert "2a: no update yet (no update received, recorded on 4 September 2024)" in newer
    assert verified(capsys).count("is equal") == 2


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
