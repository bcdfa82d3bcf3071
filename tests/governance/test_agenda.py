"""The agenda of a meeting: suggested in the partnership's order, added once, put in order without a mouse."""

import datetime
import re
import types
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actions.models import Action
from audit.recording import Refused
from governance.models import AgendaItem
from governance.services.agendas import add_item, edit_item, move_item, put_ask_on_agenda, withdraw_item
from governance.services.suggestions import add_suggested, known_for
from tests.actions.reading import texts
from tests.governance.agendas import AGENDA, PAGE, SLUG, a_meeting, changed, item_of, papers_are_out, said, writer
from tests.world import NOW, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
People = types.SimpleNamespace
LATER = NOW + datetime.timedelta(hours=1)
USUAL = ["welcome", "declarations", "families", "changes", "risks", "any-other", "next"]


def titles(meeting_slug: str = SLUG) -> list[str]:
    items = AgendaItem.objects.standing().filter(meeting__slug=meeting_slug)
    assert [item.number for item in items] == list(range(1, len(items) + 1))
    return [item.title for item in items]


def three(people: People) -> None:
    meeting = a_meeting(people.cora)
    for title in ("First", "Second", "Third"):
        add_item(meeting=meeting, by=people.cora, now=NOW, title=title, purpose="note")


def moved(client: Client, number: int, way: str, **others: object) -> object:
    item = AgendaItem.objects.get(meeting__slug=SLUG, number=number)
    fields = {"way": way, "revision": item.revision, "writer": writer()} | others
    return client.post(f"{PAGE}items/{number}/move/", fields)


def test_what_has_matter_is_suggested_in_order_and_added_once(as_: As, act: Act, people: People) -> None:
    a_meeting(people.cora, datetime.date(2024, 7, 11), status="held")
    a_meeting(people.cora)
    give_update(act("1a"), people.olive, status="off_track", reason="No staff", recovery="Hiring", consequence="Waits",
                ask="decision", ask_text="Fund two posts")  # fmt: skip
    client = as_("cora")
    form = client.get(AGENDA).context["form"]
    keys = [key for key, _ in form.fields["chosen"].choices]
    ask = f"ask-{act('1a').last_update_id}"
    assert [key for key in keys if not key.startswith(("report-", "promise-"))] == [
        "welcome", "declarations", "minutes", "matters-arising", "families", "changes", ask, "risks",
        "any-other", "next",
    ]  # fmt: skip
    chosen = form["chosen"].value()
    assert "matters-arising" not in chosen
    answer = client.post(AGENDA, {"chosen": chosen, "writer": writer()})
    assert answer.status_code == 302
    expected = ["Welcome and apologies", "Declarations of interest", "Minutes of the meeting of 11 July 2024"]
    assert titles()[:3] == expected
    assert titles()[-3:] == ["Risks", "Any other business", "Next meeting"]
    changes = AgendaItem.objects.get(kind="changes")
    assert [link.priority.number for link in changes.priority_links.all()] == [1]
    about = AgendaItem.objects.get(kind="ask")
    assert (about.purpose, about.ask_id) == ("decide", act("1a").last_update_id)
    assert about.title == "1a: Decision asked. Fund two posts"
    assert [link.action.key for link in about.action_links.all()] == ["1a"]
    stood = len(titles())
    assert client.post(AGENDA, {"chosen": chosen, "writer": writer()}).status_code == 422
    meeting = about.meeting
    assert add_suggested(meeting=meeting, by=people.cora, now=LATER, keys=chosen) == []
    assert len(titles()) == stood
    assert "Matters arising" in texts(client.get(AGENDA))


def test_nothing_chosen_is_said(as_: As, people: People) -> None:
    a_meeting(people.cora)
    answer = as_("cora").post(AGENDA, {})
    assert answer.status_code == 422
    assert "Select at least one item to add" in texts(answer)
    assert not AgendaItem.objects.exists()


def test_twice_sent_is_once_added(as_: As, people: People) -> None:
    a_meeting(people.cora)
    client, fields = as_("cora"), {"chosen": USUAL, "writer": writer()}
    assert [client.post(AGENDA, fields).status_code for _ in "ab"] == [302, 302]
    assert len(titles()) == len(USUAL)


def test_an_item_of_ones_own_stands_before_any_other_business(people: People) -> None:
    meeting = a_meeting(people.cora)
    add_suggested(meeting=meeting, by=people.cora, now=NOW, keys=USUAL)
    add_item(meeting=meeting, by=people.cora, now=NOW, title="Own", purpose="discuss")
    assert titles()[-3:] == ["Own", "Any other business", "Next meeting"]


