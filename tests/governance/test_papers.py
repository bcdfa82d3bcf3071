"""Papers of agenda items: a link or a file, its versions, and who may read them."""

import hashlib
import types
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from audit.recording import Refused
from design.uploads import Upload
from governance.models import AgendaItem, Paper, PaperFile
from governance.services.agendas import add_item, edit_item, withdraw_item
from governance.services.papers import add_paper, replace_paper, withdraw_paper
from tests.governance.agendas import PAGE, a_meeting, said, seat
from tests.governance.reporting import revision_of
from tests.governance.styling import letterhead
from tests.world import NOW

As = Callable[[str], Client]
People = types.SimpleNamespace
ITEM = PAGE + "items/1/"
NEW = ITEM + "papers/new/"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n"
LINK = "https://example.org/figures"


@pytest.fixture
def item(people: People) -> AgendaItem:
    return add_item(meeting=a_meeting(people.cora), by=people.cora, now=NOW, title="Short breaks", purpose="discuss")


def a_file(name: str = "../Plan & figures.pdf", body: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, body, content_type="text/html")


def test_a_file_is_kept_and_handed_out_as_an_attachment(as_: As, item: AgendaItem) -> None:
    fields = {"title": "Figures", "file": a_file(), "writer": "one"}
    assert as_("cora").post(NEW, fields).status_code == 302
    paper = Paper.objects.get()
    assert (paper.size, paper.sha256) == (len(PDF), hashlib.sha256(PDF).hexdigest())
    assert (paper.file_name, paper.content_type) == ("Plan & figures.pdf", "application/pdf")
    page = as_("olive").get(ITEM)
    assert "Figures (PDF, " in said(page)
    address = paper.get_absolute_url()
    assert address == f"{PAGE}papers/{paper.key}/"
    assert f'href="{address}"' in page.content.decode()
    answer = as_("olive").get(address)
    assert answer.content == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="Plan & figures.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    assert "default-src 'none'" in answer["Content-Security-Policy"] or "'self'" in answer["Content-Security-Policy"]
    assert as_("anon").get(address).status_code == 302
    assert as_("cora").post(address).status_code == 405


