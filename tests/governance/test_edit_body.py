"""Adding a body and changing what is said of one."""

import types
from collections.abc import Callable

import pytest
from django.test import Client

from audit.recording import Refused
from governance.models import Body
from governance.services.attendance import Took, record_attendance
from governance.services.bodies import add_body
from governance.services.composition import edit_body
from tests.actions.reading import texts
from tests.governance.composing import BOARD, PARTNERSHIP, body_sent, met, partnership, words
from tests.world import NOW

As = Callable[[str], Client]
People = types.SimpleNamespace
NEW = {"name": "Children’s Trust", "where": "elsewhere", "resolution_form": "RESOLVED that", "purpose": "Oversees it"}


def board() -> Body:
    return Body.objects.get(slug="health-and-wellbeing-board")


def test_a_body_is_added(as_: As) -> None:
    client = as_("cora")
    answer = client.post("/bodies/new/", NEW | {"reports_to": board().pk})
    assert (answer.status_code, answer["Location"]) == (302, "/bodies/childrens-trust/")
    page = words(client.get("/bodies/childrens-trust/"))
    for said in ("The Children’s Trust has been added.", "Oversees it", "Run elsewhere, and recorded here",
                 "No resolution is recorded."):  # fmt: skip
        assert said in page
    body = Body.objects.get(slug="childrens-trust")
    assert body.house_style.sections.exists()
    assert body.history.get().actor_name == "Cora Vale"
    assert "Children’s Trust" in words(client.get("/bodies/"))


def test_the_list_says_who_is_run_where(as_: As) -> None:
    page = texts(as_("mo").get("/bodies/"))
    assert page.count('data-label="Run">Here<') == 1
    assert page.count('data-label="Run">Elsewhere, and recorded here<') == 2
    assert "Add a body" not in page
    assert "Add a body" in texts(as_("cora").get("/bodies/"))


WRONG = {
    "no name": ({"name": " "}, "Enter the name of the body"),
    "a name that is taken": ({"name": "health and wellbeing board"}, "There is a body with this name already"),
    "an address that is taken": ({"name": "Health and Wellbeing Board!"}, "There is a body with the address"),
    "an address of a page": ({"name": "New"}, "is taken by a page"),
    "no letter for an address": ({"name": "日本"}, "Enter a name with plain letters or numbers"),
    "nowhere": ({"where": "moon"}, "Select one of these options"),
    "cycles from elsewhere": ({"sets_cycles": "on"}, "Only a body that is run here can set the update cycles"),
    "cycles twice": ({"sets_cycles": "on", "where": "here"}, "The meetings of the Local Inclusion Partnership set"),
    "reports to nobody known": ({"reports_to": "9999"}, "Choose one from the list"),
    "ended on 31 June": ({"ended_0": "31", "ended_1": "6", "ended_2": "2024"}, "must be a real date"),
    "a control character": ({"purpose": "a\x00b"}, "contains a character that cannot be shown"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_and_nothing_is_added(case: str, as_: As) -> None:
    said, problem = WRONG[case]
    before = Body.history.count()
    answer = as_("cora").post("/bodies/new/", NEW | said)
    assert answer.status_code == 422
    assert problem in texts(answer).replace("&#x27;", "'")
    assert Body.history.count() == before


def test_a_body_is_changed_with_a_reason(as_: As) -> None:
    client, sent = as_("cora"), body_sent(partnership(), name="Inclusion Partnership", purpose="Makes it work")
    refused = client.post(PARTNERSHIP + "edit/", sent)
    assert refused.status_code == 422
    assert "Say why this changes" in texts(refused)
    assert partnership().name == "Local Inclusion Partnership"
    page = words(client.post(PARTNERSHIP + "edit/", sent | {"reason": "Agreed in May"}, follow=True))
    assert "The body has been saved." in page
    assert partnership().name == "Inclusion Partnership"
    history = words(client.get(PARTNERSHIP + "history/"))
    assert "Agreed in May" in history
    assert "Cora Vale" in history


def test_what_was_empty_needs_no_reason(as_: As) -> None:
    assert as_("cora").post(BOARD + "edit/", body_sent(board(), purpose="Health and care")).status_code == 302
    assert board().purpose == "Health and care"


@pytest.mark.parametrize("field", ["reports_to", "replaces"])
def test_no_circles(field: str, people: People) -> None:
    said = {"by": people.cora, "now": NOW, "reason": "New"}
    one = add_body(**said, slug="one", name="One", **{field: board()})
    two = add_body(**said, slug="two", name="Two", **{field: one})
    with pytest.raises(Refused, match="This would be a circle: the Two"):
        edit_body(**said, body=board(), **{field: two})
    with pytest.raises(Refused, match="A body cannot name itself"):
        edit_body(**said, body=board(), **{field: board()})
    edit_body(**said, body=two, **{field: board()})


def test_only_one_body_sets_the_cycles(people: People) -> None:
    said = {"by": people.cora, "now": NOW, "reason": "New"}
    other = add_body(**said, slug="other", name="Other", is_run_here=True)
    with pytest.raises(Refused, match="only one body’s can"):
        edit_body(**said, body=other, sets_cycles=True)
    edit_body(**said, body=partnership(), sets_cycles=False)
    assert edit_body(**said, body=other, sets_cycles=True).sets_cycles
    with pytest.raises(TypeError, match="no slug"):
        edit_body(**said, body=other, slug="another")


def test_a_body_whose_meetings_are_kept_here_stays_run_here(people: People) -> None:
    said = {"by": people.cora, "now": NOW, "reason": "A slip", "is_run_here": False, "sets_cycles": False}
    meeting = met(people.cora)
    record_attendance(meeting=meeting, by=people.cora, now=NOW, took_part={people.mo: Took("in_attendance")})
    with pytest.raises(Refused, match="it stays one that is run here"):
        edit_body(body=partnership(), **said)
    record_attendance(meeting=meeting, by=people.cora, now=NOW, took_part={})
    assert not edit_body(body=partnership(), **said).is_run_here


def test_a_stale_form_shows_both(as_: As, people: People) -> None:
    sent = body_sent(board(), purpose="Mine", reason="Mine")
    edit_body(body=board(), by=people.cora, now=NOW, purpose="Theirs")
    answer = as_("cora").post(BOARD + "edit/", sent)
    assert answer.status_code == 409
    for text in ("Mine", "Theirs"):
        assert text in texts(answer)
    assert board().purpose == "Theirs"


@pytest.mark.parametrize("who", ["mo", "olive", "ada", "ian"])
def test_others_change_nothing(who: str, as_: As) -> None:
    before = Body.history.count()
    client = as_(who)
    assert client.post("/bodies/new/", NEW).status_code == 403
    assert client.post(BOARD + "edit/", body_sent(board(), purpose="Mine")).status_code == 403
    assert Body.history.count() == before
    assert "edit/" not in texts(client.get(BOARD))
