"""What everybody reads of plans that followed one another: pages of actions, plans and outcomes, history, changes."""

import csv
import datetime
import io
import types
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actions.as_at import plan_as_at
from actions.models import Action
from actions.services import add_action, edit_action, record_outcome, set_due_date
from governance.changes.between import Between
from governance.changes.told import Kind, Narrowed
from governance.services.succession import begin_plan
from priorities.models import ActionPlan
from priorities.partial_date import PartialDate
from priorities.services import add_plan, edit_plan
from tests.actions.reading import texts, words
from tests.actions.succeeding import NEXT, PLAN, carried, closed, ended, ended_all, new, old, plan, successor_of
from tests.governance.changing import between, lines
from tests.growing import MANY, Grower, Queries, assert_same
from tests.world import NOW, give_update

As = Callable[[str], Client]
People = types.SimpleNamespace
LIST, FILE = PLAN + "outcomes/", PLAN + "outcomes.csv"
RISK = {"status": "at_risk", "reason": "Vacant", "recovery": "Advertised", "consequence": "Later"}


@pytest.fixture
def following(people: People) -> ActionPlan:
    return successor_of(plan(), people.cora)


@pytest.fixture
def over(following: ActionPlan, people: People) -> ActionPlan:
    """The plan has ended, the next is current: 1a at risk and carried, 1b merged into it, the rest dropped."""
    give_update(old("1a"), people.olive, **RISK)
    set_due_date(action=old("1a"), due=PartialDate.month(2025, 3), by=people.cora, now=NOW, reason="Vacant")
    into = carried("1a", people.cora, reference="1k", reason="Not finished").into
    ended("1b", people.cora, "merged", into=into)
    ended_all(plan(), people.cora)
    closed(plan(), people.cora)
    begin_plan(plan=following, by=people.cora, now=NOW)
    return plan()


def test_an_action_says_where_it_went_and_came_from(over: ActionPlan, as_: As) -> None:
    page = texts(as_("mo").get(PLAN + "actions/1a/"))
    assert f'Carried to <a class="govuk-link" href="{NEXT}actions/1k/">1k of Inclusion plan</a>' in page
    assert "Not finished" in page
    assert f'Merged into <a class="govuk-link" href="{NEXT}actions/1k/">' in texts(as_("mo").get(PLAN + "actions/1b/"))
    assert "Overtaken by the new plan" in texts(as_("mo").get(PLAN + "actions/1c/"))
    page = texts(as_("mo").get(NEXT + "actions/1k/"))
    own = page.partition('id="lineage"')[2].partition("</section>")[0]
    was = f'<a class="govuk-link" href="{PLAN}actions/1a/">1a of SEND Action Plan 2023/24</a>'
    assert f"Carried from {was}" in own
    assert f'Merged into it: <a class="govuk-link" href="{PLAN}actions/1b/">' in own
    assert "At risk" in own
    assert "First due 31 December 2024, as 1a of SEND Action Plan 2023/24. Only moves of the date in this plan" in own


def test_through_the_whole_chain(over: ActionPlan, following: ActionPlan, people: People, as_: As) -> None:
    third = successor_of(following, people.cora, slug="2028-31", title="Third plan")
    said = {"by": people.cora, "now": NOW, "reference": "7c", "priority": third.priorities.get(number=2)}
    record_outcome(action=new("1k"), outcome="carried", **said)
    closed(ActionPlan.objects.get(slug="2025-28"), people.cora)
    begin_plan(plan=third, by=people.cora, now=NOW)
    newest = words(as_("mo").get("/plans/2028-31/actions/7c/"))
    for told in ("Carried from 1k of Inclusion plan", "Carried from 1a of SEND Action Plan 2023/24",
                 "First due 31 December 2024, as 1a"):  # fmt: skip
        assert told in newest
    oldest = words(as_("mo").get(PLAN + "actions/1a/"))
    assert oldest.index("Carried to 1k of Inclusion plan") < oldest.index("Carried to 7c of Third plan")


