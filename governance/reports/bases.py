"""The Word file into which a body's papers are written: which one is in use, and whether one can be used."""

import logging

from documents.content import Bar, Bullet, Cell, Chart, Column, Document, Heading, Paragraph, Part, Table, plain
from documents.office import BadBase
from governance.models import Body, Format
from governance.reports.rendering import render

UNUSABLE = "No paper can be written into this file. Save it in Word once more as a .docx file, and try again."
# Something of everything that a paper holds.
SPECIMEN = Document(
    title="Specimen",
    header=("REPORT",),
    blocks=(
        Heading("Heading"),
        Paragraph(plain("A paragraph."), "1", 0, "detail"),
        Paragraph(plain("A part of it."), "a", 1, "detail"),
        Paragraph(plain("A part of that."), "i", 2, "detail"),
        Bullet(plain("A point.")),
        Heading("Heading within", 3),
        Table("Table", (Column("Ref."), Column("Status")), ((Cell("1a"), Cell("On track", colour="green")),), "Table"),
        Chart("Chart", "One action.", (Bar("1", (Part("On track", 1, "green"),)),)),
    ),
    footer=("Contact",),
)

logger = logging.getLogger(__name__)


def base_of(body: Body) -> bytes | None:
    """The file that is in use for a body's papers; None for the portal's own plain one."""
    base = body.house_style.base
    return bytes(base.body) if base is not None else None


def check_base(base: bytes) -> None:
    """Raises BadBase, with a sentence for the person who gave it, where no paper can be written into the file."""
    try:
        render(SPECIMEN, Format.DOCX, base)
    except BadBase:
        raise
    except Exception as error:  # what a strange file makes of a library has no end
        logger.info("A Word file for a house style cannot be used: %s", type(error).__name__)
        raise BadBase(UNUSABLE) from error
