"""A form that is sent twice saves once and answers with success twice; one that says nothing new saves nothing."""

import types
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.form_page import UNCHANGED
from accounts.models import User
from accounts.repeats import SAVED_ALREADY
from accounts.services import change_person
from actions.models import Action, Driver, SourceQuery
from actions.services import ask_source_query, edit_action
from priorities.models import ActionPlan, Priority, StatusDefinition, UpdateCycle
from tests.actions.editing import PLAN, dated, edited, one
from tests.actions.reading import texts
from tests.governance.composing import PARTNERSHIP, body_sent, member_sent, met, partnership, rule, sits
from tests.governance.styling import STYLE, heading_sent, sent
from tests.world import NOW, give_evidence, tell_co_production

As = Callable[[str], Client]
Act = Callable[[str], Action]
Case = tuple[str, dict[str, Any]]


def plan_fields() -> dict[str, Any]:
    """What the form of the plan posts as it stands, with another title."""
    plan = ActionPlan.objects.get()
    names = ("local_area", "status", "vision", "vision_source", "principles", "first_level", "first_level_plural",
             "predecessor_title", "successor_title")  # fmt: skip
    dates = dated("starts", plan.starts) | dated("ends", plan.ends)
    own = {"title": "A plan", "reason": "Agreed", "revision": plan.revision}
    return {name: getattr(plan, name) for name in names} | dates | own


@pytest.fixture
def cases(people: types.SimpleNamespace, act: Act) -> dict[str, Case]:
    """By its name: an address and what its form posts."""
    cycle = UpdateCycle.objects.latest("meeting_on")
    priority = Priority.objects.get(number=2)
    definition = StatusDefinition.objects.get(status="on_track")
    query = ask_source_query(plan=act("1a").plan, by=people.cora, now=NOW, question="Which one?")
    evidence = give_evidence(act("1a"), people.olive)
    told = tell_co_production(act("1a"), people.olive)
    change_person(person=people.olive, by=people.ada, now=NOW, reason="Left", is_active=False)
    day = {"meeting_on_0": "21", "meeting_on_1": "11", "meeting_on_2": "2024", "papers_on_0": "14",
           "papers_on_1": "11", "papers_on_2": "2024", "papers_time": "12:00"}  # fmt: skip
    new_day = day | {"meeting_on_2": "2025", "papers_on_2": "2025"}
    new_action = {"priority": priority.pk, "reference": "2z", "title": "Do it", "plan_state": "agreed", "reason": "So"}
    return {
        "edit the plan": (PLAN + "edit/", plan_fields()),
        "edit an action": (one("1a", "edit/"), edited(act("1a"), title="Other words", reason="Clearer")),
        "key": (f"{PLAN}key/on_track/", {"meaning": "As planned.", "reason": "So", "revision": definition.revision}),
        "cycle": (f"{PLAN}cycles/{cycle.pk}/", day | {"reason": "The hall", "revision": cycle.revision}),
        "priority": (
            f"{PLAN}priorities/2/edit/",
            {"title": "Other", "focus": "", "source": "", "sro": "", "reason": "So", "revision": priority.revision},
        ),
        "answer": (f"{PLAN}queries/{query.pk}/answer/", {"answer": "This", "reason": "By mail", "revision": 1}),
        "evidence": (
            one("1a", f"evidence/{evidence.pk}/"),
            {"title": "Another survey", "kind": "survey", "reason": "A slip", "revision": evidence.revision},
        ),
        "co-production": (
            one("1a", f"co-production/{told.pk}/"),
            {"on_date_0": "20", "on_date_1": "8", "on_date_2": "2024", "who_took_part": "Twelve parent carers",
             "you_said": "We wait too long.", "reason": "A slip", "revision": told.revision},
        ),
        "new action": (PLAN + "actions/new/", new_action),
        "new driver": (PLAN + "drivers/new/", {"kind": "strategy", "title": "A strategy"}),
        "new cycle": (PLAN + "cycles/new/", new_day),
        "new priority": (PLAN + "priorities/new/", {"number": "9", "title": "Ninth"}),
        "new plan": ("/plans/new/", {"title": "Next", "slug": "2025-26", "local_area": "Here"}),
        "related": (one("1b", "related/"), {"other": act("1c").pk, "reason": "They overlap"}),
        "handover": (
            f"{PLAN}handover/{people.olive.pk}/",
            {"parts": [f"lead-{act(key).pk}" for key in ("1a", "1b", "3f", "4c")], "to": people.mo.pk, "reason": "So"},
        ),
        "house style": (STYLE + "edit/", sent(classification="Official")),
        "heading": (STYLE + "headings/legal/", heading_sent("legal", heading="Legal advice")),
        **body_cases(people),
        "invitation": (
            "/admin/accounts/user/add/",
            {"name": "Nell", "email": "nell@portal.example", "organisation": people.ada.organisation_id},
        ),
    }  # fmt: skip


BODY_CASES = (
    "new body", "body", "new phase", "phase", "new quorum rule", "quorum rule", "new terms", "new member",
    "membership", "attendance",
)  # fmt: skip


