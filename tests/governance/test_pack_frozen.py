"""A pack is frozen when papers go out: the same bytes for ever, built again from history, and what changed since."""

import datetime
import hashlib
import types
from collections.abc import Callable

import pytest
from django.test import Client

from actions.models import Action
from actions.services import edit_action
from documents.canonical import digest, from_json, to_json
from governance.models import AgendaItem, Meeting, Pack, PackFile
from governance.pack.kept import rebuilt
from governance.services.agendas import add_item, edit_item, withdraw_item
from governance.services.meeting_actions import add_meeting_action
from governance.services.meetings import cancel_meeting, edit_meeting, hold_meeting, send_papers_out, undo_state
from send_portal import clock
from tests.actions.reading import texts
from tests.actions.reading import words as read
from tests.documents import pdf_reader
from tests.governance.deciding import decide
from tests.governance.meeting_days import WHY
from tests.governance.packing import MINUTE, PACK, PAGE, RISK, body_of, held_in_july, says, sent_out, september
from tests.growing import MANY, ONE, Grower, Queries, assert_same
from tests.world import NOW, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
People = types.SimpleNamespace
Clock = Callable[[datetime.datetime], None]
EARLIER = NOW - datetime.timedelta(minutes=10)
LATER = NOW + datetime.timedelta(minutes=10)
FILES = tuple(f"{PACK.removesuffix('/')}.{format}" for format in ("docx", "pdf"))


@pytest.fixture
def meeting(people: People) -> Meeting:
    held_in_july(people)
    return september(people)


def item(meeting: Meeting, number: int) -> AgendaItem:
    found: AgendaItem = meeting.items.select_related("meeting__body").get(number=number)
    return found


def much_changes(meeting: Meeting, people: People, act: Act) -> None:
    """After papers went out: the plan, the agenda, matters arising, the meeting itself, and that it was held."""
    cora = people.cora
    give_update(act("1a"), people.olive, LATER, status="off_track", headline="It stopped.", **RISK)
    edit_action(action=act("4c"), by=cora, now=LATER, reason="Plainer", title="Wait less")
    edit_item(item=item(meeting, 1), by=cora, now=LATER, reason=WHY, title="Waiting times and more")
    add_item(meeting=meeting, by=cora, now=LATER, title="Late matter", purpose="note")
    withdraw_item(item=item(meeting, 3), by=cora, now=LATER + MINUTE, withdrawn_reason="Not now")
    july = Meeting.objects.get(date_on="2024-07-11")
    add_meeting_action(meeting=july, item=None, by=cora, now=LATER, text="Ask schools", assigned_to=people.pat)
    edit_meeting(meeting=meeting, by=cora, now=LATER, reason=WHY, place="Town hall")
    hold_meeting(meeting=meeting, by=cora, now=datetime.datetime(2024, 9, 12, 16, tzinfo=clock.LONDON))


def test_a_later_download_is_the_same(
    as_: As, meeting: Meeting, people: People, act: Act, clock_stands: Clock
) -> None:
    give_update(act("1b"), people.olive, EARLIER)
    pack = sent_out(meeting, people)
    client = as_("mo")
    before = [body_of(client, address) for address in FILES]
    assert [hashlib.sha256(body).hexdigest() for body in before] == [file.sha256 for file in pack.files.all()]
    assert pack.sha256 == digest(pack.content)
    assert "As sent out" in read(client.get(PACK))
    # The plan is as at two minutes before.
    assert "The agenda is as it stood when papers went out, 4 September 2024, 9am." in read(client.get(PACK))
    assert "The agenda is as it stood" in pdf_reader.tags(before[1]).text
    much_changes(meeting, people, act)
    clock_stands(datetime.datetime(2024, 10, 1, 9, tzinfo=clock.LONDON))
    assert [body_of(client, address) for address in FILES] == before
    assert [body_of(client, f"{PACK}1.{format}") for format in ("docx", "pdf")] == before
    assert Pack.objects.get().content == pack.content
    page = texts(client.get(PACK))
    paper = page.partition("</details>")[2]
    assert "Waiting times" in paper
    assert "Waiting times and more" not in paper
    assert "It stopped." not in paper
    assert "Exempt item" in pdf_reader.tags(before[1]).text


def test_it_is_built_again_from_history_as_it_was(meeting: Meeting, people: People, act: Act) -> None:
    give_update(act("1b"), people.olive, EARLIER, difference_made="Fewer calls.", ask="help", ask_text="A hand.")
    pack = sent_out(meeting, people)
    assert to_json(rebuilt(pack)) == pack.content
    much_changes(meeting, people, act)
    withdraw_item(item=AgendaItem.objects.select_related("meeting__body").get(title__startswith="Waiting"),
                  by=people.cora, now=LATER + datetime.timedelta(days=9), withdrawn_reason="No time")  # fmt: skip
    assert to_json(rebuilt(pack)) == pack.content


