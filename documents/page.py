"""A paper as a web page: within a page of the portal, or as a file of its own."""

import dataclasses
import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import count, groupby
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

from design.charts import Segment
from design.fields import date_words
from design.look import SYMBOL_OF, Look, draw_tag
from documents.content import Block, Bullet, Cell, Chart, Document, Heading, Paragraph, Run, Table, Text

# The address to which a text of a paper leads; empty where it leads nowhere.
Link = Callable[[str], str]
# Words of a text with the addresses to which they lead, in their order.
Said = Sequence[tuple[str, str]]
# The heading of a first column whose cells may lead somewhere.
REFERENCES = "Ref."
# There are classes for so many levels of numbers.
DEEPEST = 2
# What heads a row or column in so few letters, a reference among it, stays in one line.
SHORT = 9
# Words of more letters break where they must; in other cells a column is as wide as its longest word.
_LONG_WORD = re.compile(r"\S{25}")


@dataclasses.dataclass(frozen=True)
class Contents:
    """Links to the parts of a paper with links, for its page alone, called `title`.

    They stand before the first heading that reads `before`, and lead to that heading and to those after it that are no
    lower, then to `also`: anchors and words of the page around it.
    """

    title: str
    before: str
    also: tuple[tuple[str, str], ...] = ()


@dataclasses.dataclass(frozen=True)
class Counts:
    """Where the numbers of a paper with links lead, on its page alone: in tables by the places of block, row and
    column, of a cell its words up to a comma; in texts by the place of the block, the words of each in their order.
    """

    cells: Mapping[tuple[int, int, int], str] = dataclasses.field(default_factory=dict)
    words: Mapping[int, Said] = dataclasses.field(default_factory=dict)


def to_html(
    document: Document,
    link: Link | None = None,
    below_head: SafeString | str = "",
    contents: Contents | None = None,
    counts: Counts = Counts(),
) -> str:
    """The paper as an <article> with its title as h1, to be included in a page. No text in it is markup.

    `link` gives the address of what a run, or the first cell of a row under "Ref.", says in all; empty where it leads
    nowhere. With it, headings and tables can be led to (`anchor_of`; of several that read the same, the next one), as
    `contents` and `counts` do. `below_head` is what a page puts between the head and the first block.
    """
    context = {
        "document": document,
        "marks": list(filter(None, (document.standing, document.classification, document.as_at))),
        "below_head": below_head,
        "blocks": _with_contents(list(_blocks(document.blocks, link, counts)), contents),
        "appendices": [
            {"title": appendix.title, "blocks": list(_blocks(appendix.blocks, link))}
            for appendix in document.appendices
        ],
    }
    return render_to_string("documents/paper.html", context)


def anchor_of(heading: str) -> str:
    """Where a heading, or a table by its caption, of a paper with links stands in its page."""
    return f"paper-{slugify(heading)}"


def to_standalone_html(document: Document) -> str:
    """The paper as a file that needs nothing else: no address, no script."""
    context = {"document": document, "paper": mark_safe(to_html(document)), "styles": _styles()}  # noqa: S308
    return render_to_string("documents/standalone.html", context)


@cache
def _styles() -> SafeString:
    return mark_safe((Path(__file__).parent / "standalone.css").read_text())  # noqa: S308 - our own file


def _blocks(
    blocks: Iterable[Block],
    link: Link | None,
    counts: Counts = Counts(),
) -> Iterator[dict[str, Any]]:
    placed = list(enumerate(blocks))
    anchors = _anchors(block for _, block in placed) if link is not None else {}
    for is_list, run in groupby(placed, lambda pair: isinstance(pair[1], Bullet)):
        if is_list:
            points = [_leveled(block, *_links(link, anchors, place, counts)) for place, block in run]
            yield {"kind": "bullets", "points": points}
            continue
        for place, block in run:
            told = _block(block, *_links(link, anchors, place, counts), _cells_of(counts, place))
            yield told | {"anchor": anchors.get(place, ("", ""))[1]}


def _anchors(blocks: Iterable[Block]) -> dict[int, tuple[str, str]]:
    """By the place of each heading and table, what `anchor_of` says and where it stands: of those that read the same,
    the first has the plain one.
    """
    found: dict[int, tuple[str, str]] = {}
    taken: set[str] = set()
    for place, block in enumerate(blocks):
        if isinstance(block, Heading | Table):
            plain = anchor_of(block.text if isinstance(block, Heading) else block.caption)
            found[place] = plain, _another(plain, taken)
    return found


def _another(anchor: str, anchors: set[str]) -> str:
    """One that the page has not had."""
    numbered = (f"{anchor}-{number}" for number in count(2))
    found = anchor if anchor not in anchors else next(one for one in numbered if one not in anchors)
    anchors.add(found)
    return found


def _links(
    link: Link | None, anchors: Mapping[int, tuple[str, str]], place: int, counts: Counts
) -> tuple[Link | None, Said]:
    """The link and the numbers of a text as they lead from that place: to the next of what reads the same."""

    def onward(href: str) -> str:
        ahead = (anchor for at, (name, anchor) in anchors.items() if at > place and f"#{name}" == href)
        return f"#{found}" if (found := next(ahead, "")) else href

    if link is None:
        return None, ()
    return lambda text: onward(link(text)), [(said, onward(href)) for said, href in counts.words.get(place, ())]