def test_items_move_by_buttons_and_the_focus_goes_with_them(as_: As, people: People) -> None:
    three(people)
    client = as_("cora")
    answer = moved(client, 3, "up")
    assert answer["Location"] == f"{AGENDA}?moved=2&way=up"
    assert titles() == ["First", "Third", "Second"]
    page = client.get(answer["Location"]).content.decode()
    assert "Now in place 2 of 3" in page
    focused = re.findall(r'<button[^>]*value="(up|down)"[^>]*autofocus[^>]*>[^<]*<span[^>]*>: ([^<]*)<', page)
    assert focused == [("up", "Third, place 2 of 3")]
    top = client.get(moved(client, 2, "up")["Location"]).content.decode()
    assert titles() == ["Third", "First", "Second"]
    assert re.findall(r'value="(up|down)"[^>]*autofocus', top) == ["down"]
    assert moved(client, 1, "up").status_code == 302
    assert titles() == ["Third", "First", "Second"]
    history = said(client.get(PAGE + "items/1/history/"))
    assert "Place: 3 → 2" in history
    assert "Cora Vale" in history
    assert "100" not in history


def test_a_move_is_made_once_and_never_of_what_has_changed(as_: As, people: People) -> None:
    three(people)
    client = as_("cora")
    third = item_of_first_meeting(3)
    fields = {"way": "up", "revision": third.revision, "writer": writer(), "about": third.pk}
    for _ in "ab":
        assert client.post(PAGE + "items/3/move/", fields).status_code == 302
    assert titles() == ["First", "Third", "Second"]
    old = {"about": item_of_first_meeting(3).pk, "writer": writer(), "revision": "1"}
    answer = client.post(PAGE + "items/3/move/", fields | old, follow=True)
    assert "Somebody has changed this since you opened the page" in texts(answer)
    nonsense = moved(client, 3, "up", revision="x")
    assert nonsense.status_code == 302
    assert titles() == ["First", "Third", "Second"]


def item_of_first_meeting(number: int) -> AgendaItem:
    return AgendaItem.objects.get(meeting__slug=SLUG, number=number)


def test_numbers_close_up_until_papers_go_out_and_stay_from_then_on(people: People) -> None:
    three(people)
    meeting = AgendaItem.objects.first().meeting
    withdraw_item(item=item_of(meeting, 1), by=people.cora, now=NOW, withdrawn_reason="Not ready")
    assert titles() == ["Second", "Third"]
    assert item_of(meeting, 3).title == "First"
    meeting = papers_are_out(meeting, people.cora)
    withdraw_item(item=item_of(meeting, 1), by=people.cora, now=NOW, withdrawn_reason="Ill")
    new = add_item(meeting=meeting, by=people.cora, now=NOW, title="Late", purpose="note")
    numbers = {item.title: item.number for item in meeting.items.all()}
    assert numbers == {"Second": 1, "Third": 2, "First": 3, "Late": 4}
    move_item(item=new, by=people.cora, now=NOW, is_up=True, revision=new.revision)
    assert {item.title: item.number for item in meeting.items.all()} == numbers
    assert [item.title for item in meeting.items.standing()] == ["Late", "Third"]


def test_lists_of_meetings_say_how_long_an_agenda_is(as_: As, people: People) -> None:
    for page in ("/meetings/", "/bodies/local-inclusion-partnership/"):
        assert "None recorded" not in texts(as_("mo").get(page))
    three(people)
    withdraw_item(item=AgendaItem.objects.get(title="Third"), by=people.cora, now=NOW, withdrawn_reason="Too early")
    for page in ("/meetings/", "/bodies/local-inclusion-partnership/"):
        assert "2 agenda items" in texts(as_("mo").get(page))


def test_an_ask_becomes_an_item_in_one_click(as_: As, act: Act, people: People) -> None:
    give_update(act("1a"), people.olive, ask="help", ask_text="Lend a room")
    client, page = as_("cora"), "/plans/2023-24/actions/1a/"
    update = act("1a").last_update
    address = f"/asks/{update.pk}/agenda/"
    assert address in client.get(page).content.decode()
    assert address not in as_("olive").get(page).content.decode()
    nowhere = client.post(address, {"writer": writer()}, follow=True)
    assert "No meeting of the partnership is planned" in texts(nowhere)
    a_meeting(people.cora)
    first = client.post(address, {"writer": writer()})
    again = client.post(address, {"writer": writer()})
    assert first["Location"] == again["Location"] == PAGE + "items/1/"
    item = AgendaItem.objects.get()
    assert (item.kind, item.purpose, item.ask, item.title) == ("ask", "discuss", update, "1a: Help asked. Lend a room")
    assert "On the agenda of 12 September 2024" in texts(as_("olive").get(page))
    assert address not in client.get(page).content.decode()
    withdraw_item(item=item, by=people.cora, now=NOW, withdrawn_reason="Too early")
    assert address in client.get(page).content.decode()
    assert put_ask_on_agenda(ask=update, by=people.cora, now=NOW, is_beside=True).pk != item.pk
    give_update(act("1a"), people.olive, LATER)
    withdraw_item(item=AgendaItem.objects.standing().get(), by=people.cora, now=LATER, withdrawn_reason="Done")
    with pytest.raises(Refused, match="asks nothing"):
        put_ask_on_agenda(ask=update, by=people.cora, now=LATER)


