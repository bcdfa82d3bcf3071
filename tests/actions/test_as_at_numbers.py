"""Counts and lists as at a moment, which the database makes of history rows, say what the plan rebuilt says."""

import datetime
import functools
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import QueryDict

from actions.as_at import ActionAt, PlanAt, plan_as_at
from actions.as_at.counts import tally_at
from actions.as_at.moments import AsAt
from actions.as_at.records import Then
from actions.forms.filter import choices_of
from actions.models import Action, ActionDriver, Driver, Question
from actions.named_lists import COUNTED, FLAGS
from actions.pages.list import ListPage
from actions.services import add_driver, answer_question, ask_question, close_question, edit_action
from actions.tally import tallies, total
from audit.as_at import rows_at
from priorities.models import ActionPlan
from priorities.status import PlanState, Status
from send_portal import clock
from tests.actions.agreeing import KEYS, SAID
from tests.actions.happenings import EVERYTHING, within_the_rules
from tests.world import PLANNED

Act = Callable[[str], Action]
Says = Callable[[ActionAt], Any]
# How the rebuilt plan says what a named list lists, beside what `SAID` names.
OTHERS: dict[str, Says] = {
    "in-progress": lambda one: one.is_in_plan and one.status in (Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK),
    "no-outcome": lambda one: one.is_in_plan and one.status != Status.COMPLETE,
    "no-completion-date": lambda one: one.is_in_plan and one.status == Status.COMPLETE and one.completed_on is None,
    "owed": lambda one: one.is_received or one.is_not_updated,
    "with-lead": lambda one: one.is_open and not one.has_no_lead,
    "with-date": lambda one: one.is_open and not one.has_no_date,
    "evidence": lambda one: one.is_in_plan and one.standing_evidence,
    "no-evidence": lambda one: one.is_in_plan and not one.standing_evidence,
    "co-production": lambda one: one.is_in_plan and one.co_productions,
    "sub-actions": lambda one: one.is_in_plan and one.is_sub_action,
}


def driven(action: Action, people: Any, now: datetime.datetime) -> None:
    driver = Driver.objects.first() or add_driver(
        plan=action.plan, by=people.cora, now=now, kind="strategy", title="SEND strategy"
    )
    drivers = [] if action.driver_links.exists() else [driver]
    edit_action(action=action, by=people.cora, now=now, reason="Agreed so", drivers=drivers)


def asked_about(action: Action, people: Any, now: datetime.datetime) -> None:
    ask_question(action=action, by=people.cora, now=now, text=f"What of {now}?")


def answered(action: Action, people: Any, now: datetime.datetime) -> None:
    for question in Question.objects.open().order_by("pk")[:1]:
        answer_question(question=question, by=people.cora, now=now, answer="All is well.")


def closed(action: Action, people: Any, now: datetime.datetime) -> None:
    for question in Question.objects.open().order_by("pk")[:1]:
        close_question(question=question, by=people.cora, now=now, closed_as="not_for_plan", reason="Not for here")


# What a plan goes through besides EVERYTHING, on one action after the other.
BESIDE = (driven, driven, asked_about, driven, asked_about, asked_about, driven, answered, closed, driven)


def says(name: str) -> Says:
    return OTHERS.get(name) or (lambda one: getattr(one, SAID[name]))


def filters(plan: PlanAt) -> Iterator[tuple[str, Says]]:
    """Every filter of the list, with what the rebuilt plan says of it, and history of what is no part of that."""
    for name in COUNTED.keys() - {"open-question"}:
        yield f"show={name}", says(name)
    asked = {row.action_id for row in rows_at(Question, plan.moment) if not (row.answered_at or row.closed_at)}
    yield "show=open-question", lambda one: one.pk in asked
    for driver in rows_at(Driver, plan.moment):
        driven = {row.action_id for row in rows_at(ActionDriver, plan.moment) if row.driver_id == driver.id}
        yield f"driver={driver.id}", lambda one, driven=driven: one.pk in driven
    for name in FLAGS:
        yield f"flag={name}", says(name)
    for status in Status:
        yield f"status={status}", lambda one, status=status: one.is_in_plan and one.status == status
    for state in PlanState:
        yield f"state={state}", lambda one, state=state: one.plan_state == state
    for priority in plan.priorities:
        of_it = {action.pk for action in priority.actions}
        yield f"priority={priority.number}", lambda one, of_it=of_it: one.pk in of_it
    yield "lead=none", lambda one: one.has_no_lead
    for lead in {action.lead.pk for action in plan.actions if action.lead}:
        yield f"lead={lead}", lambda one, lead=lead: one.lead and one.lead.pk == lead
    for organisation in {pk for action in plan.actions for pk in taking_part(action)}:
        yield f"organisation={organisation}", lambda one, pk=organisation: pk in taking_part(one)
        yield f"organisation={organisation}&part=lead", lambda one, pk=organisation: pk in leading(one)
    yield "organisation=none&part=lead", lambda one: not leading(one)
    yield "q=late", lambda one: found_by("late", one)


