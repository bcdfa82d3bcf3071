"""A plan of another area, with other references and words, beside the first: nothing of one leaks into the other."""

import re
import types
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from actions.models import Action
from actions.services import edit_action
from priorities.models import ActionPlan
from priorities.plan_file import PlanFileError, read_plan_file
from priorities.services import edit_priority
from tests.growing import RISK
from tests.priorities.conftest import words
from tests.world import NOW, give_update

As = Callable[[str], Client]
FILE = Path(__file__).with_name("northshire.yaml")
PLAN = "/plans/inclusion-2024/"


@pytest.fixture
def second(db: None) -> ActionPlan:
    call_command("load_plan", str(FILE), recorded_at="2024-09-02T09:00", reason="As agreed", verbosity=0)
    return ActionPlan.objects.get(slug="inclusion-2024")


@pytest.fixture
def told(second: ActionPlan, people: types.SimpleNamespace) -> Action:
    """An action of the second plan that is at risk and has a lead."""
    action = Action.objects.get(plan=second, key="1.2.3")
    edit_action(action=action, by=people.cora, now=NOW, lead=people.olive)
    edit_priority(priority=action.priority, by=people.cora, now=NOW, sro=people.cora)
    give_update(action, people.olive, status="at_risk", **RISK)
    return action


def test_it_is_read_as_printed(second: ActionPlan) -> None:
    assert list(Action.objects.filter(plan=second).values_list("reference", flat=True)) == [
        "1.1.1", "1.1.2", "1.2.1", "1.2.2", "1.2.3", "1.2.3a", "2.1", "2.10",
    ]  # fmt: skip
    assert (second.first_level, second.first_level_plural, str(second.starts)) == (
        "outcome", "outcomes", "autumn 2024",
    )  # fmt: skip
    call_command("load_plan", str(FILE), recorded_at="2024-09-02T10:00", reason="As agreed")
    assert Action.objects.filter(plan=second).count() == 8


PAGES = (
    PLAN, PLAN + "actions/", PLAN + "actions/?priority=1", PLAN + "actions/?status=at_risk&priority=1",
    PLAN + "actions/?show=with-lead", PLAN + "priorities/1/", PLAN + "priorities/2/", PLAN + "actions/1.2.3/",
    PLAN + "actions/1.2.3a/", PLAN + "actions/2.10/", PLAN + "key/", PLAN + "cycles/",
    PLAN + "actions/1.2.3/progress/",
    PLAN + "actions/new/", PLAN + "actions/1.2.3/edit/", PLAN + "queries/", PLAN + "queries/new/", PLAN + "evidence/",
    PLAN + "drivers/", PLAN + "priorities/1/judgement/", PLAN + "priorities/1/highlight/", PLAN + "handover/",
    PLAN + "set-up/", PLAN + "priorities/new/", PLAN + "priorities/1/edit/", PLAN + "cycles/new/",
)  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_its_pages_say_its_own_words(address: str, told: Action, as_: As) -> None:
    page = words(as_("cora").get(address))
    main = page[page.index("<main") : page.index("</main>")]
    text = re.sub(r"<[^>]*>", " ", main)
    assert "priorit" not in text.lower()
    assert "outcome" in text.lower() or "priorities" not in address


def test_its_words_stand_where_the_first_plan_says_priority(told: Action, as_: As) -> None:
    client = as_("mo")
    assert "How the outcomes are going" in words(client.get(PLAN))
    assert "Actions by outcome and status" in words(client.get(PLAN))
    assert "Outcome 1 of the Inclusion Plan" in words(client.get(PLAN + "priorities/1/"))
    listed = words(client.get(PLAN + "actions/?status=at_risk&priority=1"))
    assert '<h2 class="govuk-heading-m">1 action</h2>' in listed
    assert ">Outcome 1<span" in listed
    assert ">Outcome</label>" in listed
    assert "How the priorities are going" in words(client.get("/plans/2023-24/"))


def test_filters_and_counts_are_of_one_plan_alone(told: Action, as_: As) -> None:
    client = as_("mo")
    listed = words(client.get(PLAN + "actions/?status=at_risk"))
    assert '<h2 class="govuk-heading-m">1 action</h2>' in listed
    assert PLAN + "actions/1.2.3/" in listed
    elsewhere = words(client.get("/plans/2023-24/actions/?status=at_risk"))
    assert '<h2 class="govuk-heading-m">0 actions</h2>' in elsewhere
    assert "7 actions</a> complete" in words(client.get(PLAN)).replace("0 of ", "")


def test_a_reference_of_one_plan_is_not_found_in_the_other(second: ActionPlan, as_: As) -> None:
    assert as_("mo").get("/plans/2023-24/actions/1.2.3/").status_code == 404
    assert as_("mo").get(PLAN + "actions/1a/").status_code == 404


def test_short_addresses_let_one_choose(second: ActionPlan, as_: As) -> None:
    page = words(as_("mo").get("/actions/1.2.3/"))
    assert "Choose a plan" in page
    assert f'href="{PLAN}actions/1.2.3/"' in page
    assert "Northshire" in page


def test_both_plans_are_in_my_actions(told: Action, as_: As) -> None:
    page = words(as_("olive").get("/my-actions/"))
    assert PLAN + "actions/1.2.3/" in page
    assert "/plans/2023-24/actions/1a/" in page


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("{one: outcome}", "several"),
        ("{one: outcome, several: outcomes, many: x}", "There is no field “many”"),
        ("outcome", "Write fields here"),
        ("{one: " + "x" * 31 + ", several: y}", "Shorten this to 30 characters"),
    ],
)
def test_a_first_level_that_cannot_be(written: str, message: str) -> None:
    source = FILE.read_text().replace("{one: outcome, several: outcomes}", written)
    with pytest.raises(PlanFileError, match=message):
        read_plan_file(source)
