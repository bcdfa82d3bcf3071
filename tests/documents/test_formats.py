"""PDF, page and CSV of a paper say the same, and ask nobody for anything."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from documents.chart_png import chart_png
from documents.content import Document
from documents.page import to_html, to_standalone_html
from documents.pdf import to_pdf
from documents.table_file import to_csv
from documents.typeset import HERE
from tests.documents.facts import Facts, facts_of
from tests.documents.read_csv import read_csv
from tests.documents.read_html import read_html
from tests.documents.read_pdf import read_pdf
from tests.documents.samples import BARS, EMPTY, FULL

RENDERERS = (to_pdf, to_html, to_standalone_html, to_csv)


@pytest.mark.parametrize("document", [FULL, EMPTY], ids=["full", "empty"])
@pytest.mark.parametrize(
    ("render", "read"),
    [(to_html, read_html), (to_standalone_html, read_html), (to_csv, read_csv), (to_pdf, read_pdf)],
    ids=["page", "file", "csv", "pdf"],
)
def test_the_facts_are_those_of_the_content(
    document: Document, render: Callable[[Document], Any], read: Callable[[Any], Facts]
) -> None:
    assert read(render(document)) == facts_of(document)


@pytest.mark.parametrize("render", RENDERERS)
def test_equal_papers_make_equal_files(render: Callable[[Document], Any]) -> None:
    assert render(FULL) == render(FULL)


@pytest.mark.parametrize("render", [*RENDERERS, lambda _: chart_png(BARS)])
def test_no_query_and_no_network(render: Callable[[Document], Any]) -> None:
    """Tests that do not ask for the database are refused it, and sockets are blocked for all."""
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        connection.ensure_connection()
    assert render(FULL)


def test_typst_imports_nothing_from_elsewhere() -> None:
    """A package of Typst would be downloaded; pytest's block on sockets does not see that."""
    imports = [line for path in HERE.glob("*.typ") for line in path.read_text().splitlines() if "import" in line]
    assert len(imports) == 2
    assert all(line.startswith('#import "chart.typ"') for line in imports)


def test_a_chart_is_a_picture() -> None:
    picture = chart_png(BARS)
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    # 160 millimetres and the margin, at 200 pixels an inch.
    assert int.from_bytes(picture[16:20]) == round(162 / 25.4 * 200)
    assert chart_png(BARS) == picture
