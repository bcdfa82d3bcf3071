"""A body exists from its first phase to its end: what it decides, when it meets, whose cycles it sets."""

import datetime
import types
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from audit.recording import Refused
from governance.models import Body, Decision
from governance.services.bodies import add_body
from governance.services.composition import add_phase, edit_body
from governance.services.decisions import record_decision
from governance.services.meetings import cancel_meeting, plan_meeting
from tests.governance.composing import PARTNERSHIP, body_sent, partnership, rule, words
from tests.governance.meeting_days import on, planned
from tests.world import NOW

As = Callable[[str], Client]
People = types.SimpleNamespace


@pytest.fixture
def forum(people: People) -> Body:
    """A body that is run here, from 1 March 2024."""
    body = add_body(by=people.cora, now=NOW, reason="New", slug="forum", name="Forum", is_run_here=True)
    add_phase(body=body, by=people.cora, now=NOW, phase="full", begins=on("2024-03"))
    return body


def decide(body: Body, by: Any, day: str) -> Decision:
    taken = datetime.date.fromisoformat(day)
    return record_decision(by=by, now=NOW, body=body, text="the plan is amended.", taken_on=taken)


def test_it_decides_from_its_first_phase_to_its_end(as_: As, forum: Body, people: People) -> None:
    assert decide(forum, people.cora, "2024-03-01").number is None
    with pytest.raises(Refused, match=r"The Forum began in March 2024. Enter a day from then on"):
        decide(forum, people.cora, "2024-02-29")
    edit_body(body=forum, by=people.cora, now=NOW, ended=on("2024-06-28"))
    forum.refresh_from_db()
    assert decide(forum, people.cora, "2024-06-28").number is None
    with pytest.raises(Refused, match=r"The Forum ended on 28 June 2024. Enter a day before that"):
        decide(forum, people.cora, "2024-06-29")
    sent = {"text": "to stop.", "standing": "for_ratification", "effect_1": "discussed", "effect_2": "discussed",
            "taken_on_0": "1", "taken_on_1": "1", "taken_on_2": "1991"}  # fmt: skip
    answer = as_("cora").post("/bodies/forum/decisions/new/", sent)
    assert (answer.status_code, "The Forum began in March 2024" in words(answer)) == (422, True)
    assert Decision.objects.count() == 2


def test_it_does_not_end_before_a_meeting_that_it_is_to_have(as_: As, forum: Body, people: People) -> None:
    said: dict[str, Any] = {"by": people.cora, "now": NOW}
    meeting = plan_meeting(**said, body=forum, date=on("2025-01-16"))
    with pytest.raises(Refused, match=r"a meeting after it ended: 16 January 2025. Cancel that meeting"):
        edit_body(**said, body=forum, ended=on("2024-08-30"))
    edit_body(**said, body=forum, ended=on("2025-01"))
    cancel_meeting(**said, meeting=meeting, reason="It ends")
    edit_body(**said, body=forum, ended=on("2024-08-30"), reason="Earlier")
    page = words(as_("mo").get("/bodies/forum/"))
    assert "Phase today None: it ended on 30 August 2024" in page
    assert "today’s phase" not in page
    with pytest.raises(Refused, match=r"The Forum ended on 30 August 2024, so it does not meet any more"):
        plan_meeting(**said, body=forum, date=on("2025-01-16"))


def test_one_that_ends_later_has_a_phase_today(as_: As, forum: Body, people: People) -> None:
    edit_body(body=forum, by=people.cora, now=NOW, ended=on("2024-09-04"))
    assert "Phase today Full from March 2024" in words(as_("mo").get("/bodies/forum/"))


def test_it_sets_the_cycles_while_a_coming_meeting_owns_one(as_: As, people: People) -> None:
    meeting = planned(people.cora)
    sent = body_sent(partnership(), reason="A slip")
    del sent["sets_cycles"]
    answer = as_("cora").post(PARTNERSHIP + "edit/", sent)
    assert answer.status_code == 422
    assert "Updates on actions are due for its meeting of 16 January 2025" in words(answer)
    assert partnership().sets_cycles
    cancel_meeting(meeting=meeting, by=people.cora, now=NOW, reason="Snow")
    assert as_("cora").post(PARTNERSHIP + "edit/", sent).status_code == 302
    assert not partnership().sets_cycles


def test_a_rule_is_named_with_its_capitals(as_: As, people: People) -> None:
    rule(people.cora, from_on=datetime.date(2023, 9, 14))
    assert "Change the quorum rule: from 14 September 2023" in words(as_("cora").get(PARTNERSHIP))