def test_what_was_on_its_way_when_papers_went_out_changes_nothing(
    as_: As, meeting: Meeting, people: People, act: Act
) -> None:
    """An update and a change of the agenda whose requests began before the papers went out, and ended after."""
    pack = sent_out(meeting, people)
    give_update(act("1a"), people.olive, NOW - MINUTE, headline="It was on its way.")
    edit_item(item=item(meeting, 1), by=people.cora, now=NOW - MINUTE, reason=WHY, title="Another title")
    assert to_json(rebuilt(pack)) == pack.content
    assert "It was on its way." not in pack.content
    page = read(as_("mo").get(PACK))
    assert "Updated since published: 1 change" in page
    assert "It was on its way." in page


def test_what_was_put_on_the_agenda_a_second_ago_is_in_it(meeting: Meeting, people: People, act: Act) -> None:
    now = NOW - datetime.timedelta(seconds=1)
    add_item(meeting=meeting, by=people.cora, now=now, title="The last matter", purpose="note")
    edit_item(item=item(meeting, 1), by=people.cora, now=now, reason=WHY, is_exempt=True, exempt_reason="Price")
    content = sent_out(meeting, people).content
    assert "The last matter" in content
    assert "Waiting times" not in content


def test_who_sent_it_is_kept(as_: As, meeting: Meeting, people: People) -> None:
    pack = sent_out(meeting, people)
    assert (pack.recorded_by, pack.recorded_as, pack.recorded_at) == (people.cora, "Cora Vale, co-ordinator", NOW)
    assert pack.as_at == NOW - 2 * MINUTE
    assert [file.change_id for file in pack.files.all()] == [pack.change_id] * 2
    assert PackFile.objects.count() == 2
    history = read(as_("mo").get(PAGE + "history/"))
    assert "Cora Vale, co-ordinator" in history
    assert "pack 1 for the meeting of 12 September 2024" in history


def test_nobody_else_freezes_one(as_: As, meeting: Meeting) -> None:
    for who in ("mo", "pat", "olive", "ada", "ian"):
        assert as_(who).post(PAGE + "papers-out/", {"revision": meeting.revision}).status_code == 403
    assert not Pack.objects.exists()


def test_papers_taken_back_and_sent_again_make_a_next_one(
    as_: As, meeting: Meeting, people: People, act: Act, clock_stands: Clock
) -> None:
    first = sent_out(meeting, people)
    undo_state(meeting=meeting, by=people.cora, now=NOW + MINUTE, reason=WHY)
    client = as_("mo")
    page = texts(client.get(PACK))
    assert "Draft" in page
    assert f'href="{PACK}1/"' in page
    assert "The papers with this pack were taken back." in texts(client.get(f"{PACK}1/"))
    edit_item(item=item(meeting, 1), by=people.cora, now=NOW + MINUTE, reason=WHY, title="Long waits")
    second = sent_out(meeting, people, LATER)
    clock_stands(LATER + MINUTE)
    assert (first.number, second.number) == (1, 2)
    assert "Long waits" in second.content
    page = texts(client.get(PACK))
    assert "As sent out, pack 2" in page
    assert f'href="{PACK}1/"' in page
    assert body_of(client, f"{PACK}1.pdf") == bytes(first.files.get(format="pdf").body)
    assert body_of(client, FILES[1]) == bytes(second.files.get(format="pdf").body)
    assert "Papers were sent out again after this pack." in texts(client.get(f"{PACK}1/"))
    assert to_json(rebuilt(first)) == first.content
    assert to_json(rebuilt(second)) == second.content


def test_a_refused_sending_leaves_none(meeting: Meeting, people: People) -> None:
    sent_out(meeting, people)
    with pytest.raises(Exception, match="Papers go out for a meeting that is planned"):
        send_papers_out(meeting=meeting, by=people.cora, now=LATER)
    assert Pack.objects.count() == 1


def test_what_becomes_exempt_later_is_left_out_for_everybody(as_: As, meeting: Meeting, people: People) -> None:
    pack = sent_out(meeting, people)
    edit_item(item=item(meeting, 1), by=people.cora, now=LATER, reason="A price", is_exempt=True,
              exempt_reason="It names a price")  # fmt: skip
    for who in ("cora", "mo"):
        page = read(as_(who).get(PACK))
        assert "Something in this pack has become exempt since it went out" in page
        paper = page.partition("As sent out")[2]
        assert "Waiting times" not in paper
        for address in FILES:
            assert "without-exempt" in as_(who).get(address)["Content-Disposition"]
        assert "Waiting times" not in pdf_reader.tags(body_of(as_(who), FILES[1])).text
    assert "Waiting times" in says(from_json(pack.content))


