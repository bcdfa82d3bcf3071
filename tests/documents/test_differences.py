"""Two papers compared: whatever differs is said, and nothing is said where nothing does."""

import dataclasses
from typing import Any

import pytest

from documents.content import (
    Bar,
    Bullet,
    Cell,
    Chart,
    Column,
    Document,
    Paragraph,
    Part,
    Run,
    Table,
    plain,
)
from documents.differences import differences

TABLE = Table(
    "Counts", (Column("Priority"), Column("On track")), ((Cell("1"), Cell("3", 3, "green")),), "Counts", "n."
)
CHART = Chart("Bars", "Three on track.", (Bar("Priority 1", (Part("On track", 3, "green"),)),))
PAPER = Document(
    "A paper", ("To a board",), (Paragraph(plain("It goes well."), "1"), TABLE, CHART), standing="Version 1"
)


def changed(at: int, **values: Any) -> Document:
    """The paper with other values in one of its blocks."""
    blocks = list(PAPER.blocks)
    blocks[at] = dataclasses.replace(blocks[at], **values)
    return dataclasses.replace(PAPER, blocks=tuple(blocks))


def test_equal_papers_differ_in_nothing() -> None:
    assert differences(PAPER, dataclasses.replace(PAPER)) == []


@pytest.mark.parametrize("text", ["-- a dash first", "++ pluses first", "--- three", "@@ -1 +1 @@", "- one", ""])
def test_a_line_is_told_however_it_begins(text: str) -> None:
    blocks = (*PAPER.blocks, Bullet(plain(text)))
    longer = dataclasses.replace(PAPER, blocks=blocks)
    assert differences(PAPER, longer) == [f"+ {text}"]
    assert differences(longer, PAPER) == [f"– {text}"]


CHANGED = {
    "a note": (changed(1, note="Another."), ["– n.", "+ Another."]),
    "a heading of a column": (
        changed(1, columns=(Column("Priority"), Column("At risk"))),
        ["– Priority | On track", "+ Priority | At risk"],
    ),
    "a count of a bar": (
        changed(2, bars=(Bar("Priority 1", (Part("On track", 4, "green"),)),)),
        ["– Priority 1: On track 3", "+ Priority 1: On track 4"],
    ),
    "a caption of a chart": (changed(2, caption="Stacks"), ["– Bars", "+ Stacks"]),
    "the standing": (dataclasses.replace(PAPER, standing="DRAFT"), ["– Version 1", "+ DRAFT"]),
    "emphasis": (
        changed(0, text=(Run("It goes well.", strong=True),)),
        ["– blocks 1 text 1 strong: False", "+ blocks 1 text 1 strong: True"],
    ),
    "a typed number": (
        changed(1, rows=((Cell("1"), Cell("3", 4, "green")),)),
        ["– blocks 2 rows 1 2 value: 3", "+ blocks 2 rows 1 2 value: 4"],
    ),
    "the language": (dataclasses.replace(PAPER, language="cy"), ["– language: en-GB", "+ language: cy"]),
}


@pytest.mark.parametrize("part", CHANGED)
def test_every_part_is_compared(part: str) -> None:
    other, told = CHANGED[part]
    assert differences(PAPER, other) == told
