"""The list of decisions and its file; what decisions promise; what an action and its next update tell of them."""

import datetime
import re
import types
from collections.abc import Callable

import pytest
from django.test import Client

from actions.models import Action
from audit.recording import Refused, recording
from governance.models import AgendaItem, Commitment, ItemAction, Meeting
from governance.services.bodies import add_commitment
from governance.services.decisions import withdraw_decision
from send_portal import clock
from tests.actions.reading import texts, words
from tests.governance.deciding import decide, held, partnership
from tests.growing import MANY, ONE, Queries, assert_same
from tests.world import NOW, TESTER, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
People = types.SimpleNamespace
RISK = {"status": "at_risk", "reason": "A post is vacant.", "recovery": "It is advertised.", "consequence": "A delay."}


@pytest.fixture
def meeting(act: Act) -> Meeting:
    """One that paused 1a, waits for Cabinet, and withdrew a slip."""
    meeting = held(partnership())
    decide(meeting, text="Pause the pilot.", effects={act("1a"): "paused"})
    decide(meeting, text="Spend the money.", standing="subject_to", subject_to="Cabinet", effects={act("4c"): "other"})
    withdraw_decision(decision=decide(meeting, text="Slips."), by=TESTER, now=NOW, reason="Another body")
    decide(held(meeting.body, datetime.date(2023, 9, 20)), text="=1+1")
    return meeting


FILTERS = {
    "": {"Pause", "Spend", "Slips", "=1+1"},
    "q=the+pilot": {"Pause"},
    "standing=subject_to": {"Spend"},
    "standing=made": {"Pause", "=1+1"},
    "effect=paused": {"Pause"},
    "action=1A": {"Pause"},
    "action=1a&effect=other": set(),
    "year=2023": {"=1+1"},
    "body=local-inclusion-partnership&year=2024": {"Pause", "Spend", "Slips"},
}


@pytest.mark.parametrize("query", FILTERS)
def test_the_address_holds_the_filter(query: str, as_: As, meeting: Meeting) -> None:
    client = as_("mo")
    page = texts(client.get(f"/decisions/?{query}"))
    file = b"".join(client.get(f"/decisions.csv?{query}").streaming_content).decode()
    for told in FILTERS[""]:
        assert (f"agreed {told}" in page) == (told in FILTERS[query])
        assert (f"agreed {told}" in file) == (told in FILTERS[query])
    assert f"{len(FILTERS[query])} decision" in page
    if FILTERS[query]:
        assert f'href="/decisions.csv{"?" if query else ""}' in page


WRONG = ("standing=glorious", "effect=magic", "body=moon", "year=1066", "year=%00", "page=9", "page=x")


@pytest.mark.parametrize("query", WRONG)
def test_what_no_list_has_is_not_found(query: str, as_: As, meeting: Meeting) -> None:
    assert as_("mo").get(f"/decisions/?{query}").status_code == 404


def test_words_that_cannot_be_looked_for(as_: As, meeting: Meeting) -> None:
    for address in ("/decisions/?q=%00", "/decisions.csv?q=%00"):
        answer = as_("mo").get(address)
        assert (answer.status_code, "contains a character that cannot be shown" in texts(answer)) == (422, True)
    assert "No decisions match your filters." in texts(as_("cora").get("/decisions/?action=nothing!"))


def test_the_file_tells_standing_and_no_rule(as_: As, meeting: Meeting) -> None:
    file = b"".join(as_("mo").get("/decisions.csv").streaming_content).decode()
    assert "Subject to Cabinet" in file
    assert "No quorum rule recorded" in file
    assert "1a: paused" in file
    assert "Recorded by mistake" in file


def test_pages_ask_as_often_for_many(as_: As, act: Act, meeting: Meeting, queries: Queries) -> None:
    addresses = ("/decisions/", "/decisions.csv", meeting.get_absolute_url(), "/plans/2023-24/actions/1a/")
    few = {address: queries("mo", address) for address in addresses}
    for number in range(ONE + 1, MANY + 1):
        one = decide(meeting, text=f"Number {number}.", effects={act("1a"): "discussed", act("4c"): "other"})
        assert one.number
    for address in addresses:
        assert_same(few[address], queries("mo", address))