def test_a_word_file_and_a_link(as_: As, item: AgendaItem) -> None:
    client = as_("cora")
    assert client.post(NEW, {"title": "Report", "file": a_file("r.docx", letterhead())}).status_code == 302
    assert client.post(NEW, {"title": "Figures", "url": LINK}).status_code == 302
    page = as_("olive").get(ITEM)
    assert "Report (Word, " in said(page)
    assert f'href="{LINK}"' in page.content.decode()
    link = Paper.objects.get(title="Figures")
    assert as_("olive").get(link.get_absolute_url())["Location"] == LINK
    history = said(client.get(ITEM + "history/"))
    assert "Paper “Figures”: added" in history
    assert "Cora Vale" in history


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "neither": ({}, "Enter a link to the paper or choose its file, and not both"),
    "both": ({"url": LINK, "file": a_file}, "Enter a link to the paper or choose its file, and not both"),
    "no title": ({"title": " ", "url": LINK}, "Enter the title"),
    "a script": ({"url": "javascript:alert(1)"}, "Enter a link"),
    "a page as PDF": ({"file": lambda: a_file("p.pdf", b"<html>")}, "must be a PDF file (.pdf) or Word file (.docx)"),
    "a PDF as page": ({"file": lambda: a_file("p.html")}, "must be a PDF file (.pdf) or Word file (.docx)"),
    "half a PDF": ({"file": lambda: a_file("p.pdf", b"%PDF-1.7 half")}, "is not a whole PDF"),
    "a PDF with a script": (
        {"file": lambda: a_file("p.pdf", PDF.replace(b"<<>>", b"<</JavaScript 1>>"))}, "has a script",
    ),
    "a huge file": ({"file": lambda: a_file("p.pdf", PDF + b"0" * 10 * 1024 * 1024)}, "must be 10 MB or smaller"),
    "nothing in it": ({"file": lambda: a_file("p.pdf", b"")}, "is empty"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_is_no_paper_is_refused(case: str, as_: As, item: AgendaItem) -> None:
    fields, problem = WRONG[case]
    made = {name: value() if callable(value) else value for name, value in fields.items()}
    answer = as_("cora").post(NEW, {"title": "Kept"} | made)
    assert answer.status_code == 422
    assert problem in said(answer)
    assert not Paper.objects.exists()


def test_a_newer_version_stands_above_the_old_one(as_: As, item: AgendaItem, people: People) -> None:
    first = add_paper(item=item, by=people.cora, now=NOW, title="Figures", file=Upload("f.pdf", PDF))
    client, address = as_("cora"), first.get_absolute_url() + "replace/"
    fields = {"title": "Figures", "file": a_file("g.pdf", PDF + b"\n"), "reason": "A sum was wrong"}
    assert client.post(address, fields | revision_of(client, address)).status_code == 302
    second = Paper.objects.get(version=2)
    page = said(as_("olive").get(ITEM))
    assert page.index("version 2") < page.index("Replaced:")
    assert as_("olive").get(first.get_absolute_url()).content == PDF
    assert as_("olive").get(second.get_absolute_url()).content == PDF + b"\n"
    assert "A sum was wrong" in said(client.get(ITEM + "history/"))
    late = client.post(address, fields | {"file": a_file("h.pdf"), "revision": first.revision})
    assert late.status_code == 422
    assert "This version of the paper has been replaced" in said(late)
    assert Paper.objects.count() == PaperFile.objects.count() == 2


def test_a_paper_is_withdrawn_and_stays_in_sight(as_: As, item: AgendaItem, people: People) -> None:
    paper = add_paper(item=item, by=people.cora, now=NOW, title="Figures", url=LINK)
    client, address = as_("cora"), paper.get_absolute_url() + "withdraw/"
    assert client.post(address, {"withdrawn_reason": "", "revision": "1"}).status_code == 422
    fields = {"withdrawn_reason": "Wrong year", "revision": "1"}
    assert [client.post(address, fields).status_code for _ in "ab"] == [302, 302]
    assert "Withdrawn: Wrong year" in said(as_("olive").get(ITEM))
    with pytest.raises(Refused, match="replaced"):
        withdraw_paper(paper=paper, by=people.cora, now=NOW, withdrawn_reason="Again")
    paper.refresh_from_db()
    assert paper.revision == 2


def test_papers_of_an_exempt_item_are_its_bodys_alone(as_: As, item: AgendaItem, people: People) -> None:
    seat(people.pat, people.cora)
    paper = add_paper(item=item, by=people.cora, now=NOW, title="Figures", file=Upload("f.pdf", PDF))
    newer = replace_paper(paper=paper, by=people.cora, now=NOW, title="Figures", file=Upload("g.pdf", PDF))
    for one in (paper, newer):
        assert as_("olive").get(one.get_absolute_url()).status_code == 200
    edit_item(item=item, by=people.cora, now=NOW, is_exempt=True, exempt_reason="Terms")
    for one in (paper, newer):
        assert [as_(who).get(one.get_absolute_url()).status_code for who in ("olive", "ada", "pat", "cora")] == [
            404, 404, 200, 200,
        ]  # fmt: skip
        assert as_("olive").get(one.get_absolute_url() + "replace/").status_code == 404
        assert as_("pat").get(one.get_absolute_url() + "replace/").status_code == 403


def test_a_paper_is_of_its_own_meeting_alone(as_: As, item: AgendaItem, people: People) -> None:
    paper = add_paper(item=item, by=people.cora, now=NOW, title="Figures", url=LINK)
    elsewhere = "/meetings/2023-06-28-health-and-wellbeing-board/papers/"
    for address in (f"{elsewhere}{paper.key}/", f"{PAGE}papers/{uuid.uuid4()}/", f"{PAGE}papers/1/"):
        assert as_("cora").get(address).status_code == 404


def test_who_may_not_and_when_not(as_: As, item: AgendaItem, people: People) -> None:
    paper = add_paper(item=item, by=people.cora, now=NOW, title="Figures", url=LINK)
    own = paper.get_absolute_url()
    for person in ("olive", "pat", "ada", "ian"):
        for address in (NEW, own + "replace/", own + "withdraw/"):
            assert as_(person).post(address, {"title": "X", "url": LINK}).status_code == 403
    with pytest.raises(Refused, match="not both"):
        add_paper(item=item, by=people.cora, now=NOW, title="Neither")
    withdraw_item(item=item, by=people.cora, now=NOW, withdrawn_reason="Late")
    for refused in (
        lambda: add_paper(item=item, by=people.cora, now=NOW, title="More", url=LINK),
        lambda: replace_paper(paper=paper, by=people.cora, now=NOW, title="More", url=LINK),
    ):
        with pytest.raises(Refused, match="taken off"):
            refused()
    assert Paper.objects.count() == 1
