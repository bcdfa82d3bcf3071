"""How a table is divided among its columns, and where words that do not fit are broken."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from design.look import COLOURS
from documents.bars import NARROWEST, chart_data, unit_width
from documents.content import Bar, Cell, Chart, Column, Part, Run, Table, plain
from documents.typeset import printable
from documents.widths import column_widths, is_crowded, pieces, tight_widths, word_width

WHOLE, SIZE, PADDING, STATUS = 170, 9, 4, 7


def widths(columns: tuple[Column, ...], *rows: tuple[Cell, ...]) -> list[float]:
    return column_widths(Table("Table", columns, rows, "Sheet"), WHOLE, SIZE, PADDING, STATUS)


def test_shares_are_kept_where_words_fit() -> None:
    assert widths((Column("One"), Column("Two", 3)), (Cell("a"), Cell("b"))) == [42.5, 127.5]


def test_a_heading_keeps_its_word() -> None:
    narrow, wide = widths((Column("Reference"), Column("Action", 20)), (Cell("1a"), Cell("Text")))
    assert narrow == pytest.approx(word_width("Reference", SIZE) + PADDING)
    assert narrow + wide == pytest.approx(WHOLE)


def test_a_date_and_a_status_stay_on_one_line() -> None:
    due = Cell("31 December 2024", datetime.date(2024, 12, 31))
    found = widths((Column("A", 30), Column("Due"), Column("S")), (Cell(""), due, Cell("No status yet", colour="red")))
    assert found[1] >= word_width(due.text, SIZE) + PADDING
    assert found[2] >= word_width("No status yet", SIZE) + PADDING + STATUS


def test_too_many_columns_share_what_there_is() -> None:
    found = widths(tuple(Column("Accommodation") for _ in range(30)))
    assert sum(found) == pytest.approx(WHOLE)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.text(max_size=30)), min_size=1, max_size=12))
def test_columns_always_fill_the_width(columns: list[tuple[int, str]]) -> None:
    found = widths(tuple(Column(heading, width) for width, heading in columns))
    assert sum(found) == pytest.approx(WHOLE)
    assert min(found) > 0


@settings(deadline=None)
@given(st.text(), st.floats(1, 170))
def test_cutting_loses_no_letter(text: str, room: float) -> None:
    cut = pieces((Run(text, strong=True),), room, SIZE)
    assert "".join(piece["text"] for piece in cut) == printable(text)
    for piece in cut:
        longest = max((word_width(word, SIZE) for word in piece["text"].split()), default=0)
        assert longest <= room or piece["broken"]


@settings(deadline=None)
@given(st.text())
def test_what_is_printable_stays_so(text: str) -> None:
    held = printable(text)
    assert printable(held) == held
    held.encode()


def test_ordinary_text_is_one_piece() -> None:
    (piece,) = pieces(plain("Improve the review process"), 170, SIZE)
    assert piece == {"text": "Improve the review process", "broken": 0, "strong": False, "emphasis": False}


COUNTS = st.lists(st.lists(st.integers(0, 2000), min_size=6, max_size=6), min_size=1, max_size=9)


@settings(deadline=None)
@given(COUNTS)
def test_bars_are_to_one_scale_and_fit(counts: list[list[int]]) -> None:
    bars = tuple(
        Bar(str(number), tuple(Part(colour, count, colour) for colour, count in zip(COLOURS, bar, strict=True)))
        for number, bar in enumerate(counts)
    )
    chart = Chart("Chart", "Words", bars)
    unit = unit_width(chart, 120)
    drawn = [[max(count * unit, NARROWEST) for count in bar if count] for bar in counts]
    longest = max(map(sum, drawn))
    assert longest <= 120 + 1e-6
    if any(map(any, counts)):
        assert longest == pytest.approx(120)


def test_a_key_names_every_status_once() -> None:
    bars = tuple(Bar(label, (Part("On track", 2, "green"), Part("At risk", 0, "amber"))) for label in "12")
    data = chart_data(Chart("Chart", "Words", bars), 170)
    assert [entry["label"] for entry in data["key"]] == ["On track", "At risk"]
    assert [len(bar["parts"]) for bar in data["bars"]] == [1, 1]


def test_more_statuses_than_have_room_go_over_lines() -> None:
    """Eight columns of statuses: no word of them is broken, the symbol may stand above one."""
    said = ("On track", "Not started", "Complete", "Paused", "Withdrawn", "At risk", "Off track", "Complete")
    columns = (Column("Ref.", 2), *(Column("Jan 2024", 3) for _ in said))
    table = Table("Strip", columns, ((Cell("3f.i"), *(Cell(one, colour="green") for one in said)),), "Strip")
    assert is_crowded(table, WHOLE, SIZE, PADDING, STATUS)
    widths = tight_widths(table, WHOLE, SIZE, 2, 2.8)
    assert sum(widths) == pytest.approx(WHOLE)
    for status, width in zip(said, widths[1:], strict=True):
        assert max(word_width(word, SIZE) for word in status.split()) + 2 + 2.8 <= width + 0.01
    narrow = Table(
        "Key", (Column("Status"), Column("Meaning", 4)), ((Cell("On track", colour="green"), Cell("A")),), "K"
    )
    assert not is_crowded(narrow, WHOLE, SIZE, PADDING, STATUS)
