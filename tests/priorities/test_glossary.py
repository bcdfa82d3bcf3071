"""Abbreviations open where they stand: what is found in a text, and on which pages."""

import types
from collections.abc import Callable

import pytest
from django.template.loader import render_to_string
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from actions.models import Action
from priorities.glossary import terms_in
from priorities.models import GlossaryTerm
from priorities.services import add_term
from tests.actions.reading import texts
from tests.growing import MANY, ONE, RISK, Queries, assert_same
from tests.world import NOW, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
TERMS = [GlossaryTerm(term=term, meaning=f"What {term} means") for term in ("EHCP", "EP", "HI", "HI / VI", "C++", " ")]
PLAN = "/plans/2023-24/"


def found(*said: str) -> list[str]:
    return [term.term for term in terms_in(said, TERMS)]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Review EP model and advice for EHCP assessment", ["EHCP", "EP"]),
        ("EHCPs, the EP’s and (EP)", ["EHCP", "EP"]),
        ("HI / VI commissioning", ["HI / VI"]),
        ("HI/VI commissioning", ["HI / VI"]),
        ("HI and HI / VI", ["HI", "HI / VI"]),
        ("C++ code", ["C++"]),
        ("STEP, EPs2, ehcp, REEP, EP_x, HIs/VI2", ["HI"]),
        ("", []),
    ],
)
def test_whole_words_longest_first(text: str, terms: list[str]) -> None:
    assert found(text) == terms


def test_nothing_in_an_empty_glossary() -> None:
    assert terms_in(["EHCP"], []) == []
    assert terms_in(["EHCP"], [GlossaryTerm(term=" ", meaning="Nothing")]) == []


@given(term=st.text(min_size=1, max_size=20), text=st.text(max_size=200))
def test_any_term_in_any_text(term: str, text: str) -> None:
    one = GlossaryTerm(term=term, meaning="x")
    assert terms_in([text], [one]) in ([], [one])
    if term.strip() and term[0].isalnum() and term[-1].isalnum():
        assert terms_in([f"{text} {term} {text}"], [one]) == [one]


def test_component_escapes_and_says_what_is_unsure() -> None:
    term = GlossaryTerm(term="<b>", meaning="<script>", is_confirmed=False)
    page = render_to_string("components/abbreviations.html", {"terms": [term]})
    assert "&lt;b&gt;" in page
    assert "&lt;script&gt; (to be confirmed by a local officer)" in page
    assert render_to_string("components/abbreviations.html", {"terms": []}).strip() == ""


ADDRESSES = {
    "actions/4c/": "EHCP",
    "actions/4c/progress/": "EHCP",
    "priorities/4/": "EHCP",
    "priorities/1/highlight/": "SENCO",
    "": "SENCO",
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_of_the_plan_offer_it_once(address: str, as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive, status="at_risk", **RISK | {"reason": "A SENCO is ill. The SENCO is missed."})
    page = texts(as_("olive").get(PLAN + address))
    assert page.count(f"<dt>{ADDRESSES[address]}</dt>") == 1


def test_where_updates_hold_one_it_stands_under_them(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    assert "Abbreviations used here" not in texts(as_("mo").get(PLAN + "actions/1a/"))
    give_update(act("1a"), people.olive, status="at_risk", **RISK | {"reason": "A SENCO is ill."})
    page = texts(as_("mo").get(PLAN + "actions/1a/"))
    assert page.index("A SENCO is ill.") < page.index("Abbreviations used here: SENCO")
    assert "Abbreviations used here: SENCO" in texts(as_("sara").get("/accountable/"))


def test_costs_the_same_for_one_term_and_many(people: types.SimpleNamespace, queries: Queries) -> None:
    def add(number: int) -> None:
        add_term(by=people.cora, now=NOW, reason="New", term=f"T{number}", meaning="A term", is_confirmed=True)

    add(ONE)
    addresses = [PLAN + address for address in ADDRESSES] + ["/accountable/"]
    few = {address: queries("olive", address) for address in addresses}
    for number in range(ONE + 1, MANY + 1):
        add(number)
    for address in addresses:
        many = queries("olive", address)
        assert_same(few[address], many)
        assert sum("glossaryterm" in query for query in many) == 1, address
