"""A new action or sub-action of a plan."""

import types
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.services import change_person
from actions.models import Action
from actions.services import add_action, set_plan_state
from audit.recording import Refused
from priorities.models import ActionPlan, Priority
from priorities.partial_date import PartialDate
from priorities.services import add_objective, add_plan, add_priority
from tests.actions.editing import PLAN, dated, one, told
from tests.actions.reading import texts
from tests.world import NOW

As = Callable[[str], Client]
Act = Callable[[str], Action]
URL = PLAN + "actions/new/"


@pytest.fixture
def new(people: types.SimpleNamespace) -> dict[str, object]:
    """A new action of priority 3, as typed."""
    return {
        "priority": Priority.objects.get(number=3).pk,
        "parent": "",
        "reference": "3z",
        "title": "Ask families what they need",
        "source": "Minute 12",
        "difference": "Less waiting",
        "lead": people.otis.pk,
        "plan_state": "agreed",
        "reason": "Agreed on 11 July",
        **dated("due", PartialDate.month(2025, 3)),
    }


def in_order(number: int = 3) -> list[str]:
    return [action.key for action in Action.objects.filter(priority__number=number).for_table()]


def test_works_and_is_recorded(new: dict[str, object], as_: As, act: Act, people: types.SimpleNamespace) -> None:
    client = as_("cora")
    answer = client.post(URL, new)
    assert (answer.status_code, answer["Location"]) == (302, one("3z"))
    action = act("3z")
    assert (action.lead, action.plan_state, action.source) == (people.otis, "agreed", "Minute 12")
    assert (str(action.due), str(action.original_due)) == ("March 2025", "March 2025")
    assert in_order()[-1] == "3z"
    assert "3z has been added to the plan" in texts(client.get(one("3z")))
    assert "Cora Vale, co-ordinator | Agreed on 11 July | Due date set: March 2025 | Action 3z: added" in told(
        action, people.cora
    )


def test_sub_actions_stand_after_their_parents_last(new: dict[str, object], as_: As, act: Act) -> None:
    client = as_("cora")
    for reference in ("3f(vi)", "3f(vii)"):
        sent = new | {"priority": "", "parent": act("3f").pk, "reference": reference}
        assert client.post(URL, sent).status_code == 302
    order = in_order()
    assert order[order.index("3f.v") :] == ["3f.v", "3f.vi", "3f.vii"]
    assert act("3f.vi").parent == act("3f")
    assert client.post(URL, new | {"parent": act("3a").pk, "reference": "3a(i)"}).status_code == 302
    assert in_order()[:3] == ["3a", "3a.i", "3b"]


def test_address_says_where(as_: As, act: Act) -> None:
    client = as_("cora")
    assert f'value="{act("3f").pk}" selected' in texts(client.get(URL + "?parent=3f"))
    assert f'value="{act("3f").priority.pk}" selected' in texts(client.get(URL + "?priority=3"))
    assert "?parent=3f" in texts(client.get(one("3f")))
    assert "?parent" not in texts(client.get(one("3f.i")))


@pytest.mark.parametrize(
    "query", ["parent=9z", "parent=3f.i", "priority=9", "priority=x", "parent=%00", "priority=" + "9" * 40]
)
def test_address_that_says_nonsense(query: str, as_: As) -> None:
    assert as_("cora").get(f"{URL}?{query}").status_code == 404


