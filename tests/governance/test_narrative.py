"""What is written into a report: paragraphs and lists under the house's numbers, and the names of paragraphs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.content import Run, words
from governance.reports.narrative import Numbering, Written, with_numbers, written

TEXT = """The budget is **balanced**, says *she*. {#budget}

Priorities:
- one
- two
  1. inner
  2. inner again
- three {#third}

As [[budget]] and [[third]] tell."""


def numbered(text: str) -> list[tuple[str, str]]:
    """Number and words of each paragraph, as a report prints them."""
    numbering = Numbering("detail")
    paragraphs = [numbering.add(paragraph) for paragraph in written(text)]
    return [(one.number, words(with_numbers(one.text, numbering.numbers))) for one in paragraphs]


def test_paragraphs_letters_and_roman_numbers() -> None:
    assert numbered(TEXT) == [
        ("1", "The budget is balanced, says she."),
        ("2", "Priorities:"),
        ("a", "one"),
        ("b", "two"),
        ("i", "inner"),
        ("ii", "inner again"),
        ("c", "three"),
        ("3", "As 1 and 2c tell."),
    ]


def test_emphasis_is_kept_and_names_are_not_printed() -> None:
    assert written(TEXT)[0] == Written(
        (Run("The budget is "), Run("balanced", strong=True), Run(", says "), Run("she", emphasis=True), Run(".")),
        key="budget",
        cites=True,
    )


@pytest.mark.parametrize(
    "text",
    [
        "# no heading", "> no quotation", "`no code`", "[no link](https://www.example.org)", "<b>no HTML</b>",
        "![no picture](x.png)", "| no | table |", "&amp;", "{{ 7*7 }}", "#read(\"/etc/passwd\")", "--- ***",
        "a\\*b", "https://www.example.org",
    ],
)  # fmt: skip
def test_other_markup_stays_as_typed(text: str) -> None:
    assert numbered(text) == [("1", text)]


@pytest.mark.parametrize("line", ["## Context", "### Context", "## **Context** ##", "##  Context  "])
@pytest.mark.parametrize("before", ["", "Before.\n\n", "Before.\n", "- before\n", "- a\n  - before\n"])
def test_a_line_with_hashes_is_a_sub_heading(line: str, before: str) -> None:
    found = written(f"{before}{line}\nAfter.")
    assert [words(one.text) for one in found if one.is_heading] == ["Context"]
    assert (words(found[-1].text), found[-1].level) == ("After.", 0)


@pytest.mark.parametrize("text", ["##Context", "## ", "#### Context", "- ## Context", "The ## Context"])
def test_other_hashes_are_none(text: str) -> None:
    assert not [one for one in written(text) if one.is_heading]


@pytest.mark.parametrize(
    "text", ["2024. It was a good year.", "3) Third of all", "A pause.\n\n2024. A good year.", "In\n2024. It was."]
)
def test_a_sentence_may_begin_with_a_number(text: str) -> None:
    paragraphs = [paragraph.replace("\n", " ") for paragraph in text.split("\n\n")]
    assert numbered(text) == [(str(number), line) for number, line in enumerate(paragraphs, 1)]


@pytest.mark.parametrize("text", ["1. one\n2. two", "1) one\n2) two", "01. one\n02. two"])
def test_a_list_with_numbers_begins_at_one(text: str) -> None:
    assert numbered(text) == [("a", "one"), ("b", "two")]


def test_letters_go_on_after_z() -> None:
    numbers = [number for number, _ in numbered("\n".join(f"- item {one}" for one in range(54)))]
    assert numbers[24:28] == ["y", "z", "aa", "bb"]
    assert numbers[-1] == "bbb"


@given(st.text(max_size=400))
def test_any_text_is_numbered_without_a_gap(text: str) -> None:
    paragraphs = [one for one in written(text) if not one.is_heading]
    top = [one.number for one in map(Numbering("detail").add, paragraphs) if one.level == 0]
    assert top == [str(number) for number in range(1, len(top) + 1)]
