"""Handing over what people who have left held; the note stands on top of the new lead's form."""

import types
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from accounts.services import change_person
from actions.handover import handed_over, held_by_leavers
from actions.models import Action, ActionCoLead
from actions.services import edit_action, hand_over
from priorities.models import Priority
from priorities.services import name_priority_sro
from tests.actions.reading import texts
from tests.growing import MANY, ONE, Grower, Queries, assert_same
from tests.world import NOW, PLANNED, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
LIST = "/plans/2023-24/handover/"
NOTE = "The forum was promised an answer by October."


@pytest.fixture
def olive_left(people: types.SimpleNamespace, act: Act) -> User:
    """Olive led 1a, 1b, 3f and 4c, co-led 2a, and answered for priority 1."""
    edit_action(action=act("2a"), co_leads=[people.olive], by=people.cora, now=PLANNED)
    name_priority_sro(
        priority=Priority.objects.get(number=1), sro=people.olive, by=people.cora, now=PLANNED, reason="New"
    )
    return change_person(person=people.olive, by=people.ada, now=NOW, reason="Retired", is_active=False)


def parts(*codes: str) -> dict[str, object]:
    return {"parts": list(codes), "reason": NOTE}


def lead(act: Act, key: str) -> str:
    return f"lead-{act(key).pk}"


def test_list_names_what_waits(as_: As, olive_left: User) -> None:
    page = texts(as_("cora").get(LIST))
    assert "Olive Marsh has left" in page
    for words in ("1a, lead:", "4c, lead:", "2a, co-lead:", "1. A partnership with families: senior responsible"):
        assert words in page
    assert LIST in texts(as_("cora").get("/plans/2023-24/"))
    assert LIST not in texts(as_("mo").get("/plans/2023-24/"))


def test_some_or_all_go_to_somebody_else(as_: As, act: Act, people: types.SimpleNamespace, olive_left: User) -> None:
    cora = as_("cora")
    address = f"{LIST}{olive_left.pk}/"
    sent = parts(lead(act, "1a"), f"co_lead-{act('2a').pk}") | {"to": people.mo.pk}
    answer = cora.post(address, sent, follow=True)
    assert "You have handed over 2 items." in texts(answer)
    assert (act("1a").lead, act("1b").lead) == (people.mo, olive_left)
    assert [link.user for link in ActionCoLead.objects.filter(action=act("2a"))] == [people.mo]
    one, two = act("1a").history.latest("history_id"), ActionCoLead.history.latest("history_id")
    assert one.history_change_reason == two.history_change_reason == NOTE
    assert one.change_id == two.change_id
    rest = [f"priority_sro-{Priority.objects.get(number=1).pk}", *(lead(act, key) for key in ("1b", "3f", "4c"))]
    cora.post(address, parts(*rest) | {"to": people.pat.pk})
    assert Priority.objects.get(number=1).sro == people.pat
    assert "There is nothing to hand over" in texts(cora.get(LIST))
    assert cora.get(address).status_code == 404


def test_actions_are_locked_in_the_order_of_their_ids(
    act: Act, people: types.SimpleNamespace, olive_left: User
) -> None:
    """Two who hand over the same ones never wait for each other; each row is written as soon as it is locked."""
    held = held_by_leavers(act("1a").plan)[olive_left]
    wanted = [one for one in reversed(held) if one.kind in ("lead", "priority_sro")]
    hand_over(parts=wanted, of=olive_left, to=people.mo, by=people.cora, now=NOW, reason=NOTE)
    rows = Action.history.filter(history_change_reason=NOTE).order_by("history_id")
    written = list(rows.values_list("id", flat=True))
    assert written == sorted(written)
    assert len(written) == 4


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"reason": ""}, "Enter the handover note"),
        ({"to": ""}, "Choose somebody"),
        ({"to": "999999"}, "Choose somebody from the list"),
        ({"parts": []}, "Select what you are handing over"),
        ({"parts": ["lead-999999"]}, "Select one of these options"),
        ({"parts": ["nonsense"]}, "Select one of these options"),
    ],
)
def test_wrong_form_changes_nothing(
    fields: dict[str, object], words: str, as_: As, act: Act, people: types.SimpleNamespace, olive_left: User
) -> None:
    sent = parts(lead(act, "1a")) | {"to": people.mo.pk} | fields
    answer = as_("cora").post(f"{LIST}{olive_left.pk}/", sent)
    assert answer.status_code == 422
    assert words in texts(answer)
    assert act("1a").lead == olive_left


