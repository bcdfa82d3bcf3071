"""A sheet that prints no references, beside a plan that has its own: no action becomes another one."""

from collections.abc import Callable

from django.test import Client

from actions.models import Action
from priorities.models import Objective
from tests.actions.importing_pages import book, confirmed, walked
from tests.actions.reading import texts, words

As = Callable[[str], Client]
Act = Callable[[str], Action]
NUMBERED = ("Priority", "Reference", "Action", "Lead")
PLAIN = ("Priority", "Action", "Lead")
EIGHT = "Priority 8 Preparing for adulthood"


def begun(cora: Client) -> None:
    rows = [(EIGHT, "8.1", "Open an internship", "ICB"), (EIGHT, "8.2", "Publish the offer", "ICB")]
    confirmed(cora, walked(cora, book(*rows, headings=NUMBERED)))


def plain(*titles: str) -> bytes:
    return book(*[(EIGHT, title, "ICB") for title in titles], headings=PLAIN)


def titles() -> dict[str, str]:
    return dict(Action.objects.filter(priority__number=8).order_by("key").values_list("reference", "title"))


def test_other_actions_get_free_references_and_none_is_rewritten(as_: As, act: Act) -> None:
    cora = as_("cora")
    begun(cora)
    page = walked(cora, plain("Train the schools", "Visit the colleges"))
    assert "Open an internship" not in words(page).partition("Not in the spreadsheet")[0]
    assert confirmed(cora, page).status_code == 302
    assert titles() == {
        "8.1": "Open an internship", "8.2": "Publish the offer",
        "8.3": "Train the schools", "8.4": "Visit the colleges",
    }  # fmt: skip


def test_a_row_that_comes_between_shifts_nobody(as_: As, act: Act) -> None:
    cora = as_("cora")
    confirmed(cora, walked(cora, plain("Open an internship", "Publish the offer")))
    before = titles()
    assert "There is nothing to bring in." in texts(walked(cora, plain("Open an internship", "Publish the offer")))
    first = act("8.1")
    confirmed(cora, walked(cora, plain("Open an Internship", "Train the schools", "Publish the offer")))
    assert titles() == before | {"8.1": "Open an Internship", "8.3": "Train the schools"}
    assert act("8.1").pk == first.pk


def test_what_is_part_of_it_follows(as_: As, act: Act) -> None:
    cora = as_("cora")
    begun(cora)
    rows = [(EIGHT, "8.1", "Open an internship", "A"), (EIGHT, "", "Print a leaflet", "B"), ("", "", "Post it", "C")]
    page = walked(cora, book(*rows, (EIGHT, "8.9", "Last", "D"), (EIGHT, "8.10", "Very last", "D"), headings=NUMBERED))
    assert confirmed(cora, page).status_code == 302
    assert titles()["8.2"] == "Publish the offer"
    leaflet = Action.objects.get(title="Print a leaflet")
    assert (leaflet.parent, leaflet.reference) == (act("8.1"), "8.1(i)")


def test_an_objective_without_a_number_is_found_by_its_wording_alone(as_: As, act: Act) -> None:
    cora = as_("cora")
    headings = ("Priority", "Objective", "Reference", "Action")
    confirmed(cora, walked(cora, book((EIGHT, "Listen to families", "8a", "Ask"), headings=headings)))
    later = book((EIGHT, "Speak up", "8b", "Tell"), (EIGHT, "Listen to families", "8a", "Ask"), headings=headings)
    confirmed(cora, walked(cora, later))
    found = Objective.objects.filter(priority__number=8).order_by("reference").values_list("reference", "title")
    assert list(found) == [("A", "Listen to families"), ("B", "Speak up")]
    assert [getattr(act(key).objective, "title", "") for key in ("8a", "8b")] == ["Listen to families", "Speak up"]


def test_references_that_stand_further_down_are_not_given_before(as_: As) -> None:
    cora = as_("cora")
    rows = [(EIGHT, "", f"Action {number}", "ICB") for number in range(1, 4)]
    page = walked(cora, book(*rows, (EIGHT, "8.1", "The numbered one", "ICB"), headings=NUMBERED))
    assert confirmed(cora, page).status_code == 302
    assert titles()["8.1"] == "The numbered one"
