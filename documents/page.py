"""A paper as a web page: within a page of the portal, or as a file of its own."""

import dataclasses
import datetime
import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from design.charts import Segment
from design.fields import date_words
from design.look import SYMBOL_OF, Look
from documents.content import Block, Bullet, Cell, Chart, Document, Heading, Paragraph, Run, Table, Text

# There are classes for so many levels of numbers.
DEEPEST = 2
# Words of more letters break where they must; in other cells a column is as wide as its longest word.
_LONG_WORD = re.compile(r"\S{25}")


@dataclasses.dataclass(frozen=True)
class PageCell:
    """A cell as the page shows it. `look` is there for the word of a status; `text` is then what follows the word."""

    text: str
    heading: str
    look: Look | None
    is_number: bool
    is_kept_whole: bool
    has_long_word: bool


def to_html(document: Document) -> str:
    """The paper as an <article> with its title as h1, to be included in a page. No text in it is markup."""
    context = {
        "document": document,
        "marks": list(filter(None, (document.standing, document.classification, document.as_at))),
        "blocks": list(_blocks(document.blocks)),
        "appendices": [
            {"title": appendix.title, "blocks": list(_blocks(appendix.blocks))} for appendix in document.appendices
        ],
    }
    return render_to_string("documents/paper.html", context)


def to_standalone_html(document: Document) -> str:
    """The paper as a file that needs nothing else: no address, no script."""
    context = {"document": document, "paper": mark_safe(to_html(document)), "styles": _styles()}  # noqa: S308
    return render_to_string("documents/standalone.html", context)


@cache
def _styles() -> SafeString:
    return mark_safe((Path(__file__).parent / "standalone.css").read_text())  # noqa: S308 - our own file


def _blocks(blocks: Iterable[Block]) -> Iterator[dict[str, Any]]:
    for is_list, run in groupby(blocks, lambda block: isinstance(block, Bullet)):
        if is_list:
            yield {"kind": "bullets", "points": [_leveled(block) for block in run]}
        else:
            yield from map(_block, run)


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", "level": block.level, "text": block.text}
        case Paragraph():
            return {"kind": "paragraph", "number": block.number, **_leveled(block)}
        case Table():
            return {"kind": "table", "table": block, "heads": _heads(block), "rows": list(_rows(block))}
        case Chart():
            return _chart(block)
    raise TypeError(f"a page has no block {type(block).__name__}")


def _leveled(block: Any) -> dict[str, Any]:
    return {"text": _text(block.text), "level": min(block.level, DEEPEST)}


def _text(text: Text) -> SafeString:
    return format_html_join("", "{}", ((_run(run),) for run in text))


def _run(run: Run) -> SafeString | str:
    letters: SafeString | str = run.text
    if run.emphasis:
        letters = format_html("<em>{}</em>", letters)
    return format_html("<strong>{}</strong>", letters) if run.strong else letters


def _heads(table: Table) -> list[dict[str, Any]]:
    return [
        {"text": column.heading, "is_number": _holds_numbers(row[at] for row in table.rows)}
        for at, column in enumerate(table.columns)
    ]


def _holds_numbers(cells: Iterable[Cell]) -> bool:
    filled = [cell for cell in cells if cell.text]
    return bool(filled) and all(isinstance(cell.value, int) for cell in filled)


def _rows(table: Table) -> Iterator[list[PageCell]]:
    for row in table.rows:
        yield [_cell(cell, column.heading) for cell, column in zip(row, table.columns, strict=True)]


def _cell(cell: Cell, heading: str) -> PageCell:
    return PageCell(
        text=cell.rest if cell.colour else cell.text,
        heading=heading,
        look=Look(cell.word, SYMBOL_OF[cell.colour], cell.colour) if cell.colour and cell.text else None,
        is_number=isinstance(cell.value, int),
        is_kept_whole=isinstance(cell.value, datetime.date) and cell.text == date_words(cell.value),
        has_long_word=bool(_LONG_WORD.search(cell.text)),
    )


def _chart(chart: Chart) -> dict[str, Any]:
    bars = [
        {
            "label": bar.label,
            "segments": [
                Segment(Look(part.label, SYMBOL_OF[part.colour], part.colour), part.count) for part in bar.parts
            ],
        }
        for bar in chart.bars
    ]
    return {
        "kind": "chart",
        "chart": chart,
        "bars": bars,
        "most": max((sum(part.count for part in bar.parts) for bar in chart.bars), default=0),
        "looks": list(dict.fromkeys(segment.look for bar in bars for segment in bar["segments"])),  # type: ignore[attr-defined]
    }


def standalone(title: str, body: SafeString) -> str:
    """Markup of ours as a file of its own, in the look of papers: no script, and nothing in it is fetched."""
    context = {"document": {"title": title, "language": "en-GB"}, "paper": body, "styles": _styles()}
    return render_to_string("documents/standalone.html", context)