def test_nobody_becomes_their_own_deputy(as_: As, act: Act, people: types.SimpleNamespace, olive_left: User) -> None:
    sent = parts(lead(act, "1b"), lead(act, "1a")) | {"to": people.dev.pk}
    answer = as_("cora").post(f"{LIST}{olive_left.pk}/", sent)
    assert answer.status_code == 422
    assert "would be lead and deputy of" in texts(answer)
    assert act("1a").lead == act("1b").lead == olive_left


@pytest.mark.parametrize(
    ("held", "key", "to"),
    [("lead", "4c", "cole"), ("co_lead", "2a", "otis")],
    ids=["lead to co-lead", "co-lead to lead"],
)
def test_nobody_leads_beside_themselves(
    held: str, key: str, to: str, as_: As, act: Act, people: types.SimpleNamespace, olive_left: User
) -> None:
    sent = parts(f"{held}-{act(key).pk}") | {"to": getattr(people, to).pk}
    answer = as_("cora").post(f"{LIST}{olive_left.pk}/", sent)
    assert answer.status_code == 422
    assert f"would be lead and co-lead of {key}. Choose somebody else" in texts(answer)
    assert act("4c").lead == olive_left
    assert ActionCoLead.objects.get(action=act("2a")).user == olive_left


def test_repeated_post_changes_nothing(as_: As, act: Act, people: types.SimpleNamespace, olive_left: User) -> None:
    client, sent = as_("cora"), parts(lead(act, "1a")) | {"to": people.mo.pk}
    for _ in range(2):
        assert client.post(f"{LIST}{olive_left.pk}/", sent).status_code == 302
    assert as_("cora").post(f"{LIST}{olive_left.pk}/", sent).status_code == 422
    assert act("1a").history.filter(history_change_reason=NOTE).count() == 1


@pytest.mark.parametrize("person", ["0", "999999"])
def test_nobody_of_that_number(person: str, as_: As) -> None:
    assert as_("cora").get(f"{LIST}{person}/").status_code == 404


def test_somebody_who_is_here_hands_nothing_over(as_: As, people: types.SimpleNamespace) -> None:
    assert as_("cora").get(f"{LIST}{people.olive.pk}/").status_code == 404


def test_note_stands_until_the_new_lead_has_given_an_update(
    as_: As, act: Act, people: types.SimpleNamespace, olive_left: User
) -> None:
    as_("cora").post(f"{LIST}{olive_left.pk}/", parts(lead(act, "4c")) | {"to": people.mo.pk})
    told = handed_over(act("4c"))
    assert told is not None
    assert (told.by, told.note) == ("Cora Vale", NOTE)
    form = "/plans/2023-24/actions/4c/progress/"
    page = texts(as_("mo").get(form))
    assert "Handed over to you on 4 September 2024 by Cora Vale" in page
    assert NOTE in page
    assert "Handed over to Mo Brook on 4 September 2024" in texts(as_("dev").get(form))
    give_update(act("4c"), people.dev)
    assert handed_over(act("4c")) is not None
    give_update(act("4c"), people.mo)
    assert handed_over(act("4c")) is None
    assert NOTE not in texts(as_("mo").get(form))


def test_first_lead_has_no_note(act: Act) -> None:
    assert handed_over(act("1a")) is None
    assert handed_over(act("6f")) is None


def test_what_is_over_stays_with_its_name(act: Act, people: types.SimpleNamespace, olive_left: User) -> None:
    give_update(act("1a"), people.dev, status="complete", completed_on=NOW.date())
    held = held_by_leavers(act("1a").plan)[olive_left]
    assert "1a" not in " ".join(part.words for part in held)


def test_as_many_queries_for_many(grow: Grower, queries: Queries) -> None:
    priority = grow.priority(1)

    def leave(number: int) -> None:
        action = grow.action(priority, number)
        edit_action(**grow.by, action=action, lead=grow.people.otis, reason="New")

    leave(ONE)
    change_person(person=grow.people.otis, **grow.by, reason="Left", is_active=False)
    few = queries("cora", "/plans/grown/handover/")
    change_person(person=grow.people.otis, **grow.by, reason="Back", is_active=True)
    for number in range(ONE + 1, MANY + 1):
        leave(number)
    change_person(person=grow.people.otis, **grow.by, reason="Left", is_active=False)
    assert_same(few, queries("cora", "/plans/grown/handover/"))