def body_cases(people: types.SimpleNamespace) -> dict[str, Case]:
    """The forms of a body and its meetings."""
    membership, standing = sits(people.otis, people.cora), rule(people.cora)
    phase, meeting = partnership().phases.get(phase="full"), met(people.cora)
    begins = {"begins_0": "", "begins_1": "5", "begins_2": "2025"}
    from_on = {"from_on_0": "1", "from_on_1": "2", "from_on_2": "2024"}
    return {
        "new body": ("/bodies/new/", {"name": "Trust", "where": "here", "resolution_form": "AGREED that"}),
        "body": (PARTNERSHIP + "edit/", body_sent(partnership(), purpose="Other", name="Other", reason="So")),
        "new phase": (PARTNERSHIP + "phases/new/", {"phase": "shadow", **begins}),
        "phase": (
            f"{PARTNERSHIP}phases/{phase.pk}/", {"phase": "full", "reason": "So", "revision": phase.revision, **begins}
        ),
        "new quorum rule": (PARTNERSHIP + "quorum/new/", {"members": "3", **from_on}),
        "quorum rule": (f"{PARTNERSHIP}quorum/{standing.pk}/", {"members": "4", "reason": "So", "revision": 1}),
        "new terms": (PARTNERSHIP + "terms/new/", {"text": "1. Purpose"}),
        "new member": (
            PARTNERSHIP + "members/new/",
            {"user": people.mo.pk, "organisation": people.mo.organisation_id, "role": "member", **from_on},
        ),
        "membership": (f"{PARTNERSHIP}members/{membership.pk}/", member_sent(membership, role="chair", reason="So")),
        "attendance": (f"{meeting.get_absolute_url()}attendance/", {"other_1": people.mo.pk}),
    }  # fmt: skip


NAMES = (
    "edit the plan", "edit an action", "key", "cycle", "priority", "answer", "evidence", "co-production", "new action",
    "new driver", "new cycle", "new priority", "new plan", "related", "handover", "house style", "heading",
    "invitation", *BODY_CASES,
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_twice_is_once(name: str, cases: dict[str, Case], as_: As) -> None:
    client = as_("ada" if name == "invitation" else "cora")
    address, fields = cases[name]
    first = client.post(address, fields)
    assert first.status_code == 302, texts(first)
    second = client.post(address, fields)
    assert (second.status_code, second["Location"]) == (302, first["Location"])
    assert SAVED_ALREADY in texts(client.get(first["Location"], follow=True))
    assert User.objects.filter(name="Nell").count() == (name == "invitation")
    assert Driver.objects.filter(title="A strategy").count() == (name == "new driver")


def test_another_form_with_the_same_words_is_another_wish(as_: As, act: Act) -> None:
    client, fields = as_("cora"), {"kind": "strategy", "title": "A strategy"}
    assert client.post(PLAN + "drivers/new/", fields | {"writer": "one"}).status_code == 302
    answer = client.post(PLAN + "drivers/new/", fields | {"writer": "two"})
    assert answer.status_code == 422
    assert "already" in texts(answer)


def test_somebody_elses_session_knows_nothing_of_it(as_: As, cases: dict[str, Case]) -> None:
    address, fields = cases["key"]
    assert [as_("cora").post(address, fields | {"meaning": words}).status_code for words in "ab"] == [302, 409]


def test_nothing_new_saves_nothing_and_says_so(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    edit_action(action=act("1a"), by=people.cora, now=NOW, plain_words="Simply put.")
    client, rows = as_("cora"), act("1a").history.count()
    answer = client.post(one("1a", "edit/"), edited(act("1a"), reason="I thought so"), follow=True)
    assert UNCHANGED in texts(answer)
    assert "is saved" not in texts(answer)
    assert act("1a").history.count() == rows
    fields = plan_fields() | {"title": ActionPlan.objects.get().title, "reason": "I thought so"}
    assert UNCHANGED in texts(client.post(PLAN + "edit/", fields, follow=True))
    assert ActionPlan.history.count() == 1


def test_an_answer_stays_one(as_: As, cases: dict[str, Case]) -> None:
    address, fields = cases["answer"]
    client = as_("cora")
    for _ in range(3):
        client.post(address, fields)
    assert SourceQuery.history.filter(id=SourceQuery.objects.get(question="Which one?").pk).count() == 2


def test_whoever_signs_out_while_saving_saves_nothing(as_: As, act: Act, monkeypatch: pytest.MonkeyPatch) -> None:
    client = as_("cora")
    fields = edited(act("1a"), title="Other words", reason="Clearer")

    def sign_out_meanwhile(**saved: Any) -> Action:
        Session.objects.all().delete()
        return edit_action(**saved)

    monkeypatch.setattr("actions.services.edit_action", sign_out_meanwhile)
    answer = client.post(one("1a", "edit/"), fields)
    assert answer.status_code == 400
    assert "Other words" in texts(answer)
    assert act("1a").title != "Other words"
