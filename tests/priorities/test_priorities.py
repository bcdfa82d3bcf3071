"""Adding and changing a priority."""

import types
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from accounts.services import change_person
from priorities.models import ActionPlan, Priority
from priorities.services import edit_plan, edit_priority
from tests.hostile import HUGE, URLENCODED, WORDS, encoded, often
from tests.priorities.conftest import words
from tests.world import NOW, TESTER

As = Callable[[str], Client]
NEW = "/plans/2023-24/priorities/new/"
URL = "/plans/2023-24/priorities/1/edit/"
TYPED = {"number": "8", "title": "Preparing for adulthood", "focus": "", "source": "", "sro": ""}


@pytest.fixture
def priority(db: None) -> Priority:
    return Priority.objects.get(number=1)


def sent(priority: Priority, **changed: Any) -> dict[str, Any]:
    """What a browser posts for the priority as it stands."""
    stands = {name: getattr(priority, name) for name in ("title", "focus", "source", "revision")}
    return stands | {"sro": priority.sro_id or "", "reason": ""} | changed


def test_one_is_added(
    as_: As, plan: ActionPlan, people: types.SimpleNamespace, told: Callable[[Priority], list[str]]
) -> None:
    client = as_("cora")
    assert 'name="number" value="8"' in words(client.get(NEW))
    answer = client.post(NEW, TYPED | {"sro": people.sara.pk})
    assert (answer.status_code, answer["Location"]) == (302, "/plans/2023-24/set-up/")
    added = plan.priorities.get(number=8)
    assert (added.title, added.sro) == ("Preparing for adulthood", people.sara)
    assert told(added)[0] == "Cora Vale, co-ordinator"
    assert "Preparing for adulthood" in words(client.get(answer["Location"]))
    assert "Preparing for adulthood" in words(as_("mo").get("/plans/2023-24/priorities/8/"))


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"number": "1"}, "The plan already has a number 1"),
        ({"number": "0"}, "Enter a number from 1 to 999"),
        ({"number": HUGE}, "Enter a number from 1 to 999"),
        ({"number": "two"}, "Enter a whole number"),
        ({"number": ""}, "Enter a number"),
        ({"title": ""}, "Enter the title"),
        ({"sro": "424242"}, "Choose somebody from the list"),
        ({"focus": "x" * 2001}, "must be 2000 characters or fewer"),
    ],
)
def test_what_is_wrong_adds_nothing(changed: dict[str, str], message: str, as_: As, plan: ActionPlan) -> None:
    answer = as_("cora").post(NEW, TYPED | changed)
    assert answer.status_code == 422
    assert message in words(answer)
    assert plan.priorities.count() == 7


def test_a_second_click_adds_nothing(as_: As, plan: ActionPlan) -> None:
    client = as_("cora")
    assert [client.post(NEW, TYPED).status_code for _ in range(2)] == [302, 302]


def test_one_is_changed(
    as_: As, priority: Priority, people: types.SimpleNamespace, told: Callable[[Priority], list[str]]
) -> None:
    client = as_("cora")
    assert URL in words(client.get("/plans/2023-24/priorities/1/"))
    assert URL not in words(as_("mo").get("/plans/2023-24/priorities/1/"))
    assert client.post(URL, sent(priority, sro=people.sara.pk)).status_code == 302
    priority.refresh_from_db()
    assert told(priority) == ["Cora Vale, co-ordinator", "", "Senior responsible officer: nothing > Sara Quill"]
    assert client.post(URL, sent(priority, title="With families", reason="Shorter")).status_code == 302
    priority.refresh_from_db()
    assert told(priority) == [
        "Cora Vale, co-ordinator",
        "Shorter",
        "Title: A partnership with families > With families",
    ]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"title": "Other"}, "Say why you are changing it"),
        ({"is_placeholder": "on", "reason": "So"}, "A placeholder cannot have actions"),
    ],
)
def test_what_is_refused_changes_nothing(changed: dict[str, str], message: str, as_: As, priority: Priority) -> None:
    answer = as_("cora").post(URL, sent(priority, **changed))
    assert answer.status_code == 422
    assert message in words(answer)
    assert Priority.objects.get(pk=priority.pk).revision == priority.revision


