"""The plan on a page."""

import datetime
import re
import types
from collections.abc import Callable

from django.test import Client

from actions.models import Action, SourceQuery
from actions.services import add_action, answer_query, edit_action, set_due_date, set_plan_state
from priorities.models import ActionPlan
from priorities.partial_date import PartialDate
from priorities.services import add_plan, add_priority, edit_plan
from send_portal import clock
from tests.actions.succeeding import closed
from tests.world import NOW, TESTER, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
RISK = {"status": "at_risk", "reason": "A post is vacant.", "recovery": "It is advertised.", "consequence": "A delay."}


def page(as_: As, who: str = "mo", address: str = "/plans/2023-24/") -> str:
    return " ".join(as_(who).get(address).content.decode().split())


def test_home_leads_to_the_current_plan(as_: As) -> None:
    assert as_("mo").get("/").url == "/plans/2023-24/"


def test_home_lets_one_choose_between_two(as_: As, db: None) -> None:
    add_plan(by=TESTER, now=NOW, reason="", slug="2024-25", title="The next one", local_area="Here", status="current")
    for address in ("/", "/actions/4c/", "/priorities/3/"):
        answer = as_("mo").get(address)
        assert answer.status_code == 200
        assert "The next one" in answer.content.decode()
    assert 'href="/plans/2024-25/actions/4c/"' in as_("mo").get("/actions/4c/").content.decode()


def test_home_says_where_no_plan_is_current(as_: As, people: types.SimpleNamespace) -> None:
    closed(ActionPlan.objects.get(), people.cora)
    add_plan(by=TESTER, now=NOW, reason="", slug="2024-25", title="The next one", local_area="Here", status="draft")
    said = {who: " ".join(as_(who).get("/").content.decode().split()) for who in ("mo", "cora")}
    for page in said.values():
        assert "There is no current plan" in page
        assert "SEND Action Plan 2023/24</a> (closed)" in page
    assert "The next one" not in said["mo"]
    assert as_("mo").get("/actions/1a/").url == "/"
    assert "The next one</a> (draft)" in said["cora"]
    assert 'href="/plans/new/"' in said["cora"]
    assert 'href="/plans/2024-25/edit/">Make it current' in said["cora"]
    assert "see that it is complete, and make it current" in said["cora"]
    assert "The co-ordinator makes a plan current" in said["mo"]


def test_short_addresses_lead_to_the_current_plan(as_: As) -> None:
    assert as_("mo").get("/actions/?status=at_risk").url == "/plans/2023-24/actions/?status=at_risk"
    assert as_("mo").get("/actions/3f.i/").url == "/plans/2023-24/actions/3f.i/"
    assert as_("mo").get("/priorities/3/").url == "/plans/2023-24/priorities/3/"
    assert as_("mo").get("/actions/a%3Fb%23c/").url == "/plans/2023-24/actions/a%3Fb%23c/"


def test_gaps_stand_first(as_: As) -> None:
    text = page(as_)
    assert text.index("How complete the information is") < text.index("How the priorities are going")
    assert "34 still to come" in text
    assert "29 without one" in text


def test_numbers_lead_to_their_lists(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive, **RISK)
    assert 'href="/plans/2023-24/actions/?status=at_risk"' in page(as_)
    listed = as_("mo").get("/plans/2023-24/actions/?status=at_risk").content.decode()
    assert '<h2 class="govuk-heading-m">1 action</h2>' in listed
    assert "/plans/2023-24/actions/1a/" in listed
    assert "/plans/2023-24/actions/1b/" not in listed


