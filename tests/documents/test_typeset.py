"""What Typst is given: the looks of the portal, and text that has a glyph."""

import pytest

from design.look import COLOURS, SYMBOL_OF
from design.symbols import symbol_file
from documents.typeset import printable
from priorities.status import LOOKS
from tests.design.markup import elements


def test_a_colour_has_the_symbol_of_its_status() -> None:
    assert tuple(SYMBOL_OF) == COLOURS
    assert {look.colour: look.symbol for look in LOOKS.values()} == SYMBOL_OF


def test_a_symbol_may_be_a_file_of_its_own() -> None:
    (svg,) = elements(symbol_file("at-risk", "#8f5c00"), "svg")
    assert svg["color"] == "#8f5c00"
    with pytest.raises(ValueError, match="no symbol"):
        symbol_file("exploded", "#8f5c00")


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("é العربية 漢 🎈 \u00a0", "é العربية 漢 🎈 \u00a0"),
        ("one\ttab", "one tab"),
        ("two\r\nlines\rthree\x0bfour", "two\nlines\nthree\nfour"),
        ("\x00\x1b\x7f", "\ufffd\ufffd\ufffd"),
        ("\ud800 \ue000 \ufeff \uffff", "\ufffd \ufffd \ufffd \ufffd"),
    ],
    ids=["letters", "tab", "lines", "control", "no characters"],
)
def test_what_has_no_glyph_is_replaced(text: str, held: str) -> None:
    assert printable(text) == held