WRONG = {
    "no reference": ({"reference": ""}, "Enter the reference"),
    "taken": ({"reference": "3f(i)"}, "3f(i) is already in SEND Action Plan 2023/24, as “"),
    "taken in the address": ({"reference": "3F(I)"}, "“3F(I)” would have the same web address as 3f(i)"),
    "no letter": ({"reference": "()"}, "The reference must have a letter or a digit"),
    **{
        f"as in {reference}": ({"reference": reference}, "The reference must begin with a letter from a to z")
        for reference in ("../x", "é1", "7%41", "1a#b", "1?a")
    },
    "another page": ({"reference": "New"}, "“New” cannot be used as a reference"),
    "no priority": ({"priority": ""}, "Select a priority"),
    "nobody's priority": ({"priority": "424242"}, "Choose one from the list"),
    "no wording": ({"title": ""}, "Enter the wording"),
    "no state": ({"plan_state": ""}, "Select whether it is proposed or agreed"),
    "withdrawn at once": ({"plan_state": "withdrawn"}, "Select one of these options"),
    "no reason": ({"reason": ""}, "Enter why you are adding it"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_wrong_field_changes_nothing(case: str, new: dict[str, object], as_: As) -> None:
    fields, message = WRONG[case]
    before = Action.objects.count()
    answer = as_("cora").post(URL, new | fields)
    assert (answer.status_code, message in texts(answer)) == (422, True), texts(answer)
    assert "Less waiting" in texts(answer)
    assert Action.objects.count() == before


def test_parts_of_different_priorities(
    new: dict[str, object], as_: As, act: Act, people: types.SimpleNamespace
) -> None:
    other = act("1a").priority
    objective = add_objective(
        by=people.cora, now=NOW, reason="New", priority=other, reference="O1", title="Listen", position=1
    )
    answer = as_("cora").post(URL, new | {"parent": act("1a").pk})
    assert "1a is in another priority" in texts(answer)
    answer = as_("cora").post(URL, new | {"objective": objective.pk})
    assert "The objective is in another priority" in texts(answer)
    assert as_("cora").post(URL, new | {"priority": other.pk, "objective": objective.pk}).status_code == 302
    assert act("3z").objective == objective


def test_what_has_left_the_plan_takes_no_sub_action(
    new: dict[str, object], as_: As, act: Act, people: types.SimpleNamespace
) -> None:
    set_plan_state(action=act("3a"), state="withdrawn", by=people.cora, now=NOW, reason="Agreed so")
    answer = as_("cora").post(URL, new | {"parent": act("3a").pk})
    assert "Choose one from the list" in texts(answer)
    assert "?parent" not in texts(as_("cora").get(one("3a")))


def test_repeated_post_changes_nothing(new: dict[str, object], as_: As) -> None:
    client = as_("cora")
    assert client.post(URL, new).status_code == 302
    before = Action.history.count()
    assert client.post(URL, new).status_code == 302
    answer = client.post(URL, new | {"writer": "opened anew"})
    assert answer.status_code == 422
    assert "3z is already in SEND Action Plan 2023/24, as “Ask families what they need”" in texts(answer)
    assert Action.history.count() == before


def test_wrong_person_and_method(new: dict[str, object], as_: As) -> None:
    before = Action.objects.count()
    answer = as_("olive").post(URL, new)
    assert answer.status_code == 403
    assert "Ask the co-ordinator" in texts(answer)
    assert Action.objects.count() == before
    assert as_("cora").put(URL).status_code == 405
    assert as_("cora").get("/plans/2022-23/actions/new/").status_code == 404


def test_service_refuses_what_does_not_belong_together(act: Act, people: types.SimpleNamespace) -> None:
    said = {"by": people.cora, "now": NOW, "reason": "New"}
    plan = add_plan(**said, slug="other", title="Other", local_area="Else", status=ActionPlan.State.CURRENT)
    other = add_priority(**said, plan=plan, number=1, title="First")
    objective = add_objective(**said, priority=other, reference="O1", title="Listen", position=1)
    gone = change_person(person=people.mo, by=people.ada, now=NOW, reason="Left", is_active=False)
    new = {**said, "plan": act("1a").plan, "priority": act("1a").priority, "title": "New", "plan_state": "agreed"}
    for wrong, message in (
        ({"priority": other}, "belongs to another plan"),
        ({"parent": act("3f")}, "same priority that is not a sub-action itself"),
        ({"objective": objective}, "belongs to another priority"),
        ({"lead": gone}, "Mo Brook has left"),
        ({"reference": "1A"}, "the same web address as 1a"),
    ):
        with pytest.raises(Refused, match=message):
            add_action(**{"reference": "1z", **new, **wrong})
    assert not Action.objects.filter(key="1z").exists()
