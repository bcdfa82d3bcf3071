"""Where people write, the page says who reads it, and what looks personal is asked about once and never blocks."""

import re
import types
from collections.abc import Callable, Iterator

import pytest
from django import forms
from django.test import Client
from django.urls import get_resolver

from accounts.services import change_person
from actions.models import Action
from actions.services import add_driver
from design.forms import PortalForm
from design.soft_questions import AsksFirst
from priorities.models import ActionPlan, PriorityJudgement
from tests.actions.set_up_page import filled
from tests.world import NOW, PLANNED, asked

As = Callable[[str], Client]
Pages = dict[str, tuple[str, str, dict[str, object]]]
PLAN = "/plans/2023-24/"
PERSONAL = "About the child with NHS number 943 476 5919"
# Text of this length is written, not named.
LONG = 100
DOES_NOT_ASK = {
    "ProgressForm": "its update is asked about by actions.rules.questions, personal data among the rest",
    "EnteredForm": "as ProgressForm, at the desk",
    "PersonDetails": "names a grown-up and their post",
    "InvitationForm": "names a grown-up and their post",
    "OrganisationDetails": "names an organisation",
    "FilterForm": "looks for words and keeps none",
    "ChangesForm": "chooses moments and keeps none",
    "DecisionFilterForm": "looks for words and keeps none",
    "SampleForm": "shows the components and keeps nothing",
}


def subclasses(form: type[forms.Form]) -> Iterator[type[forms.Form]]:
    for one in form.__subclasses__():
        yield one
        yield from subclasses(one)


def takes_free_text(form: type[forms.Form]) -> bool:
    return any(
        isinstance(field, forms.CharField)
        and not isinstance(field.widget, forms.PasswordInput | forms.HiddenInput)
        and (isinstance(field.widget, forms.Textarea) or (field.max_length or 0) >= LONG)
        for field in form.base_fields.values()
    )


def test_every_form_with_free_text_asks_first() -> None:
    get_resolver().check()
    portal = {form for form in subclasses(PortalForm) if not form.__module__.startswith("tests.")}
    silent = {form.__name__ for form in portal if takes_free_text(form) and not issubclass(form, AsksFirst)}
    assert silent == set(DOES_NOT_ASK)


@pytest.fixture
def pages(people: types.SimpleNamespace, act: Callable[[str], Action]) -> Pages:
    """Who writes where, and what they post but for the text."""
    plan = ActionPlan.objects.get(slug="2023-24")
    definition, cycle = plan.status_definitions.get(status="on_track"), plan.cycles.latest("meeting_on")
    driver = add_driver(plan=plan, kind="inspection_finding", title="Waits", by=people.cora, now=PLANNED)
    change_person(person=people.olive, by=people.ada, now=NOW, reason="Retired", is_active=False)
    days = {"meeting_on_0": "15", "meeting_on_1": "11", "meeting_on_2": "2024",
            "papers_on_0": "7", "papers_on_1": "11", "papers_on_2": "2024", "papers_time": "12:00"}  # fmt: skip
    return {
        "judgement": ("sara", f"{PLAN}priorities/1/judgement/", {"status": "at_risk"}),
        "meaning": ("cora", f"{PLAN}key/on_track/", {"meaning": "It goes well.", "revision": definition.revision}),
        "cycle": ("cora", f"{PLAN}cycles/{cycle.pk}/", {**days, "revision": cycle.revision}),
        "priority": ("cora", f"{PLAN}priorities/new/", {"number": "8", "title": "Adulthood"}),
        "driver": ("cora", f"{PLAN}drivers/{driver.pk}/", {
            "kind": "inspection_finding", "title": "Long waits", "revision": driver.revision,
        }),
        "handover": ("cora", f"{PLAN}handover/{people.olive.pk}/", {
            "parts": [f"lead-{act('1a').pk}"], "to": people.mo.pk,
        }),
        "grant": ("ada", "/admin/accounts/rolegrant/add/", {"user": people.mo.pk, "role": "coordinator"}),
        "account": ("ada", f"/admin/accounts/user/{people.mo.pk}/close/", {}),
    }  # fmt: skip


@pytest.mark.parametrize(
    "name", ["judgement", "meaning", "cycle", "priority", "driver", "handover", "grant", "account"]
)
def test_what_looks_personal_is_asked_about_once(name: str, as_: As, pages: Pages) -> None:
    who, address, fields = pages[name]
    client = as_(who)
    page = client.get(address).content.decode()
    assert 'id="free-text-notice"' in page
    assert "data-warn-unsaved" in page
    sent = fields | {"focus" if name == "priority" else "reason": PERSONAL}
    first = client.post(address, sent)
    assert first.status_code == 422
    assert "seems to contain an NHS number" in first.content.decode()
    assert re.search(r'print\? Look at <a class="govuk-link" href="#id_(focus|reason)">', first.content.decode())
    assert " as it is</button>" in first.content.decode()
    assert client.post(address, sent | {"considered": asked(first)}).status_code == 302


def test_the_plan_is_asked_about(as_: As, db: None) -> None:
    plan = ActionPlan.objects.get(slug="2023-24")
    sent = {"title": plan.title, "local_area": plan.local_area, "status": plan.status, "vision": PERSONAL,
            "first_level": "priority", "first_level_plural": "priorities", "reason": "New",
            "revision": plan.revision}  # fmt: skip
    first = as_("cora").post(f"{PLAN}edit/", sent)
    assert (first.status_code, len(asked(first))) == (422, 1)
    assert as_("cora").post(f"{PLAN}edit/", sent | {"considered": asked(first)}).status_code == 302


def test_nothing_is_kept_before_the_answer(as_: As, db: None) -> None:
    as_("sara").post(f"{PLAN}priorities/1/judgement/", {"status": "at_risk", "reason": PERSONAL})
    assert not PriorityJudgement.objects.exists()


def test_the_reason_of_the_set_up_is_asked_about(
    as_: As, act: Callable[[str], Action], people: types.SimpleNamespace
) -> None:
    client, address = as_("cora"), f"{PLAN}set-up/"
    page = client.get(address).content.decode()
    assert 'id="free-text-notice"' in page
    sent = filled(page) | {"1a-lead": people.mo.pk, "reason": PERSONAL}
    first = client.post(address, sent)
    assert (first.status_code, act("1a").lead) == (422, people.olive)
    assert "Save as it is</button>" in first.content.decode()
    assert client.post(address, sent | {"considered": asked(first)}).status_code == 302
    assert act("1a").lead == people.mo