def test_an_ask_stands_beside_another_item_on_its_action_only_where_that_is_wanted(
    as_: As, act: Act, people: People
) -> None:
    give_update(act("1a"), people.olive, ask="decision", ask_text="Fund two posts")
    client, page, meeting = as_("cora"), "/plans/2023-24/actions/1a/", a_meeting(people.cora)
    address = f"/asks/{act('1a').last_update.pk}/agenda/"
    assert "is on no agenda still to come" in texts(client.get(page))
    add_item(
        meeting=meeting, by=people.cora, now=NOW, title="Exceptions", purpose="discuss", actions=[act("1a"), act("1b")]
    )
    # The page was opened before that.
    told = client.post(address, {"writer": writer()}, follow=True)
    assert "1a is on the agenda of 12 September 2024 already, item 1." in texts(told)
    assert AgendaItem.objects.count() == 1
    assert (
        "1a is on the agenda of 12 September 2024 (item 1), but the decision that its newest update asks for is no "
        "item there. Put it on the next agenda as an item of its own"
    ) in said(told)
    client.post(address, {"writer": writer(), "beside": "yes"})
    assert [item.title for item in AgendaItem.objects.all()] == ["Exceptions", "1a: Decision asked. Fund two posts"]


def test_an_exempt_item_about_an_ask_is_not_named_on_the_action(as_: As, act: Act, people: People) -> None:
    give_update(act("1a"), people.olive, ask="help", ask_text="Lend a room")
    a_meeting(people.cora)
    item = put_ask_on_agenda(ask=act("1a").last_update, by=people.cora, now=NOW)
    edit_item(item=item, by=people.cora, now=NOW, is_exempt=True, exempt_reason="A contract")
    page = "/plans/2023-24/actions/1a/"
    assert "On the agenda of" in texts(as_("cora").get(page))
    assert "On the agenda of" not in texts(as_("olive").get(page))


def test_only_the_coordinator_of_a_body_that_is_run_here(as_: As, people: People) -> None:
    three(people)
    for person in ("olive", "pat", "ada", "ian"):
        assert as_(person).get(AGENDA).status_code == 403
        assert moved(as_(person), 2, "up").status_code == 403
    assert as_("cora").get("/meetings/2023-06-28-health-and-wellbeing-board/agenda/").status_code == 403
    assert as_("cora").get("/meetings/nothing/agenda/").status_code == 404
    assert as_("cora").get(PAGE + "items/2/move/").status_code == 405
    assert titles() == ["First", "Second", "Third"]


def test_a_meeting_that_was_cancelled_takes_no_items(as_: As, people: People) -> None:
    meeting = changed(a_meeting(people.cora), people.cora, status="cancelled")
    with pytest.raises(Refused, match="cancelled"):
        add_item(meeting=meeting, by=people.cora, now=NOW, title="Late", purpose="note")
    answer = as_("cora").post(AGENDA, {"chosen": USUAL, "writer": writer()})
    assert answer.status_code == 403
    assert not AgendaItem.objects.exists()


def test_as_many_queries_for_one_item_as_for_twelve(as_: As, people: People, act: Act) -> None:
    meeting = a_meeting(people.cora)
    counts = []
    for number in (1, 11):
        for one in range(number):
            add_item(meeting=meeting, by=people.cora, now=NOW, title=f"Item {number} {one}", purpose="note",
                     actions=[act("1a")], priorities=[act("1a").priority])  # fmt: skip
        for person, address in (("cora", AGENDA), ("olive", PAGE), ("cora", PAGE + "items/1/")):
            client = as_(person)
            client.get(address)
            with CaptureQueriesContext(
                connection,
            ) as seen:
                assert client.get(address).status_code == 200
            counts.append(len(seen))
    assert counts[:3] == counts[3:]


def test_what_is_known_is_of_the_meeting_before(people: People) -> None:
    held = a_meeting(people.cora, datetime.date(2024, 7, 11), status="held")
    meeting = a_meeting(people.cora)
    item = add_item(meeting=held, by=people.cora, now=NOW, title="Left over", purpose="discuss")
    known = known_for(meeting, NOW)
    assert (known.last, known.is_last_agreed, list(known.to_carry)) == (held, False, [item])
    added = add_suggested(meeting=meeting, by=people.cora, now=NOW, keys=[f"carry-{item.pk}"])
    assert [(one.title, one.carried_from, one.kind) for one in added] == [("Left over", item, "carried")]
    assert not add_suggested(meeting=meeting, by=people.cora, now=NOW, keys=[f"carry-{item.pk}"])
