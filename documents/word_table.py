"""Tables in Word: the header row on every page, no row torn, widths that stay."""

from collections.abc import Iterable, Iterator, Sequence

from design.look import PAINT
from documents.content import Cell, Column, Table
from documents.office import readable
from documents.word_styles import SURFACE, Styles
from documents.word_xml import Element, paragraph, run, w

# A letter of the table's size, bold, is up to 125 twentieths of a point wide; beside the text a cell has its margins.
LETTER = 125
MARGINS = 180
# A column is as wide as its longest word, up to this many letters; longer words are broken.
LONGEST_WORD = 14
# A row that might not fit on a page may be torn, or its end would be lost; half a page holds about 25 lines.
MOST_LINES = 25


def table(content: Table, styles: Styles, width: int) -> Iterator[Element]:
    """The caption, the table and its note. `width` is that of the text, in twentieths of a point."""
    # A letterhead has captions of its own, which may not stay with what they head.
    yield paragraph(styles["caption"], [run(content.caption)], w("keepNext"))
    widths = column_widths(content, width)
    yield w(
        "tbl",
        w(
            "tblPr",
            w("tblStyle", val=styles["Table Grid"]),
            w("tblW", w=sum(widths), type="dxa"),
            w("tblLayout", type="fixed"),
            w("tblLook", val="04A0", firstRow=1, lastRow=0, firstColumn=1, lastColumn=0, noHBand=0, noVBand=1),
            w("tblCaption", val=readable(content.caption)),
            w("tblDescription", val=readable(content.note or content.caption)),
        ),
        w("tblGrid", *(w("gridCol", w=each) for each in widths)),
        _header(content.columns, widths, styles),
        *(_row(row, widths, styles) for row in content.rows),
    )
    # Word joins tables that touch, and wants a paragraph after the last.
    yield paragraph(styles["Table Note"], [run(content.note)] if content.note else [])


def column_widths(content: Table, width: int) -> list[int]:
    """The columns by their shares, but none narrower than its words, as long as the table has room for all of them."""
    columns = content.columns
    least = [_least(column.heading, (row[place].text for row in content.rows)) for place, column in enumerate(columns)]
    if sum(least) > width:
        # A letter is reckoned wide: words fit into a little less than is asked for them.
        return _whole([each * width // sum(least) for each in least], width)
    narrow: set[int] = set()
    while True:
        room = width - sum(least[place] for place in narrow)
        whole = sum(column.width for place, column in enumerate(columns) if place not in narrow) or 1
        widths = [
            least[place] if place in narrow else room * column.width // whole for place, column in enumerate(columns)
        ]
        too_narrow = {place for place, each in enumerate(widths) if each < least[place]}
        if not too_narrow:
            return _whole(widths, width)
        narrow |= too_narrow


def _whole(widths: list[int], width: int) -> list[int]:
    """The widths, the last of them with what rounding has left."""
    return [*widths[:-1], width - sum(widths[:-1])]


def _least(heading: str, texts: Iterable[str]) -> int:
    words = (len(word) for text in (heading, *texts) for word in text.split())
    return min(max(words, default=0), LONGEST_WORD) * LETTER + MARGINS


def _header(columns: Sequence[Column], widths: list[int], styles: Styles) -> Element:
    cells = (
        w(
            "tc",
            w("tcPr", w("tcW", w=width, type="dxa"), w("shd", val="clear", color="auto", fill=SURFACE)),
            paragraph(styles["Table Text"], [run(column.heading, w("b"))], w("keepNext")),
        )
        for column, width in zip(columns, widths, strict=True)
    )
    return w("tr", w("trPr", w("cantSplit"), w("tblHeader")), *cells)


def _row(row: Sequence[Cell], widths: list[int], styles: Styles) -> Element:
    whole = all(_lines(cell.text, width) <= MOST_LINES for cell, width in zip(row, widths, strict=True))
    return w(
        "tr",
        w("trPr", w("cantSplit")) if whole else None,
        *(
            w(
                "tc",
                w("tcPr", w("tcW", w=width, type="dxa")),
                paragraph(styles["Table Text"], _letters(cell, heads=place == 0) if cell.text else []),
            )
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ),
    )


def _lines(text: str, width: int) -> int:
    return len(text) * LETTER // width + text.count("\n") + 1


def _letters(cell: Cell, heads: bool) -> list[Element]:
    """The text; a status on its colour, edged, so that the word is read as a tag and never left to the colour."""
    if not cell.colour:
        return [run(cell.text, *([w("b")] if heads else []))]
    fill, edge, ink = (colour.lstrip("#").upper() for colour in PAINT[cell.colour])
    line = "dashed" if cell.colour == "dashed" else "single"
    word = run(
        cell.word,
        w("b"),
        w("color", val=ink),
        w("bdr", val=line, sz=4, space=0, color=edge),
        w("shd", val="clear", color="auto", fill=fill),
    )
    return [word, run(cell.rest)] if cell.rest else [word]
