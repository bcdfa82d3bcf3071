"""The form with a row an action in which the co-ordinator says how each ends."""

import re
import types
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from actions.history import history_of
from actions.models import Action, ActionOutcome
from actions.views import outcomes as view
from priorities.models import ActionPlan
from tests.actions.set_up_page import filled, words
from tests.actions.succeeding import OUTCOMES, carried, closed, ended, new, old, plan, rows_sent, successor_of
from tests.world import asked, give_update

As = Callable[[str], Client]
People = types.SimpleNamespace


@pytest.fixture
def following(people: People) -> ActionPlan:
    return successor_of(plan(), people.cora)


def test_every_action_has_a_row_with_what_is_likely(as_: As, following: ActionPlan, people: People) -> None:
    give_update(old("1a"), people.olive)
    ended("1b", people.cora, "dropped", reason="Not needed")
    client = as_("cora")
    fields = rows_sent(client)
    assert len([name for name in fields if name.endswith("-revision")]) == 39
    priority = following.priorities.get(number=3)
    assert (fields["3f-outcome"], fields["3f-reference"], fields["3f-priority"]) == ("", "3f", str(priority.pk))
    assert (fields["1b-outcome"], fields["1b-reason"], fields["1b-revision"]) == ("dropped", "Not needed", "1")
    page = words(client.get(OUTCOMES))
    assert "<strong>33 actions and 4 sub-actions</strong> agreed or paused without an outcome" in page
    assert "With 3f</option>" in page
    assert "On track" in page


def test_before_a_plan_follows_nothing_can_be_carried(as_: As, people: People) -> None:
    page = words(as_("cora").get(OUTCOMES))
    assert "start the next plan</a>" in page
    assert ">Carried to the next plan</option>" not in page
    answer = as_("cora").post(OUTCOMES, rows_sent(as_("cora"), **{"1a-outcome": "carried"}))
    assert (answer.status_code, ActionOutcome.objects.count()) == (422, 0)
    assert "1a: Choose an outcome from the list" in words(answer)


def test_an_untouched_page_writes_nothing(as_: As, following: ActionPlan) -> None:
    client = as_("cora")
    answer = client.post(OUTCOMES, rows_sent(client))
    assert (answer.status_code, answer["Location"]) == (302, OUTCOMES)
    assert "Nothing has changed, so nothing was saved" in words(client.get(OUTCOMES))
    assert not ActionOutcome.objects.exists()


def test_rows_are_saved_each_by_itself(as_: As, following: ActionPlan, people: People) -> None:
    client = as_("cora")
    place = following.priorities.get(number=2)
    answer = client.post(OUTCOMES, rows_sent(client, **{
        "1a-outcome": "carried", "1a-reference": "2k", "1a-priority": place.pk,
        "1b-outcome": "merged-here", "1b-reference": "1a", "1c-outcome": "dropped", "1c-reason": "Overtaken",
        "3f-outcome": "carried", "3f.i-outcome": "done", "3f.i-reason": "As good as",
    }))  # fmt: skip
    assert answer.status_code == 302
    assert "5 outcomes saved." in words(client.get(OUTCOMES))
    assert (old("1a").outcome.into, new("2k").priority) == (new("2k"), place)
    assert (old("1b").outcome.into, old("1c").outcome.reason) == (old("1a"), "Overtaken")
    assert (old("3f.i").outcome.outcome, old("3f.ii").outcome.is_with_parent) == ("done", True)
    assert not following.actions.filter(key="3f.i").exists()
    entry = history_of(old("1c"), people.cora)[0]
    assert (entry.actor, entry.reason) == ("Cora Vale, co-ordinator", "Overtaken")
    assert entry.lines[0].text == "Outcome Dropped: added"
    changes = {ActionOutcome.history.get(action=old(key)).change_id for key in ("1a", "1b", "1c")}
    assert len(changes) == 3


def test_a_second_click_writes_nothing(as_: As, following: ActionPlan) -> None:
    client = as_("cora")
    fields = rows_sent(client, **{"1a-outcome": "carried", "1b-outcome": "merged-there", "1b-reference": "1a"})
    assert client.post(OUTCOMES, fields).status_code == 302
    rows = Action.history.count(), ActionOutcome.history.count()
    assert client.post(OUTCOMES, fields).status_code == 302
    assert (Action.history.count(), ActionOutcome.history.count()) == rows


