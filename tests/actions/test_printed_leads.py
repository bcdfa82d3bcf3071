"""Saying once who each printed lead is: for all the actions that print it."""

import types
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.services import change_person
from actions.forms.printed_leads import field_name
from actions.models import Action
from actions.printed_leads import leads_printed
from actions.services import edit_action, printed_leads, set_plan_state
from actions.services.printed_leads import name_printed_leads, standing_of
from audit.recording import StaleRecord
from tests.actions.importing_pages import PLAN, fields_of
from tests.actions.reading import texts, words
from tests.hostile import HUGE
from tests.world import NOW

As = Callable[[str], Client]
Act = Callable[[str], Action]
PAGE = PLAN + "printed-leads/"
SENCOS = field_name("SENCos")


@pytest.fixture
def printed(act: Act, people: types.SimpleNamespace) -> None:
    """1c and 2b print "SENCos", 2c a person's own name, 1a prints one too and has a lead."""
    for key, said in {"1c": "SENCos", "2b": "SENCos", "2c": "mo brook", "1a": "SENCos"}.items():
        edit_action(action=act(key), lead_as_printed=said, by=people.cora, now=NOW)


def test_one_choice_names_the_lead_of_all(as_: As, act: Act, people: types.SimpleNamespace, printed: None) -> None:
    cora = as_("cora")
    page = cora.get(PAGE)
    assert "Printed for 1c, 2b." in words(page)
    offered = fields_of(page)
    assert (offered[SENCOS], offered[field_name("mo brook")]) == ("", str(people.mo.pk))
    answer = cora.post(PAGE, offered | {SENCOS: people.pat.pk, field_name("mo brook"): ""}, follow=True)
    assert "2 actions now have a lead." in texts(answer)
    assert (act("1c").lead, act("2b").lead, act("2c").lead) == (people.pat, people.pat, None)
    assert (act("1a").lead, act("1c").lead_as_printed) == (people.olive, "SENCos")
    row = act("1c").history.latest("history_id")
    assert (row.actor_name, row.history_change_reason) == ("Cora Vale", "The source prints “SENCos” as its lead")


def test_the_set_up_shows_what_is_printed_and_leads_here(as_: As, printed: None) -> None:
    page = texts(as_("cora").get(PLAN + "set-up/"))
    assert "Say who the printed leads are (2)" in page
    assert page.count("Printed as “SENCos”") == 2


def test_a_second_click_changes_nothing_more(as_: As, act: Act, people: types.SimpleNamespace, printed: None) -> None:
    cora = as_("cora")
    sent = fields_of(cora.get(PAGE)) | {SENCOS: people.pat.pk}
    for _ in range(2):
        assert cora.post(PAGE, sent).status_code == 302
    assert act("1c").history.filter(lead=people.pat).count() == 1
    assert "There is nothing to do here." in texts(cora.get(PAGE))
    assert as_("cora").post(PAGE, sent).status_code == 409


def test_what_somebody_else_did_meanwhile_is_shown(
    as_: As, act: Act, people: types.SimpleNamespace, printed: None
) -> None:
    cora = as_("cora")
    sent = fields_of(cora.get(PAGE)) | {SENCOS: people.pat.pk}
    edit_action(action=act("1c"), lead=people.otis, by=people.cora, now=NOW, reason="He said so")
    answer = cora.post(PAGE, sent)
    assert answer.status_code == 409
    assert (act("1c").lead, act("2b").lead) == (people.otis, None)
    assert fields_of(answer)[SENCOS] == str(people.pat.pk)
    assert cora.post(PAGE, fields_of(answer)).status_code == 302
    assert (act("1c").lead, act("2b").lead) == (people.otis, people.pat)


@pytest.mark.parametrize("value", ["999999", "x", HUGE, "\x00", "-1"])
def test_nobody_else_can_be_chosen(value: str, as_: As, act: Act, printed: None) -> None:
    cora = as_("cora")
    answer = cora.post(PAGE, fields_of(cora.get(PAGE)) | {SENCOS: value})
    assert answer.status_code == 422
    assert "Choose somebody from the list" in texts(answer)
    assert act("1c").lead is None


def test_somebody_who_is_the_deputy_cannot_lead(
    as_: As, act: Act, people: types.SimpleNamespace, printed: None
) -> None:
    edit_action(action=act("2b"), deputy=people.pat, by=people.cora, now=NOW)
    cora = as_("cora")
    answer = cora.post(PAGE, fields_of(cora.get(PAGE)) | {SENCOS: people.pat.pk})
    assert answer.status_code == 422
    assert "2b: The lead and the deputy must be different people" in texts(answer)
    assert act("1c").lead is None


@pytest.mark.parametrize("part", ["deputy", "co_leads"])
def test_who_has_a_part_already_is_not_proposed(
    part: str, as_: As, act: Act, people: types.SimpleNamespace, printed: None
) -> None:
    """Or the page as it opens could not be saved."""
    edit_action(action=act("2c"), by=people.cora, now=NOW, **{part: people.mo if part == "deputy" else [people.mo]})
    cora = as_("cora")
    offered = fields_of(cora.get(PAGE))
    assert offered[field_name("mo brook")] == ""
    assert cora.post(PAGE, offered | {SENCOS: people.pat.pk}).status_code == 302
    assert (act("1c").lead, act("2c").lead) == (people.pat, None)


def test_a_change_in_the_blink_of_an_eye_is_shown_as_it_stands(
    act: Act, people: types.SimpleNamespace, printed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is handed back is what stands by then, so that the next time is no conflict again."""
    waiting = leads_printed(act("1c").plan)

    def slower(*, action: Action, **said: Any) -> Action:
        edit_action(action=action, plain_words="Simply put.", by=people.cora, now=NOW)
        return edit_action(action=action, **said)

    monkeypatch.setattr(printed_leads, "edit_action", slower)
    said = {"people": {"SENCos": people.pat}, "by": people.cora, "now": NOW}
    with pytest.raises(StaleRecord) as stale:
        name_printed_leads(plan=act("1c").plan, seen=standing_of(waiting).revisions, **said)
    assert stale.value.record.revisions[act("1c").pk] == act("1c").revision + 1


def test_who_has_left_and_what_is_withdrawn_are_not_offered(
    as_: As, act: Act, people: types.SimpleNamespace, printed: None
) -> None:
    change_person(person=people.mo, by=people.ada, now=NOW, reason="Retired", is_active=False)
    set_plan_state(action=act("2b"), state="withdrawn", by=people.cora, now=NOW, reason="Merged")
    page = as_("cora").get(PAGE)
    assert "Printed for 1c." in words(page)
    assert fields_of(page)[field_name("mo brook")] == ""
    assert "Mo Brook" not in texts(page)


@pytest.mark.parametrize("who", ["olive", "mo", "ada", "ian"])
def test_others_are_told_whom_to_ask(who: str, as_: As, act: Act, printed: None) -> None:
    for answer in (as_(who).get(PAGE), as_(who).post(PAGE, {})):
        assert answer.status_code == 403
        assert "Ask the co-ordinator" in texts(answer)
