"""Recommendations and board wordings are changed together: what one co-ordinator saves, another's old page keeps."""

import types
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from actions.models import Action
from audit.recording import Refused, StaleRecord
from governance.models import BoardReport, BoardWording, Recommendation
from governance.services.recommendations import set_recommendations, standing_recommendations
from governance.services.wordings import set_wordings, standing_wordings
from tests.actions.reading import texts
from tests.governance.reporting import EARLIER, PAGE, revision_of, start, write
from tests.world import NOW

As = Callable[[str], Client]
Act = Callable[[str], Action]
ASKS, WORDS = PAGE + "recommendations/", PAGE + "wordings/"


def asked(report: BoardReport) -> list[str]:
    return [one.text for one in report.recommendations.all()]


def worded(report: BoardReport) -> dict[str, str]:
    return {one.action.key: one.text for one in report.wordings.select_related("action")}


def as_shown(client: Client, address: str) -> dict[str, Any]:
    """The form as it opens, ready to be sent."""
    form = client.get(address).context["form"]
    return {field.name: field.value() or "" for field in form}


def as_it_came_again(answer: Any) -> dict[str, Any]:
    return {field.name: field.value() or "" for field in answer.context["form"]}


def test_a_stale_list_of_recommendations_is_refused(as_: As, people: types.SimpleNamespace) -> None:
    report = write(start(people.cora), people.cora)
    client = as_("cora")
    mine = as_shown(client, ASKS) | {"text_1": "Note it all."}
    set_recommendations(report=report, by=people.cora, now=NOW, texts=["Endorse it.", "Agree a further report.", "3"])
    answer = client.post(ASKS, mine)
    assert answer.status_code == 409
    assert "Recommendation 1. Text: from “Note the progress.” to “Endorse it.”" in texts(answer)
    assert asked(report) == ["Endorse it.", "Agree a further report.", "3"]
    again = as_it_came_again(answer)
    assert (again["text_1"], again["text_3"]) == ("Note it all.", "")
    assert client.post(ASKS, again).status_code == 302
    assert asked(report) == ["Note it all.", "Agree a further report."]


def test_one_that_was_taken_away_meanwhile_is_told(as_: As, people: types.SimpleNamespace) -> None:
    report = write(start(people.cora), people.cora)
    client = as_("cora")
    mine = as_shown(client, ASKS) | {"text_2": "Agree two."}
    set_recommendations(report=report, by=people.cora, now=NOW, texts=["Note the progress."])
    answer = client.post(ASKS, mine)
    assert answer.status_code == 409
    assert "Recommendation 2: removed" in texts(answer)
    assert asked(report) == ["Note the progress."]


def test_every_recommendation_has_a_box(as_: As, people: types.SimpleNamespace) -> None:
    report = start(people.cora)
    many = [f"Note {number}." for number in range(1, 11)]
    set_recommendations(report=report, by=people.cora, now=EARLIER, texts=many)
    client = as_("cora")
    sent = as_shown(client, ASKS)
    assert "text_12" in sent
    assert client.post(ASKS, sent | {"text_1": "Note one."}).status_code == 302
    assert asked(report) == ["Note one.", *many[1:]]
    sent = as_shown(client, ASKS) | {"text_10": "Note ten."}
    set_recommendations(report=report, by=people.cora, now=NOW, texts=many[:2])
    assert as_it_came_again(client.post(ASKS, sent))["text_10"] == "Note ten."


def test_the_same_list_again_changes_nothing(as_: As, people: types.SimpleNamespace) -> None:
    report = write(start(people.cora), people.cora)
    client, before = as_("cora"), Recommendation.history.count()
    assert client.post(ASKS, as_shown(client, ASKS)).status_code == 302
    assert Recommendation.history.count() == before
    assert standing_recommendations(report).revisions == dict.fromkeys(
        report.recommendations.values_list("pk", flat=True), 1
    )


def test_an_old_page_keeps_what_others_have_worded(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    report = start(people.cora)
    client, one, other = as_("cora"), act("1a"), act("1b")
    mine = as_shown(client, WORDS) | {f"wording_{other.pk}": "Mine of 1b."}
    set_wordings(report=report, by=people.cora, now=NOW, texts={one: "Theirs of 1a."})
    assert client.post(WORDS, mine).status_code == 302
    assert worded(report) == {"1a": "Theirs of 1a.", "1b": "Mine of 1b."}


def test_two_wordings_of_one_action(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    """Nothing is lost: neither theirs, nor mine, nor what they have worded elsewhere, which my page did not show."""
    report = start(people.cora)
    one, other, third = act("1a"), act("1b"), act("2a")
    set_wordings(report=report, by=people.cora, now=EARLIER, texts={one: "As it was.", third: "To be kept."})
    client = as_("cora")
    mine = as_shown(client, WORDS) | {f"wording_{one.pk}": "Mine of 1a."}
    set_wordings(report=report, by=people.cora, now=NOW, texts={one: "Theirs of 1a.", other: "Theirs of 1b."})
    answer = client.post(WORDS, mine)
    assert answer.status_code == 409
    assert "Board wording 1a" in texts(answer)
    assert "from “As it was.” to “Theirs of 1a.”" in texts(answer)
    assert worded(report) == {"1a": "Theirs of 1a.", "1b": "Theirs of 1b.", "2a": "To be kept."}
    again = as_it_came_again(answer)
    assert (again[f"wording_{one.pk}"], again[f"wording_{other.pk}"]) == ("Mine of 1a.", "Theirs of 1b.")
    assert client.post(WORDS, again).status_code == 302
    assert worded(report) == {"1a": "Mine of 1a.", "1b": "Theirs of 1b.", "2a": "To be kept."}


def test_wordings_are_one_change(act: Act, people: types.SimpleNamespace) -> None:
    report = start(people.cora)
    said = {"report": report, "by": people.cora, "now": NOW}
    set_wordings(**said, texts={act("1a"): "One.", act("1b"): "Two."})
    assert BoardWording.history.values("change_id").distinct().count() == 1
    seen = standing_wordings(report).revisions
    set_wordings(**said, texts={act("1b"): "Theirs."})
    before = worded(report)
    with pytest.raises(StaleRecord):
        set_wordings(**said, texts={act("1a"): "Other.", act("1b"): "Mine."}, seen=seen)
    assert worded(report) == before
    stranger = Action(pk=0, plan_id=0)
    with pytest.raises(Refused, match="not of the report's plan"):
        set_wordings(**said, texts={stranger: "A word."})


@pytest.mark.parametrize("token", ["nonsense", "1:2:3 x:1 -1:4", "9" * 40 + ":1", "0:0"])
def test_a_token_of_nonsense_is_no_licence(token: str, as_: As, people: types.SimpleNamespace) -> None:
    report = write(start(people.cora), people.cora)
    client = as_("cora")
    sent = as_shown(client, ASKS) | {"text_1": "Other.", "standing": token}
    assert client.post(ASKS, sent).status_code == 409
    assert asked(report)[0] == "Note the progress."
    assert revision_of(client, ASKS)["standing"] == standing_recommendations(report).token


def test_a_token_without_end_is_refused(as_: As, people: types.SimpleNamespace) -> None:
    report = write(start(people.cora), people.cora)
    client = as_("cora")
    endless = " ".join(f"{number}:1" for number in range(40_000))
    answer = client.post(ASKS, as_shown(client, ASKS) | {"text_1": "Other.", "standing": endless})
    assert answer.status_code == 422
    assert "This form was out of date" in texts(answer)
    assert asked(report)[0] == "Note the progress."
