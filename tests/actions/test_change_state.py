"""Whether an action is in the plan: agreed, paused, closed, replaced, withdrawn, and back."""

import datetime
import types
from collections.abc import Callable

import pytest
from django.test import Client

from actions.models import Action, DueDateProposal
from actions.services import set_plan_state
from audit.recording import Refused
from priorities.partial_date import PartialDate
from tests.actions.editing import dated, one, told
from tests.actions.reading import texts
from tests.world import NOW, asked, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
URL = one("1a", "state/")
SPRING = PartialDate.season(2025, "spring")


def sent(action: Action, state: str, **fields: object) -> dict[str, object]:
    return {"state": state, "reason": "Agreed on 2 September", "revision": action.revision, "replaced_by": ""} | fields


def complete(action: Action, by: object) -> None:
    give_update(action, by, status="complete", completed_on=datetime.date(2024, 9, 1))  # type: ignore[arg-type]


def test_pause_and_back(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    client = as_("cora")
    answer = client.post(URL, sent(act("1a"), "paused", **dated("paused_until", SPRING)))
    assert (answer.status_code, answer["Location"]) == (302, one("1a"))
    assert (act("1a").plan_state, act("1a").paused_until) == ("paused", SPRING)
    assert "1a is now paused" in texts(client.get(one("1a")))
    assert "Cora Vale, co-ordinator | Agreed on 2 September | Action 1a | In the plan: Agreed > Paused" in told(
        act("1a"), people.cora
    )
    assert client.post(URL, sent(act("1a"), "agreed", reason="It goes on")).status_code == 302
    assert (act("1a").plan_state, act("1a").paused_until) == ("agreed", None)


def test_a_pause_ends_with_the_form_as_it_opened(as_: As, act: Act) -> None:
    client = as_("cora")
    client.post(URL, sent(act("1a"), "paused", **dated("paused_until", SPRING)))
    opened = dated("paused_until", SPRING)
    changed = dated("paused_until", PartialDate.season(2025, "summer"))
    answer = client.post(URL, sent(act("1a"), "agreed", reason="It goes on", **changed))
    assert "Choose “Paused”, or remove the date it is paused until" in texts(answer)
    assert client.post(URL, sent(act("1a"), "agreed", reason="It goes on", **opened)).status_code == 302
    assert (act("1a").plan_state, act("1a").paused_until) == ("agreed", None)


def test_only_what_is_in_the_plan_replaces(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    for key, other, message in (("1a", "3f.v", "is proposed"), ("3f", "3f.i", "is a part of 3f")):
        page = texts(as_("cora").get(one(key, "state/")))
        assert f'<option value="{act("1b").pk}"' in page
        assert f'<option value="{act(other).pk}"' not in page
        with pytest.raises(Refused, match=message):
            set_plan_state(
                action=act(key), state="replaced", by=people.cora, now=NOW, reason="So", replaced_by=act(other)
            )


def test_a_pause_can_be_longer(as_: As, act: Act) -> None:
    client = as_("cora")
    client.post(URL, sent(act("1a"), "paused", **dated("paused_until", SPRING)))
    summer = PartialDate.season(2025, "summer")
    assert client.post(URL, sent(act("1a"), "paused", **dated("paused_until", summer))).status_code == 302
    assert act("1a").paused_until == summer


def test_close_only_what_is_complete(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    client = as_("cora")
    page = texts(client.get(URL))
    assert "You can close it once its last update says that it is complete" in page
    assert 'value="closed"' not in page
    assert client.post(URL, sent(act("1a"), "closed")).status_code == 422
    complete(act("1a"), people.olive)
    assert 'value="closed"' in texts(client.get(URL))
    assert client.post(URL, sent(act("1a"), "closed")).status_code == 302
    assert act("1a").plan_state == "closed"
    assert client.post(URL, sent(act("1a"), "agreed", reason="Not yet")).status_code == 302
    assert act("1a").plan_state == "agreed"


def test_replace_names_the_other(as_: As, act: Act) -> None:
    client = as_("cora")
    answer = client.post(URL, sent(act("1a"), "replaced"))
    assert "Choose the action that replaces it" in texts(answer)
    assert client.post(URL, sent(act("1a"), "replaced", replaced_by=act("1b").pk)).status_code == 302
    assert act("1a").replaced_by == act("1b")
    assert f'<option value="{act("1a").pk}"' not in texts(client.get(one("1b", "state/")))


def test_a_replacement_does_not_go_in_silence(as_: As, act: Act) -> None:
    client = as_("cora")
    assert client.post(URL, sent(act("1a"), "replaced", replaced_by=act("1c").pk)).status_code == 302
    assert "(now " not in texts(client.get(one("1a")))
    address = one("1c", "state/")
    answer = client.post(address, sent(act("1c"), "withdrawn"))
    assert answer.status_code == 422
    assert "1a was replaced by this action. If you withdraw it, nothing in the plan replaces 1a" in texts(answer)
    assert act("1c").plan_state == "agreed"
    assert client.post(address, sent(act("1c"), "withdrawn", considered=asked(answer))).status_code == 302
    assert f"{act('1c')}</a> (now withdrawn): Agreed on 2 September" in texts(client.get(one("1a")))


def test_sub_actions_are_not_paused_with_it(as_: As, act: Act) -> None:
    client, address = as_("cora"), one("3f", "state/")
    pause = sent(act("3f"), "paused", **dated("paused_until", SPRING))
    answer = client.post(address, pause)
    assert answer.status_code == 422
    assert "Its sub-actions stay as they are: 3f(i), " in texts(answer)
    assert "Pause them one by one." in texts(answer)
    assert act("3f").plan_state == "agreed"
    assert client.post(address, pause | {"considered": asked(answer)}).status_code == 302
    assert (act("3f").plan_state, act("3f.i").plan_state) == ("paused", "agreed")


def test_a_paused_one_says_until_when(as_: As, act: Act) -> None:
    as_("cora").post(URL, sent(act("1a"), "paused", **dated("paused_until", SPRING)))
    for who in ("olive", "cora"):
        page = texts(as_(who).get(one("1a")))
        assert "This action is paused until spring 2025. No update is due until then." in page
        assert "No update is due before the meeting" not in page


def test_agree_what_is_proposed(as_: As, act: Act) -> None:
    client = as_("cora")
    assert act("3f.v").plan_state == "proposed"
    assert 'value="paused"' not in texts(client.get(one("3f.v", "state/")))
    assert client.post(one("3f.v", "state/"), sent(act("3f.v"), "agreed")).status_code == 302
    assert act("3f.v").plan_state == "agreed"


WRONG = {
    "no reason": ({"state": "withdrawn", "reason": " "}, "Enter why"),
    "no state": ({"state": ""}, "Select its state in the plan"),
    "state of another kind": ({"state": "purple"}, "Select one of these options"),
    "paused for ever": ({"state": "paused"}, "Enter the date it is paused until"),
    "withdrawn until": (
        {"state": "withdrawn"} | dated("paused_until", SPRING),
        "Choose “Paused”, or remove the date it is paused until",
    ),
    "paused until today": (
        {"state": "paused"} | dated("paused_until", PartialDate(NOW.date(), "day")),
        "The date until which it is paused must be after today",
    ),
    "replaced by nobody's number": ({"state": "replaced", "replaced_by": "424242"}, "Choose one from the list"),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_field_changes_nothing(case: str, as_: As, act: Act) -> None:
    fields, message = WRONG[case]
    answer = as_("cora").post(URL, sent(act("1a"), "withdrawn") | fields)
    assert (answer.status_code, message in texts(answer)) == (422, True)
    assert act("1a").plan_state == "agreed"


def test_sub_actions_are_decided_first(as_: As, act: Act) -> None:
    client = as_("cora")
    url = one("3f", "state/")
    page = texts(client.get(url))
    assert "It has sub-actions in the plan" in page
    assert f'href="{one("3f.i", "state/")}"' in page
    answer = client.post(url, sent(act("3f"), "withdrawn"))
    assert answer.status_code == 422
    assert "First decide what happens to its sub-actions: 3f(i), 3f(ii), 3f(iii), 3f(iv)" in texts(answer)
    paused = sent(act("3f"), "paused", considered="sub_actions", **dated("paused_until", SPRING))
    assert client.post(url, paused).status_code == 302
    for key in ("3f.i", "3f.ii", "3f.iii", "3f.iv"):
        assert client.post(one(key, "state/"), sent(act(key), "withdrawn")).status_code == 302
    assert client.post(url, sent(act("3f"), "withdrawn")).status_code == 302
    answer = client.post(one("3f.i", "state/"), sent(act("3f.i"), "agreed"))
    assert "3f, of which it is a part, is withdrawn. Bring that back first" in texts(answer)
    assert act("3f.i").plan_state == "withdrawn"


@pytest.mark.parametrize(
    ("state", "left"), [("paused", "open"), ("withdrawn", "overtaken"), ("replaced", "overtaken")]
)
def test_open_proposal_is_overtaken(state: str, left: str, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive, proposed_due=PartialDate.month(2025, 3), proposed_reason="Posts vacant")
    other = act("1b") if state == "replaced" else None
    said = {"by": people.cora, "now": NOW, "reason": "Agreed so", "paused_until": SPRING}
    set_plan_state(action=act("1a"), state=state, replaced_by=other, **said)
    assert DueDateProposal.objects.get().state == left


@pytest.mark.parametrize(
    ("before", "after"),
    [("withdrawn", "paused"), ("withdrawn", "proposed"), ("agreed", "agreed"), ("agreed", "proposed")],
)
def test_what_cannot_follow(before: str, after: str, act: Act, people: types.SimpleNamespace) -> None:
    said = {"by": people.cora, "now": NOW}
    if before != "agreed":
        set_plan_state(action=act("1a"), state=before, reason="So", **said)
    with pytest.raises(Refused, match="It cannot become"):
        set_plan_state(action=act("1a"), state=after, reason="Otherwise", **said)


def test_change_meanwhile_is_shown(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    opened = sent(act("1a"), "withdrawn", reason="My reason")
    paused = {"by": people.cora, "now": NOW, "reason": "Theirs", "paused_until": SPRING}
    set_plan_state(action=act("1a"), state="paused", **paused)
    answer = as_("cora").post(URL, opened)
    assert answer.status_code == 409
    assert "In the plan: from “Agreed” to “Paused”" in texts(answer)
    assert "My reason" in texts(answer)
    assert act("1a").plan_state == "paused"


def test_repeated_post_changes_nothing(as_: As, act: Act) -> None:
    client, fields = as_("cora"), sent(act("1a"), "paused", **dated("paused_until", SPRING))
    assert client.post(URL, fields).status_code == 302
    revision = act("1a").revision
    assert client.post(URL, fields).status_code == 302
    assert act("1a").revision == revision


def test_wrong_person_and_method(as_: As, act: Act) -> None:
    answer = as_("sara").post(URL, sent(act("1a"), "withdrawn"))
    assert answer.status_code == 403
    assert "Ask the co-ordinator" in texts(answer)
    assert act("1a").plan_state == "agreed"
    assert as_("cora").put(URL).status_code == 405
    assert as_("cora").get(one("9z", "state/")).status_code == 404
