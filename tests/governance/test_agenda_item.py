"""One agenda item: added, changed, taken off, carried over; who sees an exempt one."""

import datetime
import types
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from actions.models import Action
from audit.recording import Refused
from governance.models import AgendaItem, ItemAction, Paper
from governance.services.agendas import add_item, carry_over, edit_item, withdraw_item
from governance.services.minuting import write_minutes
from governance.services.papers import add_paper
from tests.governance.agendas import (
    AT_THE_MEETING,
    PAGE,
    a_meeting,
    agreed,
    item_of,
    papers_are_out,
    said,
    seat,
    writer,
)
from tests.governance.reporting import revision_of
from tests.world import NOW, asked

As = Callable[[str], Client]
Act = Callable[[str], Action]
People = types.SimpleNamespace
ITEM = PAGE + "items/1/"
NEW = PAGE + "items/new/"
TYPED = {"title": "Short breaks", "purpose": "discuss", "writer": "one"}
SECRET = "Contract with Northgate"


@pytest.fixture
def item(people: People) -> AgendaItem:
    meeting, before = a_meeting(people.cora), NOW - datetime.timedelta(days=2)
    return add_item(meeting=meeting, by=people.cora, now=before, title="Short breaks", purpose="discuss")


@pytest.fixture
def exempt(people: People, act: Act) -> AgendaItem:
    """An exempt item with everything on it."""
    meeting = a_meeting(people.cora)
    item = add_item(meeting=meeting, by=people.cora, now=NOW, title=SECRET, purpose="decide", is_exempt=True,
                    exempt_reason="Commercial terms", lead_name="Northgate lead", actions=[act("1a")])  # fmt: skip
    add_paper(item=item, by=people.cora, now=NOW, title="Northgate bid", url="https://example.org/northgate")
    return item