def _cells_of(counts: Counts, place: int) -> dict[tuple[int, int], str]:
    return {(row, column): href for (block, row, column), href in counts.cells.items() if block == place}


def _with_contents(blocks: list[dict[str, Any]], contents: Contents | None) -> list[dict[str, Any]]:
    headings = [(at, block) for at, block in enumerate(blocks) if block["kind"] == "heading"]
    first = next(((at, block) for at, block in headings if contents and block["text"] == contents.before), None)
    if contents is None or first is None:
        return blocks
    place, heading = first
    links = [(one["anchor"], one["text"]) for at, one in headings if at >= place and one["level"] <= heading["level"]]
    told = {"kind": "contents", "title": contents.title, "links": [*links, *contents.also]}
    return [*blocks[:place], told, *blocks[place:]]


def _block(block: Block, link: Link | None, said: Said, cells: Mapping[tuple[int, int], str]) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", "level": block.level, "text": block.text}
        case Paragraph():
            return {"kind": "paragraph", "number": block.number, **_leveled(block, link, said)}
        case Table():
            return {"kind": "table", "table": block, "heads": _heads(block), "rows": _rows(block, link, cells)}
        case Chart():
            return _chart(block)
    raise TypeError(f"a page has no block {type(block).__name__}")


def _leveled(block: Any, link: Link | None, said: Said) -> dict[str, Any]:
    return {"text": _text(block.text, link, said), "level": min(block.level, DEEPEST)}


def _text(text: Text, link: Link | None, said: Said) -> SafeString:
    return format_html_join("", "{}", ((_run(run, link, said),) for run in text))


def _run(run: Run, link: Link | None, said: Said) -> SafeString | str:
    letters: SafeString | str = _linked(run.text, link, said)
    if run.emphasis:
        letters = format_html("<em>{}</em>", letters)
    return format_html("<strong>{}</strong>", letters) if run.strong else letters


def _linked(text: str, link: Link | None, said: Said = ()) -> SafeString | str:
    """The text as a link, or with links in it: what is said, in its order."""
    href = link(text) if link is not None else ""
    if href:
        return _anchor(href, text)
    pieces, rest = [], text
    for counted, leads_to in said:
        before, found, after = rest.partition(counted)
        if found:
            pieces += [before, _anchor(leads_to, counted)]
            rest = after
    return format_html_join("", "{}", ((piece,) for piece in (*pieces, rest))) if pieces else text


def _anchor(href: str, text: str) -> SafeString:
    return format_html('<a class="govuk-link" href="{}">{}</a>', href, text)


def _heads(table: Table) -> list[dict[str, Any]]:
    return [
        {
            "text": column.heading,
            "is_number": _holds_numbers(row[at] for row in table.rows),
            "is_short": len(column.heading) <= SHORT,
            "share": _share(column.width, sum(each.width for each in table.columns)),
        }
        for at, column in enumerate(table.columns)
    ]


def _share(width: int, whole: int) -> int:
    """A column's share of the width in twentieths: there is a class for each up to twelve."""
    return min(12, max(1, round(20 * width / whole)))


def _holds_numbers(cells: Iterable[Cell]) -> bool:
    filled = [cell for cell in cells if cell.text]
    return bool(filled) and all(isinstance(cell.value, int) for cell in filled)


def _rows(table: Table, link: Link | None, counts: Mapping[tuple[int, int], str]) -> SafeString:
    """The rows as markup, in one piece. Not by a template: a large paper has a hundred thousand cells, and a template
    takes three times as long.
    """
    leads = link if table.columns[0].heading == REFERENCES else None
    labels = [format_html(' data-label="{}"', column.heading) for column in table.columns]
    cells = (
        "".join(
            _cell(cell, label, counts.get((at, place), "") or (leads(cell.text) if leads and not place else ""), place)
            for place, (cell, label) in enumerate(zip(row, labels, strict=True))
        )
        for at, row in enumerate(table.rows)
    )
    rows = (f'<tr role="row" class="govuk-table__row">{row}</tr>\n' for row in cells)
    return mark_safe("".join(rows))  # noqa: S308 - cells, escaped


def _cell(cell: Cell, label: str, href: str, place: int) -> str:
    """A cell as markup. The status in it is a tag, and the text is what follows it; the first one that has text heads
    its row.
    """
    said = cell.rest if cell.colour else cell.text
    leading, comma, rest = said.partition(",") if place else (said, "", "")
    text = conditional_escape(_anchor(href, leading) if href and said else leading) + comma + conditional_escape(rest)
    is_head = not place and bool(text)
    if cell.colour and cell.text:
        text = draw_tag(Look(cell.word, SYMBOL_OF[cell.colour], cell.colour)) + text
    breaks = " portal-breaks" if _LONG_WORD.search(cell.text) else ""
    if is_head:
        whole = "portal-nowrap" if len(cell.text) <= SHORT else "portal-text"
        return f'<th role="rowheader" scope="row" class="govuk-table__header {whole}{breaks}">{text}</th>'
    number = " portal-num" if isinstance(cell.value, int) else ""
    is_day = isinstance(cell.value, datetime.date) and cell.text == date_words(cell.value)
    whole = "portal-nowrap" if is_day else "portal-text"
    return f'<td role="cell"{label} class="govuk-table__cell portal-inline{number} {whole}{breaks}">{text}</td>'


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
