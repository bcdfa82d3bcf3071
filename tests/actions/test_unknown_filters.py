"""A filter that a list does not have: one page for all lists says which, and leads to the whole list."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.actions.reading import words

As = Callable[[str], Client]
PLAN = "/plans/2023-24/"
UNKNOWN = {
    f"{PLAN}actions/?status=purple": "status",
    f"{PLAN}actions/?organisation=zzz&status=purple&q=schools": "status and organisation",
    f"{PLAN}actions/?flag=nonsense": "flag",
    f"{PLAN}actions/?state=%00": "in the plan",
    f"{PLAN}actions.csv?lead=x": "lead",
    f"{PLAN}evidence/?kind=nonsense": "kind of evidence",
    f"{PLAN}evidence/?priority=99": "priority",
    f"{PLAN}questions/?state=nonsense": "state",
    "/decisions/?standing=nonsense&year=1066": "standing and year",
}


@pytest.mark.parametrize("address", UNKNOWN)
def test_the_page_says_which_and_leads_to_the_whole_list(as_: As, address: str) -> None:
    client = as_("mo")
    answer = client.get(address)
    assert answer.status_code == 404
    assert f"What is not known: {UNKNOWN[address]}." in words(answer)
    whole = address.partition("?")[0]
    assert f'href="{whole}">Show the list without a filter</a>' in answer.content.decode()
    assert client.get(whole).status_code == 200


@pytest.mark.parametrize("address", [f"{PLAN}nothing/?status=purple", f"{PLAN}actions/?page=99"])
def test_other_pages_that_there_are_not_are_not_blamed_on_a_filter(as_: As, address: str) -> None:
    answer = as_("mo").get(address)
    assert answer.status_code == 404
    assert "Page not found" in words(answer)
    assert "filter" not in words(answer)


def test_what_cannot_be_looked_for_is_said_in_the_form(as_: As) -> None:
    assert as_("mo").get(PLAN + "actions/?q=" + "x" * 200).status_code == 422
