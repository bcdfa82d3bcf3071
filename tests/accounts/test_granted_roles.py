"""Granted roles: that none is lost from sight, and none is taken away unawares."""

import datetime
import types
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import RoleGrant, User
from accounts.services import change_person, end_role, grant_role
from tests.actions.reading import texts
from tests.world import NOW

As = Callable[[str], Client]
PEOPLE = "/admin/accounts/user/"
GRANTS = "/admin/accounts/rolegrant/"
ONLY = "Cora Vale is the only co-ordinator"
DAY = {"until_on_0": "12", "until_on_1": "September", "until_on_2": "2024"}


@pytest.fixture
def ended(people: types.SimpleNamespace) -> RoleGrant:
    """Mo administered the portal, until one day and then another, and does no more."""
    for until in (datetime.date(2024, 9, 30), datetime.date(2024, 10, 31)):
        reason = f"Cover for {until:%B}"
        grant_role(to=people.mo, role="administrator", by=people.ada, now=NOW, until_on=until, reason=reason)
    grant = RoleGrant.objects.get(user=people.mo)
    end_role(grant=grant, by=people.ada, now=NOW, reason="Ada is back")
    return grant


def test_a_persons_history_tells_of_their_roles(as_: As, people: types.SimpleNamespace, ended: RoleGrant) -> None:
    page = texts(as_("ada").get(f"{PEOPLE}{people.mo.pk}/history/"))
    for told in (
        "Role grant Mo Brook, administrator: added", "Until: 30 September 2024", "Cover for September",
        "Until: 30 September 2024 → 31 October 2024", "Cover for October",
        "Role grant Mo Brook, administrator: ended", "Ada is back", "Ada Stone", "Person Mo Brook: added",
    ):  # fmt: skip
        assert told in page, told


def test_a_role_that_has_ended_has_its_history(as_: As, ended: RoleGrant) -> None:
    ada, history = as_("ada"), f"{GRANTS}{ended.pk}/history/"
    answer = ada.get(f"{GRANTS}{ended.pk}/change/")
    assert (answer.status_code, answer.url) == (302, history)
    assert "Role grant Mo Brook, administrator: ended" in texts(ada.get(history))
    assert ada.post(history).status_code == 405
    assert as_("cora").get(history).status_code == 403
    assert as_("cora").get(f"{GRANTS}{ended.pk}/change/").status_code == 403
    for pk in ("abc", "99999", "9" * 30):
        assert ada.get(f"{GRANTS}{pk}/history/").status_code == 404
        assert ada.get(f"{GRANTS}{pk}/change/").status_code == 404


def test_roles_that_have_ended_are_listed(as_: As, people: types.SimpleNamespace, ended: RoleGrant) -> None:
    ada = as_("ada")
    end_role(grant=RoleGrant.objects.get(user=people.ian), by=people.ada, now=NOW, reason="Inspection over")
    change_person(person=people.mo, by=people.ada, now=NOW, reason="Left", is_active=False)
    page = texts(ada.get(f"{PEOPLE}access/"))
    listed = page[page.index("Roles that have ended") :]
    for told in ("Mo Brook", "Administrator", "4 September 2024", "Ada Stone, administrator", "Ada is back",
                 "Ian Reed", "Reader", "3 September 2024", "Inspection over"):  # fmt: skip
        assert told in listed, told
    assert f'href="{PEOPLE}access/#ended"' in ada.get(GRANTS).content.decode()
    change_person(person=people.mo, by=people.ada, now=NOW, reason="Back", is_active=True)
    rows = b"".join(ada.get(f"{PEOPLE}access.csv").streaming_content).decode()
    assert "administrator ended on 4 September 2024" in rows
    assert "reader ended on 3 September 2024" in rows


def test_before_any_role_has_ended(as_: As) -> None:
    assert "None has ended yet." in texts(as_("ada").get(f"{PEOPLE}access/"))


def test_a_role_that_somebody_has_is_not_granted_again(as_: As, people: types.SimpleNamespace) -> None:
    grant = RoleGrant.objects.get(user=people.cora)
    fields = {"user": people.cora.pk, "role": "coordinator", "reason": "Cover"} | DAY
    answer = as_("ada").post(f"{GRANTS}add/", fields)
    assert answer.status_code == 422
    assert "Cora Vale is already a co-ordinator. Change that role instead" in texts(answer)
    assert f'href="{GRANTS}{grant.pk}/change/"' in answer.content.decode()
    grant.refresh_from_db()
    assert (grant.until_on, grant.history.count()) == (None, 1)