def test_what_becomes_exempt_elsewhere_changes_nothing(as_: As, meeting: Meeting, people: People) -> None:
    pack = sent_out(meeting, people)
    july = Meeting.objects.get(date_on="2024-07-11")
    add_item(meeting=july, by=people.cora, now=LATER, title="A price", purpose="note", is_exempt=True,
             exempt_reason="A price")  # fmt: skip
    assert body_of(as_("mo"), FILES[1]) == bytes(pack.files.get(format="pdf").body)
    assert "has become exempt" not in read(as_("mo").get(PACK))


def test_a_cancelled_meeting_keeps_its_pack(as_: As, meeting: Meeting, people: People) -> None:
    pack = sent_out(meeting, people)
    cancel_meeting(meeting=meeting, by=people.cora, now=LATER, reason=WHY)
    page = read(as_("mo").get(PACK))
    assert "This meeting was cancelled, so it did not take up this pack." in page
    assert "As sent out" in page
    assert body_of(as_("mo"), FILES[0]) == bytes(pack.files.get(format="docx").body)


def test_a_frozen_pack_asks_the_database_as_often_whatever_it_tells(
    grow: Grower, queries: Queries, clock_stands: Clock
) -> None:
    held_in_july(grow.people)
    meeting = september(grow.people)
    sent_out(meeting, grow.people)
    clock_stands(NOW + 60 * MINUTE)

    def add(number: int) -> None:
        give_update(Action.objects.filter(plan_state="agreed")[number], grow.people.cora, NOW + number * MINUTE)
        add_item(
            meeting=meeting, by=grow.people.cora, now=NOW + number * MINUTE, title=f"Item {number}", purpose="note"
        )

    add(ONE)
    few = queries("mo", PACK)
    for number in range(ONE + 1, MANY + 1):
        add(number)
    assert_same(few, queries("mo", PACK))


def test_decisions_that_were_recorded_since_are_told_and_no_exempt_one(
    as_: As, meeting: Meeting, people: People, clock_stands: Clock
) -> None:
    july = Meeting.objects.get(date_on="2024-07-11")
    pack = sent_out(meeting, people)
    for number, exempt in ((1, False), (2, True)):
        add_item(meeting=july, by=people.cora, now=NOW, title=f"Matter {number}", purpose="decide", is_exempt=exempt,
                 exempt_reason="A price" * exempt)  # fmt: skip
    decide(july, 1, "a post is lent.")
    decide(july, 2, "the zyxwort is paid.")
    edit_item(item=item(meeting, 2), by=people.cora, now=LATER, reason=WHY, title="Zyxwort again")
    clock_stands(LATER + MINUTE)
    for who in ("mo", "cora"):
        below = texts(as_(who).get(PACK)).partition("portal-pack__since")[2].partition('id="paper-what-matters"')[0]
        assert "a post is lent." in below
        assert "zyxwort" not in below.casefold()
        assert ("Exempt item" in below) == (who == "cora")
    assert to_json(rebuilt(pack)) == pack.content


def test_the_page_leads_to_the_changes_where_they_are_told_the_same(
    as_: As, meeting: Meeting, people: People, act: Act, clock_stands: Clock
) -> None:
    """Frozen: as long as nothing has changed since, until now, and then until the meeting began."""
    for action in Action.objects.filter(plan_state="agreed")[:11]:
        give_update(action, people.cora, EARLIER, status="off_track", **RISK)
    sent_out(meeting, people)
    there = "/plans/2023-24/changes/?since=2024-07-11-local-inclusion-partnership"
    ends = f"&amp;until={meeting.slug}"
    assert f'href="{there}&amp;kind=worse">and 1 more' in texts(as_("mo").get(PACK))
    clock_stands(datetime.datetime(2024, 9, 12, 15, tzinfo=clock.LONDON))
    address = f"{there}{ends}&amp;kind=worse"
    assert f'href="{address}">and 1 more' in texts(as_("mo").get(PACK))
    assert "Got worse (11)" in texts(as_("mo").get(address.replace("&amp;", "&")))
    give_update(act("1b"), people.olive, LATER, headline="All is well.")
    assert 'href="#paper-what-changed">and 1 more' in texts(as_("mo").get(PACK))
    assert 'href="#paper-what-changed">and 1 more' in texts(as_("mo").get(f"{PACK}1/"))