def test_counts_are_of_actions_in_the_plan(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    assert "0 of <a" in page(as_)
    assert ">34 actions</a> complete" in page(as_)
    said = {"by": people.cora, "now": NOW, "reason": "Agreed so"}
    set_plan_state(action=act("1a"), state="withdrawn", **said)
    set_plan_state(action=act("1b"), state="paused", paused_until=PartialDate.month(2025, 3), **said)
    text = page(as_)
    assert ">32 actions</a> complete" in text
    assert "1 paused" in text
    assert ">4 sub-actions</a> are counted separately" in text


def test_an_action_completed_in_this_cycle_counts_as_updated(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive, status="complete", completed_on=datetime.date(2024, 9, 1))
    text = page(as_)
    assert re.search(r">1</a> <span class=\"portal-figure__of\">of <a [^>]*>34 owed</a>", text)
    assert re.search(r">1</a> of <a [^>]*>34 actions</a> complete", text)


def test_red_and_amber_with_what_is_asked(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive, ask="decision", ask_text="Agree the budget", **RISK | {"status": "off_track"})
    text = page(as_)
    assert "Needs attention" in text
    assert "Decision asked" in text
    assert "Agree the budget" in text
    assert "A post is vacant." in text


def test_my_tasks(as_: As) -> None:
    assert "All my actions (4 to update)" in page(as_, "olive")
    assert "My tasks" not in page(as_, "mo")


def test_gaps_go_once_there_are_none(as_: As, people: types.SimpleNamespace) -> None:
    for query in SourceQuery.objects.open():
        answer_query(query=query, by=people.cora, now=NOW, answer="Settled")
    for action in Action.objects.in_plan():
        if action.lead is None:
            edit_action(action=action, by=people.cora, now=NOW, lead=people.otis)
        if action.due is None:
            set_due_date(action=action, due=PartialDate.month(2025, 3), by=people.cora, now=NOW)
        give_update(action, people.cora)
    text = page(as_)
    assert "How complete the information is" not in text
    assert re.search(r"All <a [^>]*>34 updates</a> have been received", text)


def test_plan_whose_period_is_over(as_: As, clock_stands: Callable[[datetime.datetime], None]) -> None:
    clock_stands(datetime.datetime(2024, 10, 1, 9, tzinfo=clock.LONDON))
    over = r"This plan’s period is over.</strong> <a [^>]*>34</a> of <a [^>]*>34 actions</a> have no recorded outcome."
    assert re.search(over, page(as_))


def test_draft_plan_is_the_co_ordinators(as_: As, db: None) -> None:
    add_plan(by=TESTER, now=NOW, reason="", slug="next", title="Next", local_area="Here", status="draft")
    assert as_("mo").get("/plans/next/").status_code == 404
    assert as_("cora").get("/plans/next/").status_code == 200


def test_empty_plan(as_: As, db: None) -> None:
    add_plan(by=TESTER, now=NOW, reason="", slug="empty", title="Empty", local_area="Here", status="current")
    for address in ("", "actions/"):
        assert as_("mo").get(f"/plans/empty/{address}").status_code == 200
    assert "No papers deadline is set." in as_("mo").get("/plans/empty/").content.decode()
    assert ActionPlan.objects.count() == 2


def test_placeholder_priority_says_so(as_: As) -> None:
    text = as_("mo").get("/plans/2023-24/priorities/7/").content.decode()
    assert "The source names this priority but sets no actions for it." in text
    assert "Paragraph 7 counts six retained priorities" in text
    assert as_("mo").get("/plans/2023-24/priorities/8/").status_code == 404


def test_carried_over_statuses_are_counted(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive, NOW - datetime.timedelta(days=60))
    give_update(act("1b"), people.olive)
    assert "1 status</a> carried over from an earlier cycle" in page(as_)
    listed = as_("mo").get("/plans/2023-24/actions/?show=carried-over").content.decode()
    assert "/plans/2023-24/actions/1a/" in listed
    assert "/plans/2023-24/actions/1b/" not in listed


def test_statuses_are_carried_over_one_by_one(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive, NOW - datetime.timedelta(days=60))
    give_update(act("4c"), people.olive, NOW - datetime.timedelta(days=60), **RISK)
    give_update(act("1b"), people.olive)
    text = page(as_)
    for status, number in (("on_track", 2), ("at_risk", 1)):
        line = (
            rf'status={status}">{number}<.*?of which <a [^>]*status={status}&amp;flag=carried-over">1 carried over</a>'
        )
        assert re.search(line, text), status


def test_silence_needs_attention_whatever_the_colour(
    as_: As, act: Act, people: types.SimpleNamespace, clock_stands: Callable[[datetime.datetime], None]
) -> None:
    """Two deadlines have passed, those of 4 July and 5 September, and only 1b has said something."""
    give_update(act("1b"), people.olive, NOW - datetime.timedelta(days=60))
    assert "without an update for two cycles</a>" not in page(as_)
    clock_stands(NOW + datetime.timedelta(days=2))
    text = page(as_)
    assert ">33 without an update for two cycles</a>" in text
    attention = text[text.index("Needs attention") :]
    assert "/plans/2023-24/actions/1a/" in attention
    assert "No update yet, for two cycles" in attention
    assert "/plans/2023-24/actions/1b/" not in attention


def test_a_new_plan_says_who_sees_it_and_what_comes_next(as_: As, people: types.SimpleNamespace) -> None:
    said = {"by": people.cora, "now": NOW, "reason": ""}
    new = add_plan(**said, slug="next", title="Next", local_area="Here", status="draft")
    text = page(as_, "cora", "/plans/next/")
    assert "Draft: only the co-ordinator sees this plan." in text
    assert 'Next, <a class="govuk-link" href="/plans/next/priorities/new/">add a priority</a>' in text
    assert 'href="/plans/next/priorities/new/">Add a priority</a></li>' in text
    for part in ("<table", "Show these numbers as a table", "About this plan", "How the priorities are going"):
        assert part not in text, part
    priority = add_priority(**said, plan=new, number=1, title="First")
    text = page(as_, "cora", "/plans/next/")
    assert 'href="/plans/next/actions/new/">add an action</a>' in text
    assert "Show these numbers as a table" not in text
    add_action(**said, plan=new, priority=priority, reference="0", title="None", position=1, plan_state="proposed")
    text = page(as_, "cora", "/plans/next/")
    assert "No actions in the plan" in text
    assert "No actions yet" not in text
    add_action(**said, plan=new, priority=priority, reference="1", title="One", position=2, plan_state="agreed")
    text = page(as_, "cora", "/plans/next/")
    assert ">1 action</a> complete" in text
    assert 'href="/plans/next/edit/">make the plan current</a>' in text
    assert "How complete the information is" in text
    assert "on the wording:" not in text
    edit_plan(plan=new, by=people.cora, now=NOW, status="current")
    assert "Draft" not in page(as_, "mo", "/plans/next/")


def test_what_is_owed_is_explained(as_: As) -> None:
    assert (
        "“Owed” means an update from everything open that has started, and from what was completed in this cycle."
        in page(as_)
    )


def test_open_queries_lead_to_their_page(as_: As) -> None:
    assert re.search(r'href="/plans/2023-24/queries/#open">4</a>', page(as_))
    assert re.search(r'priority 2</a>,</span> <span class="portal-nowrap"><a ', page(as_))
