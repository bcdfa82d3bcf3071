"""Every number on a page leads to the list behind it, and is the number of that list."""

import re
import types
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

import pytest
from django.test import Client

from accounts.models import Organisation
from actions.models import Action
from actions.services import edit_action, set_due_date, set_plan_state
from priorities.partial_date import PartialDate
from tests.world import NOW, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
LIST = "/plans/2023-24/actions/"
# Words for a screen reader, which may name a priority by its number; or say that a number is of sub-actions.
HIDDEN = "govuk-visually-hidden"
# Elements that hold counts of actions, and nothing else that is a number.
COUNTS = {"portal-counts", "portal-tally", "portal-figure__number", "portal-num"}
# Beside these numbers stand links to each thing that they count.
EACH_LINKED = "portal-figure__links"
VOID = {"br", "input", "img", "use", "rect", "line", "path", "meta", "link", "hr"}
RISK = {"status": "at_risk", "reason": "A post is vacant.", "recovery": "It is advertised.", "consequence": "A delay."}


class Counts(HTMLParser):
    """Texts inside counts, each with the address that it leads to (empty where it leads nowhere)."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[tuple[str, set[str], str]] = []
        self.found: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            values = dict(attrs)
            self.open.append((tag, set((values.get("class") or "").split()), values.get("href") or ""))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        classes = set().union(*(classes for _, classes, _ in self.open))
        if classes & COUNTS and HIDDEN in classes and self.found and "sub-action" in data:
            text, href = self.found.pop()
            self.found.append((f"{text} sub-action", href))
        if classes & COUNTS and HIDDEN not in classes and not any(tag in ("th", "svg") for tag, _, _ in self.open):
            href = next((href for tag, _, href in reversed(self.open) if tag == "a"), "")
            if data.strip():
                self.found.append((" ".join(data.split()), href))


def unlinked(page: str) -> list[str]:
    """Texts of counts with a number that is not 0 and leads nowhere."""
    return [text for text, href in Counts(page).found if not href and re.search(r"[1-9]", text)]


def linked(page: str) -> Iterator[tuple[str, str]]:
    """Address and text of each count that is a link."""
    yield from {(href, text) for text, href in Counts(page).found if href and re.search(r"\d", text)}


def numbers(text: str) -> tuple[int, int]:
    """Actions and sub-actions that a text counts: "3 and 1 sub-action"."""
    apart = re.search(r"(\d+) sub-action", text)
    rest = text.replace(apart[0], "") if apart else text
    counted = re.search(r"\d+", rest)
    return int(counted[0]) if counted else 0, int(apart[1]) if apart else 0


def heading(page: str) -> str:
    """What the list says of itself: "3 actions and 1 sub-action"."""
    found = re.search(r'<h2 class="govuk-heading-m">(\d+ [^<]*)</h2>', page)
    assert found
    return found[1]


@pytest.fixture
def lived_in(act: Act, people: types.SimpleNamespace) -> None:
    """Something to count for every number."""
    before = NOW.replace(month=7, day=3)
    give_update(act("1a"), people.olive, ask="help", ask_text="A room", **RISK)
    give_update(act("3f.i"), people.otis, **RISK)
    give_update(act("2a"), people.otis, before)
    give_update(act("4c"), people.olive, before, **RISK | {"status": "off_track"})
    give_update(act("2d"), people.cora, status="complete", completed_on=NOW.date())
    give_update(act("1c"), people.cora, status="complete", completed_on=NOW.date())
    set_plan_state(action=act("1c"), state="closed", by=people.cora, now=NOW, reason="Agreed that it is complete")
    set_plan_state(
        action=act("1b"),
        state="paused",
        by=people.cora,
        now=NOW,
        reason="Agreed so",
        paused_until=PartialDate.year(2025),
    )
    set_due_date(action=act("4c"), due=PartialDate.month(2024, 8), by=people.cora, now=NOW, reason="Agreed so")
    forum = Organisation.objects.get(sector="families")
    edit_action(action=act("5a"), organisations={forum: "lead"}, by=people.cora, now=NOW)


# And how many links there are at least.
PAGES = {"": 30, "partners/": 8, "priorities/1/": 7, "priorities/3/": 5, "priorities/4/": 4, "charts/": 20}


@pytest.mark.usefixtures("lived_in")
@pytest.mark.parametrize("later", [False, True], ids=["in September", "when two cycles brought nothing"])
@pytest.mark.parametrize("page", PAGES)
def test_every_number_is_that_of_its_list(page: str, later: bool, as_: As, clock_stands: Callable) -> None:
    if later:
        clock_stands(NOW.replace(month=10, day=2))
    text = as_("mo").get(f"/plans/2023-24/{page}").content.decode()
    queries = re.search(rf"{EACH_LINKED}(.*?)</dt>\s*<dd[^>]*>(\d+)", text, re.S)
    if queries:
        assert queries[1].count("<a ") == int(queries[2])
        text = text.replace(queries[0], "")
    assert unlinked(text) == []
    found = list(linked(text))
    assert len(found) >= PAGES[page]
    for address, said in found:
        if address.startswith(LIST):
            actions, sub_actions = numbers(heading(as_("mo").get(address).content.decode()))
            assert numbers(said) in ((actions, sub_actions), (actions, 0), (0, sub_actions)), (address, said)


@pytest.mark.parametrize(
    "spoilt",
    [
        '<p class="govuk-body portal-counts">3 of <a href="/x">4 actions</a></p>',
        '<ul class="portal-tally"><li><strong>2</strong></li></ul>',
        '<td class="govuk-table__cell portal-num"><strong>7</strong></td>',
    ],
)
def test_a_number_that_leads_nowhere_would_be_seen(spoilt: str) -> None:
    assert unlinked(spoilt)
    assert unlinked(re.sub(r"(?<=>)(\d)", r'<a href="/y">\1</a>', spoilt)) == []
