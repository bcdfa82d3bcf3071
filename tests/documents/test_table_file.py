"""A paper as CSV: every line of it, no live formula, and read back wholly."""

import pytest

from documents.content import Cell, Column, Document, Paragraph, Table, plain, words
from documents.csv_file import BYTE_ORDER_MARK
from documents.table_file import COLUMNS, to_csv
from tests.documents.read_csv import lines
from tests.documents.samples import ACTIONS, BARS, EMPTY, FULL, HOSTILE, STATUSES


def test_the_file_begins_as_excel_reads_it() -> None:
    assert to_csv(EMPTY).decode() == (
        BYTE_ORDER_MARK + ",".join(COLUMNS) + "\r\nPaper,,Title,,,,,A paper of nothing\r\n"
    )


def test_every_text_is_read_back() -> None:
    read = lines(to_csv(FULL))
    assert [line["Text"] for line in read if line["Kind"] == "Paragraph"] == [
        words(block.text) for block in FULL.blocks if isinstance(block, Paragraph)
    ]
    cells = [(line["Row"], line["Column"], line["Text"]) for line in read if line["Table"] == ACTIONS.caption]
    assert [cell for cell in cells if cell[0]] == [
        (str(number), column.heading, cell.text)
        for number, row in enumerate(ACTIONS.rows, 1)
        for column, cell in zip(ACTIONS.columns, row, strict=True)
    ]


def test_a_line_says_where_it_stands() -> None:
    by_text = {line["Text"]: line for line in lines(to_csv(FULL))}
    assert by_text["Roman again."] | {"Text": ""} == dict.fromkeys(COLUMNS, "") | {
        "Part": "Paper",
        "Section": "How the plan is going",
        "Kind": "Paragraph",
        "Number": "ii",
    }
    assert by_text["31 March 2025"]["Part"] == FULL.appendices[0].title
    assert by_text[FULL.standing]["Kind"] == "Standing"
    assert by_text[FULL.as_at]["Kind"] == "As at"
    assert by_text[STATUSES.note]["Table"] == STATUSES.caption
    assert by_text[FULL.footer[0]]["Kind"] == "Footer"


def test_a_chart_has_a_line_for_every_part() -> None:
    read = [line for line in lines(to_csv(FULL)) if line["Kind"] in ("Chart", "Part of a bar")]
    assert read[0]["Text"] == BARS.alternative
    assert [(line["Row"], line["Column"], line["Text"]) for line in read[1:]] == [
        (bar.label, part.label, str(part.count)) for bar in BARS.bars for part in bar.parts
    ]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_cell_is_a_formula(text: str) -> None:
    table = Table(text, (Column(text),), ((Cell(text),),), "Sheet", text)
    file = to_csv(Document(text, (text,), (Paragraph(plain(text), "1"), table)))
    assert [line["Text"] for line in lines(file)] == [text] * 7
    for line in file.decode("utf-8-sig").splitlines()[1:]:
        assert not any(held.strip('" \t').startswith(("=", "+", "-", "@")) for held in line.split(","))
