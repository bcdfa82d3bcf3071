"""Numbers of paragraphs, printed and counted."""

import pytest

from documents.numbers import roman, value_of


@pytest.mark.parametrize(
    ("number", "level", "value"),
    [("1", 0, 1), ("120", 0, 120), ("a", 1, 1), ("z", 1, 26), ("aa", 1, 27), ("i", 2, 1), ("xliv", 2, 44)],
)
def test_a_number_says_how_far_one_has_counted(number: str, level: int, value: int) -> None:
    assert value_of(number, level) == value


@pytest.mark.parametrize("number", ["", "0", "01", "1a", "٣", "9" * 6_000, "ab", "A", "é", "iij", "I"])
def test_what_is_no_number_is_never_counted_to(number: str) -> None:
    assert [value_of(number, level) for level in range(4)] == [None] * 4


def test_roman_numerals() -> None:
    assert [roman(value) for value in (1, 4, 9, 14, 40, 90, 399)] == ["i", "iv", "ix", "xiv", "xl", "xc", "cccxcix"]