def test_a_promise_comes_from_a_decision_in_one_click(as_: As, meeting: Meeting) -> None:
    decision = meeting.decisions.get(number=1)
    address, client = f"/forward-plan/new/?decision={decision.pk}", as_("cora")
    assert f'href="{address}"' in client.get(decision.get_absolute_url()).content.decode()
    form = client.get(address)
    assert "The Partnership agreed Pause the pilot.</textarea>" in form.content.decode()
    board = meeting.body.reports_to
    sent = {"to_body": board.pk, "title": "A report on the pilot", "due_0": "1", "due_1": "10", "due_2": "2024"}
    page = words(client.post(address, sent, follow=True))
    assert "A report on the pilot" in page
    assert "Decision 1 of 11 July 2024, Local Inclusion Partnership" in page
    assert Commitment.objects.get(decision=decision).to_body == board
    assert "A report on the pilot" in texts(as_("mo").get(decision.get_absolute_url()))
    slip = meeting.decisions.get(number=3)
    with pytest.raises(Refused, match="promises nothing"):
        add_commitment(by=TESTER, now=NOW, to_body=board, title="Nothing", decision=slip)


def test_what_an_exempt_decision_promises_is_its_bodys_alone(as_: As, meeting: Meeting) -> None:
    decision = decide(meeting, 2, "Buy the Moon.")
    board = meeting.body.reports_to
    promised = add_commitment(by=TESTER, now=NOW, to_body=board, title="A Moon report", decision=decision)
    places = ("/forward-plan/", board.get_absolute_url(), meeting.get_absolute_url())
    assert "A Moon report" in texts(as_("cora").get("/forward-plan/"))
    for who in ("mo", "ian"):
        for address in places:
            assert "A Moon report" not in texts(as_(who).get(address)), (who, address)
    assert as_("mo").get(f"/forward-plan/{promised.pk}/").status_code == 404


def test_an_action_tells_what_meetings_made_of_it(as_: As, act: Act, meeting: Meeting) -> None:
    with recording(by=TESTER, now=NOW):
        for item in meeting.items.all():
            ItemAction.objects.create(item=item, action=act("1a"))
    page = words(as_("mo").get("/plans/2023-24/actions/1a/"))
    for text in ("Paused: The Partnership agreed Pause the pilot.", "Made. No quorum rule recorded.",
                 "Local Inclusion Partnership, 11 July 2024, item 1: Waits"):  # fmt: skip
        assert text in page
    assert "A contract" not in page
    assert "A contract" in words(as_("cora").get("/plans/2023-24/actions/1a/"))
    history = words(as_("mo").get("/plans/2023-24/actions/1a/history/"))
    assert re.search("Action concerned 1a .{20,200}, decision 1 of 11 July 2024: added", history)
    assert "A contract" not in history
    assert "At meetings" not in words(as_("mo").get("/plans/2023-24/actions/1b/"))


def test_the_next_update_opens_with_what_became_of_the_ask(
    as_: As, act: Act, people: People, meeting: Meeting
) -> None:
    form, client = "/plans/2023-24/actions/1a/progress/", as_("olive")
    early = datetime.datetime(2024, 7, 2, 9, tzinfo=clock.LONDON)
    asked = give_update(act("1a"), people.olive, early, ask="decision", ask_text="May we hire?", **RISK)
    assert "What became of the last ask" not in words(client.get(form))
    coming = held(meeting.body, datetime.date(2024, 9, 12), "planned")
    with recording(by=TESTER, now=NOW):
        item = AgendaItem.objects.get(meeting=meeting, number=1)
        item.ask = asked
        item.save()
    page = words(client.get(form))
    assert "You asked: May we hire?" in page
    assert "Decision 1 of the Local Inclusion Partnership, 11 July 2024: The Partnership agreed Pause" in page
    # Who has given an update since knows.
    give_update(act("1a"), people.olive, NOW)
    assert "What became of the last ask" not in words(client.get(form))
    with recording(by=TESTER, now=NOW):
        later = coming.items.get(number=1)
        later.ask = asked
        later.save()
    assert "It is on the agenda of the Local Inclusion Partnership of 12 September 2024, item 1" in words(
        client.get(form)
    )
