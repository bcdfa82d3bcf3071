"""Whatever is typed into the administration's forms: a message, never a fault."""

import types
from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.hostile import URLENCODED, WORDS, encoded, often

NAMES = (
    "name", "email", "job_title", "organisation", "send", "reason", "revision", "short_name", "sector", "is_active",
    "user", "role", "until_on_0", "until_on_1", "until_on_2", "writer",
)  # fmt: skip
PAGES = ("user/add/", "user/{user}/change/", "user/{user}/close/", "organisation/add/", "rolegrant/add/")


@pytest.mark.parametrize("page", PAGES)
@often
@given(fields=st.dictionaries(st.sampled_from(NAMES), WORDS, max_size=8))
def test_whatever_is_typed(
    page: str, fields: dict[str, str], as_: Callable[[str], Client], people: types.SimpleNamespace
) -> None:
    address = f"/admin/accounts/{page.format(user=people.olive.pk)}"
    with transaction.atomic():
        answer = as_("ada").post(address, encoded(fields), content_type=URLENCODED)
        assert answer.status_code in (302, 409, 422)
        transaction.set_rollback(True)


@pytest.mark.parametrize("user", ["x", "0", "-1", "9" * 40, "%00", "1%00", "٣"])
def test_a_role_for_nobody(user: str, as_: Callable[[str], Client]) -> None:
    assert as_("ada").get(f"/admin/accounts/rolegrant/add/?user={user}").status_code in (200, 404)
