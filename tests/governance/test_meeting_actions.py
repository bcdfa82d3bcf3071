"""Meeting actions: asked for at an item, done by whom they were given to, taken up by the next meeting."""

import datetime
import types
from collections.abc import Callable

import pytest
from django.test import Client

from actions.models import Action
from audit.recording import Refused, recording
from governance.models import Meeting, MeetingAction, Membership
from governance.pages.matters import matters_arising
from governance.services.meeting_actions import add_meeting_action, report_meeting_action, withdraw_meeting_action
from priorities.partial_date import PartialDate
from tests.actions.editing import dated
from tests.actions.reading import texts, words
from tests.governance.deciding import HELD_ON, PAGE, agree_minutes, decide, give, held, partnership
from tests.governance.reporting import revision_of
from tests.world import NOW, TESTER, asked

As = Callable[[str], Client]
Act = Callable[[str], Action]
People = types.SimpleNamespace
NEW = PAGE + "items/1/meeting-actions/new/"
DONE = dated("done_on", PartialDate.day(2024, 9, 2))


@pytest.fixture
def meeting(db: None) -> Meeting:
    return held(partnership())


def test_it_is_asked_for_and_told_where_it_concerns(as_: As, act: Act, people: People, meeting: Meeting) -> None:
    sent = {"text": "Write to schools", "assigned_to": people.olive.pk, "action_1": act("1a").pk}
    sent |= dated("due_on", PartialDate.day(2024, 9, 1))
    page = words(as_("cora").post(NEW, sent, follow=True))
    assert "Olive Marsh has a meeting action." in page
    assert "Write to schools" in page
    one = MeetingAction.objects.get()
    assert (one.item.number, one.due_on) == (1, datetime.date(2024, 9, 1))
    assert one.history.get().actor_name == "Cora Vale"
    for who, address in (("olive", "/my-actions/"), ("mo", "/meeting-actions/"), ("mo", one.get_absolute_url()),
                         ("mo", "/plans/2023-24/actions/1a/"), ("mo", PAGE)):  # fmt: skip
        assert "Write to schools" in texts(as_(who).get(address)), address
    assert "Meeting actions for me (1)" in texts(as_("olive").get("/my-actions/"))
    assert "Meeting actions for me" not in texts(as_("otis").get("/my-actions/"))
    assert "Overdue" in texts(as_("olive").get("/meeting-actions/"))
    assert "For me (1)" in texts(as_("olive").get("/meeting-actions/"))
    assert "Write to schools" in texts(as_("mo").get("/plans/2023-24/actions/1a/history/"))


def test_one_of_a_decision_is_of_its_item(as_: As, people: People, meeting: Meeting) -> None:
    """Who may not see the exempt item of a decision does not see what it asks for."""
    said = {"by": TESTER, "now": NOW, "meeting": meeting, "text": "Sign it", "assigned_to": people.cora}
    exempt, other = decide(meeting, 2, "the contract is signed."), decide(meeting)
    asked_for = add_meeting_action(**said, decision=exempt)
    assert asked_for.item == exempt.item
    assert "Sign it" not in texts(as_("olive").get("/meeting-actions/"))
    assert add_meeting_action(**said, item=other.item, decision=other).item == other.item
    with pytest.raises(Refused, match="not the item of this decision"):
        add_meeting_action(**said, item=other.item, decision=exempt)


def test_the_page_of_a_decision_asks_for_one(as_: As, people: People, meeting: Meeting) -> None:
    decision, client = decide(meeting), as_("cora")
    address = f"{NEW}?decision={decision.pk}"
    assert f'href="{address}"' in texts(client.get(decision.get_absolute_url()))
    assert "Add a meeting action" not in texts(as_("olive").get(decision.get_absolute_url()))
    page = texts(client.post(address, {"text": "Write to schools", "assigned_to": people.olive.pk}, follow=True))
    assert "Olive Marsh has a meeting action." in page
    one = MeetingAction.objects.get()
    assert (one.decision, one.item) == (decision, decision.item)
    assert "Meeting actions of this decision" in page
    for other in (decide(meeting, 2).pk, 424242, "x"):
        assert client.get(f"{NEW}?decision={other}").status_code == 404


