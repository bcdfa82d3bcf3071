"""What a body resolved on what it was asked, and the actions that show it."""

import datetime
import types
from collections.abc import Callable

from django.test import Client

from actions.models import Action
from governance.services.publishing import finalise
from governance.services.resolutions import resolve
from tests.actions.editing import dated
from tests.actions.reading import texts, words
from tests.governance.reporting import DAY, EARLIER, PAGE, revision_of, start, write
from tests.world import NOW, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]


def test_what_the_board_resolved(as_: As, people: types.SimpleNamespace) -> None:
    write(start(people.cora), people.cora)
    client, address = as_("cora"), PAGE + "recommendations/2/"
    sent = {"outcome": "amended", "resolved_on_0": "25", "resolved_on_1": "9", "resolved_on_2": "2024",
            "minute_reference": "HWB/24", **revision_of(client, address)}  # fmt: skip
    assert "Enter what it was amended to" in texts(client.post(address, sent))
    page = texts(client.post(address, sent | {"text": "Agree a report in March."}, follow=True))
    assert "Amended: Agree a report in March., 25 September 2024, minute HWB/24." in page


def test_a_resolution_stands_on_the_actions_that_it_touches(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    report = write(start(people.cora), people.cora)
    give_update(act("1a"), people.olive, EARLIER)
    client, address = as_("cora"), PAGE + "recommendations/2/"
    sent = {**dated("resolved_on", DAY), "outcome": "agreed", "minute_reference": "HWB/24", "actions": "1a, 3f(i)",
            **revision_of(client, address)}  # fmt: skip
    assert "“9z” is no action of the plan" in texts(client.post(address, sent | {"actions": "1a, 9z"}))
    page = words(client.post(address, sent, follow=True))
    assert "25 September 2024, minute HWB/24. It touches 1a and 3f(i)." in page

    of_action, update = "/plans/2023-24/actions/1a/", "/plans/2023-24/actions/1a/progress/"
    assert "What was resolved" not in texts(as_("olive").get(of_action)), "the report is a draft"
    finalise(report=report, by=people.cora, now=NOW)
    told = "Health and Wellbeing Board, 25 September 2024, minute HWB/24. It was asked: “Agree a further report.”"
    for address in (of_action, update, "/plans/2023-24/actions/3f.i/"):
        assert told in texts(as_("olive").get(address)), address
    assert told not in texts(as_("olive").get("/plans/2023-24/actions/1b/"))
    assert "What became of it" in texts(as_("olive").get(update))


def test_what_became_of_it_is_news_until_the_next_update(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    report = write(start(people.cora), people.cora)
    finalise(report=report, by=people.cora, now=NOW)
    asked = report.recommendations.get(number=2)
    day = NOW.date() - datetime.timedelta(days=1)
    resolve(recommendation=asked, by=people.cora, now=NOW, outcome="noted", resolved_on=day, actions=[act("1a")])
    update = "/plans/2023-24/actions/1a/progress/"
    assert "What became of it" in texts(as_("olive").get(update))
    give_update(act("1a"), people.olive, NOW)
    assert "What became of it" not in texts(as_("olive").get(update))
    assert "What was resolved" in texts(as_("olive").get("/plans/2023-24/actions/1a/"))


def test_a_resolution_lets_go_of_an_action(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    report = write(start(people.cora), people.cora)
    asked = report.recommendations.get(number=2)
    for touched in (["1a", "1b"], ["1b"]):
        resolve(recommendation=asked, by=people.cora, now=NOW, outcome="noted", resolved_on=NOW.date(),
                actions=[act(key) for key in touched])  # fmt: skip
    assert [action.reference for action in asked.resolution.actions] == ["1b"]
    assert "Action that a resolution touches 1a" in texts(as_("cora").get(PAGE + "history/"))
