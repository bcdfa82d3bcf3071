"""House styles in tests: the pages of the Board's, what its forms send as it stands, and Word files for it."""

import datetime
import io
from typing import Any

import docx
from django.core.files.uploadedfile import SimpleUploadedFile
from docx.shared import Pt

from governance.forms.house_styles import StyleForm
from governance.models import Body, HouseSection, HouseStyle
from tests.governance.reporting import EARLIER

STYLE = "/bodies/health-and-wellbeing-board/house-style/"
BEFORE = EARLIER - datetime.timedelta(hours=1)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def style() -> HouseStyle:
    return Body.objects.get(slug="health-and-wellbeing-board").house_style


def heading(kind: str) -> HouseSection:
    return style().sections.get(kind=kind)


def sent(**said: Any) -> dict[str, Any]:
    """What the form of the style sends as it stands, but for what is said."""
    stands = {name: getattr(style(), name) for name in (*StyleForm.base_fields,) if hasattr(style(), name)}
    fields = {name: value for name, value in stands.items() if value not in (None, False)}
    return fields | said


def heading_sent(kind: str, **said: Any) -> dict[str, Any]:
    """What the form of a heading sends as it stands, but for what is said."""
    one = heading(kind)
    fields = {"heading": one.heading, "position": one.position, "presence": one.presence, "revision": one.revision,
              "standing_text": one.standing_text}  # fmt: skip
    return fields | ({"is_on": "on"} if one.is_on else {}) | said


def letterhead(words: str = "Borough Council") -> bytes:
    """A council's Word file."""
    base = docx.Document()
    base.styles["Heading 2"].font.size = Pt(31)
    base.sections[0].header.paragraphs[0].text = words
    base.add_paragraph("Sample text of the council")
    written = io.BytesIO()
    base.save(written)
    return written.getvalue()


def upload(body: bytes, name: str = "letterhead.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, body, content_type=DOCX)


def word_texts(body: bytes) -> list[str]:
    """The texts of a Word file, its letterhead first."""
    opened = docx.Document(io.BytesIO(body))
    return [part.text for part in (*opened.sections[0].header.paragraphs, *opened.paragraphs)]