def taking_part(action: ActionAt) -> set[int]:
    of_lead = {action.lead.organisation.pk} if action.lead else set()
    return of_lead | {one.organisation.pk for one in action.organisations}


def leading(action: ActionAt) -> set[int]:
    named = {one.organisation.pk for one in action.organisations if one.part == "lead"}
    return named or ({action.lead.organisation.pk} if action.lead else set())


def found_by(word: str, action: ActionAt) -> bool:
    headline = action.last_update.headline if action.last_update else ""
    texts = (action.reference, action.title, action.source_text, headline)
    return any(word in text.lower() for text in texts)


def assert_pages_agree(plan: ActionPlan, moment: datetime.datetime) -> set[str]:
    """The tally in SQL, and each filtered list, are those of the plan that is rebuilt in Python. The filters
    that found something.
    """
    rebuilt = plan_as_at(plan, moment)
    counted = tallies(plan, rebuilt.today, rebuilt.now.window, moment)
    for priority in rebuilt.priorities:
        if priority.actions:
            assert counted[priority.pk] == tally_at(priority.actions), (moment, priority.number)
    assert total(counted) == tally_at(rebuilt.actions), moment
    at = AsAt(plan.slug, "a-moment", moment, "")
    found = set()
    for query, condition in filters(rebuilt):
        listed = ListPage(plan, QueryDict(query), moment, at)
        expected = [action.pk for action in rebuilt.actions if condition(action)]
        assert list(listed.actions.values_list("id", flat=True)) == expected, (moment, query)
        assert listed.numbers.all == len(expected)
        found |= {query} if expected else set()
    return found


@pytest.fixture
def asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever opens one list after the other of a plan at a moment reads the plan, and what it offers to choose from,
    for the first of them alone: that asks the database more than the lists do.
    """
    thens = functools.cache(lambda key, moment: Then(ActionPlan.objects.get(pk=key), moment))
    monkeypatch.setattr("actions.pages.list.Then", lambda plan, moment: thens(plan.pk, moment))
    choices = functools.cache(lambda key, moment: choices_of(thens(key, moment).plan, moment))
    monkeypatch.setattr("actions.filters.choices_of", lambda plan, moment: choices(plan.pk, moment))


@pytest.mark.usefixtures("asked_once")
def test_numbers_are_those_of_the_rebuilt_plan(people: Any, act: Act) -> None:
    """At many moments of a lively plan, asked when all has happened: between, on and before every change."""
    plan, now = ActionPlan.objects.get(), PLANNED + datetime.timedelta(minutes=1)
    moments = [now]
    for number, happens in enumerate([*EVERYTHING, *BESIDE, *reversed(EVERYTHING), *BESIDE]):
        now += datetime.timedelta(hours=31 + number % 5)
        with within_the_rules():
            happens(act(KEYS[number % len(KEYS)]), people, now)
        if number % 3 == 0:
            moments += [now, now + datetime.timedelta(minutes=20)]
    moments += [now + datetime.timedelta(days=days) for days in (1, 40, 70)]
    found = set().union(*(assert_pages_agree(plan, moment) for moment in moments))
    assert {"show=open-question", f"driver={Driver.objects.get().pk}"} <= found


@pytest.mark.parametrize("sort", ["due", "status", "updated"])
def test_sorted_as_today(sort: str, people: Any, act: Act) -> None:
    """Sorted as at now, the list is the one of today."""
    plan, now = ActionPlan.objects.get(), PLANNED
    for number, happens in enumerate(EVERYTHING[:12]):
        now += datetime.timedelta(hours=1)
        happens(act(KEYS[number % len(KEYS)]), people, now)
    at = AsAt(plan.slug, "a-moment", now, "")
    listed = [ListPage(plan, QueryDict(f"sort={sort}"), now, one) for one in (None, at)]
    today, then = (list(one.actions.values_list("id", flat=True)) for one in listed)
    assert today == then
    assert clock.london_date(now) == listed[1].today