WRONG = {
    "1a-reason": ({"1a-outcome": "dropped"}, "1a: Enter why it is dropped"),
    "1b-reason": ({"1b-outcome": "done"}, "1b: It is not complete: enter why it counts as done"),
    "1c-reference": ({"1c-outcome": "carried", "1c-reference": ""}, "1c: Enter the reference it will have there"),
    "2a-reference": ({"2a-outcome": "carried", "2a-reference": "***"}, "2a: The reference must have a letter"),
    "2b-priority": ({"2b-outcome": "carried", "2b-priority": ""}, "2b: Select a priority"),
    "2c-reference": ({"2c-outcome": "merged-there"}, "2c: Enter the reference of an action of Inclusion plan"),
    "2d-reference": ({"2d-outcome": "merged-here"}, "2d: Enter the reference of another action of SEND"),
    "2e-reference": ({"2e-outcome": "merged-here", "2e-reference": ""}, "2e: Enter the reference of the action it"),
    "3a-outcome": ({"3a-outcome": "gone"}, "3a: Choose an outcome from the list"),
}


def test_wrong_rows_keep_what_was_typed_and_right_ones_are_saved(as_: As, following: ActionPlan) -> None:
    client = as_("cora")
    typed = {name: text for changed, _ in WRONG.values() for name, text in changed.items()}
    answer = client.post(OUTCOMES, rows_sent(client, **typed, **{"4c-outcome": "carried", "3b-reason": "Alone"}))
    page = words(answer)
    assert answer.status_code == 422
    assert "1 outcome saved." in page
    for field, (_, said) in WRONG.items():
        assert f'<a href="#id_{field}">{said}' in page, field
    assert "3b: Choose an outcome, or remove the reason" in page
    assert [one.action.reference for one in ActionOutcome.objects.all()] == ["4c"]
    kept = filled(answer.content.decode())
    assert (kept["2a-reference"], kept["1a-outcome"]) == ("***", "dropped")
    assert kept["4c-revision"] == "1"


def test_a_reference_that_is_taken_there(as_: As, following: ActionPlan, people: People) -> None:
    carried("1a", people.cora, reference="1b")
    client = as_("cora")
    answer = client.post(OUTCOMES, rows_sent(client, **{"1b-outcome": "carried"}))
    assert "1b: 1b is already in Inclusion plan, as “Ensure" in words(answer)


def test_another_outcome_says_what_happens_and_why(as_: As, following: ActionPlan, people: People) -> None:
    carried("1a", people.cora)
    client = as_("cora")
    assert "Another outcome, with a reason, withdraws it there." in words(client.get(OUTCOMES))
    answer = client.post(OUTCOMES, rows_sent(client, **{"1a-outcome": "merged-here", "1a-reference": "1b"}))
    assert "1a: Enter why the outcome changes" in words(answer)
    assert new("1a").plan_state == "agreed"
    fields = rows_sent(client, **{"1a-outcome": "merged-here", "1a-reference": "1b", "1a-reason": "They overlap"})
    assert client.post(OUTCOMES, fields).status_code == 302
    assert (new("1a").plan_state, old("1a").outcome.into) == ("withdrawn", old("1b"))
    assert (
        client.post(OUTCOMES, rows_sent(client, **{"1a-outcome": "carried", "1a-reason": "After all"})).status_code
        == 302
    )
    assert (new("1a").plan_state, old("1a").outcome.into) == ("agreed", new("1a"))


def test_what_somebody_else_recorded_meanwhile_is_shown_and_not_overwritten(
    as_: As, following: ActionPlan, people: People
) -> None:
    client = as_("cora")
    opened = rows_sent(client)
    ended("1a", people.cora, "dropped", reason="Overtaken")
    answer = client.post(OUTCOMES, opened | {"1a-outcome": "carried", "1b-outcome": "carried"})
    page = words(answer)
    assert answer.status_code == 422
    assert "1 outcome saved." in page
    assert "1a: Somebody else has recorded an outcome since you opened the page" in page
    assert "Dropped (“Overtaken”)" in page
    assert old("1a").outcome.outcome == "dropped"
    again = filled(answer.content.decode()) | {"1a-reason": "It goes on"}
    assert again["1a-outcome"] == "carried"
    assert client.post(OUTCOMES, again).status_code == 302
    assert old("1a").outcome.outcome == "carried"


