"""Which days a bundle may be made of, and what it says of a period that has little or nothing."""

import datetime
import types
from collections.abc import Callable

import pytest
from django.test import Client

from actions.models import Action
from actions.services import add_milestone
from governance.models import Export
from priorities.partial_date import PartialDate
from tests.governance.bundling import BOTH, FIRST, LAST, URL, Unpacked, asked
from tests.world import NOW

As = Callable[[str], Client]
# From 1 January on actions are overdue.
NOTHING = (datetime.date(2024, 1, 2), datetime.date(2024, 1, 31))


def test_a_period_with_nothing_says_so_in_each_place(as_: As, people: types.SimpleNamespace) -> None:
    found = Unpacked(as_("cora"), first=NOTHING[0], last=NOTHING[1])
    assert set(found.members) == {
        "plan/plan-at-the-beginning-2024-01-02.html", "plan/plan-at-the-beginning-2024-01-02.csv",
        "plan/plan-at-the-end-2024-01-31.html",
        "plan/plan-at-the-end-2024-01-31.csv", "changes/changes.html", "index.html", "files.csv",
    }  # fmt: skip
    assert "Nothing in the plan has changed since the beginning of 2 January 2024." in found.part("What changed")
    for part, words in (
        ("Reports as finalised", "No report on this plan was finalised in this period."),
        ("Packs as they went out", "No pack went out in this period."),
        ("Minutes", "No meeting of a body that meets here was held in this period."),
        ("Decisions", "No decision of this period is recorded."),
        ("Attendance by organisation", "No attendance at a meeting of this period is recorded."),
        ("Questions and answers", "No question was asked, answered or closed in this period."),
        ("Evidence", "No evidence was recorded by the end of this period."),
    ):
        assert words in found.part(part)


def test_a_period_that_begins_before_the_plan_was_loaded(as_: As, people: types.SimpleNamespace) -> None:
    found = Unpacked(as_("cora"), first=datetime.date(2023, 6, 1), last=datetime.date(2023, 7, 1))
    told = found.part(BOTH)
    assert "The plan came into the portal on 28 June 2023, 9am, after this period had begun: it is told" in told
    assert "As at 28 June 2023, 9am, when it came into the portal" in found.index
    assert [name for name in found.members if name.startswith("plan/")] == [
        "plan/plan-at-the-beginning-2023-06-28.html", "plan/plan-at-the-beginning-2023-06-28.csv",
        "plan/plan-at-the-end-2023-07-01.html", "plan/plan-at-the-end-2023-07-01.csv",
    ]  # fmt: skip
    assert "Nothing in the plan has changed since 28 June 2023, 9am." in found.part("What changed")


def test_the_whole_life_of_a_plan_has_its_changes(as_: As, all_sorts: None) -> None:
    found = Unpacked(as_("cora"), first=datetime.date(2023, 6, 28))
    changes = {(row["Reference"], row["What changed"]) for row in found.rows("changes/changes.csv")}
    assert ("4b", "In the plan: Agreed → Withdrawn") in changes


def test_a_period_before_the_plan_was_loaded(as_: As, people: types.SimpleNamespace) -> None:
    found = Unpacked(as_("cora"), first=datetime.date(2023, 5, 1), last=datetime.date(2023, 5, 31))
    assert set(found.members) == {"index.html", "files.csv"}
    assert "There is nothing to compare" in found.part("What changed")
    words = "The plan was not recorded here yet in this period. It came into the portal on 28 June 2023, 9am."
    assert words in found.part(BOTH)


def test_the_same_period_twice_is_the_same_files_and_is_kept_twice(as_: As, all_sorts: None) -> None:
    one, two = Unpacked(as_("cora")), Unpacked(as_("cora"))
    assert one.bytes == two.bytes
    assert Export.objects.count() == 2


def test_periods_and_days_that_follow_each_other_leave_nothing_out(
    as_: As, act: Callable[[str], Action], people: types.SimpleNamespace
) -> None:
    """A milestone that was due on 31 July is missed on 1 August, from its first moment on."""
    before, first, last = datetime.date(2024, 7, 31), datetime.date(2024, 8, 1), datetime.date(2024, 8, 31)
    due = PartialDate.day(2024, 7, 31)
    add_milestone(action=act("1a"), by=people.cora, now=NOW - datetime.timedelta(days=60), title="Panel", due=due)
    july, august = Unpacked(as_("cora"), last=before), Unpacked(as_("cora"), first=first, last=last)
    assert "Milestone missed" not in july.members.get("changes/changes.csv", b"").decode()
    assert "Milestone missed: “Panel”" in august.members["changes/changes.csv"].decode()
    assert [name for name in july.members if name.startswith("plan/plan-at-the-end-2024-07-31")]
    assert [name for name in august.members if name.startswith("plan/plan-at-the-beginning-2024-08-01")]
    for period, is_told in (
        ("since=2024-07-12&until=2024-07-31", False), ("since=2024-08-01", True),
        ("since=2024-08-01&until=2024-08-01", True), ("since=2024-08-02", False),
    ):  # fmt: skip
        page = as_("mo").get(f"/plans/2023-24/changes/?{period}").content.decode()
        assert ("Milestone missed" in page) == is_told, period


def test_one_day(as_: As, all_sorts: None) -> None:
    found = Unpacked(as_("cora"), first=LAST, last=LAST)
    assert "4 September 2024 to 4 September 2024" in found.index
    assert len([name for name in found.members if name.startswith("plan/")]) == 4


TOMORROW = LAST + datetime.timedelta(days=1)
REFUSED = {
    "the future": (asked, {"last": TOMORROW}, "The last day must be today or earlier"),
    "turned round": (asked, {"first": LAST, "last": FIRST}, "The last day must not be before the first day"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_days_that_make_no_period(case: str, as_: As, db: None) -> None:
    _, period, words = REFUSED[case]
    answer = as_("cora").post(URL, asked(**period))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Export.objects.exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [("first_2", "0"), ("first_2", "9999"), ("last_1", "13"), ("first_0", "\0"), ("plan", "0"), ("plan", ""),
     ("last_0", ""), ("first_2", "x" * 999)],
)  # fmt: skip
def test_nonsense_meets_a_message(name: str, value: str, as_: As, db: None) -> None:
    answer = as_("cora").post(URL, asked() | {name: value})
    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()
    assert not Export.objects.exists()


def test_wrong_method(as_: As) -> None:
    assert as_("cora").put(URL).status_code == 405
