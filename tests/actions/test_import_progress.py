"""Words on progress that a spreadsheet prints without a status: kept as printed, and read by everybody."""

import datetime
import types
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from actions.as_at import plan_as_at
from actions.models import Action
from governance.reports.told import Telling
from tests.actions.importing_pages import HEADINGS, PLAN, book, confirmed, walked
from tests.actions.reading import texts, words
from tests.actions.test_action_file import rows
from tests.actions.test_import_existing import row
from tests.world import NOW, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
DAY = {"printed_on_0": "3", "printed_on_1": "9", "printed_on_2": "2024"}
HEADED = "as printed on 3 September 2024:"
NEXT = "Priority 8 Next"
SAID = "Two employers have signed."


def new(status: Any, progress: str = SAID) -> tuple[Any, ...]:
    return NEXT, "8a", "Open an internship", "", "", status, progress, ""


@pytest.mark.parametrize("status", ["", "Paused", "Who knows"])
def test_progress_without_a_status_is_kept_as_printed(status: str, as_: As, act: Act) -> None:
    cora = as_("cora")
    page = walked(cora, book(new(status)), **DAY)
    assert f"Progress as printed: {SAID}" in words(page)
    assert "not brought in" not in words(page)
    confirmed(cora, page)
    action = act("8a")
    assert (action.status, action.last_update, action.status_as_printed) == ("none", None, status)
    assert (action.progress_as_printed, action.progress_printed_on) == (SAID, datetime.date(2024, 9, 3))
    for who, address in (("ian", ""), ("cora", "progress/")):
        assert f"Progress {HEADED} {SAID}" in words(as_(who).get(f"{PLAN}actions/8a/{address}"))
    assert SAID in words(cora.get(f"{PLAN}actions/8a/history/"))


def test_without_a_column_of_statuses_all_progress_is_kept(as_: As, act: Act) -> None:
    headings = [name for name in HEADINGS if name != "Status"]
    line = [told for name, told in zip(HEADINGS, new(""), strict=True) if name != "Status"]
    cora = as_("cora")
    confirmed(cora, walked(cora, book(line, headings=headings)))
    assert "Progress as printed in a spreadsheet:" in words(cora.get(f"{PLAN}actions/8a/"))


def test_rows_of_one_action_that_differ_keep_their_progress(as_: As, act: Act) -> None:
    cora = as_("cora")
    more = ("", "", "", "", "", "Red", "Nobody came.", "")
    page = walked(cora, book(new("Green"), more))
    assert "say “Green” and “Red”: no status is set" in words(page)
    confirmed(cora, page)
    assert act("8a").progress_as_printed == f"{SAID}\nNobody came."


def test_the_progress_of_what_is_proposed_is_kept(as_: As, act: Act) -> None:
    cora = as_("cora")
    confirmed(cora, walked(cora, book(new("Green")), plan_state="proposed"))
    assert SAID in words(cora.get(f"{PLAN}actions/8a/"))
    again = book((NEXT, "8a", "Open an internship", "", "", "Green", "Three have.", ""))
    page = walked(cora, again)
    assert f"Progress as printed: from “{SAID}” to “Three have.”" in words(page)
    confirmed(cora, page)
    assert act("8a").progress_as_printed == "Three have."


def test_the_same_words_again_are_no_change(as_: As) -> None:
    cora = as_("cora")
    confirmed(cora, walked(cora, book(new("Paused")), **DAY))
    assert "The plan already says all that the spreadsheet says" in texts(walked(cora, book(new("Paused"))))


def test_a_status_takes_the_words_into_an_update(as_: As, act: Act) -> None:
    cora = as_("cora")
    confirmed(cora, walked(cora, book(new("Paused"))))
    confirmed(cora, walked(cora, book(new("Green", "All have."))))
    action = act("8a")
    assert action.last_update is not None
    assert (action.progress_as_printed, action.last_update.headline) == ("", "All have.")


def test_an_empty_cell_leaves_the_words_and_new_ones_are_listed(as_: As, act: Act) -> None:
    """First without a status, then with one and no words, then with both."""
    cora = as_("cora")
    confirmed(cora, walked(cora, book(new("")), **DAY))
    confirmed(cora, walked(cora, book(new("Green", ""))))
    action = act("8a")
    assert (action.status, action.progress_as_printed) == ("on_track", SAID)
    assert action.progress_printed_on == datetime.date(2024, 9, 3)
    assert SAID in words(cora.get(f"{PLAN}actions/8a/"))
    page = walked(cora, book(new("Green", "All have.")))
    assert f"Progress: from “{SAID}” to “All have.”" in words(page)
    confirmed(cora, page)
    assert act("8a").progress_as_printed == ""


def test_the_word_of_a_lead_stands_before_it(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    cora = as_("cora")
    confirmed(cora, walked(cora, book(row(act("1b"), progress=SAID))))
    assert SAID in words(cora.get(f"{PLAN}actions/1b/"))
    give_update(act("1b"), people.olive, NOW + datetime.timedelta(minutes=5))
    assert SAID not in words(cora.get(f"{PLAN}actions/1b/"))
    assert SAID in words(cora.get(f"{PLAN}actions/1b/history/"))


def test_the_file_has_what_is_printed(as_: As) -> None:
    cora = as_("cora")
    amber = (NEXT, "8b", "Tell", "Olive Marsh", "", "Amber", "", "")
    confirmed(cora, walked(cora, book((*new("Paused")[:3], "SENCos", "TBC", "Paused", SAID, ""), amber), **DAY))
    found = rows(cora)
    one, other = found["8a"], found["8b"]
    assert (one["Lead"], one["Due"], one["Status"]) == ("“SENCos”", "“TBC”", "No status yet")
    names = ("Status as printed", "Progress as printed", "Printed on")
    assert [one[name] for name in names] == ["Paused", SAID, "2024-09-03"]
    assert [other[name] for name in names] == ["Amber", "", "2024-09-03"]
    assert (other["Status"], other["Headline"], other["Last update"]) == ("At risk", "", "")


def test_a_report_prints_it_with_its_day(as_: As, act: Act) -> None:
    cora = as_("cora")
    confirmed(cora, walked(cora, book(new("Paused")), **DAY))
    plan = plan_as_at(act("8a").plan, NOW + datetime.timedelta(minutes=1))
    action = next(one for one in plan.actions if one.key == "8a")
    draft = types.SimpleNamespace(wording=lambda pk: "")
    assert Telling(draft, plan).line(action) == f"As printed on 3 September 2024: {SAID}"  # type: ignore[arg-type]
