"""A spreadsheet on its way through the pages of an import, for tests."""

import io
import re
from collections.abc import Iterable, Sequence
from html import unescape
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.actions.reading import texts

PLAN = "/plans/2023-24/"
IMPORT = PLAN + "import/"
STEPS = ("sheet", "columns", "words", "preview")
HEADINGS = ("Priority", "Reference", "Action", "Lead", "Due date", "Status", "Progress", "Success criteria")
# One of each kind: a printed lead, a lead by name, words for a date and a status.
NEW = (
    ("Priority 8 Preparing for adulthood", "8a", "Open a supported internship", "SENCos", "31/03/2025", "Green",
     "Two employers have signed.", "Ten interns"),
    ("Priority 8 Preparing for adulthood", "8b", "Publish the offer", "Olive Marsh / Otis Field", "Ongoing", "Behind",
     "", ""),
    ("Priority 8 Preparing for adulthood", "8b(i)", "Print it", "olive@portal.example", "TBC", "", "", ""),
)  # fmt: skip


def book(*rows: Sequence[Any], headings: Sequence[str] = HEADINGS, **sheets: Iterable[Sequence[Any]]) -> bytes:
    """An Excel workbook with a sheet "Plan", and others by their names."""
    made = openpyxl.Workbook()
    first = made.active
    first.title = "Plan"
    for row in (headings, *rows):
        first.append(row)
    for name, other in sheets.items():
        sheet = made.create_sheet(name)
        for row in other:
            sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def sent(body: bytes, name: str = "plan.xlsx", **fields: Any) -> dict[str, Any]:
    """What the first page posts."""
    return {"file": SimpleUploadedFile(name, body), "plan_state": "agreed"} | fields


def fields_of(response: Any) -> dict[str, Any]:
    """What the form of a page would post as it stands: hidden fields, texts, and what is chosen or ticked."""
    page = response.content.decode()
    form = page[page.index('<form class="portal-measure"') :]
    form = form[: form.index("</form>")]
    found: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        named = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        kind, name = named.get("type", "text"), named.get("name")
        if name is None or name == "csrfmiddlewaretoken" or kind == "file":
            continue
        value = unescape(named.get("value", ""))
        if kind == "checkbox":
            if " checked" in tag:
                found.setdefault(name, []).append(value)
        elif kind != "radio" or " checked" in tag:
            found[name] = value
    for name, options in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        found[name] = unescape(chosen[1]) if chosen else ""
    return found


def walked(client: Client, body: bytes, name: str = "plan.xlsx", *, plan: str = PLAN, **fields: Any) -> Any:
    """Send the spreadsheet and go on through the steps as they are guessed; the preview."""
    answer = client.post(f"{plan}import/", sent(body, name, **fields))
    assert answer.status_code == 302, texts(answer)
    for _ in STEPS:
        page = client.get(answer["Location"])
        assert page.status_code == 200
        if answer["Location"].endswith("/preview/"):
            return page
        answer = client.post(answer["Location"], fields_of(page))
        assert answer.status_code == 302, texts(answer)
    raise AssertionError("The steps never come to the preview.")


def confirmed(client: Client, page: Any, **fields: Any) -> Any:
    """Bring in what the preview shows; the answer."""
    return client.post(page.request["PATH_INFO"], fields_of(page) | fields)


def asked_by(page: Any) -> dict[str, str]:
    """The names of the fields on the page of words, by the word that each asks about."""
    labels = re.findall(r'<label[^>]*for="id_(word-[0-9]+)"[^>]*>\s*“(.*?)”', page.content.decode(), re.S)
    return {unescape(word): name for name, word in labels}
