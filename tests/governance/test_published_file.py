"""The paper as its body published it, as a file: kept to the byte, downloaded by all who may see the report."""

import io
import time
import types
import zipfile
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.repeats import SAVED_ALREADY
from design.paper_files import ACTIVE, NO_PDF, NO_WORD, TOO_LARGE, WITH_MACROS, pdf_fault
from design.uploads import CHOOSE_AGAIN, PDF, WORD, safe_name
from documents.pdf import to_pdf
from documents.word import to_docx
from governance.models import AsPublished
from send_portal import uploads
from tests.actions.reading import texts
from tests.documents.samples import FULL
from tests.governance.reporting import PAGE, start
from tests.world import asked

As = Callable[[str], Client]
PUBLISHED = "/reports/2023-06-28-health-and-wellbeing-board/"
FORM = PUBLISHED + "published/"
ENDING = b"\nstartxref\n0\n%%EOF\n"
PAPER = b"%PDF-1.7\nAs the board has it" + ENDING
MEGABYTE = 1024 * 1024


def file(body: bytes = PAPER, name: str = "Agenda item 7.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, body, content_type="text/html")


def kept() -> AsPublished:
    return AsPublished.objects.exclude(file_name="").get()


def test_its_file_is_kept_and_read_by_all(as_: As) -> None:
    page = texts(as_("cora").post(FORM, {"file": file(), "differs": "Page numbers."}, follow=True))
    assert "The paper as published has been recorded." in page
    assert "(47 bytes), as published by the Health and Wellbeing Board" in page
    assert "Page numbers." in page
    answer = as_("mo").get(f"{FORM}{kept().pk}/")
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, PAPER, "application/pdf")
    assert answer["Content-Disposition"] == 'attachment; filename="Agenda item 7.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert f"{FORM}{kept().pk}/" in as_("mo").get(PUBLISHED).content.decode()
    assert kept().recorded_as == "Cora Vale, co-ordinator"


def test_a_draft_keeps_its_file_to_itself(as_: As, people: types.SimpleNamespace) -> None:
    start(people.cora)
    assert as_("cora").get(f"{PAGE}published/1/").status_code == 404
    as_("cora").post(PAGE + "published/", {"file": file()})
    # What is published is read by all, whoever wrote it: from then on the report is theirs to see.
    assert as_("mo").get(f"{PAGE}published/{kept().pk}/").status_code == 200
    assert as_("mo").get(f"{PUBLISHED}published/{kept().pk}/").status_code == 404
    without = AsPublished.objects.get(report__slug__startswith="2023")
    assert as_("mo").get(f"{FORM}{without.pk}/").status_code == 404


def test_sent_twice_it_is_kept_once(as_: As) -> None:
    client = as_("cora")
    client.post(FORM, {"file": file(), "writer": "one"})
    assert SAVED_ALREADY in texts(client.post(FORM, {"file": file(), "writer": "one"}, follow=True))
    assert kept().file_name == "Agenda item 7.pdf"
    assert SAVED_ALREADY not in texts(client.post(FORM, {"file": file(PAPER + b"!"), "writer": "one"}, follow=True))


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        (file(b""), "The file is empty: choose another file"),
        (file(b"MZ\x90"), "The file must be a PDF file (.pdf) or Word file (.docx)"),
        (file(name="paper.docm"), "The file must be a PDF file (.pdf) or Word file (.docx)"),
        (file(name="paper.docx"), "The file must be a PDF file (.pdf) or Word file (.docx)"),
        (file(b"PK\x03\x04", name="paper.pdf"), "The file must be a PDF file (.pdf) or Word file (.docx)"),
        (file(PAPER + b"x" * 10 * MEGABYTE), "The file must be 10 MB or smaller"),
    ],
    ids=("empty", "no paper", "macros", "a PDF under another name", "a ZIP as PDF", "too large"),
)  # fmt: skip
def test_what_is_no_paper_is_refused_and_the_text_stays(sent: SimpleUploadedFile, problem: str, as_: As) -> None:
    answer = as_("cora").post(FORM, {"file": sent, "differs": "Typed with care."})
    assert answer.status_code == 422
    assert problem in texts(answer)
    assert "Typed with care." in answer.content.decode()
    assert not AsPublished.objects.exclude(file_name="").exists()