def test_an_item_is_added_with_what_it_concerns(as_: As, people: People, act: Act) -> None:
    a_meeting(people.cora)
    priority = act("2a").priority
    fields = TYPED | {"actions": "1a, 3f(i)", "priorities": [priority.pk], "lead_name": "Head of SEND",
                      "minutes_allowed": "15", "paper_reference": "Paper 3"}  # fmt: skip
    client = as_("cora")
    assert client.post(NEW, fields).status_code == 302
    page = said(as_("olive").get(ITEM))
    for text in ("Short breaks", "To discuss", "Head of SEND", "15 minutes", "Paper 3", "1a ", "3f(i)", str(priority)):
        assert text in page
    assert said(as_("olive").get(PAGE)).count("Short breaks") == 1
    assert client.post(NEW, fields).status_code == 302
    assert AgendaItem.objects.count() == 1


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "no title": ({"title": " "}, "Enter the title"),
    "no purpose": ({"purpose": ""}, "Select the purpose"),
    "no such purpose": ({"purpose": "sing"}, "Select one of these options"),
    "no minutes": ({"minutes_allowed": "0"}, "Enter a whole number of minutes from 1 to 480"),
    "many minutes": ({"minutes_allowed": "9" * 30}, "Enter a whole number of minutes from 1 to 480"),
    "no such action": ({"actions": "9z"}, "“9z” is no action of the plan"),
    "no such priority": ({"priorities": ["999999"]}, "Select one of these options"),
    "no such report": ({"report": "999999"}, "Choose one from the list"),
    "exempt without a reason": ({"is_exempt": "on"}, "Enter why the item is exempt"),
    "a reason without exemption": ({"exempt_reason": "Terms"}, "Tick “Exempt”, or take this away"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_and_nothing_is_kept(case: str, as_: As, item: AgendaItem) -> None:
    fields, problem = WRONG[case]
    for address in (NEW, ITEM + "edit/"):
        answer = as_("cora").post(address, TYPED | {"lead_name": "Typed with care", "revision": "1"} | fields)
        assert answer.status_code == 422
        assert problem in said(answer)
        assert "Typed with care" in answer.content.decode()
    assert AgendaItem.history.count() == 1


def test_an_item_is_changed_and_history_says_by_whom(as_: As, item: AgendaItem, people: People) -> None:
    client = as_("cora")
    fields = TYPED | {"title": "Respite", "actions": "1a", **revision_of(client, ITEM + "edit/")}
    assert client.post(ITEM + "edit/", fields).status_code == 302
    assert client.post(ITEM + "edit/", fields).status_code == 302
    history = said(as_("olive").get(ITEM + "history/"))
    assert "Title: Short breaks → Respite" in history
    assert "Cora Vale, co-ordinator" in history
    assert "Action of an agenda item" in history
    fields = TYPED | {"title": "Respite", "actions": "2a", **revision_of(client, ITEM + "edit/")}
    assert client.post(ITEM + "edit/", fields).status_code == 302
    assert [link.action.key for link in ItemAction.objects.all()] == ["2a"]
    edit_item(item=item, by=people.cora, now=NOW, lead_name="Head of SEND")
    assert [link.action.key for link in ItemAction.objects.all()] == ["2a"]


def test_a_stale_form_shows_both_and_keeps_what_was_typed(as_: As, item: AgendaItem, people: People) -> None:
    client = as_("cora")
    opened = revision_of(client, ITEM + "edit/")
    edit_item(item=item, by=people.cora, now=NOW, title="Somebody else’s")
    answer = client.post(ITEM + "edit/", TYPED | {"title": "Mine"} | opened)
    assert answer.status_code == 409
    assert "Title: from “Short breaks” to “Somebody else’s”" in said(answer)
    assert 'value="Mine"' in answer.content.decode()
    assert item_of(item.meeting, 1).title == "Somebody else’s"


def test_what_looks_personal_is_asked_about(as_: As, item: AgendaItem) -> None:
    fields = TYPED | {"lead_name": "About NHS number 943 476 5919"}
    first = as_("cora").post(NEW, fields)
    assert first.status_code == 422
    assert as_("cora").post(NEW, fields | {"considered": asked(first)}).status_code == 302


def test_an_item_is_taken_off_and_stays_in_sight(as_: As, item: AgendaItem, people: People) -> None:
    client = as_("cora")
    assert client.post(ITEM + "withdraw/", {"revision": item.revision, "withdrawn_reason": ""}).status_code == 422
    fields = {"revision": item.revision, "withdrawn_reason": "The data is late"}
    assert client.post(ITEM + "withdraw/", fields).status_code == 302
    assert "Taken off: Short breaks The data is late" in said(as_("olive").get(PAGE))
    assert "Taken off because: The data is late" in said(as_("olive").get(ITEM))
    late = client.post(ITEM + "edit/", TYPED | {"title": "X", **revision_of(client, ITEM + "edit/")})
    assert late.status_code == 422
    assert "has been taken off the agenda" in said(late)
    with pytest.raises(Refused):
        carry_over(item=item, by=people.cora, now=NOW)


def test_what_was_minuted_stays_on_the_agenda(as_: As, item: AgendaItem, people: People) -> None:
    item = write_minutes(item=item, by=people.cora, now=AT_THE_MEETING, minutes="It was said.")
    with pytest.raises(Refused, match="so it stays on the agenda"):
        withdraw_item(item=item, by=people.cora, now=AT_THE_MEETING, withdrawn_reason="No")


def test_an_exempt_item_is_a_number_to_others(as_: As, exempt: AgendaItem, people: People) -> None:
    seat(people.pat, people.cora)
    paper = Paper.objects.get()
    addresses = (ITEM, ITEM + "history/", f"{PAGE}papers/{paper.key}/")
    for person in ("olive", "ian", "ada"):
        page = as_(person).get(PAGE)
        assert "1. Exempt item" in said(page)
        for secret in ("Northgate", "Commercial terms", "northgate", str(paper.key)):
            assert secret not in page.content.decode()
        for address in addresses:
            assert as_(person).get(address).status_code == 404
        assert as_(person).get(ITEM + "edit/").status_code == 404
    for person in ("pat", "cora"):
        assert SECRET in said(as_(person).get(PAGE))
        assert "Commercial terms" in said(as_(person).get(ITEM))
        assert as_(person).get(ITEM + "history/").status_code == 200
    assert as_("pat").get(ITEM + "edit/").status_code == 403


def test_an_item_made_exempt_later_takes_its_history_with_it(as_: As, item: AgendaItem, people: People) -> None:
    assert "Short breaks" in said(as_("olive").get(ITEM + "history/"))
    papers_are_out(item.meeting, people.cora)
    edit_item(item=item, by=people.cora, now=NOW, is_exempt=True, exempt_reason="Terms")
    assert as_("olive").get(ITEM + "history/").status_code == 404
    assert "Short breaks" not in as_("olive").get(PAGE).content.decode()
    assert "Exempt: no → yes" in said(as_("cora").get(ITEM))


def test_an_exempt_item_that_was_taken_off_is_not_there(as_: As, exempt: AgendaItem, people: People) -> None:
    withdraw_item(item=exempt, by=people.cora, now=NOW, withdrawn_reason="Solved")
    assert "Exempt" not in said(as_("olive").get(PAGE))
    assert "Solved" in said(as_("cora").get(PAGE))


def test_an_item_is_carried_over_and_the_old_minutes_stay(as_: As, exempt: AgendaItem, people: People) -> None:
    write_minutes(item=exempt, by=people.cora, now=AT_THE_MEETING, minutes="It was deferred.")
    client, address = as_("cora"), ITEM + "carry/"
    assert "No meeting of the partnership is planned" in said(client.post(address, {"writer": writer()}, follow=True))
    following = a_meeting(people.cora, datetime.date(2024, 11, 14))
    old = agreed(exempt.meeting, people.cora)
    rows = AgendaItem.history.filter(id=exempt.pk).count()
    first, again = (client.post(address, {"writer": writer()}) for _ in "ab")
    assert first["Location"] == again["Location"] == f"{following.get_absolute_url()}items/1/"
    new = following.items.get()
    assert (new.title, new.is_exempt, new.exempt_reason, new.minutes) == (SECRET, True, "Commercial terms", "")
    assert (new.carried_from_id, new.kind) == (exempt.pk, "carried")
    assert [link.action.key for link in new.action_links.all()] == ["1a"]
    assert [paper.title for paper in new.papers.all()] == ["Northgate bid"]
    assert AgendaItem.history.filter(id=exempt.pk).count() == rows
    assert item_of(old, 1).minutes == "It was deferred."
    assert "Northgate" not in as_("olive").get(following.get_absolute_url()).content.decode()
    assert f"Item 1 of {old.date}" in said(client.get(new.get_absolute_url()))


def test_an_open_item_does_not_name_the_exempt_one_before_it(as_: As, exempt: AgendaItem, people: People) -> None:
    following = a_meeting(people.cora, datetime.date(2024, 11, 14))
    new = carry_over(item=exempt, by=people.cora, now=NOW)
    edit_item(item=new, by=people.cora, now=NOW, title="Short breaks", is_exempt=False, exempt_reason="",
              reason="The contract is signed")  # fmt: skip
    page = said(as_("olive").get(f"{following.get_absolute_url()}items/1/"))
    assert "Short breaks" in page
    assert "Carried over from" not in page


def test_nothing_changes_once_minutes_are_agreed(as_: As, item: AgendaItem, people: People) -> None:
    agreed(item.meeting, people.cora)
    rows = AgendaItem.history.count()
    client = as_("cora")
    for address in (NEW, ITEM + "edit/", ITEM + "withdraw/", ITEM + "minutes/", ITEM + "papers/new/"):
        answer = client.post(address, TYPED)
        assert answer.status_code == 403
        assert "are agreed" in said(answer)
    assert AgendaItem.history.count() == rows
    with pytest.raises(Refused, match="agreed"):
        edit_item(item=item, by=people.cora, now=NOW, title="Late")


def test_what_changed_after_papers_went_out_is_marked(as_: As, item: AgendaItem, people: People, act: Act) -> None:
    assert "Changed after papers went out" not in said(as_("olive").get(PAGE))
    meeting = papers_are_out(item.meeting, people.cora)
    assert "Changed after papers went out" not in said(as_("olive").get(PAGE))
    edit_item(item=item, by=people.cora, now=NOW, title="Respite", actions=[act("1a")])
    add_paper(item=item, by=people.cora, now=NOW, title="Figures", url="https://example.org/f")
    add_item(meeting=meeting, by=people.cora, now=NOW, title="Late", purpose="note")
    page = said(as_("olive").get(PAGE))
    for text in ("Title: Short breaks → Respite", "Paper “Figures”: added", "Item added", "4 September 2024, 9am",
                 "Action 1a "):  # fmt: skip
        assert text in page
    marked = page.count("Changed after papers went out")
    item.refresh_from_db()
    write_minutes(item=item, by=people.cora, now=AT_THE_MEETING, minutes="It was said.")
    page = said(as_("olive").get(PAGE))
    assert page.count("Changed after papers went out") == marked == 2
    assert "It was said." not in page.partition("Changed after papers went out")[2].partition("Report to this")[0]


def test_who_may_not(as_: As, item: AgendaItem) -> None:
    for person in ("olive", "pat", "ada", "ian"):
        for address in (NEW, ITEM + "edit/", ITEM + "withdraw/", ITEM + "carry/"):
            assert as_(person).post(address, TYPED).status_code == 403
    for address in (PAGE + "items/9/", PAGE + "items/9/edit/", "/meetings/nothing/items/1/"):
        assert as_("cora").get(address).status_code == 404
    assert as_("cora").post(ITEM).status_code == 405
    assert AgendaItem.history.count() == 1