def test_a_draft_is_named_to_the_coordinator_alone(following: ActionPlan, people: People, as_: As) -> None:
    carried("1a", people.cora, reason="Not finished")
    for address in (PLAN, PLAN + "actions/1a/", PLAN + "actions/1a/history/", LIST, FILE, "/plans/",
                    PLAN + "changes/", PLAN + "edit/"):  # fmt: skip
        for who in ("mo", "olive", "ian"):
            answer = as_(who).get(address)
            body = b"".join(answer).decode()
            assert "Inclusion plan" not in body, (who, address)
            assert "2025-28" not in body, (who, address)
    assert "Carried to the next plan, which is being prepared" in texts(as_("mo").get(PLAN + "actions/1a/"))
    for address in (PLAN, PLAN + "actions/1a/", PLAN + "actions/1a/history/", LIST, "/plans/", PLAN + "edit/"):
        assert "Inclusion plan" in texts(as_("cora").get(address)), address
    begin_plan(plan=following, by=people.cora, now=NOW)
    for address in (PLAN, PLAN + "actions/1a/", PLAN + "actions/1a/history/", LIST, "/plans/"):
        assert "Inclusion plan" in texts(as_("mo").get(address)), address


def test_what_was_a_drafts_before_it_changed_stays_hidden(following: ActionPlan, people: People, as_: As) -> None:
    carried("1a", people.cora)
    later = NOW + datetime.timedelta(hours=2)
    record_outcome(action=old("1a"), outcome="dropped", reason="After all not", by=people.cora, now=later)
    for address in (PLAN + "actions/1a/history/", PLAN + "changes/?since=2024-09-01&until=2024-09-05"):
        assert "Inclusion plan" not in texts(as_("mo").get(address)), address
    for since in (NOW - datetime.timedelta(days=1), NOW + datetime.timedelta(hours=1)):
        give = between(people.mo, since=since, until=later)
        told = f"{[group.lines for group in give.groups]} {give.recorded()}"
        assert "1a of" not in told, since
        assert old("1a").title not in told, since


def test_history_says_who_and_why(over: ActionPlan, people: People, as_: As) -> None:
    page = words(as_("mo").get(PLAN + "actions/1a/history/"))
    assert "Outcome Carried to 1k of Inclusion plan: added" in page
    assert "Cora Vale, co-ordinator" in page
    assert "Not finished" in page


def test_the_feed_tells_of_outcomes(over: ActionPlan, people: People) -> None:
    give = between(people.mo, until=NOW + datetime.timedelta(days=1))
    groups: dict[Any, Any] = {group.kind: group for group in give.groups}
    told = {line.subject: line for line in groups[Kind.PLACES].lines if line.what == "Outcome"}
    assert (told["1a"].after, told["1a"].why) == ("Carried to 1k of Inclusion plan", "Not finished")
    assert told["1b"].after == "Merged into 1k of Inclusion plan"
    assert told["1c"].after == "Dropped"
    assert "1a: Outcome Carried to 1k of Inclusion plan: added" in str(give.recorded())


def test_what_is_done_is_told_with_what_is_complete(people: People) -> None:
    give_update(old("1a"), people.olive, status="complete", completed_on=NOW.date())
    ended("1a", people.cora, "done")
    groups: dict[Any, Any] = {group.kind: group for group in between(people.mo).groups}
    assert "Done" in [line.after for line in groups[Kind.COMPLETED].lines if line.what == "Outcome"]


