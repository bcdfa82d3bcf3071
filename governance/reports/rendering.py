"""A document in each of the five formats, as bytes that are kept or sent. No query, no network."""

import dataclasses
import importlib

from documents.content import Document
from governance.models import Format

# Module and function of each renderer. They are loaded when one is wanted: their libraries are large, and most
# requests need none of them.
RENDERERS = {
    Format.DOCX: ("documents.word", "to_docx"),
    Format.HTML: ("documents.page", "to_standalone_html"),
    Format.CSV: ("documents.table_file", "to_csv"),
    Format.PDF: ("documents.pdf", "to_pdf"),
    Format.XLSX: ("documents.excel", "to_xlsx"),
}
CONTENT_TYPES = {
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.HTML: "text/html; charset=utf-8",
    Format.CSV: "text/csv; charset=utf-8",
    Format.PDF: "application/pdf",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def render(document: Document, format: Format, base: bytes | None = None) -> bytes:
    """The document in one format; `base` is the .docx file into which a Word file is written, if there is one."""
    module, function = RENDERERS[format]
    renderer = getattr(importlib.import_module(module), function)
    rendered: bytes | str = renderer(document, base) if format == Format.DOCX else renderer(document)
    return rendered.encode() if isinstance(rendered, str) else rendered


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
