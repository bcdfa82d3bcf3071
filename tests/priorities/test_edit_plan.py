"""Changing what a plan says of itself."""

import types
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from audit.recording import Refused
from priorities.forms import PlanForm
from priorities.models import ActionPlan
from priorities.partial_date import PartialDate
from priorities.services import edit_plan
from tests.hostile import URLENCODED, WORDS, encoded, often
from tests.priorities.conftest import words
from tests.world import NOW

As = Callable[[str], Client]
URL = "/plans/2023-24/edit/"


def sent(plan: ActionPlan, **changed: Any) -> dict[str, Any]:
    """What a browser posts for the plan as it stands."""
    names = ("title", "local_area", "status", "vision", "vision_source", "principles", "first_level",
             "first_level_plural", "predecessor_title", "successor_title", "revision")  # fmt: skip
    stands = {name: getattr(plan, name) for name in names}
    return stands | {"ends_1": "9", "ends_2": "2024", "reason": ""} | changed


def test_opens_with_what_stands(as_: As, plan: ActionPlan) -> None:
    page = words(as_("cora").get(URL))
    assert plan.title in page
    assert 'id="id_ends_1" value="9"' in page
    assert 'value="priorities"' in page


def test_saves_with_a_reason_and_tells(as_: As, plan: ActionPlan, told: Callable[[ActionPlan], list[str]]) -> None:
    answer = as_("cora").post(URL, sent(plan, title="The plan", starts_2="2023", reason="Shorter"))
    assert (answer.status_code, answer["Location"]) == (302, "/plans/2023-24/")
    plan.refresh_from_db()
    assert (plan.title, str(plan.starts), str(plan.ends)) == ("The plan", "2023", "September 2024")
    assert told(plan) == [
        "Cora Vale, co-ordinator",
        "Shorter",
        "Title: SEND Action Plan 2023/24 > The plan",
        "Start: nothing > 2023",
    ]


def test_what_is_empty_is_filled_without_a_reason(as_: As, plan: ActionPlan) -> None:
    assert as_("cora").post(URL, sent(plan, starts_2="2023")).status_code == 302
    plan.refresh_from_db()
    assert plan.starts == PartialDate.year(2023)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"title": "Another"}, "Say why the plan changes"),
        ({"status": "closed"}, "Say why the plan changes"),
        ({"vision": ""}, "Say why the plan changes"),
        ({"status": "draft", "reason": "Too early"}, "cannot become a draft again"),
        ({"starts_2": "2030", "reason": "Later"}, "The plan ends before it begins"),
        ({"title": ""}, "Enter the title"),
        ({"status": "gone"}, "Select one of these options"),
        ({"first_level": "x" * 31}, "must be 30 characters or fewer"),
    ],
)
def test_what_is_refused_changes_nothing(changed: dict[str, str], message: str, as_: As, plan: ActionPlan) -> None:
    answer = as_("cora").post(URL, sent(plan, **changed))
    assert answer.status_code == 422
    assert message in words(answer)
    assert ActionPlan.objects.get().revision == plan.revision


def test_a_repeated_post_changes_nothing(as_: As, plan: ActionPlan) -> None:
    client = as_("cora")
    assert client.post(URL, sent(plan)).status_code == 302
    assert ActionPlan.objects.get().revision == plan.revision


def test_change_meanwhile_is_shown(as_: As, plan: ActionPlan, people: types.SimpleNamespace) -> None:
    edit_plan(plan=plan, by=people.cora, now=NOW, reason="Shorter", title="Another's title")
    answer = as_("cora").post(URL, sent(plan, title="My title", reason="Better"))
    assert answer.status_code == 409
    assert "Another&#x27;s title" in words(answer)
    assert "My title" in words(answer)


def test_a_draft_becomes_current(plan: ActionPlan, people: types.SimpleNamespace, as_: As) -> None:
    as_("cora").post("/plans/new/", {"title": "Next", "slug": "next", "local_area": "Here"})
    draft = ActionPlan.objects.get(slug="next")
    edit_plan(plan=draft, by=people.cora, now=NOW, reason="Agreed on 4 September", status="current")
    assert as_("mo").get("/plans/next/").status_code == 200


def test_a_draft_becomes_current_without_a_reason_but_is_not_reworded_without_one(as_: As, plan: ActionPlan) -> None:
    client = as_("cora")
    client.post("/plans/new/", {"title": "Next", "slug": "next", "local_area": "Here"})
    draft, url = ActionPlan.objects.get(slug="next"), "/plans/next/edit/"
    fields = sent(draft, status="current") | {"ends_1": "", "ends_2": ""}
    assert client.post(url, fields | {"title": "Other"}).status_code == 422
    assert client.post(url, fields).status_code == 302
    draft.refresh_from_db()
    assert (draft.status, draft.title) == ("current", "Next")
    assert client.post(url, sent(draft, status="closed")).status_code == 422


def test_only_what_a_plan_says_can_change(plan: ActionPlan, people: types.SimpleNamespace) -> None:
    with pytest.raises(TypeError, match="slug"):
        edit_plan(plan=plan, by=people.cora, now=NOW, reason="So", slug="other")
    with pytest.raises(Refused):
        edit_plan(plan=plan, by=people.cora, now=NOW, title="Other")


@pytest.mark.parametrize("who", ["olive", "sara", "mo", "ada", "ian"])
def test_wrong_person(who: str, as_: As, plan: ActionPlan) -> None:
    answer = as_(who).post(URL, sent(plan, title="Other", reason="So"))
    assert answer.status_code == 403
    assert "Ask the co-ordinator" in words(answer)
    assert ActionPlan.objects.get().title == plan.title


NAMES = sorted({*PlanForm.base_fields} | {f"{name}_{part}" for name in ("starts", "ends") for part in range(3)})


@often
@given(fields=st.dictionaries(st.sampled_from(NAMES), WORDS, max_size=8))
def test_whatever_is_typed(fields: dict[str, str], as_: As, plan: ActionPlan) -> None:
    client = as_("cora")
    body = sent(ActionPlan.objects.get(), reason="So") | fields
    assert client.post(URL, encoded(body), content_type=URLENCODED).status_code in (302, 409, 422)
    for address in ("/plans/2023-24/", "/plans/2023-24/edit/", "/plans/2023-24/actions/", "/plans/2023-24/set-up/"):
        assert client.get(address).status_code == 200
