"""Words of a spreadsheet that keep their meaning: lines of progress, the review of what is ongoing."""

from collections.abc import Callable

import pytest
from django.test import Client

from actions.from_sheet.found import parted, said_of
from actions.models import Action
from priorities.partial_date import PartialDate
from tests.actions.importing_pages import book, confirmed, walked
from tests.actions.reading import texts

As = Callable[[str], Client]
Act = Callable[[str], Action]
FIRST = "Priority 8 Preparing for adulthood"


def test_lines_of_progress_stay_lines(as_: As, act: Act) -> None:
    cora = as_("cora")
    text = "Two employers have signed.\n- Hospital: from May\n- Library: from June"
    page = walked(cora, book((FIRST, "8a", "Open it", "", "31/03/2025", "Green", text, "")))
    assert "Two employers have signed." in texts(page)
    confirmed(cora, page)
    update = act("8a").last_update
    assert update is not None
    assert update.headline == "Two employers have signed."
    assert update.happened == "- Hospital: from May\n- Library: from June"
    again = walked(cora, book((FIRST, "8a", "Open it", "", "31/03/2025", "Green", text, "")))
    assert "There is nothing to bring in." in texts(again)


@pytest.mark.parametrize(
    ("text", "headline", "rest"),
    [
        ("One line", "One line", ""),
        ("One line\n\nTwo\nthree", "One line", "Two\nthree"),
        ("A sentence. Another that is long", "A sentence.", "Another that is long"),
        ("A sentence. Another that is long\nand a line", "A sentence.", "Another that is long\nand a line"),
        ("Words without an end that go on", "Words without an…", "Words without an end that go on"),
    ],
)
def test_a_text_is_parted_and_nothing_is_lost(text: str, headline: str, rest: str) -> None:
    assert parted(text, 20) == (headline, rest)
    assert said_of(headline, rest).split() == text.split()


def test_what_is_ongoing_is_reviewed_when_its_own_words_say(as_: As, act: Act) -> None:
    cora = as_("cora")
    rows = [(FIRST, f"8{one}", "Do it", "", due, "", "", "") for one, due in
            (("a", "Ongoing - review Sept 2030"), ("b", "Ongoing"))]  # fmt: skip
    confirmed(cora, walked(cora, book(*rows)))
    assert (act("8a").is_ongoing, act("8a").review) == (True, PartialDate.month(2030, 9))
    assert act("8b").review != PartialDate.month(2030, 9)


def test_under_way_long_after_the_due_date_is_shown(as_: As) -> None:
    page = walked(as_("cora"), book((FIRST, "8a", "Do it", "", "31/03/2024", "Green", "", "")), printed_on_0="1",
                  printed_on_1="8", printed_on_2="2024")  # fmt: skip
    assert "This was due 31 March 2024, and the status is on track" in texts(page)
