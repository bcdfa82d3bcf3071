"""Decisions: recorded in the body's form with the standing of the facts, put right, withdrawn, followed up."""

import datetime
import types
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from actions.models import Action
from audit.recording import Refused, recording
from governance.models import Body, Decision, Meeting, QuorumRule
from governance.services.decisions import change_decision, in_form, record_decision, withdraw_decision
from governance.services.ratifying import ratify
from tests.actions.reading import texts, words
from tests.governance.deciding import HELD_ON, PAGE, agree_minutes, decide, held, partnership, phase
from tests.governance.reporting import revision_of
from tests.world import NOW, TESTER, asked

As = Callable[[str], Client]
Act = Callable[[str], Action]
People = types.SimpleNamespace
NEW = PAGE + "items/1/decisions/new/"


@pytest.fixture
def meeting(db: None) -> Meeting:
    return held(partnership())


def typed(**said: Any) -> dict[str, Any]:
    """What the form sends for a plain decision."""
    return {"text": "to move the date.", "standing": "made", "effect_1": "discussed", "effect_2": "discussed"} | said


def test_a_decision_is_recorded_and_told(as_: As, act: Act, meeting: Meeting) -> None:
    client = as_("cora")
    form = texts(client.get(NEW))
    assert "It begins with “The Partnership agreed”." in form
    assert "From what is recorded, it is made. No quorum rule recorded." in form
    page = words(client.post(NEW, typed(action_1=act("1a").pk, effect_1="paused", action_2=act("4c").pk), follow=True))
    for text in ("Decision 1 of 11 July 2024 has been recorded.", "The Partnership agreed to move the date.",
                 "StandingMade", "Paused. The plan still says: agreed.", "Change 1a in the plan"):  # fmt: skip
        assert text in page
    decision = Decision.objects.get()
    assert (decision.number, decision.taken_on, decision.standing) == (1, HELD_ON, "made")
    assert "1a" in texts(as_("mo").get(PAGE))
    assert "Change this decision" not in texts(as_("mo").get(decision.get_absolute_url()))
    row = decision.history.get()
    assert (row.actor_name, row.actor_role) == ("Cora Vale", "co-ordinator")


def test_the_plan_follows_through_its_own_form(as_: As, act: Act, meeting: Meeting) -> None:
    decision = decide(meeting, effects={act("1a"): "paused"})
    page = as_("cora").get(decision.get_absolute_url()).content.decode()
    address = "/plans/2023-24/actions/1a/state/?reason=Decision+1+of+11+July+2024"
    assert f'href="{address}"' in page
    assert "Decision 1 of 11 July 2024</textarea>" in as_("cora").get(address).content.decode()
    assert "still says" in texts(as_("mo").get(decision.get_absolute_url()))


FORMS = {
    ("RESOLVED that", "The report be noted."): "RESOLVED that the report be noted.",
    ("RESOLVED that", "that Stockton pays."): "RESOLVED that Stockton pays.",
    ("RESOLVED that", "resolved that it is so."): "resolved that it is so.",
    ("The Partnership agreed", "SENDIASS stays."): "The Partnership agreed SENDIASS stays.",
}


@pytest.mark.parametrize("said", FORMS)
def test_the_form_of_the_body_stands_first(said: tuple[str, str]) -> None:
    form, text = said
    assert in_form(text, Body(resolution_form=form)) == FORMS[said]


