"""The senior responsible officer's page: what is red, what waits for their word, what is missing, their priorities."""

import types
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Organisation
from accounts.services import change_person
from actions.models import Action, DueDateProposal
from actions.pages.accountable import PlanDuties, duties
from actions.services import edit_action, set_plan_state
from priorities.partial_date import PartialDate
from priorities.services import give_judgement, name_priority_sro
from tests.actions.reading import texts
from tests.growing import MANY, ONE, RISK, Grower, Queries, assert_same
from tests.world import NOW, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
URL = "/accountable/"
PROPOSED = {"proposed_due": PartialDate.month(2025, 3), "proposed_reason": "Posts vacant"}


def of(user: object) -> PlanDuties:
    (found,) = duties(user, NOW)  # type: ignore[arg-type]
    return found


def test_tells_what_is_red_and_what_is_asked(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("2a"), people.otis, status="at_risk", **RISK)
    give_update(act("4c"), people.dev, status="off_track", ask="decision", ask_text="Say who pays", **RISK)
    give_update(act("1a"), people.olive)
    assert [row.action.reference for row in of(people.sara).needing] == ["4c", "2a"]
    page = texts(as_("sara").get(URL))
    for words in ("1 off track, 1 at risk", "A post is vacant.", "It is advertised.", "A delay.", "Decision asked",
                  "Say who pays", "Off track and at risk (2)"):  # fmt: skip
        assert words in page, words


def test_sub_actions_are_counted_apart(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("3f.i"), people.otis, status="off_track", **RISK)
    give_update(act("4c"), people.dev, status="off_track", **RISK)
    assert "1 off track (and 1 sub-action), 0 at risk</a>" in texts(as_("sara").get(URL))


def test_answers_for_the_actions_of_a_priority_too(act: Act, people: types.SimpleNamespace) -> None:
    edit_action(action=act("1c"), by=people.cora, now=NOW, lead=people.olive, sro=people.pat)
    give_update(act("1c"), people.olive, status="at_risk", **RISK)
    for user in (people.sara, people.pat):
        assert [row.action.reference for row in of(user).needing] == ["1c"]


def test_what_is_not_agreed_any_more_is_left_out(act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive, status="at_risk", **RISK)
    set_plan_state(action=act("1a"), state="withdrawn", by=people.cora, now=NOW, reason="Overtaken")
    assert of(people.sara).needing == []


def test_dates_wait_for_the_word_of_one(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive, **PROPOSED)
    edit_action(action=act("1b"), by=people.cora, now=NOW, sro=people.pat, reason="So")
    give_update(act("1b"), people.olive, **PROPOSED)
    page = texts(as_("sara").get(URL))
    assert "Decide proposed due dates (1)" in page
    assert "From 31 December 2024 to <strong>March 2025</strong>: “Posts vacant”" in page
    proposal = DueDateProposal.objects.get(action=act("1a"))
    assert f'action="/plans/2023-24/actions/1a/due-date/{proposal.pk}/"' in page
    assert page.count("Agree to March 2025") == 1
    assert [one.action.reference for one in of(people.pat).proposals] == ["1b"]
    change_person(person=people.pat, by=people.ada, now=NOW, reason="Left", is_active=False)
    assert [one.action.reference for one in of(people.sara).proposals] == ["1a", "1b"], "the priority's SRO steps in"
    assert DueDateProposal.objects.waiting_for(people.olive.pk).count() == 0


def test_the_word_is_given_in_one_click(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive, **PROPOSED)
    address = f"/plans/2023-24/actions/1a/due-date/{of(people.sara).proposals[0].pk}/"
    assert f'action="{address}"' in texts(as_("sara").get(URL))
    assert as_("sara").post(address, {"agree": "1"}).status_code == 302
    assert str(act("1a").due) == "March 2025"
    assert "There are no proposed due dates to decide." in texts(as_("sara").get(URL))


def test_updates_not_received_stand_by_organisation(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive)
    missing = dict(of(people.sara).missing)
    assert {whose: [row.action.reference for row in found] for whose, found in missing.items()} == {
        "Stockton-on-Tees Borough Council": ["1b", "2a", "3f", "3f(i)", "4c"], "no lead yet": ["1c"],
    }  # fmt: skip
    page = texts(as_("sara").get(URL))
    assert "Updates not received (6)" in page
    assert "Stockton-on-Tees Borough Council (5)" in page


