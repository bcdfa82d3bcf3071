"""Watching an action or a priority: a person's own, told on "My actions", in nobody's sight but theirs."""

import types
from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from actions.models import Action, Watch
from actions.services import stop_watching, watch
from audit.models import audited_models
from audit.recording import recording
from priorities.models import Priority
from tests.actions.reading import texts
from tests.growing import MANY, ONE, Grower, Queries, assert_same

As = Callable[[str], Client]
Act = Callable[[str], Action]
People = types.SimpleNamespace
ONE_A, FIRST = "/plans/2023-24/actions/1a/", "/plans/2023-24/priorities/1/"
BUTTON = {ONE_A: "Watch this action", FIRST: "Watch this priority"}
TOLD = {ONE_A: "1a", FIRST: "priority 1"}


@pytest.mark.parametrize("page", BUTTON)
def test_watch_and_stop(page: str, as_: As) -> None:
    client = as_("mo")
    assert BUTTON[page] in texts(client.get(page))
    answer = client.post(page + "watch/", follow=True)
    assert answer.redirect_chain == [(page, 302)]
    assert f"You now watch {TOLD[page]}." in texts(answer)
    assert "Stop watching" in texts(answer)
    assert BUTTON[page] not in texts(answer)
    assert "What I watch in the SEND Action Plan 2023/24 (1)" in texts(client.get("/my-actions/"))
    answer = client.post(page + "watch/", {"stop": "1", "back": "list"}, follow=True)
    assert answer.redirect_chain == [("/my-actions/", 302)]
    assert f"You no longer watch {TOLD[page]}." in texts(answer)
    assert "What I watch" not in texts(answer)
    assert not Watch.objects.exists()


@pytest.mark.parametrize("page", BUTTON)
def test_twice_pressed_is_the_same(page: str, as_: As) -> None:
    client = as_("mo")
    for _ in range(2):
        assert client.post(page + "watch/").status_code == 302
    assert Watch.objects.count() == 1
    for _ in range(2):
        assert client.post(page + "watch/", {"stop": "1"}).status_code == 302
    assert not Watch.objects.exists()


def test_nobody_sees_anybody_elses(as_: As, act: Act, people: People) -> None:
    watch(by=people.mo, action=act("1a"))
    watch(by=people.mo, priority=act("1a").priority)
    for who in ("pat", "cora", "ada"):
        for page in (*BUTTON, "/my-actions/"):
            told = texts(as_(who).get(page))
            assert "Stop watching" not in told, (who, page)
            assert "What I watch" not in told, (who, page)
    as_("pat").post(ONE_A + "watch/", {"stop": "1"})
    assert Watch.objects.of(people.mo).count() == 2


def test_a_watch_is_of_one_thing_once(act: Act, people: People) -> None:
    action = act("1a")
    watch(by=people.mo, action=action)
    for wrong in ({}, {"action": action}, {"action": act("1b"), "priority": action.priority}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Watch.objects.create(user=people.mo, **wrong)
    assert Watch.objects.get().action == action
    assert not stop_watching(by=people.mo, priority=action.priority)


def test_it_is_in_no_history(as_: As, act: Act) -> None:
    before = {model: model.history.count() for model in audited_models()}
    as_("mo").post(ONE_A + "watch/")
    assert {model: model.history.count() for model in audited_models()} == before


def test_a_priority_brings_its_actions(act: Act, people: People) -> None:
    watch(by=people.mo, action=act("2a"))
    watch(by=people.mo, priority=Priority.objects.get(number=1))
    found = set(Watch.objects.of(people.mo).actions())
    assert found == {act("2a"), *Action.objects.filter(priority__number=1)}
    assert not Watch.objects.of(people.pat).actions().exists()


def test_what_was_watched_in_a_plan_that_is_a_draft_again_is_not_listed(grow: Grower, as_: As) -> None:
    action = grow.action(grow.priority(1), 1)
    watch(by=grow.people.mo, action=action)
    assert "What I watch in the Grown" in texts(as_("mo").get("/my-actions/"))
    grow.plan.refresh_from_db()
    with recording(**grow.by):
        grow.plan.status = "draft"
        grow.plan.save()
    assert "What I watch" not in texts(as_("mo").get("/my-actions/"))


def test_the_list_asks_as_often_for_many(grow: Grower, queries: Queries) -> None:
    priority = grow.priority(1)

    def add(number: int) -> None:
        watch(by=grow.people.mo, action=grow.action(priority, number))
        watch(by=grow.people.mo, priority=priority if number == ONE else grow.priority(number))

    add(ONE)
    few = queries("mo", "/my-actions/")
    for number in range(ONE + 1, MANY + 1):
        add(number)
    assert_same(few, queries("mo", "/my-actions/"))