def zipped(size: int = 100, **parts: bytes) -> bytes:
    """A ZIP with a part of so many bytes as its text, or with these parts."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in (parts or {"word/document.xml": b" " * size}).items():
            archive.writestr(name, body)
    return written.getvalue()


def pdf(inside: bytes) -> bytes:
    return b"%PDF-1.7\n" + inside + ENDING


FAULTY = {
    "a bomb": (zipped(30 * MEGABYTE), "x.docx", TOO_LARGE),
    "no text": (zipped(**{"xl/workbook.xml": b"<x/>"}), "x.docx", NO_WORD),
    "no ZIP": (b"PK\x03\x04 nothing", "x.docx", NO_WORD),
    "macros": (zipped(**{"word/document.xml": b"", "word/vbaProject.bin": b""}), "x.docx", WITH_MACROS),
    "nothing": (b"%PDF-1.4 nothing", "x.pdf", NO_PDF),
    "a page": (b"%PDF-<script>alert(1)</script>" + ENDING, "x.pdf", NO_PDF),
    "cut off": (PAPER + b"x" * 3000, "x.pdf", NO_PDF),
    "a script at its opening": (pdf(b"<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>"), "x.pdf", ACTIVE),
    "a script in other letters": (pdf(b"<</S/J#61vaScript/J#53 5 0 R>>"), "x.pdf", ACTIVE),
    "a program": (pdf(b"<</S/Launch/F(calc.exe)>>"), "x.pdf", ACTIVE),
    "a script after a stream that does not end": (pdf(b"<<>>stream\n<</S/JavaScript/JS(x)>>"), "x.pdf", ACTIVE),
    "a script after a stream": (pdf(b"stream\nx\nendstream\n<</JS(x)>>stream\nx\nendstream"), "x.pdf", ACTIVE),
    "a file within": (pdf(b"<</Names<</EmbeddedFiles 3 0 R>>>>"), "x.pdf", ACTIVE),
}


@pytest.mark.parametrize("case", FAULTY)
def test_what_only_looks_like_a_paper_is_refused(case: str, as_: As) -> None:
    body, name, fault = FAULTY[case]
    answer = as_("cora").post(FORM, {"file": file(body, name), "differs": "Typed with care."})
    assert (answer.status_code, f"The file {fault}" in texts(answer)) == (422, True)
    assert not AsPublished.objects.exclude(file_name="").exists()


SOUND = {
    "our PDF": (lambda: to_pdf(FULL), "x.pdf"),
    "our Word file": (lambda: to_docx(FULL), "x.docx"),
    "a page to begin with": (lambda: pdf(b"<</OpenAction[1 0 R/Fit]/JSomething 1>>"), "x.pdf"),
    "letters of a picture": (lambda: pdf(b"<<>>stream\n\x00/JS \x01/Launch \nendstream"), "x.pdf"),
}


@pytest.mark.parametrize("case", SOUND)
def test_a_sound_paper_is_taken(case: str, as_: As) -> None:
    made, name = SOUND[case]
    assert as_("cora").post(FORM, {"file": file(made(), name)}).status_code == 302
    assert bytes(kept().file or b"") == made()


@pytest.mark.parametrize("inside", [b"stream\n", b"/J#53a", b"endstream", b"%PDF-1.7"])
def test_the_largest_file_is_looked_at_in_time(inside: bytes) -> None:
    body = pdf(inside * (10 * MEGABYTE // len(inside)))
    began = time.monotonic()
    pdf_fault(body)
    assert time.monotonic() - began < 5


def test_a_file_is_never_left_behind_unseen(as_: As) -> None:
    """The form comes back with a question: the browser has forgotten the file, and the page says so."""
    client, text = as_("cora"), "About the child with NHS number 943 476 5919"
    first = client.post(FORM, {"file": file(), "differs": text})
    assert 'name="file-sent"' in first.content.decode()
    again = {"differs": text, "considered": asked(first), "file-sent": "1"}
    second = client.post(FORM, again)
    assert second.status_code == 422
    assert CHOOSE_AGAIN in texts(second)
    assert 'name="file-sent"' not in second.content.decode()
    del again["file-sent"]
    assert client.post(FORM, again | {"file": file()}).status_code == 302
    assert bytes(kept().file or b"") == PAPER


def test_after_sign_in_the_file_is_asked_for_again(as_: As) -> None:
    answer = as_("anon").post(FORM, {"file": file(), "differs": "Typed with care."})
    assert answer.status_code == 401
    assert "file-sent=1" in answer.context["carried"]


def test_what_looks_personal_in_a_name_is_asked_about(as_: As) -> None:
    answer = as_("cora").post(FORM, {"file": file(name="EHCP for Jane Doe.pdf")})
    assert "seems to contain the name of a child" in texts(answer)


NAMES = {
    "../../etc/passwd.pdf": "passwd.pdf",
    "C:\\Papers\\HWB.pdf": "HWB.pdf",
    "a\r\nSet-Cookie: x=1.pdf": "a-Set-Cookie- x-1.pdf",
    'a";<script>.pdf': "a-script.pdf",
    ".pdf": "file.pdf",
    "...PDF": "file.pdf",
    f"{'x' * 300}.pdf": f"{'x' * 100}.pdf",
    "Bwrdd Iechyd – ŵy.pdf": "Bwrdd Iechyd – ŵy.pdf",
    "\u202egpj.pdf": "gpj.pdf",
}


@pytest.mark.parametrize("name", NAMES)
def test_its_name_is_harmless(name: str) -> None:
    assert safe_name(name, PDF.suffix) == NAMES[name]
    assert safe_name("Minutes.DOCX", WORD.suffix) == "Minutes.docx"


def test_memory_holds_so_much_of_a_request_and_the_disk_nothing() -> None:
    handler = uploads.MemoryUploadHandler()
    for sent in (uploads.MOST_BYTES, 1):
        handler.new_file("file", "x.pdf", "application/pdf", None)
        handler.receive_data_chunk(b"x" * sent, 0)
        held = handler.file_complete(sent)
        assert (held.size, len(held.read())) == (sent, sent if sent > 1 else 0)
