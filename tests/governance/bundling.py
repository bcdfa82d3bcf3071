"""Bundles in tests: the form as a browser posts it, and the ZIP that comes."""

import csv
import datetime
import hashlib
import io
import re
import zipfile
from typing import Any

from django.test import Client

from documents.csv_file import BYTE_ORDER_MARK
from priorities.models import ActionPlan
from tests.documents import pdf_reader

URL = "/bundle/"
# The heading of the first part.
BOTH = "The plan at the beginning and at the end"
FIRST, LAST = datetime.date(2024, 7, 1), datetime.date(2024, 9, 4)


def asked(first: datetime.date = FIRST, last: datetime.date = LAST, plan: str = "2023-24") -> dict[str, Any]:
    """What the form posts."""
    days = {
        f"{name}_{part}": str(number)
        for name, day in (("first", first), ("last", last))
        for part, number in enumerate((day.day, day.month, day.year))
    }
    return {"plan": ActionPlan.objects.get(slug=plan).pk, **days}


class Unpacked:
    """A ZIP that was sent."""

    def __init__(self, client: Client, **period: Any) -> None:
        answer = client.post(URL, asked(**period))
        assert answer.status_code == 200, answer.content
        assert answer["Content-Type"] == "application/zip"
        self.name = answer["Content-Disposition"]
        self.bytes = b"".join(answer)
        with zipfile.ZipFile(io.BytesIO(self.bytes)) as archive:
            self.members = {name: archive.read(name) for name in archive.namelist()}

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.bytes).hexdigest()

    @property
    def index(self) -> str:
        return " ".join(self.members["index.html"].decode().split())

    def rows(self, name: str) -> list[dict[str, str]]:
        """The lines of a CSV file in it."""
        text = self.members[name].decode().removeprefix(BYTE_ORDER_MARK)
        return list(csv.DictReader(io.StringIO(text, newline="")))

    def part(self, heading: str) -> str:
        """What the index says of one part."""
        return self.index.partition(f"<h2>{heading}</h2>")[2].partition("<h2>")[0]


def words_in(name: str, body: bytes) -> str:
    """All that a file says: of an office file all its parts, of a PDF what a screen reader is told."""
    if name.endswith(".pdf"):
        return pdf_reader.tags(body).text
    if name.endswith((".docx", ".xlsx")):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            parts = "\n".join(archive.read(one).decode(errors="replace") for one in archive.namelist())
        return re.sub("<[^>]*>", "", parts)
    return body.decode()
