"""What is written of an agenda item at the meeting: its minutes, and interests that were declared in it."""

import datetime
import types
from collections.abc import Callable

import pytest
from django.test import Client

from audit.recording import Refused
from governance.models import AgendaItem, Declaration
from governance.services.agendas import add_item, edit_item
from governance.services.minuting import declare, take_back_declaration, write_minutes
from tests.accounts.test_carried_text import hidden
from tests.governance.agendas import AT_THE_MEETING, PAGE, a_meeting, agreed, changed, said, seat
from tests.governance.reporting import revision_of
from tests.world import NOW, PASSWORD, asked

As = Callable[[str], Client]
People = types.SimpleNamespace
Clock = Callable[[datetime.datetime], None]
ITEM = PAGE + "items/1/"
MINUTES, DECLARATIONS = ITEM + "minutes/", ITEM + "declarations/"
TEXT = "## Waits\n\nThe forum said **waits** are long.\n\n- in the north\n  - by rail\n- in the south"


@pytest.fixture
def item(people: People, clock_stands: Clock) -> AgendaItem:
    seat(people.pat, people.cora)
    meeting = a_meeting(people.cora)
    item = add_item(meeting=meeting, by=people.cora, now=NOW, title="Short breaks", purpose="discuss")
    clock_stands(AT_THE_MEETING)
    return item


def test_minutes_are_written_and_shown(as_: As, item: AgendaItem) -> None:
    client = as_("cora")
    assert client.post(MINUTES, {"minutes": TEXT, **revision_of(client, MINUTES)}).status_code == 302
    page = as_("olive").get(ITEM)
    assert "The forum said waits are long." in said(page).replace(" .", ".")
    html = "".join(page.content.decode().split())
    assert '<h3class="govuk-heading-s">Waits</h3>' in html
    assert "<strong>waits</strong>" in html
    assert '<li>inthenorth<ulclass="govuk-listgovuk-list--bullet"><li>byrail</li></ul></li><li>inthesouth</li>' in html
    history = said(client.get(ITEM + "history/"))
    assert "Minutes: nothing → ## Waits" in history
    assert "Cora Vale" in history


def test_markup_is_escaped(as_: As, item: AgendaItem, people: People) -> None:
    write_minutes(item=item, by=people.cora, now=AT_THE_MEETING, minutes="A <b>bold</b> word & more")
    page = as_("olive").get(ITEM).content.decode()
    assert "A &lt;b&gt;bold&lt;/b&gt; word &amp; more" in page