def test_a_row_that_nobody_touched_yields(as_: As, following: ActionPlan, people: People) -> None:
    client = as_("cora")
    opened = rows_sent(client)
    ended("1a", people.cora, "dropped", reason="Overtaken")
    assert client.post(OUTCOMES, opened | {"1b-outcome": "carried"}).status_code == 302
    assert old("1a").outcome.outcome == "dropped"


@pytest.mark.parametrize("broken", ["", "x", "-1", "9" * 40])
def test_broken_tokens_are_renewed(broken: str, as_: As, following: ActionPlan) -> None:
    client = as_("cora")
    fields = rows_sent(client, **{"1a-outcome": "carried", "1a-revision": broken, "1a-seen": "x"})
    answer = client.post(OUTCOMES, fields)
    assert answer.status_code == 422
    kept = filled(answer.content.decode())
    assert (kept["1a-outcome"], kept["1a-revision"]) == ("carried", "0")
    assert not ActionOutcome.objects.exists()


HOSTILE = ("\x00", "\u202eevil", "<b>x</b>", "9" * 30, "x" * 1001)


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_typed(text: str, as_: As, following: ActionPlan) -> None:
    client = as_("cora")
    for field in ("outcome", "reference", "priority", "reason"):
        answer = client.post(OUTCOMES, rows_sent(client, **{"1a-outcome": "dropped"} | {f"1a-{field}": text}))
        assert answer.status_code in (302, 422), field
        assert b"<b>x</b>" not in answer.content
    assert not following.actions.exists()


def test_what_looks_personal_is_asked_about_once(as_: As, following: ActionPlan) -> None:
    client = as_("cora")
    assert 'id="free-text-notice"' in words(client.get(OUTCOMES))
    fields = rows_sent(client, **{"1a-outcome": "dropped", "1a-reason": "The child with NHS number 943 476 5919"})
    first = client.post(OUTCOMES, fields)
    assert (first.status_code, ActionOutcome.objects.count()) == (422, 0)
    assert "seems to contain an NHS number" in words(first)
    assert client.post(OUTCOMES, fields | {"considered": asked(first)}).status_code == 302
    assert old("1a").outcome.outcome == "dropped"


def test_text_comes_back_after_sign_in(as_: As, following: ActionPlan) -> None:
    fields = rows_sent(as_("cora"), **{"1a-outcome": "dropped", "1a-reason": "As agreed"})
    client = Client()
    found = re.search(r'name="carried" value="([^"]*)"', client.post(OUTCOMES, fields).content.decode())
    assert found is not None
    door = {"login": "cora@portal.example", "password": "a long enough password", "next": OUTCOMES}
    assert client.post("/sign-in/", door | {"carried": unescape(found[1])})["Location"] == OUTCOMES
    answer = client.get(OUTCOMES)
    assert filled(answer.content.decode())["1a-outcome"] == "dropped"
    assert "As agreed" in words(answer)
    assert not ActionOutcome.objects.exists()


def test_many_come_in_parts(as_: As, following: ActionPlan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view, "ROWS_A_PART", 20)
    client = as_("cora")
    assert "Part 2</a> of 2" in words(client.get(OUTCOMES))
    assert "1a-outcome" not in filled(client.get(OUTCOMES + "2/").content.decode())
    for number in ("3", "0", "99999999999999999999"):
        assert client.get(OUTCOMES + f"{number}/").status_code == 404


@pytest.mark.parametrize("who", ["olive", "sara", "mo", "pat", "ada", "ian"])
def test_wrong_person(who: str, as_: As, following: ActionPlan) -> None:
    fields = rows_sent(as_("cora"), **{"1a-outcome": "carried"})
    for answer in (as_(who).get(OUTCOMES), as_(who).post(OUTCOMES, fields)):
        assert answer.status_code == 403
        assert "Ask the co-ordinator" in words(answer)
    assert not ActionOutcome.objects.exists()


def test_a_closed_plan_takes_nothing(as_: As, following: ActionPlan, people: People) -> None:
    fields = rows_sent(as_("cora"), **{"1a-outcome": "carried"})
    closed(plan(), people.cora)
    assert as_("cora").post(OUTCOMES, fields).status_code == 403
    assert old("1a").outcome.outcome == "dropped"
