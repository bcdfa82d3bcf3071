"""Text files: in any encoding, with any separator."""

import pytest

from actions.importing.opening import open_book


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_text_in_any_encoding_with_any_separator(encoding: str, separator: str) -> None:
    text = separator.join(("01", "Zoë’s – plan", "£5")) + "\r\n" + separator.join(("02", "more, or less; so", "x"))
    quoted = text.replace("more, or less; so", '"more, or less; so"')
    (sheet,) = open_book(quoted.encode(encoding), "a/plan.csv").sheets
    assert [[cell.text for cell in row] for row in sheet.rows] == [
        ["01", "Zoë’s – plan", "£5"], ["02", "more, or less; so", "x"],
    ]  # fmt: skip
    assert sheet.name == "plan"


def test_the_separator_that_the_file_names_counts() -> None:
    (sheet,) = open_book(b"sep=;\r\na,b;c\r\n", "plan.csv").sheets
    assert [(cell.row, cell.text) for cell in sheet.rows[0]] == [(1, "a,b"), (1, "c")]


def test_a_guard_against_formulas_is_taken_off() -> None:
    (sheet,) = open_book(b"'=1+1,'plain\n", "plan.csv").sheets
    assert [cell.text for cell in sheet.rows[0]] == ["=1+1", "'plain"]