WRONG = {
    "nothing": ({"text": " "}, "Enter what is to be done"),
    "nobody": ({"assigned_to": ""}, "Choose who is to do it"),
    "somebody else": ({"assigned_to": "424242"}, "Choose somebody from the list"),
    "no day": ({"due_on_0": "31", "due_on_1": "2", "due_on_2": "2024"}, "must be a real date"),
    "an action of no plan": ({"action_1": "x"}, "Choose one from the list"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_and_nothing_is_kept(case: str, as_: As, people: People, meeting: Meeting) -> None:
    said, problem = WRONG[case]
    answer = as_("cora").post(NEW, {"text": "Write", "assigned_to": people.olive.pk} | said)
    assert (answer.status_code, problem in texts(answer)) == (422, True)
    assert not MeetingAction.objects.exists()


def test_twice_is_once_and_personal_data_is_asked_about(as_: As, people: People, meeting: Meeting) -> None:
    client, sent = as_("cora"), {"text": "Help NHS number 943 476 5919", "assigned_to": people.olive.pk}
    first = client.post(NEW, sent)
    assert (first.status_code, MeetingAction.objects.count()) == (422, 0)
    sent |= {"considered": asked(first)}
    assert [client.post(NEW, sent).status_code for _ in range(2)] == [302, 302]
    assert MeetingAction.objects.count() == 1


def test_a_form_is_stale_when_only_the_actions_changed(as_: As, act: Act, people: People, meeting: Meeting) -> None:
    one = give(meeting, people.olive, actions=[act("1a")])
    address, client = f"/meeting-actions/{one.pk}/edit/", as_("cora")
    sent = {"text": one.text, "assigned_to": people.olive.pk, "reason": "A slip"} | revision_of(client, address)
    answers = [client.post(address, sent | {"action_1": act(key).pk}) for key in ("4c", "2b")]
    assert [one.status_code for one in answers] == [302, 409]
    assert "4c" in texts(answers[1])
    assert [link.action for link in one.action_links.all()] == [act("4c")]


def test_whom_it_was_given_to_says_that_it_is_done(as_: As, people: People, meeting: Meeting) -> None:
    one = give(meeting, people.olive)
    address = f"/meeting-actions/{one.pk}/done/"
    assert as_("otis").get(address).status_code == 403
    assert as_("otis").post(address, DONE).status_code == 403
    sent = DONE | {"note": "Sent to all"} | revision_of(as_("olive"), address)
    late = as_("olive").post(address, sent | dated("done_on", PartialDate.day(2024, 9, 5)))
    assert (late.status_code, "must be on or before 4 September 2024" in texts(late)) == (422, True)
    page = texts(as_("olive").post(address, sent, follow=True))
    assert "The meeting action is done." in page
    assert "Sent to all" in page
    one.refresh_from_db()
    assert (one.done_on, one.note) == (datetime.date(2024, 9, 2), "Sent to all")
    assert one.history.latest("history_id").actor_name == "Olive Marsh"
    stale = as_("cora").post(address, sent | {"note": "Not so"})
    assert (stale.status_code, "Sent to all" in texts(stale), "Not so" in texts(stale)) == (409, True, True)


def test_once_minutes_are_agreed_it_can_be_done_and_not_reworded(as_: As, people: People, meeting: Meeting) -> None:
    one = give(meeting, people.olive)
    agree_minutes(meeting, decide(held(meeting.body, datetime.date(2024, 9, 3))))
    assert as_("cora").get(f"/meeting-actions/{one.pk}/edit/").status_code == 403
    assert as_("cora").get(NEW).status_code == 403
    with pytest.raises(Refused, match="are agreed"):
        give(meeting, people.olive)
    address = f"/meeting-actions/{one.pk}/done/"
    assert as_("olive").post(address, DONE | revision_of(as_("olive"), address)).status_code == 302
    assert MeetingAction.objects.get().done_on is not None


def test_it_is_put_right_with_a_reason(as_: As, act: Act, people: People, meeting: Meeting) -> None:
    one = give(meeting, people.olive, actions=[act("1a")])
    address, client = f"/meeting-actions/{one.pk}/edit/", as_("cora")
    assert as_("olive").get(address).status_code == 403
    sent = {"text": "Write to colleges", "assigned_to": people.otis.pk} | revision_of(client, address)
    assert "Enter why you are changing it" in texts(client.post(address, sent))
    page = texts(client.post(address, sent | {"reason": "Misheard"}, follow=True))
    assert "Write to colleges" in page
    assert "Reason: “Misheard”" in page
    assert not one.action_links.exists()


def test_one_no_longer_needed_says_why(as_: As, people: People, meeting: Meeting) -> None:
    one = give(meeting, people.olive)
    address, client = f"/meeting-actions/{one.pk}/withdraw/", as_("cora")
    sent = {"reason": "The school closed"} | revision_of(client, address)
    assert "No longer needed: The school closed" in texts(client.post(address, sent, follow=True))
    assert as_("olive").get(f"/meeting-actions/{one.pk}/done/").status_code == 403
    with pytest.raises(Refused, match="does not change any more"):
        withdraw_meeting_action(meeting_action=one, by=TESTER, now=NOW, reason="Again")


def test_open_ones_are_the_next_meetings_matters_arising(people: People, meeting: Meeting) -> None:
    first, second = give(meeting, people.olive, text="First"), give(meeting, people.otis, text="Second")
    gone, exempt = give(meeting, people.olive, text="Gone"), give(meeting, people.cora, 2, text="Exempt")
    said = {"by": TESTER, "now": NOW}
    withdraw_meeting_action(meeting_action=gone, reason="So", **said)
    report_meeting_action(meeting_action=second, done_on=NOW.date(), **said)
    following = held(meeting.body, datetime.date(2024, 9, 12), "planned")
    assert matters_arising(following, people.mo) == [first, second]
    assert matters_arising(following, people.cora) == [first, second, exempt]
    assert matters_arising(meeting, people.cora) == []
    # Done before the meeting before: nobody asks again.
    held(meeting.body, datetime.date(2024, 10, 10), "held")
    last = held(meeting.body, datetime.date(2024, 11, 14), "planned")
    assert matters_arising(last, people.mo) == [first]


def test_an_exempt_one_is_there_for_its_body_alone(as_: As, act: Act, people: People, meeting: Meeting) -> None:
    with pytest.raises(Refused, match="Choose somebody who may see it"):
        give(meeting, people.mo, 2)
    answer = as_("cora").post(PAGE + "items/2/meeting-actions/new/", {"text": "Buy", "assigned_to": people.mo.pk})
    assert (answer.status_code, "Choose somebody who may see it" in texts(answer)) == (422, True)
    with recording(by=TESTER, now=NOW):
        Membership.objects.create(
            body=meeting.body, user=people.mo, organisation=people.mo.organisation, from_on=HELD_ON
        )
    one = give(meeting, people.mo, 2, "Buy the Moon", actions=[act("1a")])
    places = (PAGE, "/meeting-actions/", "/plans/2023-24/actions/1a/", "/plans/2023-24/actions/1a/history/")
    for address in (*places, one.get_absolute_url()):
        assert "Buy the Moon" in texts(as_("mo").get(address)), address
    for who in ("olive", "ian", "ada"):
        assert as_(who).get(one.get_absolute_url()).status_code == 404
        for address in places:
            assert "Buy the Moon" not in texts(as_(who).get(address)), (who, address)


def test_a_day_before_the_meeting_is_asked_about(as_: As, people: People, meeting: Meeting) -> None:
    sent = {"text": "Write to schools", "assigned_to": people.olive.pk} | dated("due_on", PartialDate.day(2024, 7, 10))
    first = as_("cora").post(NEW, sent)
    assert (first.status_code, MeetingAction.objects.exists()) == (422, False)
    told = "It is due on 10 July 2024, and the meeting that asks for it is on 11 July 2024. Is that right?"
    assert told in texts(first)
    assert as_("cora").post(NEW, sent | {"considered": asked(first)}).status_code == 302
    one = MeetingAction.objects.get()
    address = f"/meeting-actions/{one.pk}/done/"
    done = {"note": "", **revision_of(as_("olive"), address)} | dated("done_on", PartialDate.day(2024, 7, 9))
    early = as_("olive").post(address, done)
    assert (early.status_code, MeetingAction.objects.get().done_on) == (422, None)
    assert "It was done on 9 July 2024, and the meeting that asked for it is of 11 July 2024." in texts(early)
    assert as_("olive").post(address, done | {"considered": asked(early)}).status_code == 302
    assert MeetingAction.objects.get().done_on == datetime.date(2024, 7, 9)


def test_the_day_of_the_meeting_is_not_asked_about(as_: As, people: People, meeting: Meeting) -> None:
    sent = {"text": "Write to schools", "assigned_to": people.olive.pk} | dated("due_on", PartialDate.day(2024, 7, 11))
    assert as_("cora").post(NEW, sent).status_code == 302