def test_a_role_that_is_over_is_granted_again(as_: As, people: types.SimpleNamespace) -> None:
    end_role(grant=RoleGrant.objects.get(user=people.ian), by=people.ada, now=NOW, reason="Over")
    fields = {"user": people.ian.pk, "role": "reader", "reason": "Another inspection"} | DAY
    assert as_("ada").post(f"{GRANTS}add/", fields).status_code == 302
    assert RoleGrant.objects.get(user=people.ian).until_on == datetime.date(2024, 9, 12)


def test_a_last_day_can_be_taken_away(as_: As, people: types.SimpleNamespace) -> None:
    grant_role(to=people.cora, role="coordinator", by=people.ada, now=NOW, until_on=datetime.date(2024, 9, 12))
    grant = RoleGrant.objects.get(user=people.cora)
    address, empty = f"{GRANTS}{grant.pk}/change/", {"until_on_0": "", "until_on_1": "", "until_on_2": ""}
    ada = as_("ada")
    assert "Last day (optional)" in texts(ada.get(address))
    assert ada.post(address, empty).status_code == 422, "it needs a reason"
    answer = ada.post(address, empty | {"reason": "She stays"}, follow=True)
    assert "Cora Vale’s last day as a co-ordinator has been removed." in texts(answer)
    grant.refresh_from_db()
    assert grant.until_on is None
    assert grant.history.latest("history_id").history_change_reason == "She stays"


def test_a_reader_keeps_a_last_day(as_: As, people: types.SimpleNamespace) -> None:
    grant = RoleGrant.objects.get(user=people.ian)
    answer = as_("ada").post(f"{GRANTS}{grant.pk}/change/", {"reason": "He stays"})
    assert answer.status_code == 422
    assert "Enter the last day" in texts(answer)
    grant.refresh_from_db()
    assert grant.until_on == datetime.date(2025, 3, 31)


def test_who_closes_the_only_coordinators_account_is_told(as_: As, people: types.SimpleNamespace) -> None:
    ada, address = as_("ada"), f"{PEOPLE}{people.cora.pk}/close/"
    assert ONLY in texts(ada.get(address))
    assert ONLY not in texts(ada.get(f"{PEOPLE}{people.olive.pk}/close/"))
    page = texts(ada.post(address, {"reason": "Retired"}, follow=True))
    assert "Nobody is a co-ordinator now. Grant somebody the role." in page
    assert "Hand over" not in page
    assert not User.objects.get(pk=people.cora.pk).is_active


def test_who_ends_the_only_coordinators_role_is_told(as_: As, people: types.SimpleNamespace) -> None:
    ada, address = as_("ada"), f"{GRANTS}{RoleGrant.objects.get(user=people.cora).pk}/end/"
    assert ONLY in texts(ada.get(address))
    grant_role(to=people.mo, role="coordinator", by=people.ada, now=NOW, until_on=NOW.date())
    assert ONLY not in texts(ada.get(address))
    assert ONLY not in texts(ada.get(f"{PEOPLE}{people.cora.pk}/close/"))
    change_person(person=people.mo, by=people.ada, now=NOW, reason="Left", is_active=False)
    assert ONLY in texts(ada.get(address))
    assert ada.post(address, {"reason": "Retired"}).status_code == 302


def test_what_is_said_of_a_closed_account_is_true(as_: As, people: types.SimpleNamespace) -> None:
    ada, said = as_("ada"), "The co-ordinator can see what they led under “Hand over”."
    assert said not in texts(ada.post(f"{PEOPLE}{people.pat.pk}/close/", {"reason": "Left"}, follow=True))
    assert said in texts(ada.post(f"{PEOPLE}{people.olive.pk}/close/", {"reason": "Left"}, follow=True))


@pytest.mark.parametrize(
    "address", ["accounts/user/", "accounts/rolegrant/add/", "accounts/organisation/add/", "account/emailaddress/"]
)
def test_a_refusal_in_the_administration_names_the_administrator(address: str, as_: As) -> None:
    answer = as_("cora").get(f"/admin/{address}")
    assert answer.status_code == 403
    assert "ask the partnership’s administrator" in texts(answer)
