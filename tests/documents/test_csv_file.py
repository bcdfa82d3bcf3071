"""A CSV file: what a spreadsheet reads back is what was written, piece by piece."""

import csv
import io
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from documents.cells import original
from documents.csv_file import BYTE_ORDER_MARK, LINES_AT_ONCE, csv_chunks

CELLS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"))


def read(file: str) -> list[list[str]]:
    assert file.startswith(BYTE_ORDER_MARK)
    text = io.StringIO(file.removeprefix(BYTE_ORDER_MARK), newline="")
    return [[original(held) for held in row] for row in csv.reader(text)]


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_what_is_written_is_read_back(rows: list[tuple[str, str]]) -> None:
    file = "".join(csv_chunks(("One", "=Two"), rows))
    assert read(file) == [["One", "=Two"], *map(list, rows)]


def test_rows_are_asked_for_as_the_file_is_taken() -> None:
    asked = []

    def rows() -> Iterator[list[str]]:
        for number in range(10 * LINES_AT_ONCE):
            asked.append(number)
            yield [str(number)]

    chunks = csv_chunks(["Number"], rows())
    next(chunks)
    assert len(asked) == LINES_AT_ONCE
    assert len(list(chunks)) == 10
    assert len(asked) == 10 * LINES_AT_ONCE


def test_without_rows_the_headings_stand_alone() -> None:
    assert "".join(csv_chunks(["One", "Two"], [])) == BYTE_ORDER_MARK + "One,Two\r\n"
