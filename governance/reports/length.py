"""How long a paper is, and whether its body takes so much."""

import dataclasses
import importlib

from documents.content import Document
from governance.models import Body
from governance.reports.told import counted


@dataclasses.dataclass(frozen=True)
class PaperLength:
    """The pages of a paper in words; `is_over` where they are more than its body takes."""

    words: str
    is_over: bool


def length_of(document: Document, body: Body) -> PaperLength:
    """The pages that a document takes as PDF, its appendices apart: a body's limit is for the paper itself."""
    # Loaded when it is wanted, as the renderers are.
    pages = importlib.import_module("documents.pdf").pages_of(document)
    apart = f", and {pages.appendices} of appendices" if pages.appendices else ""
    words, limit = f"The paper has {counted(pages.paper, 'page')}{apart}.", body.house_style.page_limit
    if limit is None:
        return PaperLength(words, is_over=False)
    return PaperLength(f"{words} The {body} takes at most {limit}.", is_over=pages.paper > limit)
