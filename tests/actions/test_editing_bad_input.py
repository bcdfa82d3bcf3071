"""Nonsense in the co-ordinator's forms: a clear message, never a fault; whoever is refused has changed nothing."""

import types
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from actions.forms.drivers import EditDriverForm
from actions.forms.editing import EditForm
from actions.forms.milestones import MilestoneForm
from actions.forms.planning import DeclineForm, NewActionForm, RelateForm, StateForm
from actions.models import Action, DueDateProposal
from actions.services import add_driver, add_milestone
from priorities.partial_date import PartialDate
from tests.actions.editing import PLAN, edited, one
from tests.hostile import HUGE, URLENCODED, WORDS, encoded, often
from tests.world import NOW, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
DATES = ("planned_start", "due", "review", "paused_until", "met_on")
FORMS = (EditForm, StateForm, NewActionForm, MilestoneForm, RelateForm, DeclineForm, EditDriverForm)
NAMES = sorted(
    {name for form in FORMS for name in form.base_fields}
    | {f"{name}_{part}" for name in DATES for part in range(3)}
    | {f"{name}_{slot}" for name in ("co_lead", "lead", "supporting") for slot in (0, 1, 39, 40)}
    | {"agree"}
)  # fmt: skip
READ = (one("1a"), one("1a", "history/"), one("1a", "edit/"), one("1a", "milestones/"), PLAN, PLAN + "drivers/")


@pytest.fixture
def addresses(act: Act, people: types.SimpleNamespace) -> list[str]:
    """Every form of the co-ordinator's, with a milestone, a driver and a proposed date to change."""
    said = {"by": people.cora, "now": NOW}
    give_update(act("1a"), people.olive, proposed_due=PartialDate.month(2025, 3), proposed_reason="Posts vacant")
    milestone = add_milestone(**said, action=act("1a"), title="Pilot")
    driver = add_driver(**said, plan=act("1a").plan, kind="strategy", title="SEND strategy")
    proposal = DueDateProposal.objects.get()
    pages = ("edit/", "state/", "milestones/", f"milestones/{milestone.pk}/", "related/", f"due-date/{proposal.pk}/")
    return [
        *(one("1a", page) for page in pages),
        PLAN + "actions/new/",
        PLAN + "drivers/new/",
        f"{PLAN}drivers/{driver.pk}/",
    ]


def rows() -> int:
    """How many changes are recorded of all that the forms change."""
    return sum(model.history.count() for model in (Action, DueDateProposal)) + DueDateProposal.objects.count()


@often
@given(
    which=st.integers(0, 8), opened=st.booleans(), fields=st.dictionaries(st.sampled_from(NAMES), WORDS, max_size=14)
)
def test_whatever_is_typed(
    which: int, fields: dict[str, str], opened: bool, addresses: list[str], as_: As, act: Act
) -> None:
    sent: dict[str, Any] = (edited(act("1a")) if opened else {}) | fields
    with transaction.atomic():
        before, client = rows(), as_("cora")
        response = client.post(addresses[which], encoded(sent), content_type=URLENCODED)
        assert response.status_code in (302, 409, 422)
        if response.status_code != 302:
            assert rows() == before
        for address in READ:
            assert client.get(address).status_code == 200
        transaction.set_rollback(True)


NONSENSE = {
    "huge revision": {"revision": HUGE},
    "no revision": {"revision": ""},
    "31 February": {"due_0": "31", "due_1": "2", "due_2": "2025"},
    "year 10000": {"review_2": "10000"},
    "digits of another script": {"planned_start_2": "٢٠٢٥"},
    "a number of nobody": {"lead": HUGE},
    "the name of somebody": {"sro": "Sara Quill"},
    "a co-lead of nobody": {"co_lead_1": "-1"},
    "an organisation of nothing": {"supporting_0": "0"},
    "a wording too long": {"title": "x" * 4001},
    "NUL": {"plain_words": "a\x00b"},
    "a control character": {"reason": "a\x1bb"},
}


@pytest.mark.parametrize("case", NONSENSE)
def test_nonsense_in_the_edit_form_meets_a_message(case: str, as_: As, act: Act) -> None:
    before = act("1a")
    sent = edited(before, reason="Agreed so", difference="Kept text") | NONSENSE[case]
    response = as_("cora").post(one("1a", "edit/"), sent)
    assert response.status_code in (409, 422)
    assert "Kept text" in response.content.decode()
    assert act("1a").revision == before.revision


@pytest.mark.parametrize(
    "links", ["", "x", "co_leads-1", "co_leads-1-2-3", "drivers--", f"organisations-{HUGE}-lead", "a\x00b"]
)
def test_broken_token_of_links_takes_nobody_away(links: str, as_: As, act: Act, people: types.SimpleNamespace) -> None:
    client = as_("cora")
    assert client.post(one("1a", "edit/"), edited(act("1a"), co_lead_0=people.mo.pk)).status_code == 302
    sent = edited(act("1a"), co_lead_0="", links=links, plain_words="Simply put")
    assert client.post(one("1a", "edit/"), sent).status_code in (302, 422)
    assert act("1a").co_leads.count() == 1


@pytest.mark.parametrize("body", [b"", b"\x00", b"%", b"a=b;" * 400, b"=&=&"])
def test_a_body_that_no_browser_sends(body: bytes, addresses: list[str], as_: As) -> None:
    before = rows()
    for address in addresses:
        response = as_("cora").post(address, body, content_type=URLENCODED)
        assert response.status_code in (400, 422), address
    assert rows() == before


def test_bytes_that_are_no_text_are_refused(as_: As, act: Act) -> None:
    body = urlencode(edited(act("1a"), reason="Clearer")).encode() + b"&plain_words=Jos%FF"
    answer = as_("cora").post(one("1a", "edit/"), body, content_type=URLENCODED)
    assert answer.status_code == 422
    assert "contains a character that cannot be shown" in answer.content.decode()
    assert act("1a").plain_words == ""