WRONG = {
    "a table": ("|a|b|", "tables cannot be written here"),
    "a link": ("See [this](https://example.org)", "links are not printed"),
    "a picture": ("![x](y)", "pictures are not printed"),
    "a great heading": ("# Waits", "begin a sub-heading with ##"),
    "a name": ("It is so. {#so}", "paragraphs of minutes have no numbers"),
    "a number": ("As [[so]] says", "paragraphs of minutes have no numbers"),
    "too much": ("x" * 20_001, "The minutes must be 20000 characters or fewer"),
    "a control character": ("a\x00b", "contains a character that cannot be shown"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_no_text_of_minutes_is_said(case: str, as_: As, item: AgendaItem, people: People) -> None:
    text, problem = WRONG[case]
    answer = as_("cora").post(MINUTES, {"minutes": text, "revision": item.revision})
    assert answer.status_code == 422
    assert problem in said(answer)
    assert AgendaItem.objects.get().minutes == ""
    if case not in ("too much", "a control character"):
        with pytest.raises(Refused):
            write_minutes(item=item, by=people.cora, now=AT_THE_MEETING, minutes=text)


def test_two_who_write_the_same_minutes_see_both(as_: As, item: AgendaItem, people: People) -> None:
    client = as_("cora")
    opened = revision_of(client, MINUTES)
    write_minutes(item=item, by=people.ada, now=AT_THE_MEETING, minutes="What Ada wrote.")
    answer = client.post(MINUTES, {"minutes": "What Cora wrote."} | opened)
    assert answer.status_code == 409
    assert "to “What Ada wrote.”" in said(answer)
    assert "What Cora wrote.</textarea>" in answer.content.decode()
    assert AgendaItem.objects.get().minutes == "What Ada wrote."
    again = {name: answer.context["form"][name].value() for name in ("minutes", "revision")}
    assert client.post(MINUTES, again).status_code == 302
    assert AgendaItem.objects.get().minutes == "What Cora wrote."


def test_sent_twice_is_written_once_and_the_same_words_are_no_change(as_: As, item: AgendaItem) -> None:
    client = as_("cora")
    fields = {"minutes": "It was said.", "writer": "one", **revision_of(client, MINUTES)}
    assert [client.post(MINUTES, fields).status_code for _ in "ab"] == [302, 302]
    rows = AgendaItem.history.count()
    fields |= {"writer": "two", **revision_of(client, MINUTES)}
    assert client.post(MINUTES, fields).status_code == 302
    assert AgendaItem.history.count() == rows


def test_what_looks_personal_is_asked_about(as_: As, item: AgendaItem, people: People) -> None:
    personal = "About the child with NHS number 943 476 5919"
    for address, fields in (
        (MINUTES, {"minutes": personal}),
        (DECLARATIONS, {"user": people.pat.pk, "text": personal}),
    ):
        client = as_("cora")
        fields |= revision_of(client, address)
        first = client.post(address, fields)
        assert first.status_code == 422
        assert 'id="free-text-notice"' in first.content.decode()
        assert client.post(address, fields | {"considered": asked(first)}).status_code == 302


def test_the_text_comes_back_after_the_session_has_ended(as_: As, item: AgendaItem, people: People) -> None:
    client = as_("cora")
    page = client.get(MINUTES)
    fields = {"minutes": "A long account.", "writer": page.context["writer"], **revision_of(client, MINUTES)}
    client.cookies.pop("session")
    answer = client.post(MINUTES, fields)
    assert answer.status_code == 401
    signing_in = {"login": "cora@portal.example", "password": PASSWORD} | hidden(answer.content.decode())
    assert client.post("/sign-in/", signing_in)["Location"] == MINUTES
    assert "A long account.</textarea>" in client.get(MINUTES).content.decode()
    assert AgendaItem.objects.get().minutes == ""


def test_from_the_day_of_the_meeting_until_the_minutes_are_agreed(
    as_: As, item: AgendaItem, people: People, clock_stands: Clock
) -> None:
    clock_stands(datetime.datetime.combine(NOW.date(), datetime.time(9), NOW.tzinfo))
    client = as_("cora")
    for address in (MINUTES, DECLARATIONS):
        answer = client.get(address)
        assert answer.status_code == 403
        assert "from its day on" in said(answer)
        assert address not in client.get(ITEM).content.decode()
    with pytest.raises(Refused, match="from its day on"):
        write_minutes(item=item, by=people.cora, now=NOW, minutes="Early")
    clock_stands(AT_THE_MEETING)
    assert client.get(MINUTES).status_code == 200
    cancelled = changed(item.meeting, people.cora, status="cancelled")
    with pytest.raises(Refused, match="cancelled or moved"):
        write_minutes(item=item, by=people.cora, now=AT_THE_MEETING, minutes="X")
    agreed(cancelled, people.cora)
    for address in (MINUTES, DECLARATIONS):
        assert client.get(address).status_code == 403
        assert "are agreed" in said(client.post(address, {"minutes": "Late", "revision": 1}))
    with pytest.raises(Refused, match="agreed"):
        write_minutes(item=item, by=people.cora, now=AT_THE_MEETING, minutes="Late")


def test_interests_are_declared_and_taken_back(as_: As, item: AgendaItem, people: People) -> None:
    client = as_("cora")
    assert "Nothing is recorded." in said(client.get(ITEM))
    form = client.get(DECLARATIONS).context["form"]
    assert [pk for pk, _ in form.fields["user"].choices] == ["", str(people.pat.pk)]
    fields = {"user": people.pat.pk, "text": "My sister works there", **revision_of(client, DECLARATIONS)}
    assert client.post(DECLARATIONS, fields).status_code == 302
    assert "My sister works there" in said(as_("olive").get(ITEM))
    fields |= {"text": "My brother works there", **revision_of(client, DECLARATIONS)}
    assert client.post(DECLARATIONS, fields).status_code == 302
    one = Declaration.objects.get()
    assert one.text == "My brother works there"
    address = f"{DECLARATIONS}{one.pk}/"
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "It was another item"}).status_code == 302
    assert not Declaration.objects.exists()
    history = said(client.get(ITEM + "history/"))
    for text in ("Declaration of interest", "removed", "It was another item", "My sister works there"):
        assert text in history
    assert client.get(address).status_code == 404


