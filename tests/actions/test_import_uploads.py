"""Files that are no plan: a clear message, nothing kept, nothing written."""

import io
import zipfile
from collections.abc import Callable

import pytest
from django.test import Client

from actions.models import Action, ImportDraft
from tests.actions.importing_pages import IMPORT, NEW, book, fields_of, sent, walked
from tests.actions.reading import texts
from tests.hostile import HUGE

As = Callable[[str], Client]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), body)
    return out.getvalue()


BAD = {
    "nothing": (b"", "plan.xlsx"),
    "nothing but spaces": (b" \r\n \r\n", "plan.csv"),
    "a picture": (PNG, "plan.xlsx"),
    "a picture as CSV": (PNG, "plan.csv"),
    "an old workbook, renamed": (OLE, "plan.xlsx"),
    "an old workbook": (OLE, "plan.xls"),
    "no spreadsheet": (b"Hello", "plan.txt"),
    "a zip": (zipped(hello_xml=b"<a/>"), "plan.xlsx"),
    "a bomb": (zipped(xl__workbook_xml=b"0" * 60_000_000), "plan.xlsx"),
    "a broken workbook": (book(*NEW)[:2000], "plan.xlsx"),
    "too large": (b"a,b\r\n" + b"x" * (2 * 1024 * 1024), "plan.csv"),
    "too many rows": (b"Reference,Action\r\n" + b"1a,Do it\r\n" * 501, "plan.csv"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_file_that_is_no_plan_meets_a_message(case: str, as_: As) -> None:
    body, name = BAD[case]
    answer = as_("cora").post(IMPORT, sent(body, name, printed_on_0="3"))
    assert answer.status_code == 422
    page = texts(answer)
    assert 'href="#id_file"' in page
    assert fields_of(answer)["printed_on_0"] == "3"
    assert not ImportDraft.objects.exists()


XLS = OLE + "Workbook".encode("utf-16-le")
ADVICE = {
    "an old workbook": (XLS, "plan.xls", "This is a workbook of an older Excel (.xls): open it in Excel"),
    "an OpenDocument file": (zipped(content_xml=b""), "plan.ods", "This is an OpenDocument file"),
    "a Word document": (zipped(word__document_xml=b""), "plan.docx", "This is a Word document: copy its table"),
    "a text": (b"Reference\tAction\r\n1a\tDo it\r\n", "plan.txt", "This is a text file: if it holds a table"),
    "a PDF": (b"%PDF-1.7", "plan.pdf", "This is a PDF: choose the spreadsheet"),
    "another name": (book(*NEW), "plan.ods", "The spreadsheet must be an Excel file (.xlsx) or CSV file (.csv)"),
}


@pytest.mark.parametrize("case", ADVICE)
def test_a_file_of_another_kind_under_its_own_name_meets_advice(case: str, as_: As) -> None:
    body, name, message = ADVICE[case]
    answer = as_("cora").post(IMPORT, sent(body, name))
    assert answer.status_code == 422
    assert message in texts(answer)
    assert not ImportDraft.objects.exists()


@pytest.mark.parametrize("name", ["../../etc/plan.xlsx", "<b>plan</b>.xlsx", "p" * 300 + ".xlsx", "\u202eplan.xlsx"])
def test_a_strange_name_is_made_harmless(name: str, as_: As) -> None:
    cora = as_("cora")
    page = texts(walked(cora, book(*NEW), name))
    kept = ImportDraft.objects.get().file_name
    assert not set("/\r\n<>\u202e") & set(kept)
    assert "<b>plan" not in page


@pytest.mark.parametrize("fields", [{"plan_state": "closed"}, {"plan_state": ""}, {"printed_on_0": HUGE},
                                    {"printed_on_0": "5", "printed_on_1": "9", "printed_on_2": "2024"}])  # fmt: skip
def test_wrong_fields_beside_a_good_file(fields: dict[str, str], as_: As) -> None:
    answer = as_("cora").post(IMPORT, sent(book(*NEW), **fields))
    assert answer.status_code == 422
    assert not ImportDraft.objects.exists()


def test_a_file_must_be_chosen_again(as_: As) -> None:
    cora = as_("cora")
    wrong = cora.post(IMPORT, sent(book(*NEW), plan_state=""))
    again = cora.post(IMPORT, fields_of(wrong) | {"plan_state": "agreed"})
    assert again.status_code == 422
    assert "Choose the file again" in texts(again)
    assert "saved without a file" not in texts(again)


HOSTILE = (
    '=HYPERLINK("http://x.example")', "<script>alert(1)</script>", "{{ request.user }}", "'; DROP TABLE", "a\x00b",
    "\u202eabc", "\ufeff", "x" * 5000, "\x1b[31m",
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_hostile_cells_are_words_or_named(text: str, as_: As) -> None:
    cora = as_("cora")
    quoted = text.replace('"', '""')
    body = f'Priority,Reference,Action,Lead\r\nPriority 8 Next,8a,"Do it","{quoted}"\r\n'.encode()
    if "\0" in text:
        assert cora.post(IMPORT, sent(body, "plan.csv")).status_code == 422
        return
    page = walked(cora, body, "plan.csv")
    assert "<script>alert" not in page.content.decode()
    assert cora.post(IMPORT + "preview/", fields_of(page)).status_code == 302
    kept = Action.objects.get(key="8a").lead_as_printed
    assert kept == "".join(one for one in text if one >= " " and one not in "\u202e\ufeff")


def test_five_hundred_rows_come_in(as_: As) -> None:
    cora = as_("cora")
    rows = [("Priority 8 Next", f"8.{number}", f"Action {number}", "SENCos", "31/03/2025", "Green", "Begun.", "")
            for number in range(1, 480)]  # fmt: skip
    page = walked(cora, book(*rows))
    assert cora.post(IMPORT + "preview/", fields_of(page)).status_code == 302
    assert Action.objects.filter(priority__number=8).count() == 479
