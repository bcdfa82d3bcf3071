"""Priorities that a sheet does not number are the plan's by their titles, and take nobody else's place."""

from collections.abc import Callable

import pytest
from django.test import Client

from actions.models import Action
from priorities.models import Priority
from tests.actions.importing_pages import book, confirmed, walked
from tests.actions.reading import texts, words

As = Callable[[str], Client]
HEADINGS = ("Theme", "Reference", "Action", "Lead")


def standing() -> dict[int, str]:
    return dict(Priority.objects.filter(plan__slug="2023-24").order_by("number").values_list("number", "title"))


def of(number: int) -> list[str]:
    return list(
        Action.objects.filter(priority__number=number, title__startswith="Do ").values_list("title", flat=True)
    )


def test_a_title_is_found_wherever_it_stands(as_: As) -> None:
    before, cora = standing(), as_("cora")
    rows = [(before[3], "3z", "Do three", "ICB"), (before[2], "2z", "Do two", "ICB")]
    page = walked(cora, book(*rows, headings=HEADINGS))
    assert f"Priority: 3. {before[3]}" in words(page)
    assert "Its heading has no number: it is taken for priority 3 by its title." in words(page)
    assert "Title: from" not in words(page)
    assert confirmed(cora, page).status_code == 302
    assert standing() == before
    assert (of(2), of(3), of(1)) == (["Do two"], ["Do three"], [])


@pytest.mark.parametrize("change", [str.upper, lambda text: f"  {text} –", lambda text: text.replace(" ", "  ")])
def test_case_spaces_and_dashes_make_no_other_title(change: Callable[[str], str], as_: As) -> None:
    before, cora = standing(), as_("cora")
    page = walked(cora, book((change(before[3]), "3z", "Do three", "ICB"), headings=HEADINGS))
    assert confirmed(cora, page).status_code == 302
    assert (standing(), of(3)) == (before, ["Do three"])


def test_a_title_that_the_plan_has_not_is_a_new_one(as_: As) -> None:
    before, cora = standing(), as_("cora")
    new = max(before) + 1
    rows = [("Preparing for adulthood", "z1", "Do new", "ICB"), (before[1], "1z", "Do one", "ICB")]
    page = walked(cora, book(*rows, headings=HEADINGS))
    told = "has no number, and the plan has no priority of this title: it is new, and gets the number"
    assert f"“Preparing for adulthood” {told} {new}" in words(page)
    assert confirmed(cora, page).status_code == 302
    assert standing() == before | {new: "Preparing for adulthood"}
    assert (of(1), of(new)) == (["Do one"], ["Do new"])


def test_rows_as_headings_are_found_by_their_titles_too(as_: As) -> None:
    before, cora = standing(), as_("cora")
    rows = [
        (f"Theme: {before[4]}", "", ""),
        ("4z", "Do four", "ICB"),
        ("Theme: Other", "", ""),
        ("z2", "Do it", "ICB"),
    ]
    page = walked(cora, book(*rows, headings=HEADINGS[1:]))
    assert confirmed(cora, page).status_code == 302
    assert standing() == before | {max(before) + 1: "Other"}
    assert of(4) == ["Do four"]


def test_a_number_with_another_title_is_told(as_: As) -> None:
    before = standing()
    page = words(walked(as_("cora"), book((f"Theme 1: {before[2]}", "1z", "Do one", "ICB"), headings=HEADINGS)))
    assert f"“{before[2]}” is priority 2 in the plan, and has number 1 here: “{before[1]}” is renamed." in page
    assert "If another priority is meant, correct the number" in page
    assert f"Title: from “{before[1]}” to “{before[2]}”" in page


def test_a_number_alone_is_named_by_the_title_of_the_plan(as_: As) -> None:
    before = standing()
    page = walked(as_("cora"), book(("2", "2z", "Do two", "ICB"), headings=HEADINGS))
    assert f"Priority: 2. {before[2]}" in words(page)
    assert "The spreadsheet does not say its title: it is taken for priority 2." in words(page)


def test_an_empty_plan_counts_from_one(as_: As) -> None:
    cora, plan = as_("cora"), "/plans/2025-26/"
    cora.post("/plans/new/", {"title": "Next", "slug": "2025-26", "local_area": "Here", "ends_2": "2026"})
    rows = [("Early help", "a", "Do a", "ICB"), ("Adult life", "b", "Do b", "ICB")]
    page = walked(cora, book(*rows, headings=HEADINGS), plan=plan)
    assert "1. Early help" in words(page)
    assert "2. Adult life" in words(page)
    assert "has no number" not in texts(page)


def test_actions_without_any_priority_say_which_one_takes_them(as_: As) -> None:
    before, cora = standing(), as_("cora")
    page = words(walked(cora, book(("z1", "Do it", "ICB"), ("z2", "Do more", "ICB"), headings=HEADINGS[1:])))
    assert f"The sheet names no priorities: its actions are put under one, “{before[1][:40]}" in page
    assert f"Priority: 1. {before[1]}" in page
