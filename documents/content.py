"""What a paper says, before it has a format: frozen, without a query, and the same in every format.

A `Document` is a title, what stands above it, and blocks in reading order. Numbers of paragraphs are part of the
content, so that all formats print the same ones. Its canonical form is in `documents/canonical.py`.
"""

import dataclasses
import datetime
import re
from typing import ClassVar


@dataclasses.dataclass(frozen=True)
class Run:
    """Letters that are set alike."""

    text: str
    strong: bool = False
    emphasis: bool = False


Text = tuple[Run, ...]


def plain(text: str) -> Text:
    """A text without emphasis."""
    return (Run(text),) if text else ()


def words(text: Text) -> str:
    """The letters of a text alone."""
    return "".join(run.text for run in text)


@dataclasses.dataclass(frozen=True)
class Heading:
    """A heading. The title is of level 1, sections of level 2, parts and sub-headings are below; none is skipped."""

    kind: ClassVar[str] = "heading"
    text: str
    level: int = 2


@dataclasses.dataclass(frozen=True)
class Paragraph:
    """A paragraph. `number` is "12" at level 0, "a" at level 1, "i" at level 2; empty where it has none.

    `list` names the sequence that its number continues: "detail" runs through the paper, "recommendations" is apart.
    """

    kind: ClassVar[str] = "paragraph"
    text: Text
    number: str = ""
    level: int = 0
    list: str = ""


@dataclasses.dataclass(frozen=True)
class Bullet:
    """An item of a list without numbers."""

    kind: ClassVar[str] = "bullet"
    text: Text
    level: int = 0


@dataclasses.dataclass(frozen=True)
class Column:
    """A column of a table: its heading, and its share of the width."""

    heading: str
    width: int = 1


@dataclasses.dataclass(frozen=True)
class Cell:
    """A cell: what is printed, and the date or number that it stands for, where a spreadsheet can hold one.

    `colour` is one of `design.look`, for the word of a status; it never says more than the word. That is `word`, up to
    the first comma or bracket; `rest` is said plainly after it.
    """

    text: str
    value: datetime.date | int | None = None
    colour: str = ""

    @property
    def word(self) -> str:
        """What is printed on the colour."""
        return re.split(r"(?=, | \()", self.text, maxsplit=1)[0]

    @property
    def rest(self) -> str:
        """What follows it."""
        return self.text[len(self.word) :]


@dataclasses.dataclass(frozen=True)
class Table:
    """A table with one header row; the first cell of a row heads it. `sheet` names its sheet in a workbook."""

    kind: ClassVar[str] = "table"
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sheet: str
    note: str = ""

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"A row of “{self.caption}” has not as many cells as the table has columns.")


@dataclasses.dataclass(frozen=True)
class Part:
    """A part of a bar: what it counts, how many, and one of the colours of `design.look`."""

    label: str
    count: int
    colour: str


@dataclasses.dataclass(frozen=True)
class Bar:
    """A stacked bar of a chart."""

    label: str
    parts: tuple[Part, ...]


@dataclasses.dataclass(frozen=True)
class Chart:
    """Stacked bars, with the words for those who do not see them. The same numbers stand in a table beside it."""

    kind: ClassVar[str] = "chart"
    caption: str
    alternative: str
    bars: tuple[Bar, ...]


Block = Heading | Paragraph | Bullet | Table | Chart


@dataclasses.dataclass(frozen=True)
class Appendix:
    """What is attached, beginning on a page of its own; a body may want it as a separate file."""

    title: str
    blocks: tuple[Block, ...]


@dataclasses.dataclass(frozen=True)
class Document:
    """A paper. `header`: the lines above the title; `standing`: "DRAFT", "Version 2"; `as_at`: the moment in words."""

    title: str
    header: tuple[str, ...]
    blocks: tuple[Block, ...]
    appendices: tuple[Appendix, ...] = ()
    standing: str = ""
    as_at: str = ""
    classification: str = ""
    footer: tuple[str, ...] = ()
    language: str = "en-GB"

    @property
    def is_draft(self) -> bool:
        """Whether its standing says that it is a draft."""
        return self.standing.casefold().startswith("draft")


# A longer paragraph stands for itself.
LETTERS_OF_A_LEAD_IN = 300


def leads_in(block: Block, following: Block | None) -> bool:
    """Whether a paragraph is the line or two above a table or chart: they stay together on a page."""
    is_before = isinstance(following, Table | Chart)
    return is_before and isinstance(block, Paragraph) and len(words(block.text)) <= LETTERS_OF_A_LEAD_IN
