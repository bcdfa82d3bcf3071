"""The numbers that Word works out are those of the content, whatever these are."""

import dataclasses
import io

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.content import Paragraph, plain
from documents.word import to_docx
from tests.documents.read_word import numbered_blocks
from tests.documents.samples import EMPTY, FULL, HOSTILE

NUMBERS = st.sampled_from(["1", "2", "3", "10", "0", "1a", "a", "b", "z", "aa", "ab", "i", "ii", "v", "IV"])
SEQUENCES = st.lists(
    st.tuples(NUMBERS, st.integers(0, 3), st.sampled_from(["detail", "recommendations"])), max_size=25
)


def printed(blocks: list[Paragraph]) -> list[str]:
    """The paragraphs as they are printed, with the numbers before them."""
    document = docx.Document(io.BytesIO(to_docx(dataclasses.replace(EMPTY, blocks=tuple(blocks)))))
    found = [f"{number}.\t{block.text}" if number else block.text for block, number in numbered_blocks(document)]
    return found[1:]


def test_numbers_run_on_through_the_headings() -> None:
    lists: dict[int, list[str]] = {}
    for block, number in numbered_blocks(docx.Document(io.BytesIO(to_docx(FULL)))):
        if number.isdecimal():
            lists.setdefault(block._p.pPr.numPr.numId.val, []).append(number)
    assert list(lists.values()) == [["1", "2"], [str(number) for number in range(1, len(HOSTILE) + 4)]]


@pytest.mark.parametrize(
    "numbers",
    [
        "1 2 a b 3 a i ii b i 4", "7 8 9", "1 3 4", "1 c d 2 a", "1 a 1 a", "b c 5 a", "1 x y z aa bb cc",
        "1 ii iii 2 a i", "1 a ab b 2", "1A 1 01 2",
    ],
)  # fmt: skip
def test_any_numbers_are_printed_as_they_are_given(numbers: str) -> None:
    given = [Paragraph(plain("Text"), number, _level(number), "detail") for number in numbers.split()]
    assert printed(given) == [f"{block.number}.\tText" for block in given]


def _level(number: str) -> int:
    return 2 if set(number) <= set("ivx") and number != "x" else int(not number[0].isdecimal())


def test_an_unbroken_sequence_is_one_list() -> None:
    numbers = ["1", "2", "a", "b", "3", "a", "i", "ii", "b", "i", "4", "5", "a"]
    blocks = tuple(Paragraph(plain("Text"), number, _level(number), "detail") for number in numbers)
    document = docx.Document(io.BytesIO(to_docx(dataclasses.replace(EMPTY, blocks=blocks))))
    assert len({block._p.pPr.numPr.numId.val for block, number in numbered_blocks(document) if number}) == 1


@settings(max_examples=40, deadline=None)
@given(SEQUENCES)
def test_no_sequence_of_numbers_is_printed_otherwise(sequence: list[tuple[str, int, str]]) -> None:
    given = [Paragraph(plain("Text"), number, level, name) for number, level, name in sequence]
    assert printed(given) == [f"{block.number}.\tText" for block in given]
