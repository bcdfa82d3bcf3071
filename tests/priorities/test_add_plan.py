"""A new plan: a draft with its key, under an address for ever."""

import types
from collections.abc import Callable

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from priorities.forms import NewPlanForm
from priorities.models import ActionPlan
from tests.hostile import URLENCODED, WORDS, encoded, often
from tests.priorities.conftest import words

As = Callable[[str], Client]
URL = "/plans/new/"
TYPED = {
    "title": "Inclusion Plan 2025", "slug": "2025-26", "local_area": "Northshire",
    "starts_1": "September", "starts_2": "2025", "ends_2": "2026",
}  # fmt: skip


def test_it_is_a_draft_that_leads_to_its_set_up(as_: As) -> None:
    client = as_("cora")
    assert "A new plan" in words(client.get(URL))
    answer = client.post(URL, TYPED)
    assert (answer.status_code, answer["Location"]) == (302, "/plans/2025-26/set-up/")
    plan = ActionPlan.objects.get(slug="2025-26")
    assert (plan.status, str(plan.starts), str(plan.ends)) == ("draft", "September 2025", "2026")
    assert plan.status_definitions.count() == 5
    page = words(client.get(answer["Location"]))
    assert "The plan has been added as a draft" in page
    assert "This plan is empty" in page
    assert 'href="/plans/2025-26/priorities/new/"' in page
    assert as_("mo").get("/plans/2025-26/").status_code == 404
    assert 'href="/plans/2025-26/"' in words(client.get("/plans/2023-24/"))
    assert "2025-26" not in words(as_("mo").get("/plans/2023-24/"))


def test_it_is_recorded(as_: As, told: Callable[[ActionPlan], list[str]]) -> None:
    as_("cora").post(URL, TYPED)
    said = told(ActionPlan.objects.get(slug="2025-26"))
    assert said[0] == "Cora Vale, co-ordinator"
    assert "Local area:  > Northshire" in said


@pytest.mark.parametrize(
    ("slug", "message"),
    [
        ("2023-24", "The address /plans/2023-24/ is taken"),
        ("new", "The address /plans/new/ is taken"),
        ("2025/26", "Enter lower case letters and numbers"),
        ("2025_26", "Enter lower case letters and numbers"),
        ("-2025", "Enter lower case letters and numbers"),
        ("Plan", "Enter lower case letters and numbers"),
        ("p\u00e9", "Enter lower case letters and numbers"),
        ("x" * 51, "must be 50 characters or fewer"),
        ("", "Enter the short name for web addresses"),
    ],
)
def test_an_address_that_cannot_be(slug: str, message: str, as_: As) -> None:
    answer = as_("cora").post(URL, TYPED | {"slug": slug})
    assert answer.status_code == 422
    assert message in words(answer)
    assert "Northshire" in words(answer)
    assert ActionPlan.objects.count() == 1


def test_it_does_not_end_before_it_begins(as_: As) -> None:
    answer = as_("cora").post(URL, TYPED | {"ends_2": "2024"})
    assert answer.status_code == 422
    assert "The plan ends before it begins" in words(answer)
    assert ActionPlan.objects.count() == 1


def test_a_second_click_adds_nothing(as_: As) -> None:
    client = as_("cora")
    assert [client.post(URL, TYPED).status_code for _ in range(2)] == [302, 302]
    assert client.post(URL, TYPED | {"writer": "opened anew"}).status_code == 422
    assert ActionPlan.objects.count() == 2


@pytest.mark.parametrize("who", ["olive", "sara", "mo", "pat", "ada", "ian"])
def test_others_are_told_whom_to_ask(who: str, as_: As) -> None:
    for answer in (as_(who).get(URL), as_(who).post(URL, TYPED)):
        assert answer.status_code == 403
        assert "Ask the co-ordinator" in words(answer)
    assert ActionPlan.objects.count() == 1


def test_text_comes_back_after_sign_in(people: types.SimpleNamespace) -> None:
    client = Client()
    assert client.post(URL, TYPED).status_code == 401
    sent = {"login": "cora@portal.example", "password": "a long enough password", "next": URL}
    client.post("/sign-in/", sent | {"carried": "title=Inclusion+Plan&slug=x"})
    assert "Inclusion Plan" in words(client.get(URL))


NAMES = sorted({*NewPlanForm.base_fields} | {f"{name}_{part}" for name in ("starts", "ends") for part in range(3)})


@often
@given(fields=st.dictionaries(st.sampled_from(NAMES), WORDS, max_size=8))
def test_whatever_is_typed(fields: dict[str, str], as_: As) -> None:
    answer = as_("cora").post(URL, encoded(TYPED | {"slug": "new"} | fields), content_type=URLENCODED)
    assert answer.status_code in (302, 422)
