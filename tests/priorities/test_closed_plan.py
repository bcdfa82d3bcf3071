"""A closed plan is read by everybody and changed by nobody, until the co-ordinator makes it current again."""

import types
from collections.abc import Callable

import pytest
from django.test import Client

from actions.models import Action, DueDateProposal, Evidence
from actions.services import ask_source_query
from priorities.models import ActionPlan
from priorities.partial_date import PartialDate
from tests.actions.editing import PLAN, dated, one
from tests.actions.reading import texts
from tests.actions.succeeding import closed
from tests.world import NOW, give_evidence, give_update, tell_co_production, typed

As = Callable[[str], Client]
Act = Callable[[str], Action]
OF_LEADS = ("progress/", "no-change/", "evidence/", "evidence/{evidence}/", "evidence/{evidence}/withdraw/",
            "co-production/", "co-production/{told}/")  # fmt: skip
OF_COORDINATOR = ("actions/1a/edit/", "actions/1a/state/", "actions/1a/milestones/", "actions/1a/related/",
                  "actions/new/", "cycles/new/", "key/on_track/", "priorities/new/", "priorities/1/edit/",
                  "drivers/new/", "queries/new/", "queries/{query}/answer/", "set-up/", "handover/")  # fmt: skip


@pytest.fixture
def numbers(act: Act, people: types.SimpleNamespace) -> dict[str, int]:
    """What stands in the plan when it is closed."""
    give_update(act("1a"), people.olive, proposed_due=PartialDate.month(2025, 3), proposed_reason="Posts vacant")
    query = ask_source_query(plan=act("1a").plan, by=people.cora, now=NOW, question="Which one?")
    found = {
        "evidence": give_evidence(act("1a"), people.olive).pk,
        "told": tell_co_production(act("1a"), people.olive).pk,
        "query": query.pk,
        "proposal": DueDateProposal.objects.get().pk,
    }
    plan = ActionPlan.objects.get()
    closed(plan, people.cora)
    return found


def test_it_takes_nothing_from_anybody(numbers: dict[str, int], as_: As, act: Act) -> None:
    rows = (act("1a").history.count(), act("1a").updates.count(), Evidence.objects.count())
    pages = [("olive", one("1a", page)) for page in OF_LEADS] + [("cora", PLAN + page) for page in OF_COORDINATOR]
    pages += [("sara", one("1a", "due-date/{proposal}/")), ("sara", PLAN + "priorities/1/judgement/")]
    for who, address in pages:
        for answer in (as_(who).get(address.format(**numbers)), as_(who).post(address.format(**numbers), {"x": "1"})):
            assert answer.status_code in (403, 405), address
            assert answer.status_code == 405 or "is closed, so nothing in it changes" in texts(answer), address
    assert as_("olive").post(one("1a", "progress/"), typed(act("1a"))).status_code == 403
    assert rows == (act("1a").history.count(), act("1a").updates.count(), Evidence.objects.count())


def test_its_pages_say_so_and_offer_nothing(numbers: dict[str, int], as_: As) -> None:
    assert "This plan is closed." in texts(as_("mo").get(PLAN))
    assert "make it current again" not in texts(as_("mo").get(PLAN))
    assert "make it current again" in texts(as_("cora").get(PLAN))
    for who in ("olive", "cora", "sara"):
        client = as_(who)
        assert "1a" not in texts(client.get("/my-actions/")).partition("<main")[2].partition("</main>")[0]
        for address in (PLAN, one("1a"), PLAN + "cycles/", PLAN + "key/", PLAN + "drivers/", PLAN + "priorities/1/",
                        PLAN + "queries/", PLAN + "evidence/"):  # fmt: skip
            page = texts(client.get(address))
            for offered in ("progress/", "edit/\"", "state/\"", "/new/\"", "answer/\"", "judgement/\"", "set-up/\"",
                            "handover/\""):  # fmt: skip
                shown = page.replace(f'href="{PLAN}edit/"', "").replace('href="/plans/new/"', "")
                assert offered not in shown, (who, address, offered)


def test_the_coordinator_makes_it_current_again(numbers: dict[str, int], as_: As) -> None:
    client, plan = as_("cora"), ActionPlan.objects.get()
    names = ("title", "local_area", "vision", "vision_source", "principles", "first_level", "first_level_plural",
             "predecessor_title", "successor_title")  # fmt: skip
    fields = {name: getattr(plan, name) for name in names} | dated("ends", plan.ends) | {"revision": plan.revision}
    answer = client.post(PLAN + "edit/", fields | {"title": "Other", "status": "closed", "reason": "So"})
    assert answer.status_code == 422
    assert "This plan is closed. Make it current again to change it" in texts(answer)
    assert client.post(PLAN + "edit/", fields | {"status": "current", "reason": "Too early"}).status_code == 302
    assert as_("olive").get(one("1a", "progress/")).status_code == 200
