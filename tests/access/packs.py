"""Packs: of a meeting of October, whose papers are out, and of one of July, a draft. Everybody reads them."""

import datetime
import types

from governance.services.meetings import send_papers_out
from tests.access.rows import NO_POST, READ, SIGN_IN, Row
from tests.governance.minuting import meeting_on
from tests.world import NOW

DRAFTED = "/meetings/2024-07-12-local-inclusion-partnership/"
SENT = "/meetings/2024-10-10-local-inclusion-partnership/"
ELSEWHERE = "/meetings/2023-06-28-health-and-wellbeing-board/"
NOWHERE = SIGN_IN + "others 404"

ROWS = [
    *(
        Row(meeting + page, READ, NO_POST)
        for meeting in (DRAFTED, SENT)
        for page in ("pack/", "pack.docx", "pack.pdf")
    ),
    *(Row(SENT + page, READ, NO_POST) for page in ("pack/1/", "pack/1.docx", "pack/1.pdf")),
    *(Row(SENT + page, NOWHERE, NO_POST) for page in ("pack.csv", "pack/2/", "pack/2.pdf", "pack/1.html")),
    *(Row(DRAFTED + page, NOWHERE, NO_POST) for page in ("pack/1/", "pack/1.pdf")),
    *(Row(ELSEWHERE + page, NOWHERE, NO_POST) for page in ("pack/", "pack.pdf")),
]


def make(people: types.SimpleNamespace) -> dict[str, object]:
    meeting = meeting_on(datetime.date(2024, 10, 10), people.cora)
    send_papers_out(meeting=meeting, by=people.cora, now=NOW)
    return {}
