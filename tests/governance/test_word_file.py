"""A body's own Word file: papers take its look, never its words; what cannot be used is refused in plain words."""

import datetime
import io
import types
import zipfile
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.test import Client

from documents.canonical import to_json
from governance.models import StyleBase
from governance.reports.bases import UNUSABLE
from governance.reports.reading import preview
from governance.services.house_styles import drop_base, use_base
from governance.services.publishing import finalise
from tests.actions.reading import texts
from tests.governance.reporting import EARLIER, PAGE, start, write
from tests.governance.styling import STYLE, letterhead, style, upload, word_texts
from tests.world import NOW, asked

As = Callable[[str], Client]
People = types.SimpleNamespace
FORM = STYLE + "word-file/"
FILE = FORM + "download/"
LATER = NOW + datetime.timedelta(hours=1)


def sent(**said: object) -> dict[str, object]:
    return {"revision": style().revision, **said}


def drafted(client: Client) -> bytes:
    """The draft of the report in Word."""
    return bytes(client.post(PAGE + "export/", {"format": "docx"}).content)


def test_uploaded_used_downloaded_replaced_and_taken_away(as_: As, people: People) -> None:
    write(start(people.cora), people.cora)
    client, first, second = as_("cora"), letterhead(), letterhead("The new council")
    content = to_json(preview(start(people.cora), NOW))
    page = texts(client.post(FORM, sent(file=upload(first), reason="By mail"), follow=True))
    assert "Papers in Word now look as “letterhead.docx”." in page
    assert "in use since 4 September 2024" in page
    answer = client.get(FILE)
    assert answer.content == first
    assert answer["Content-Disposition"] == 'attachment; filename="letterhead.docx"'
    assert word_texts(drafted(client))[0] == "Borough Council"
    assert "Sample text of the council" not in word_texts(drafted(client))
    assert to_json(preview(start(people.cora), NOW)) == content

    client.post(FORM, sent(file=upload(second, "new.docx")))
    assert word_texts(drafted(client))[0] == "The new council"
    assert "The Word file has been taken away." in texts(client.post(FORM, sent(is_taken_away="on"), follow=True))
    assert client.get(FILE).status_code == 404
    assert "The new council" not in word_texts(drafted(client))
    assert [bytes(base.body) for base in StyleBase.objects.order_by("pk")] == [first, second]
    history = texts(client.get(STYLE + "history/"))
    assert "By mail" in history
    assert "Word file “letterhead.docx”" in history
    assert "Word file “new.docx”" in history


