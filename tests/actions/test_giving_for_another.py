"""Updates that somebody gives for the lead: the deputy, a co-lead, the co-ordinator."""

import types
from collections.abc import Callable

from django.test import Client

from actions.models import Action, ProgressUpdate
from tests.actions.reading import texts
from tests.world import typed

URL = "/plans/2023-24/actions/1a/progress/"
As = Callable[[str], Client]
Act = Callable[[str], Action]


def test_deputy_gives_it_for_the_lead(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    as_("dev").post(URL, typed(act("1a")))
    update = ProgressUpdate.objects.get()
    assert (update.author, update.on_behalf_of, update.by_line) == (
        people.dev,
        people.olive,
        "Dev Anand for Olive Marsh",
    )


def test_co_lead_gives_it_as_such(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    url = URL.replace("1a", "4c")
    form = texts(as_("cole").get(url))
    assert "You are entering this for" not in form
    assert "received_by" not in form
    assert "Submitted at 9am." in texts(as_("cole").post(url, typed(act("4c")), follow=True))
    update = ProgressUpdate.objects.get()
    assert (update.author, update.on_behalf_of, update.author_role, update.by_line) == (
        people.cole,
        None,
        "co_lead",
        "Cole Ward",
    )
    history = texts(as_("mo").get("/plans/2023-24/actions/4c/history/"))
    assert "9am, Cole Ward, co-lead of 4c" in history


def test_co_ordinator_says_how_it_was_received(as_: As, act: Act) -> None:
    refused = as_("cora").post(URL, typed(act("1a")))
    assert refused.status_code == 422
    assert "Select how you received it" in texts(refused)
    as_("cora").post(URL, typed(act("1a"), received_by="telephone"))
    assert ProgressUpdate.objects.get().by_line == "Cora Vale for Olive Marsh, by telephone"


def test_it_stands_under_the_page_that_leads_there(as_: As) -> None:
    for page in (URL, URL.replace("progress", "no-change")):
        crumbs = {who: texts(as_(who).get(page)).partition("govuk-breadcrumbs")[2][:300] for who in ("olive", "cora")}
        assert 'href="/my-actions/">My actions<' in crumbs["olive"]
        assert 'href="/plans/2023-24/actions/">Actions<' in crumbs["cora"]
        assert "my-actions" not in crumbs["cora"]


def test_ways_of_receiving_it_begin_with_a_capital(as_: As) -> None:
    page = texts(as_("cora").get(URL))
    assert all(f"> {way} </label>" in page or f">{way}</label>" in page for way in ("By telephone", "By e-mail"))


def test_history_says_for_whom_and_how(as_: As, act: Act) -> None:
    as_("cora").post(URL, typed(act("1a"), received_by="telephone"))
    assert "Cora Vale, co-ordinator, for Olive Marsh, by telephone" in texts(
        as_("mo").get("/plans/2023-24/actions/1a/history/")
    )
