"""A plan that is divided into outcomes says so wherever it names one."""

import types
from collections.abc import Callable

import pytest
from django.test import Client

from actions.models import Action
from actions.services import add_action, edit_action
from audit.recording import Refused
from priorities.models import ActionPlan, Priority, PriorityJudgement
from priorities.services import add_objective, edit_plan, give_judgement
from tests.actions.reading import texts
from tests.world import NOW

As = Callable[[str], Client]
Act = Callable[[str], Action]
PAGE = "/plans/2023-24/priorities/1/"


@pytest.fixture(autouse=True)
def _divided_into_outcomes(people: types.SimpleNamespace) -> None:
    edit_plan(
        plan=ActionPlan.objects.get(slug="2023-24"), by=people.cora, now=NOW, reason="So",
        first_level="SEND outcome", first_level_plural="SEND outcomes",
    )  # fmt: skip


def test_links_of_the_accountable_page(as_: As) -> None:
    page = texts(as_("sara").get("/accountable/"))
    assert 'Highlight report<span class="govuk-visually-hidden"> of SEND outcome 1</span>' in page
    assert 'Give your judgement<span class="govuk-visually-hidden"> on SEND outcome 1</span>' in page


def test_whose_judgement_it_is(as_: As) -> None:
    answer = as_("mo").get(f"{PAGE}judgement/")
    assert answer.status_code == 403
    assert "officer of SEND outcome 1" in texts(answer)


def test_a_judgement_in_the_history(people: types.SimpleNamespace) -> None:
    give_judgement(priority=Priority.objects.get(number=1), status="at_risk", reason="Late", by=people.sara, now=NOW)
    assert str(PriorityJudgement.objects.get()) == "Judgement on SEND outcome 1: at risk. Late"


@pytest.mark.parametrize(("who", "address"), [
    ("sara", f"{PAGE}judgement/"), ("mo", PAGE), ("cora", "/plans/2023-24/actions/new/"),
    ("mo", "/plans/2023-24/evidence/"), ("mo", "/plans/2023-24/actions/"), ("mo", "/plans/2023-24/"),
])  # fmt: skip
def test_its_capitals_stay_at_the_beginning_of_a_label(who: str, address: str, as_: As) -> None:
    page = texts(as_(who).get(address))
    assert "SEND outcome" in page
    assert "Send outcome" not in page


def test_what_is_in_another_one(act: Act, people: types.SimpleNamespace) -> None:
    one, said = act("1a"), {"by": people.cora, "now": NOW, "reason": "So"}
    other = add_objective(
        **said, priority=Priority.objects.get(number=2), reference="O1", title="Listen", position=1
    )  # fmt: skip
    new = {**said, "plan": one.plan, "reference": "9z", "title": "New", "plan_state": "agreed"}
    with pytest.raises(Refused, match="belongs to another SEND outcome"):
        edit_action(action=one, objective=other, **said)
    with pytest.raises(Refused, match="in the same SEND outcome"):
        add_action(**new, priority=one.priority, parent=act("4c"))
    with pytest.raises(Refused, match="belongs to another SEND outcome"):
        add_action(**new, priority=one.priority, objective=other)