def test_the_list_and_the_file(over: ActionPlan, as_: As) -> None:
    page = words(as_("mo").get(LIST))
    assert "Carried to the next plan: 1 action" in page
    assert "Dropped: 32 actions and 5 sub-actions" in page
    assert "1b Develop regular" in words(as_("mo").get(LIST + "?outcome=merged"))
    assert "1a Ensure" not in words(as_("mo").get(LIST + "?outcome=merged"))
    answer = as_("mo").get(FILE)
    rows = list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    first = next(row for row in rows if row["Reference"] == "1a")
    assert (first["Outcome"], first["Goes on in"], first["As"]) == ("Carried to the next plan", "Inclusion plan", "1k")
    assert (first["Status"], first["Due"], first["Original due date"]) == ("At risk", "March 2025", "31 December 2024")
    assert (first["Reason"], first["Recorded"]) == ("Not finished", "2024-09-04")
    assert len(rows) == 39


@pytest.mark.parametrize("query", ["?outcome=gone", "?outcome=%00", "?outcome=carried&page=x", "?page=99"])
def test_a_list_that_there_is_not(query: str, over: ActionPlan, as_: As) -> None:
    assert as_("mo").get(LIST + query).status_code == 404


def test_nothing_recorded_yet(people: People, as_: As) -> None:
    assert "No outcomes have been recorded. They are recorded when" in words(as_("mo").get(LIST))
    assert b"".join(as_("mo").get(FILE)).decode().count("\n") == 1
    assert "lineage" not in texts(as_("mo").get(PLAN + "actions/1a/"))


def test_plans_name_one_another(over: ActionPlan, as_: As) -> None:
    page = texts(as_("mo").get(PLAN))
    assert f'Followed by</dt><dd class="govuk-summary-list__value"><a class="govuk-link" href="{NEXT}">' in page
    assert f'href="{LIST}">How its actions ended</a>' in page
    assert f'Follows</dt><dd class="govuk-summary-list__value"><a class="govuk-link" href="{PLAN}">' in texts(
        as_("mo").get(NEXT)
    )
    assert f'It follows <a class="govuk-link" href="{PLAN}">' in texts(as_("cora").get(NEXT + "edit/"))
    page = words(as_("mo").get("/plans/"))
    assert page.index("Inclusion plan Current") < page.index("SEND Action Plan 2023/24 Closed")
    assert "Followed by Inclusion plan" in page


def test_the_plan_that_ended_stays_readable(over: ActionPlan, as_: As) -> None:
    at = f"?at={NOW.date() + datetime.timedelta(days=1)}"
    for address in ("", "actions/", "actions.csv", "actions/1a/", "priorities/1/", "changes/", "history/", "evidence/",
                    "partners/", "charts/", "actions/1a/compare/", "outcomes/", "outcomes.csv"):  # fmt: skip
        assert as_("mo").get(PLAN + address).status_code == 200, address
    for address in ("", "actions/", "actions/1a/", "priorities/1/"):
        assert as_("mo").get(PLAN + address + at).status_code in (200, 422), address
    assert sum(1 for _ in plan_as_at(over, NOW).actions) == 39


def test_the_banner_counts_what_has_no_outcome(
    people: People, as_: As, clock_stands: Callable[[datetime.datetime], None]
) -> None:
    ended("1a", people.cora, "dropped", reason="Overtaken")
    ended("3f", people.cora, "dropped", reason="Overtaken")
    clock_stands(datetime.datetime(2024, 10, 2, 9, tzinfo=datetime.UTC))
    page = words(as_("mo").get(PLAN))
    assert "This plan’s period is over. 32 of 34 actions have no recorded outcome." in page
    listed = words(as_("mo").get(PLAN + "actions/?show=no-outcome"))
    assert "32 actions" in listed
    then = words(as_("mo").get(PLAN + "?at=2024-10-01"))
    assert "32 of 34 actions had no recorded outcome." in then
    assert "32 actions" in words(as_("mo").get(PLAN + "actions/?show=no-outcome&at=2024-10-01"))


