"""Whoever exchanges a pack that went out, or a file of it, is found, and so is a history that gives another one."""

import hashlib
import types
from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from documents.canonical import SCHEMA, to_json
from governance.models import Body, Meeting, Pack
from governance.services import packs
from governance.services.agendas import add_item, edit_item
from governance.services.meetings import plan_meeting, undo_state
from priorities.partial_date import PartialDate
from tests.actions.reading import words as read
from tests.governance.meeting_days import WHY
from tests.governance.packing import MINUTE, PACK, SEPTEMBER, held_in_july, sent_out, september
from tests.governance.reporting import tamper
from tests.world import NOW, PLANNED

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


@pytest.fixture
def older(people: People, monkeypatch: pytest.MonkeyPatch) -> Pack:
    """A pack that went out from a portal of schema 2, which had other words."""
    held_in_july(people)
    meeting = september(people)
    with monkeypatch.context() as patch:
        patch.setattr(packs, "SCHEMA", 2)
        patch.setattr(packs, "to_json", lambda content: to_json(content, 2).replace("asked of us", "asked of all"))
        return sent_out(meeting, people)


def test_one_of_an_older_portal_is_what_went_out(
    as_: Callable[[str], Client], older: Pack, people: People, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is never built by newer rules: neither to be read nor to be compared."""
    assert (older.schema, "asked of all" in older.content) == (2, True)
    assert verified(capsys) == (
        f"Pack 1 of {SLUG} is what went out, and not compared with history. It has schema 2, and this portal builds "
        f"{SCHEMA}. Its SHA-256 is {older.sha256}.\n"
    )
    assert "asked of all" in read(as_("mo").get(PACK))
    undo_state(meeting=Meeting.objects.get(slug=SLUG), by=people.cora, now=NOW + MINUTE, reason=WHY)
    sent_out(Meeting.objects.get(slug=SLUG), people, NOW + 9 * MINUTE)
    assert "Pack 2 of 2024-09-12-local-inclusion-partnership is equal to what history gives." in verified(capsys)


def test_one_of_an_older_portal_tells_nothing_of_what_became_exempt(
    as_: Callable[[str], Client], older: Pack, people: People
) -> None:
    """For that alone it is told anew, and says so."""
    item = older.meeting.items.get(number=1)
    edit_item(item=item, by=people.cora, now=NOW + MINUTE, is_exempt=True, exempt_reason="A price", reason="A price")
    page = read(as_("mo").get(PACK))
    assert "Waiting times" not in page
    assert "told anew in the words of a later version of this portal" in page


def test_one_of_an_older_portal_stays_where_another_meeting_has_an_exempt_item(
    as_: Callable[[str], Client], people: People, request: pytest.FixtureRequest
) -> None:
    date = PartialDate.day(2024, 11, 14)
    body = Body.objects.get(slug="local-inclusion-partnership")
    november = plan_meeting(by=people.cora, now=PLANNED, body=body, date=date)
    item = add_item(meeting=november, by=people.cora, now=PLANNED, title="A contract", purpose="note")
    request.getfixturevalue("older")
    edit_item(item=item, by=people.cora, now=NOW + MINUTE, is_exempt=True, exempt_reason="A price", reason="A price")
    page = read(as_("mo").get(PACK))
    assert "asked of all" in page
    assert "told anew" not in page


@pytest.mark.breaks_history
def test_one_of_an_older_portal_has_its_digests(older: Pack, capsys: pytest.CaptureFixture[str]) -> None:
    tamper(CONTENT)
    assert "the frozen content is not the one that went out (its SHA-256 differs)." in verified(capsys)


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
