"""A document in each of the five formats, as bytes that are kept or sent. No query, no network."""

import dataclasses
from collections.abc import Callable

from documents.excel import to_xlsx
from documents.page import to_standalone_html
from documents.pdf import to_pdf
from documents.table_file import to_csv
from documents.word import to_docx

from documents.content import Document
from governance.models import Format

RENDERERS: dict[str, Callable[[Document], bytes]] = {
    Format.DOCX: to_docx,
    Format.HTML: lambda document: to_standalone_html(document).encode(),
    Format.CSV: lambda document: to_csv(document).encode(),
    Format.PDF: to_pdf,
    Format.XLSX: to_xlsx,
}
CONTENT_TYPES = {
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.HTML: "text/html; charset=utf-8",
    Format.CSV: "text/csv; charset=utf-8",
    Format.PDF: "application/pdf",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def render(document: Document, format: str) -> bytes:
    """The document in one format. Raises KeyError for another than those of `Format`."""
    return RENDERERS[format](document)


def parts_of(document: Document, *, has_separate_appendices: bool) -> list[Document]:
    """The paper and, where the body wants them apart, a document for each appendix."""
    if not has_separate_appendices:
        return [document]
    paper = dataclasses.replace(document, appendices=())
    apart = [
        dataclasses.replace(document, title=f"{document.title}. {one.title}", blocks=one.blocks, appendices=())
        for one in document.appendices
    ]
    return [paper, *apart]