def test_none_declared_is_said_and_not_with_one(as_: As, item: AgendaItem, people: People) -> None:
    client = as_("cora")
    said_none = {"none_declared": "on"}
    answer = client.post(DECLARATIONS, said_none | revision_of(client, DECLARATIONS))
    assert answer.status_code == 302
    assert "None declared." in said(as_("olive").get(ITEM))
    both = client.post(DECLARATIONS, said_none | {"user": people.pat.pk, "text": "X", "revision": 2})
    assert both.status_code == 422
    assert "and not both" in said(both)
    one = {"user": people.pat.pk, "text": "X", **revision_of(client, DECLARATIONS)}
    assert client.post(DECLARATIONS, one).status_code == 302
    item = AgendaItem.objects.get()
    assert (item.no_declarations, item.declarations.count()) == (False, 1)
    late = client.post(DECLARATIONS, said_none | revision_of(client, DECLARATIONS))
    assert late.status_code == 422
    assert "Take that away first" in said(late)
    for wrong in ({"user": people.pat}, {"text": "X"}, {"user": people.pat, "text": "X", "none_declared": True}):
        with pytest.raises(Refused):
            declare(item=item, by=people.cora, now=AT_THE_MEETING, **wrong)


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({}, "Choose who declared an interest, or tick “None declared”"),
        ({"text": "X"}, "Choose who declared it"),
        ({"user": "pat"}, "Enter the interest"),
        ({"user": "olive", "text": "X"}, "Choose one from the list"),
    ],
)
def test_half_a_declaration_is_refused(
    fields: dict[str, str], problem: str, as_: As, item: AgendaItem, people: People
) -> None:
    sent = fields | ({"user": getattr(people, fields["user"]).pk} if "user" in fields else {})
    answer = as_("cora").post(DECLARATIONS, sent | {"revision": item.revision})
    assert answer.status_code == 422
    assert problem in said(answer)
    assert not Declaration.objects.exists()


def test_declarations_of_an_exempt_item_are_its_bodys_alone(as_: As, item: AgendaItem, people: People) -> None:
    declare(item=item, by=people.cora, now=AT_THE_MEETING, user=people.pat, text="My sister works there")
    item.refresh_from_db()
    edit_item(item=item, by=people.cora, now=AT_THE_MEETING, is_exempt=True, exempt_reason="Terms")
    assert "My sister" in said(as_("pat").get(ITEM))
    assert Declaration.objects.seen_by(people.olive).count() == 0
    assert Declaration.visible_history(Declaration.history.all(), people.olive).count() == 0
    assert Declaration.visible_history(Declaration.history.all(), people.pat).count() == 1
    assert as_("olive").get(DECLARATIONS).status_code == 404


def test_who_may_not(as_: As, item: AgendaItem, people: People) -> None:
    declare(item=item, by=people.cora, now=AT_THE_MEETING, user=people.pat, text="My sister works there")
    one = f"{DECLARATIONS}{Declaration.objects.get().pk}/"
    for person in ("olive", "pat", "ada", "ian"):
        for address in (MINUTES, DECLARATIONS, one):
            assert as_(person).post(address, {"minutes": "X", "revision": 1}).status_code == 403
    for address in (PAGE + "items/9/minutes/", DECLARATIONS + "999999/"):
        assert as_("cora").get(address).status_code == 404
    with pytest.raises(Refused, match="Say why"):
        take_back_declaration(declaration=Declaration.objects.get(), by=people.cora, now=AT_THE_MEETING, reason=" ")
    assert AgendaItem.objects.get().minutes == ""