def repacked(old: bytes, new: bytes) -> bytes:
    """The letterhead with other XML in it."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(letterhead())) as given,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for entry in given.infolist():
            made.writestr(entry.filename, given.read(entry).replace(old, new))
    return written.getvalue()


def bomb() -> bytes:
    """A file of 100 kB whose styles unpack to 60 MB."""
    return repacked(b"</w:styles>", b"<a/>" * 15_000_000)


def with_macros() -> bytes:
    """What Word saves as .docm."""
    return repacked(
        b"vnd.openxmlformats-officedocument.wordprocessingml.document.main", b"vnd.ms-word.document.macroEnabled.main"
    )


def without_room() -> bytes:
    """A page whose margins leave nothing to write on."""
    return repacked(b'w:gutter="0"', b'w:gutter="29000"')


def entities() -> bytes:
    """A billion laughs."""
    return repacked(b"<w:styles ", b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><w:styles ')


def empty_archive() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as made:
        made.writestr("readme.txt", "nothing")
    return written.getvalue()


NOT_WORD = "The file for the style is not a Word document (.docx)"
WRONG: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "empty": (lambda: b"", "x.docx", "The file is empty: choose another file"),
    "a PDF": (lambda: b"%PDF-1.7", "x.pdf", "The file must be a Word file (.docx)"),
    "a PDF by another name": (lambda: b"%PDF-1.7", "x.docx", "The file must be a Word file (.docx)"),
    "an old Word file": (lambda: b"\xd0\xcf\x11\xe0", "x.doc", "The file must be a Word file (.docx)"),
    "macros": (with_macros, "x.docm", "The file must be a Word file (.docx)"),
    "macros by another name": (with_macros, "x.docx", NOT_WORD),
    "a bomb": (bomb, "x.docx", "The file for the style is too large: unpacked, it may hold up to 4 MB"),
    "no room for text": (without_room, "x.docx", UNUSABLE.removesuffix(".")),
    "half a file": (lambda: letterhead()[:9000], "x.docx", NOT_WORD),
    "another archive": (empty_archive, "x.docx", NOT_WORD),
    "too large": (lambda: letterhead() + b"x" * 2_100_000, "x.docx", "The file must be 2 MB or smaller"),
    "far too large": (lambda: letterhead() + b"x" * 11_000_000, "x.docx", "The file must be 2 MB or smaller"),
    "nothing": (lambda: b"", "", "Choose a Word file"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_used_is_said(case: str, as_: As) -> None:
    body, name, problem = WRONG[case]
    fields = sent(reason="Typed with care", **({"file": upload(body(), name)} if name else {}))
    answer = as_("cora").post(FORM, fields)
    assert answer.status_code == 422
    assert problem in texts(answer)
    assert "Typed with care" in texts(answer)
    assert not StyleBase.objects.exists()


def test_entities_are_never_resolved_nor_handed_on(as_: As, people: People) -> None:
    start(people.cora)
    assert as_("cora").post(FORM, sent(file=upload(entities()))).status_code == 302
    draft = drafted(as_("cora"))
    with zipfile.ZipFile(io.BytesIO(draft)) as archive:
        assert not [name for name in archive.namelist() if b"<!DOCTYPE" in archive.read(name)]


def test_a_file_and_none_is_a_contradiction(as_: As) -> None:
    file = letterhead()
    as_("cora").post(FORM, sent(file=upload(file)))
    answer = as_("cora").post(FORM, sent(file=upload(letterhead("Other")), is_taken_away="on"))
    assert "Choose a file or take the one in use away, not both" in texts(answer)
    again = as_("cora").post(FORM, sent(file=upload(file)))
    assert (again.status_code, "This file is in use already" in texts(again)) == (422, True)


def test_a_name_may_say_too_much(as_: As) -> None:
    fields = sent(file=upload(letterhead(), "EHCP for Jane Doe.docx"))
    first = as_("cora").post(FORM, fields)
    assert "seems to contain the name of a child" in texts(first)
    fields["file"] = upload(letterhead(), "EHCP for Jane Doe.docx")
    assert as_("cora").post(FORM, fields | {"considered": asked(first)}).status_code == 302


def test_finalised_in_the_file_of_its_day(people: People, as_: As, capsys: pytest.CaptureFixture[str]) -> None:
    said = {"by": people.cora, "name": "letterhead.docx"}
    use_base(style=style(), now=EARLIER, body=letterhead(), **said)
    report = write(start(people.cora), people.cora)
    version = finalise(report=report, by=people.cora, now=NOW)
    kept = bytes(version.files.get(format="docx").body)
    assert word_texts(kept)[0] == "Borough Council"
    use_base(style=style(), now=LATER, body=letterhead("Another"), **said)
    drop_base(style=style(), by=people.cora, now=LATER + datetime.timedelta(hours=1))
    assert as_("mo").get(f"{PAGE}versions/1/0.docx").content == kept
    capsys.readouterr()
    call_command("verify_report", report.slug)
    assert "is equal to what history gives" in capsys.readouterr().out


def test_an_export_of_a_draft_is_written_into_it(people: People, as_: As) -> None:
    use_base(style=style(), by=people.cora, now=EARLIER, name="a.docx", body=letterhead())
    report = write(start(people.cora), people.cora)
    fields = {"action": "export_docx", "_selected_action": [report.pk]}
    answer = as_("cora").post("/admin/governance/boardreport/", fields)
    assert word_texts(answer.content)[0] == "Borough Council"
