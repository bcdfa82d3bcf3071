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


PLAN = Table(
    "The plan",
    (Column("Ref."), Column("Status"), Column("What is said")),
    (
        (Cell("1a"), Cell("At risk"), Cell("Late.")), (Cell("1b"), Cell("On track"), Cell("")),
        (Cell("2a"), Cell("On track"), Cell("First.")), (Cell("2a"), Cell("On track"), Cell("Second.")),
    ),
    "Plan", "As at 4 September 2024, 9:03am.",
)  # fmt: skip


def plan_of(*rows: tuple[str, str, str], note: str = PLAN.note, as_at: str = "4 September 2024, 9:03am") -> Document:
    cells = tuple(tuple(map(Cell, row)) for row in rows)
    table = dataclasses.replace(PLAN, rows=cells, note=note)
    return dataclasses.replace(PAPER, blocks=(*PAPER.blocks, table), as_at=f"As at {as_at}")


ROWS = [tuple(cell.text for cell in row) for row in PLAN.rows]


def test_a_changed_row_is_told_by_the_cells_that_differ() -> None:
    now = [("1a", "On track", "Better."), ("1b", "On track", "Said."), *ROWS[2:]]
    assert differences(plan_of(*ROWS), plan_of(*now)) == [
        "The plan: 1a, Status: At risk → On track",
        "The plan: 1a, What is said: Late. → Better.",
        "The plan: 1b, What is said: nothing → Said.",
    ]


def test_rows_that_begin_alike_come_and_go_whole() -> None:
    now = [*ROWS[:2], ROWS[3], ("2a", "At risk", "Third."), ("2a", "At risk", "Fourth."), ("3a", "", "New.")]
    assert differences(plan_of(*ROWS), plan_of(*now)) == [
        "– 2a | On track | First.",
        "+ 2a | At risk | Third.",
        "+ 2a | At risk | Fourth.",
        "+ 3a |  | New.",
    ]


def test_a_row_that_moved_is_told() -> None:
    assert differences(plan_of(*ROWS[:2]), plan_of(*ROWS[1::-1])) == ["The plan: 1b: stands elsewhere in the table"]


def test_the_moment_is_told_once_and_not_under_every_table() -> None:
    before, later = plan_of(*ROWS), "4 September 2024, 9:07am"
    after = plan_of(*ROWS, note=f"As at {later}.", as_at=later)
    assert differences(before, after) == ["– As at 4 September 2024, 9:03am", f"+ As at {later}"]
    noted = plan_of(*ROWS, note=f"As at {later}. In part.", as_at=later)
    assert differences(before, noted)[2:] == [f"– {PLAN.note}", f"+ As at {later}. In part."]


def test_a_table_that_is_new_is_told_whole() -> None:
    told = differences(dataclasses.replace(PAPER, as_at="As at 4 September 2024, 9:03am"), plan_of(*ROWS))
    assert told[:3] == ["+ The plan", "+ Ref. | Status | What is said", "+ 1a | At risk | Late."]
    assert told[-1] == f"+ {PLAN.note}"


@pytest.mark.parametrize("part", CHANGED)
def test_every_part_is_compared(part: str) -> None:
    other, told = CHANGED[part]
    assert differences(PAPER, other) == told