def test_only_what_stands_needs_a_reason(as_: As, plan: ActionPlan) -> None:
    """A box that is not ticked is empty, as a line without words is."""
    client = as_("cora")
    client.post(NEW, TYPED)
    new, page = plan.priorities.get(number=8), URL.replace("/1/", "/8/")
    assert client.post(page, sent(new, is_placeholder="on", focus="Next steps")).status_code == 302
    new.refresh_from_db()
    assert (new.is_placeholder, new.focus) == (True, "Next steps")
    answer = client.post(page, sent(new))
    assert (answer.status_code, "Say why you are changing it" in words(answer)) == (422, True)
    assert plan.priorities.get(number=8).is_placeholder


def test_whoever_has_left_may_stay_and_is_not_chosen(
    as_: As, priority: Priority, people: types.SimpleNamespace
) -> None:
    edit_priority(priority=priority, by=people.cora, now=NOW, sro=people.sara)
    change_person(person=people.sara, by=TESTER, now=NOW, reason="Left", is_active=False)
    change_person(person=people.otis, by=TESTER, now=NOW, reason="Left", is_active=False)
    priority.refresh_from_db()
    client = as_("cora")
    assert "Sara Quill (has left)" in words(client.get(URL))
    assert client.post(URL, sent(priority)).status_code == 302
    assert client.post(URL, sent(priority, sro=people.otis.pk, reason="So")).status_code == 422
    assert Priority.objects.get(pk=priority.pk).sro == people.sara


def test_change_meanwhile_is_shown(as_: As, priority: Priority, people: types.SimpleNamespace) -> None:
    edit_priority(priority=priority, by=people.cora, now=NOW, reason="Clearer", title="Theirs")
    answer = as_("cora").post(URL, sent(priority, title="Mine", reason="Better"))
    assert answer.status_code == 409
    assert "Theirs" in words(answer)
    assert "Mine" in words(answer)


def test_the_plans_own_word_stands_in_the_headings(as_: As, plan: ActionPlan, people: types.SimpleNamespace) -> None:
    edit_plan(plan=plan, by=people.cora, now=NOW, reason="So", first_level="outcome", first_level_plural="outcomes")
    assert "Add an outcome" in words(as_("cora").get(NEW))
    assert "Change outcome 1" in words(as_("cora").get(URL))


@pytest.mark.parametrize("number", ["0", "99", HUGE])
def test_no_such_priority(number: str, as_: As) -> None:
    assert as_("cora").get(f"/plans/2023-24/priorities/{number}/edit/").status_code == 404


@pytest.mark.parametrize("who", ["olive", "sara", "mo", "ada", "ian"])
def test_wrong_person(who: str, as_: As, priority: Priority) -> None:
    assert as_(who).post(NEW, TYPED).status_code == 403
    assert as_(who).post(URL, sent(priority, title="Other", reason="So")).status_code == 403
    assert Priority.objects.count() == 7
    assert Priority.objects.get(pk=priority.pk).title == priority.title


@often
@given(fields=st.dictionaries(st.sampled_from([*TYPED, "is_placeholder", "reason", "revision"]), WORDS, max_size=6))
def test_whatever_is_typed(fields: dict[str, str], as_: As, priority: Priority) -> None:
    client = as_("cora")
    standing = sent(Priority.objects.get(pk=priority.pk), reason="So")
    for address, body in ((NEW, TYPED), (URL, standing)):
        answer = client.post(address, encoded(body | fields), content_type=URLENCODED)
        assert answer.status_code in (302, 409, 422)
    assert client.get("/plans/2023-24/priorities/1/").status_code == 200