def test_whoever_is_named_as_leading_comes_before_the_organisation_of_the_lead(
    as_: As, act: Act, people: types.SimpleNamespace
) -> None:
    council, forum = (Organisation.objects.get(sector=sector) for sector in ("council", "families"))
    edit_action(action=act("1a"), organisations={forum: "lead"}, by=people.cora, now=NOW)
    edit_action(action=act("1b"), organisations={forum: "supporting"}, by=people.cora, now=NOW)
    edit_action(action=act("1c"), organisations={forum: "lead", council: "lead"}, by=people.cora, now=NOW)
    found = {whose: [row.action.reference for row in rows] for whose, rows in of(people.sara).missing}
    assert found[forum.label] == ["1a", "1c"], "each once, with the first by name"
    assert "1b" in found[council.label]
    assert of(people.sara).not_received == 7


def test_a_priority_is_a_line_with_my_last_judgement(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    priority = act("1a").priority
    assert "None given yet" in texts(as_("sara").get(URL))
    for status in ("on_track", "off_track"):
        give_judgement(priority=priority, by=people.sara, now=NOW, status=status, reason="So it is.")
    (line,) = of(people.sara).priorities
    assert line.judgement is not None
    assert line.judgement.status == "off_track"
    page = texts(as_("sara").get(URL))
    assert "0 of 3 actions complete" in page
    assert 'href="/plans/2023-24/priorities/1/judgement/"' in page
    name_priority_sro(priority=priority, sro=people.pat, by=people.cora, now=NOW, reason="Handed over")
    (line,) = of(people.pat).priorities
    assert line.judgement is None, "an earlier officer's judgement is not mine"


@pytest.mark.parametrize("who", ["olive", "mo", "cora", "ian"])
def test_nobody_else_answers_for_anything(who: str, as_: As) -> None:
    page = texts(as_(who).get(URL))
    assert "You are not the senior responsible officer" in page
    assert ">What I am accountable for</a>" not in page


def test_the_menu_leads_there(as_: As) -> None:
    assert 'href="/accountable/">What I am accountable for</a>' in texts(as_("sara").get("/roles/"))
    assert 'href="/accountable/"' not in texts(as_("olive").get("/roles/"))
    assert 'href="/accountable/"' not in texts(as_("anon").get("/glossary/"))


def test_says_what_is_well(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    page = texts(as_("sara").get(URL))
    assert "Nothing you are accountable for is reported as off track or at risk." in page
    assert "There are no proposed due dates to decide." in page


def test_each_current_plan_has_its_part(grow: Grower, as_: As) -> None:
    grow.action(grow.priority(1), 1)
    assert [found.plan.slug for found in duties(grow.people.sara, NOW)] == ["grown", "2023-24"]
    page = texts(as_("sara").get(URL))
    assert page.count("Decide proposed due dates") == 2
    assert "No papers deadline is set, so no update is owed." in page


def test_costs_the_same_for_one_action_and_many(grow: Grower, queries: Queries) -> None:
    def add(number: int) -> None:
        priority = grow.priority(number)
        grow.told(grow.action(priority, number), number, **RISK | {"status": "at_risk"})
        give_judgement(
            priority=priority, by=grow.people.sara, now=grow.by["now"], status="at_risk", reason=f"Reason {number}"
        )

    add(ONE)
    few = queries("sara", URL)
    for number in range(ONE + 1, MANY + 1):
        add(number)
    assert_same(few, queries("sara", URL))


def test_what_nobody_has_reported_reassures_nobody(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    said = "Nothing you are accountable for is reported as off track or at risk."
    unknown = of(people.sara).without_status
    assert f"{said} No status has been reported yet of {unknown}." in texts(as_("sara").get(URL))
    assert unknown.sub_actions
    for action in Action.objects.answered_for_by(people.sara.pk).filter(plan_state="agreed"):
        give_update(action, action.lead or people.cora)
    page = texts(as_("sara").get(URL))
    assert (said in page, "No status has been reported yet" in page) == (True, False)
