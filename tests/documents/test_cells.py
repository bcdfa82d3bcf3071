"""No cell that leaves is a formula, and every text can be read back from its cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.cells import cell, original

FORMULAS = (
    "=1+1", '=HYPERLINK("http://x.example")', "+1", "-1", "@SUM(A1)", "\t=1", "\t1", "\r1", "\n1", " =1", "   -1",
    "\u00a0=1", "\u3000@x", "\ufeff=1", "\u200b=1", " \t=1", "＝1", "＋1", "－1", "＠x", " ＝1", "﹦1", "'=1",
    "''@x", "' =1",
)  # fmt: skip
HARMLESS = (
    "", "Plain text", "3f(i)", "’tis", "'tis", "'", "1+1", "a=b", "–1 degree", "— a dash", "x@y.example",
    " two spaces", "31 December 2024", "“Improve EHCP review process to ensure”", "é", "الأسرة", "1\t2",
)  # fmt: skip
# Texts made of what matters here, much of it in a row.
TRICKY = st.text(st.sampled_from("'=+-@＝＠ \t\r\n\u00a0\ufeffa1"), max_size=8)


@pytest.mark.parametrize("text", FORMULAS, ids=ascii)
def test_a_formula_is_guarded(text: str) -> None:
    assert cell(text) == "'" + text


@pytest.mark.parametrize("text", HARMLESS, ids=ascii)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert cell(text) == text


@given(st.one_of(TRICKY, st.text()))
def test_every_text_is_read_back(text: str) -> None:
    assert original(cell(text)) == text


@given(TRICKY)
def test_no_cell_begins_a_formula(text: str) -> None:
    held = cell(text)
    assert held[:1] not in ("\t", "\r", "\n")
    assert held.strip(" \t\r\n\u00a0\ufeff")[:1] not in tuple("=+-@＝＠")


@given(st.lists(TRICKY, unique=True))
def test_no_two_texts_share_a_cell(texts: list[str]) -> None:
    assert len({cell(text) for text in texts}) == len(texts)
