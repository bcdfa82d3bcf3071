"""The plan by organisation: who leads what, and what has not come yet."""

import re
import types
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Organisation
from accounts.services import change_person
from actions.models import Action
from actions.services import edit_action, set_due_date, set_plan_state
from priorities.models import ActionPlan
from priorities.partial_date import PartialDate
from priorities.services import add_plan
from tests.world import NOW, TESTER, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
RISK = {"status": "at_risk", "reason": "A post is vacant.", "recovery": "It is advertised.", "consequence": "A delay."}


def page(as_: As, plan: str = "2023-24") -> str:
    response = as_("mo").get(f"/plans/{plan}/partners/")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def row(text: str, name: str) -> list[str]:
    """The cells of an organisation's row, as text."""
    cells = re.search(rf">{re.escape(name)}</th>(.*?)</tr>", text)
    assert cells, name
    bare = re.sub(r'<span class="govuk-visually-hidden">.*?</span>', "", cells[1])
    return [
        " ".join(re.sub("<[^>]*>", " ", cell).split()).replace(" ,", ",") for cell in re.findall(r"<td.*?</td>", bare)
    ]


@pytest.fixture
def council(db: None) -> Organisation:
    return Organisation.objects.get(sector="council")


@pytest.fixture
def forum(db: None) -> Organisation:
    return Organisation.objects.get(sector="families")


def test_numbers_of_an_organisation(as_: As, act: Act, people: types.SimpleNamespace, council: Organisation) -> None:
    """Olive and Otis, both of the council, lead five actions and one sub-action."""
    give_update(act("1a"), people.olive, **RISK)
    give_update(act("1b"), people.olive, **RISK | {"status": "off_track"})
    give_update(act("3f.i"), people.otis, **RISK)
    set_due_date(action=act("2a"), due=PartialDate.month(2024, 8), by=people.cora, now=NOW, reason="Agreed so")
    assert row(page(as_), council.name) == ["5 and 1 sub-action", "2 of 5, and 1 of 1 sub-action", "1", "1",
                                            "1 and 1 sub-action"]  # fmt: skip
    set_plan_state(action=act("4c"), state="withdrawn", by=people.cora, now=NOW, reason="Agreed so")
    assert row(page(as_), council.name)[0] == "4 and 1 sub-action"


def test_who_is_named_as_leading_leads(
    as_: As, act: Act, people: types.SimpleNamespace, council: Organisation, forum: Organisation
) -> None:
    edit_action(action=act("1a"), organisations={forum: "lead"}, by=people.cora, now=NOW)
    edit_action(action=act("1b"), organisations={forum: "supporting"}, by=people.cora, now=NOW)
    edit_action(action=act("5a"), organisations={forum: "lead", council: "lead"}, by=people.cora, now=NOW)
    text = page(as_)
    assert row(text, forum.name)[0] == "2"
    assert row(text, council.name)[0] == "5 and 1 sub-action"
    assert row(text, "No organisation and no lead")[0] == "28 and 3 sub-actions"


def test_sectors_that_lead_nothing_are_named(
    as_: As, act: Act, people: types.SimpleNamespace, forum: Organisation
) -> None:
    def named(text: str) -> list[str]:
        return re.findall("<li>([^<]*)</li>", text[text.index("Sectors that lead no action") :])

    assert {"Health", "Education", "Families", "Voluntary sector"} == set(named(page(as_)))
    edit_action(action=act("1a"), organisations={forum: "lead"}, by=people.cora, now=NOW)
    assert {"Health", "Education", "Voluntary sector"} == set(named(page(as_)))


def test_leads_from_whom_nothing_has_come(
    as_: As, act: Act, people: types.SimpleNamespace, council: Organisation
) -> None:
    text = page(as_)
    assert f"Otis Field, {council}: <a" in text
    assert re.search(rf'lead={people.otis.pk}&amp;flag=not-updated">1 action and 1 sub-action</a>', text)
    give_update(act("2a"), people.otis)
    text = page(as_)
    assert "Otis Field" not in text
    assert f"Olive Marsh, {council}: <a" in text
    for key in ("1a", "1b", "3f", "4c"):
        edit_action(action=act(key), by=people.cora, now=NOW, planned_start=PartialDate.month(2025, 1))
    assert "Leads who have not given an update yet" not in page(as_)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((), "0 of 2 sub-actions owed"), (("3f.i",), "1 sub-action updated of 2 sub-actions owed"),
        (("3f.i", "3f.ii"), "2 sub-actions updated of 2 sub-actions owed"),
    ],
)  # fmt: skip
def test_what_is_read_out_of_sub_actions(
    given: tuple[str, ...], said: str, as_: As, act: Act, people: types.SimpleNamespace, forum: Organisation
) -> None:
    for key in ("3f.i", "3f.ii"):
        edit_action(action=act(key), organisations={forum: "lead"}, by=people.cora, now=NOW)
    for key in given:
        give_update(act(key), people.cora)
    cells = re.search(rf">{re.escape(forum.name)}</th>(.*?)</tr>", page(as_))
    assert cells
    assert said in " ".join(re.sub("<[^>]*>", "", cells[1]).split())


def test_whoever_has_left_is_not_waited_for(as_: As, people: types.SimpleNamespace) -> None:
    change_person(person=people.otis, by=people.ada, now=NOW, reason="Left", is_active=False)
    assert "Otis Field" not in page(as_)


def test_a_plan_without_actions_or_cycles(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    add_plan(by=TESTER, now=NOW, reason="", slug="empty", title="Empty", local_area="Here", status="current")
    text = page(as_, "empty")
    assert "This plan has no actions yet." in text
    assert "Sectors that lead no action" in text
    assert ActionPlan.objects.count() == 2


def test_linked_from_the_plan_and_from_the_list(as_: As) -> None:
    for address in ("/plans/2023-24/", "/plans/2023-24/actions/"):
        assert 'href="/plans/2023-24/partners/"' in as_("mo").get(address).content.decode()


def test_no_such_plan(as_: As) -> None:
    assert as_("mo").get("/plans/none/partners/").status_code == 404