WRONG = {
    "nothing": ({"text": "The Partnership agreed"}, "Enter what was decided"),
    "no standing": ({"standing": ""}, "Select the standing"),
    "ratified at once": ({"standing": "ratified"}, "Select one of these options"),
    "subject to nobody": ({"standing": "subject_to"}, "Enter to whom it is subject"),
    "made, subject to": ({"subject_to": "Cabinet"}, "Choose “Subject to”, or take this away"),
    "another without a reason": ({"standing": "for_ratification"}, "Enter why its standing is another"),
    "an action twice": ({"action_1": "1a", "action_2": "1a"}, "Name each action once"),
    "an action of no plan": ({"action_1": "424242"}, "Choose one from the list"),
    "an effect of no kind": ({"effect_1": "magic"}, "Select a valid choice"),
    "a control character": ({"text": "a\x00b"}, "contains a character that cannot be shown"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_and_nothing_is_kept(case: str, as_: As, act: Act, meeting: Meeting) -> None:
    said, problem = WRONG[case]
    sent = {name: act("1a").pk if value == "1a" else value for name, value in said.items()}
    answer = as_("cora").post(NEW, typed(**sent))
    assert answer.status_code == 422
    assert problem in texts(answer)
    assert not Decision.objects.exists()


def test_another_standing_has_its_reason(as_: As, meeting: Meeting) -> None:
    as_("cora").post(NEW, typed(standing="for_ratification", standing_reason="The chair had left."))
    as_("cora").post(NEW, typed(standing="subject_to", subject_to="Cabinet"))
    assert [(one.number, one.standing, one.standing_reason) for one in Decision.objects.all()] == [
        (1, "for_ratification", "The chair had left."), (2, "subject_to", ""),
    ]  # fmt: skip
    page = words(as_("mo").get(PAGE))
    assert "For ratification. The chair had left." in page
    assert "Subject to Cabinet." in page


def test_what_looks_personal_is_asked_about(as_: As, meeting: Meeting) -> None:
    sent = typed(text="to help NHS number 943 476 5919")
    first = as_("cora").post(NEW, sent)
    assert (first.status_code, Decision.objects.count()) == (422, 0)
    assert as_("cora").post(NEW, sent | {"considered": asked(first)}).status_code == 302


def test_twice_is_once(as_: As, meeting: Meeting) -> None:
    client = as_("cora")
    assert [client.post(NEW, typed()).status_code for _ in range(2)] == [302, 302]
    assert Decision.objects.count() == 1


def test_outside_a_meeting_it_waits_to_be_ratified(as_: As, meeting: Meeting) -> None:
    address, day = "/bodies/local-inclusion-partnership/decisions/new/", {"taken_on_1": "8", "taken_on_2": "2024"}
    client = as_("cora")
    assert "It was taken outside a meeting." in texts(client.get(address))
    late = client.post(address, typed(standing="for_ratification", taken_on_0="1", taken_on_1="10", taken_on_2="2024"))
    assert (late.status_code, Decision.objects.count()) == (422, 0)
    page = texts(client.post(address, typed(standing="for_ratification", taken_on_0="1", **day), follow=True))
    assert "Decision outside a meeting" in page
    decision = Decision.objects.get()
    assert (decision.number, str(decision)) == (None, "decision of 1 August 2024, outside a meeting")


def test_a_change_says_why_and_stands_in_the_history(as_: As, act: Act, meeting: Meeting) -> None:
    decision = decide(meeting, effects={act("1a"): "paused"})
    address, client = f"/decisions/{decision.pk}/edit/", as_("cora")
    sent = typed(text="something else.", action_1=act("4c").pk, **revision_of(client, address))
    assert "Enter why you are changing it" in texts(client.post(address, sent))
    page = texts(client.post(address, sent | {"reason": "A slip"}, follow=True))
    for text in ("The Partnership agreed something else.", "Reason: “A slip”", "Action concerned 4c"):
        assert text in page
    # Whoever opened the form before reads what the other wrote.
    stale = client.post(address, sent | {"text": "mine", "reason": "Mine"})
    assert stale.status_code == 409
    assert "something else." in texts(stale)
    assert "mine" in texts(stale)
    assert Decision.objects.get().text == "The Partnership agreed something else."


def test_a_form_is_stale_when_only_the_actions_changed(as_: As, act: Act, meeting: Meeting) -> None:
    decision = decide(meeting, effects={act("1a"): "paused"})
    address, client = f"/decisions/{decision.pk}/edit/", as_("cora")
    sent = typed(text=decision.text, **revision_of(client, address), reason="A slip")
    theirs = client.post(address, sent | {"action_1": act("4c").pk})
    mine = client.post(address, sent | {"action_1": act("2b").pk, "effect_1": "closed"})
    assert (theirs.status_code, mine.status_code) == (302, 409)
    assert "Action concerned 1a" in texts(mine)
    assert "Action concerned 4c" in texts(mine)
    assert [link.action for link in decision.action_links.all()] == [act("4c")]
    again = sent | revision_of(client, address) | {"action_1": act("4c").pk}
    assert client.post(address, again).status_code == 302
    assert Decision.objects.get().revision == 2


def test_an_item_of_another_meeting_and_a_meeting_of_another_body(meeting: Meeting) -> None:
    other = held(meeting.body, datetime.date(2024, 6, 1))
    said: dict[str, Any] = {"by": TESTER, "now": NOW, "text": "it is so."}
    with pytest.raises(Refused, match="Choose an item of this meeting"):
        record_decision(body=meeting.body, meeting=meeting, item=other.items.get(number=1), **said)
    with pytest.raises(Refused, match="Choose an item of this meeting"):
        record_decision(body=meeting.body, item=other.items.get(number=1), taken_on=HELD_ON, **said)
    body = Body.objects.exclude(pk=meeting.body_id).first()
    with recording(by=TESTER, now=NOW):
        body.is_run_here = True
        body.save()
    with pytest.raises(Refused, match="Choose a meeting of this body"):
        record_decision(body=body, meeting=meeting, **said)
    assert not Decision.objects.exists()


def test_one_recorded_by_mistake_keeps_its_number(as_: As, meeting: Meeting) -> None:
    decision = decide(meeting)
    address, client = f"/decisions/{decision.pk}/withdraw/", as_("cora")
    sent = revision_of(client, address)
    assert client.post(address, sent).status_code == 422
    page = texts(client.post(address, sent | {"reason": "It was the other body"}, follow=True))
    assert "Recorded by mistake: It was the other body" in page
    assert decide(meeting).number == 2
    assert client.get(f"/decisions/{decision.pk}/edit/").status_code == 403
    with pytest.raises(Refused, match="has been withdrawn"):
        withdraw_decision(decision=decision, by=TESTER, now=NOW, reason="Again")


def test_agreed_minutes_lock_it(as_: As, meeting: Meeting) -> None:
    decision = decide(meeting)
    later = held(meeting.body, datetime.date(2024, 9, 3))
    agree_minutes(meeting, decide(later))
    for address in (NEW, f"/decisions/{decision.pk}/edit/", f"/decisions/{decision.pk}/withdraw/"):
        answer = as_("cora").get(address)
        assert (answer.status_code, "minutes of this meeting are agreed" in texts(answer)) == (403, True), address
    with pytest.raises(Refused, match="are agreed"):
        decide(meeting)


REFUSED = {
    "cancelled": ("cancelled", HELD_ON, "was cancelled, so it decided nothing"),
    "still to come": ("planned", datetime.date(2024, 9, 5), "still to come"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_meeting_that_was_not_held_decides_nothing(case: str, as_: As, meeting: Meeting) -> None:
    status, day, problem = REFUSED[case]
    other = held(meeting.body, day if day != HELD_ON else datetime.date(2024, 6, 1), status)
    answer = as_("cora").get(f"{other.get_absolute_url()}items/1/decisions/new/")
    assert (answer.status_code, problem in texts(answer)) == (403, True)
    with pytest.raises(Refused, match=problem):
        decide(other)


def test_facts_that_change_later_are_flagged_and_change_nothing(as_: As, people: People, meeting: Meeting) -> None:
    decide(meeting)
    decide(meeting, standing="for_ratification", standing_reason="The chair had left.")
    assert "The facts have changed since." not in texts(as_("cora").get(PAGE))
    with recording(by=people.cora, now=NOW):
        QuorumRule.objects.create(body=meeting.body, members=2)
    page = words(as_("cora").get(PAGE))
    assert "Check the standing of: Decision 1: made" in page
    assert "Decision 2: for" not in page
    assert "The facts have changed since." not in texts(as_("mo").get(PAGE))
    assert Decision.objects.get(number=1).standing == "made"


def test_a_shadow_decides_nothing_for_good(as_: As, meeting: Meeting) -> None:
    phase(meeting.body, "shadow", datetime.date(2024, 7, 1))
    assert "Partnership was a shadow on 11 July 2024." in texts(as_("cora").get(NEW))
    assert decide(meeting).standing == "for_ratification"


def test_only_a_body_that_is_run_here_decides_here(as_: As, db: None) -> None:
    board = Body.objects.get(slug="health-and-wellbeing-board")
    assert as_("cora").get("/bodies/health-and-wellbeing-board/decisions/new/").status_code == 403
    with pytest.raises(Refused, match="not run here"):
        record_decision(by=TESTER, now=NOW, body=board, text="It is so.", taken_on=HELD_ON)


def test_an_exempt_decision_is_there_for_its_body_alone(as_: As, act: Act, meeting: Meeting) -> None:
    decision = decide(meeting, 2, "to buy the Moon.", effects={act("1a"): "other"})
    one = "/plans/2023-24/actions/1a/"
    places = (PAGE, "/decisions/", "/decisions/?q=Moon", one, one + "history/", one + "progress/")
    assert "Moon" in texts(as_("cora").get(decision.get_absolute_url()))
    assert "Moon" in texts(as_("cora").get(PAGE))
    for who in ("mo", "olive", "ian", "ada"):
        client = as_(who)
        assert client.get(decision.get_absolute_url()).status_code == 404
        for address in places:
            answer = client.get(address)
            assert "to buy the" not in texts(answer), (who, address)
        assert b"Moon" not in b"".join(client.get("/decisions.csv").streaming_content)


def rested_on(case: str, meeting: Meeting) -> Decision:
    """A decision that was ratified, ratified another, or agreed minutes."""
    later = held(meeting.body, datetime.date(2024, 9, 3))
    if case == "agreed minutes":
        agreeing = decide(later, text="the minutes are right.")
        agree_minutes(meeting, agreeing)
        return agreeing
    waits = decide(meeting, standing="for_ratification", standing_reason="The chair had left.")
    by = ratify(meeting=later, decisions=[waits], by=TESTER, now=NOW)
    return by if case == "ratified another" else Decision.objects.get(pk=waits.pk)


RESTS = {
    "was ratified": "It was ratified, so its words and its standing stay",
    "ratified another": "Decisions were ratified by it, so its words and its standing stay",
    "agreed minutes": "Minutes were agreed by it, so its words and its standing stay",
}


@pytest.mark.parametrize("case", RESTS)
def test_what_others_rest_on_keeps_its_words(case: str, as_: As, act: Act, meeting: Meeting) -> None:
    decision = rested_on(case, meeting)
    address, client = f"/decisions/{decision.pk}/edit/", as_("cora")
    form = client.get(address).content.decode()
    assert (RESTS[case] in form, decision.text in form, 'name="text"' in form) == (True, True, False)
    sent = {"action_1": act("1a").pk, "effect_1": "paused", "reason": "A slip", **revision_of(client, address)}
    refused = client.post(address, sent | {"text": "The Partnership agreed to buy the Moon."})
    assert (refused.status_code, "buy the Moon" in texts(refused)) == (422, True)
    for said in ({"text": "quite other words"}, {"text": decision.text, "standing": "subject_to", "subject_to": "X"}):
        with pytest.raises(Refused, match=RESTS[case]):
            change_decision(decision=decision, by=TESTER, now=NOW, reason="A slip", **said)
    assert client.post(address, sent).status_code == 302
    after = Decision.objects.get(pk=decision.pk)
    assert (after.text, after.standing) == (decision.text, decision.standing)
    assert [link.effect for link in after.action_links.all()] == ["paused"]