def test_pages_ask_as_often_for_many_rows_as_for_one(grow: Grower, queries: Queries) -> None:
    cora = grow.people.cora
    after = add_plan(
        **grow.by, reason="New", slug="after", title="After", local_area="Here", status="current",
        predecessor=grow.plan,
    )  # fmt: skip
    priority, there = grow.priority(1), Grower(grow.people, after, grow.time).priority(1)

    def add(number: int) -> Action:
        action = grow.action(priority, number)
        said = {"outcome": "carried", "priority": there, "reference": action.reference} if number % 2 else {
            "outcome": "dropped", "reason": "Overtaken",
        }  # fmt: skip
        record_outcome(action=action, by=cora, now=NOW, **said)
        return action

    add(1)
    addresses = ("/plans/grown/outcomes/", "/plans/grown/outcomes.csv", "/plans/grown/succession/",
                 "/plans/grown/succession/outcomes/", "/plans/grown/actions/1.1/", "/plans/")  # fmt: skip
    few = {address: queries("cora", address) for address in addresses}
    for number in range(2, MANY + 1):
        add(number)
    for address in addresses:
        assert_same(few[address], queries("cora", address))


def test_an_action_that_nothing_was_carried_into_asks_once(as_: As, people: People) -> None:
    with CaptureQueriesContext(connection) as captured:
        as_("mo").get(PLAN + "actions/1a/")
    assert len([one for one in captured if one["sql"].startswith('SELECT "actions_actionoutcome"')]) == 1


def test_what_is_added_later_under_it_needs_its_own(people: People) -> None:
    ended("1a", people.cora, "dropped", reason="Overtaken")
    add_action(
        plan=plan(), priority=old("1a").priority, parent=old("1a"), by=people.cora, now=NOW, reason="New",
        reference="1a(i)", title="More", plan_state="agreed",
    )  # fmt: skip
    assert "1a(i)" in [one.reference for one in plan().actions_without_outcome()]


def test_changes_say_why_it_stands_as_it_stands(following: ActionPlan, people: People) -> None:
    """Carried, and then dropped after all: the reason, the person and the time are those of the later change."""
    later = NOW + datetime.timedelta(hours=1)
    edit_plan(plan=following, by=people.cora, now=NOW, status="current")
    carried("1a", people.cora, reason="Goes on")
    record_outcome(action=old("1a"), outcome="dropped", reason="Too slow", by=people.cora, now=later)
    since = NOW - datetime.timedelta(days=1)
    for ends, after, why in (
        (plan(), "Dropped", "Too slow"),
        (following, "Withdrawn", "No longer carried from 1a: Too slow"),
    ):
        found = lines(Between(ends, people.mo, since, later, Narrowed(), 1), Kind.PLACES)
        told = [(line.after, line.why, line.at) for line in found if line.subject == "1a"]
        assert told == [(after, why, later)]


def test_while_the_next_plan_is_a_draft_history_tells_the_outcome_without_it(
    following: ActionPlan, people: People, as_: As
) -> None:
    carried("1a", people.cora, reference="1k", reason="Not finished")
    page = words(as_("mo").get(PLAN + "actions/1a/history/"))
    assert "Outcome: Carried to the next plan, which is being prepared" in page
    assert "Not finished" in page
    assert "Cora Vale, co-ordinator" in page
    assert ("1k" in page, following.title in page) == (False, False)
    assert "1k" in words(as_("cora").get(PLAN + "actions/1a/history/"))
    begin_plan(plan=following, by=people.cora, now=NOW)
    page = words(as_("mo").get(PLAN + "actions/1a/history/"))
    assert ("which is being prepared" in page, "1k" in page) == (False, True)


def test_what_is_under_way_does_not_start_late_there(following: ActionPlan, people: People) -> None:
    for key in ("1a", "1b"):
        edit_action(action=old(key), by=people.cora, now=NOW, planned_start=PartialDate.month(2024, 1))
    give_update(old("1a"), people.olive)
    for key in ("1a", "1b"):
        carried(key, people.cora)
    today = NOW.date()
    assert [new(key).is_start_overdue(today) for key in ("1a", "1b")] == [False, True]
