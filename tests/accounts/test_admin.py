"""The administration: who sees it, and that nothing in it changes but through services."""

import datetime
import types
from collections.abc import Callable

import pytest
from django.contrib import admin
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import Organisation, RoleGrant, User
from accounts.services import change_person, grant_role
from actions.models import Action
from actions.services import set_plan_state
from audit.admin import AuditedAdmin
from audit.models import AuditedModel
from governance.models import Body
from governance.services.memberships import add_member
from priorities.partial_date import PartialDate
from tests.accounts.signing_in import gets_in, is_signed_in
from tests.actions.reading import texts
from tests.world import NOW
from tests.world import PEOPLE as EVERYBODY

As = Callable[[str], Client]
PEOPLE = "/admin/accounts/user/"


def details(person: User, **fields: object) -> dict[str, object]:
    """What the page of a person posts as they stand."""
    return {
        "name": person.name, "email": person.email, "job_title": person.job_title,
        "organisation": person.organisation_id, "revision": person.revision, "reason": "A slip",
    } | fields  # fmt: skip


def test_every_audited_model_has_an_audited_admin() -> None:
    assert admin.site._registry
    for model, model_admin in admin.site._registry.items():
        if issubclass(model, AuditedModel):
            assert isinstance(model_admin, AuditedAdmin), model
            assert not model_admin.inlines
            assert not getattr(model_admin, "list_editable", ())


@pytest.mark.parametrize("model", ["user", "organisation", "rolegrant"])
def test_administrator_reads(model: str, as_: As) -> None:
    page = as_("ada").get(reverse(f"admin:accounts_{model}_changelist"))
    assert page.status_code == 200
    assert as_("mo").get(reverse(f"admin:accounts_{model}_changelist")).status_code in (302, 403)


@pytest.mark.parametrize(
    "address",
    [
        "user/?password__startswith=argon", "user/?password__regex=^a", "user/?organisation__people__password__gt=a",
        "user/?is_active__in=1", "organisation/?people__password__startswith=a",
        "organisation/?people__email__startswith=o", "rolegrant/?user__password__startswith=a",
        "rolegrant/?user__email__exact=x",
    ],
)  # fmt: skip
def test_a_list_is_narrowed_by_its_filters_alone(address: str, as_: As) -> None:
    assert as_("ada").get(f"/admin/accounts/{address}").status_code == 400


def test_filters_beside_the_lists_work(as_: As, people: types.SimpleNamespace) -> None:
    for address in (
        "user/?is_active__exact=1", f"user/?organisation__id__exact={people.ada.organisation_id}",
        "organisation/?sector__exact=health", "organisation/?is_active__exact=0", "rolegrant/?role__exact=reader",
    ):  # fmt: skip
        assert as_("ada").get(f"/admin/accounts/{address}").status_code == 200, address


def test_no_list_but_of_audited_records_is_shown(as_: As) -> None:
    for model, model_admin in admin.site._registry.items():
        if not isinstance(model_admin, AuditedAdmin):
            address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
            assert as_("ada").get(address).status_code == 403, address


def test_pages_of_a_person(as_: As, people: types.SimpleNamespace) -> None:
    page = texts(as_("ada").get(f"{PEOPLE}{people.olive.pk}/change/"))
    assert "Olive Marsh" in page
    assert people.olive.password not in page
    assert "Person Olive Marsh: added" in texts(as_("ada").get(f"{PEOPLE}{people.olive.pk}/history/"))


@pytest.mark.parametrize("who", ["cora", "mo", "sara", "ian"])
@pytest.mark.parametrize("page", ["add/", "{}/change/", "{}/close/", "{}/open/", "{}/invite/", "{}/delete/"])
def test_nobody_else_changes_anything(page: str, who: str, as_: As, people: types.SimpleNamespace) -> None:
    answer = as_(who).post(PEOPLE + page.format(people.olive.pk), details(people.olive, name="Changed", post="yes"))
    assert answer.status_code in (302, 403)
    olive = User.objects.get(pk=people.olive.pk)
    assert (olive.name, olive.is_active, User.objects.count()) == ("Olive Marsh", True, len(EVERYBODY))
    assert not mail.outbox


def test_nothing_is_deleted(as_: As, people: types.SimpleNamespace) -> None:
    for address in (f"{PEOPLE}{people.olive.pk}/delete/", f"{PEOPLE}{people.olive.pk}/history/"):
        assert as_("ada").post(address, {"post": "yes"}).status_code in (403, 405)
    assert User.objects.filter(pk=people.olive.pk).exists()


def test_sign_in_of_the_admin_is_ours(db: None) -> None:
    assert Client().get("/admin/login/").url.startswith("/sign-in/")


@pytest.mark.parametrize("pk", ["abc", "0", "99999", "1%00"])
@pytest.mark.parametrize("page", ["change", "history", "close", "open", "invite"])
def test_nobody_has_this_number(page: str, pk: str, as_: As) -> None:
    ada = as_("ada")
    answer = ada.post(f"{PEOPLE}{pk}/{page}/") if page == "invite" else ada.get(f"{PEOPLE}{pk}/{page}/")
    assert answer.status_code == 404


def test_change_is_recorded_with_its_reason(as_: As, people: types.SimpleNamespace) -> None:
    as_("ada").post(f"{PEOPLE}{people.mo.pk}/change/", details(people.mo, name="Mo Rivers", reason="Married"))
    row = people.mo.history.latest("history_id")
    assert (row.name, row.actor_name, row.history_change_reason) == ("Mo Rivers", "Ada Stone", "Married")


def test_change_needs_a_reason(as_: As, people: types.SimpleNamespace) -> None:
    answer = as_("ada").post(f"{PEOPLE}{people.mo.pk}/change/", details(people.mo, name="Mo Rivers", reason=""))
    assert answer.status_code == 422
    assert "Enter why the details are changing" in texts(answer)
    assert "Mo Rivers" in texts(answer)
    assert User.objects.get(pk=people.mo.pk).name == "Mo Brook"


def test_two_administrators_at_once(as_: As, people: types.SimpleNamespace) -> None:
    opened = details(people.mo, job_title="Head")
    change_person(person=people.mo, by=people.ada, now=NOW, reason="Married", name="Mo Rivers")
    answer = as_("ada").post(f"{PEOPLE}{people.mo.pk}/change/", opened)
    assert answer.status_code == 409
    assert "Mo Rivers" in texts(answer)
    assert User.objects.get(pk=people.mo.pk).job_title == ""


def test_new_address_signs_in_and_the_old_one_does_not(as_: As, people: types.SimpleNamespace) -> None:
    assert gets_in(Client())
    as_("ada").post(f"{PEOPLE}{people.olive.pk}/change/", details(people.olive, email="o.marsh@portal.example"))
    assert gets_in(Client(), login="o.marsh@portal.example")
    assert not gets_in(Client())


def test_closed_account_is_signed_out_and_can_be_opened_again(as_: As, people: types.SimpleNamespace) -> None:
    olive = Client()
    assert gets_in(olive)
    until = PartialDate.month(2025, 3)
    one = Action.objects.get(key="1b")
    set_plan_state(action=one, state="paused", by=people.cora, now=NOW, reason="A vacant post", paused_until=until)
    page = as_("ada").get(f"{PEOPLE}{people.olive.pk}/close/")
    assert "They lead 4 open actions" in texts(page), "as many as are to be handed over"
    as_("ada").post(f"{PEOPLE}{people.olive.pk}/close/", {"reason": "Retired"})
    assert not is_signed_in(olive)
    assert not gets_in(Client())
    assert "No lead: Olive Marsh has left" in texts(as_("mo").get("/plans/2023-24/actions/1a/"))
    as_("ada").post(f"{PEOPLE}{people.olive.pk}/open/", {"reason": "Back"})
    assert gets_in(Client())


def test_repeated_closing_changes_nothing(as_: As, people: types.SimpleNamespace) -> None:
    for _ in range(2):
        as_("ada").post(f"{PEOPLE}{people.olive.pk}/close/", {"reason": "Retired"})
    assert people.olive.history.count() == 2


def test_somebody_administers_the_portal_always(as_: As, people: types.SimpleNamespace) -> None:
    grant = RoleGrant.objects.get(user=people.ada, role="administrator")
    for address in (f"{PEOPLE}{people.ada.pk}/close/", f"/admin/accounts/rolegrant/{grant.pk}/end/"):
        answer = as_("ada").post(address, {"reason": "Enough"})
        assert answer.status_code == 422
        assert "The portal needs an administrator" in texts(answer)
    assert User.objects.get(pk=people.ada.pk).is_active
    grant_role(to=people.mo, role="administrator", by=people.ada, now=NOW)
    assert as_("ada").post(f"{PEOPLE}{people.ada.pk}/close/", {"reason": "Enough"}).status_code == 302


@pytest.mark.parametrize("until", [None, datetime.date(2024, 9, 30)])
def test_somebody_administers_the_portal_tomorrow(
    until: datetime.date | None, as_: As, people: types.SimpleNamespace
) -> None:
    """Whoever moves the end of their role leaves somebody who administers for as long as they would have."""
    grant = RoleGrant.objects.get(user=people.ada, role="administrator")
    page = f"/admin/accounts/rolegrant/{grant.pk}/change/"
    if until is not None:
        grant_role(to=people.mo, role="administrator", by=people.ada, now=NOW, until_on=until)
    moved = {"until_on_0": "4", "until_on_1": "9", "until_on_2": "2024", "reason": "Enough"}
    answer = as_("ada").post(page, moved)
    assert answer.status_code == 422
    assert "Make somebody else one first, for at least as long" in texts(answer)
    grant.refresh_from_db()
    assert (grant.until_on, grant.history.count()) == (None, 1)
    grant_role(to=people.mo, role="administrator", by=people.ada, now=NOW)
    assert as_("ada").post(page, moved).status_code == 302
    grant.refresh_from_db()
    assert grant.until_on == datetime.date(2024, 9, 4)


def test_role_is_granted_moved_and_ended(as_: As, people: types.SimpleNamespace) -> None:
    ada = as_("ada")
    fields = {"user": people.mo.pk, "role": "reader", "reason": "The inspection"}
    answer = ada.post("/admin/accounts/rolegrant/add/", fields)
    assert answer.status_code == 422
    assert "Enter the last day of the reader" in texts(answer)
    day = {"until_on_0": "31", "until_on_1": "12", "until_on_2": "2024"}
    assert "Select a person" in texts(ada.post("/admin/accounts/rolegrant/add/", fields | day | {"user": ""}))
    assert ada.post("/admin/accounts/rolegrant/add/", fields | day).url == f"{PEOPLE}{people.mo.pk}/change/"
    grant = RoleGrant.objects.get(user=people.mo)
    assert grant.until_on == datetime.date(2024, 12, 31)
    past = {"until_on_0": "1", "until_on_1": "1", "until_on_2": "2024", "reason": "Done"}
    assert ada.post(f"/admin/accounts/rolegrant/{grant.pk}/change/", past).status_code == 422
    ada.post(f"/admin/accounts/rolegrant/{grant.pk}/change/", past | {"until_on_2": "2025"})
    assert RoleGrant.objects.get(user=people.mo).until_on == datetime.date(2025, 1, 1)
    ada.post(f"/admin/accounts/rolegrant/{grant.pk}/end/", {"reason": "The inspection is over"})
    assert RoleGrant.objects.get(user=people.mo).until_on == datetime.date(2024, 9, 3)
    assert RoleGrant.history.filter(id=grant.pk).latest("history_id").history_change_reason == "The inspection is over"


def test_other_roles_go_when_they_end(as_: As, people: types.SimpleNamespace) -> None:
    grant = RoleGrant.objects.get(user=people.cora)
    as_("ada").post(f"/admin/accounts/rolegrant/{grant.pk}/end/", {"reason": "On leave"})
    assert not RoleGrant.objects.filter(user=people.cora).exists()
    row = RoleGrant.history.filter(id=grant.pk).latest("history_id")
    assert (row.history_type, row.history_change_reason) == ("-", "On leave")
    assert as_("cora").get("/plans/2023-24/").status_code == 200


def test_organisation_is_added_and_changed(as_: As) -> None:
    ada = as_("ada")
    ada.post("/admin/accounts/organisation/add/", {"name": "North Trust", "sector": "health"})
    trust = Organisation.objects.get(name="North Trust")
    again = ada.post("/admin/accounts/organisation/add/", {"name": "NORTH TRUST", "sector": "health"})
    assert again.status_code == 422
    assert "There is already an organisation called NORTH TRUST" in texts(again)
    fields = {"name": "North Trust", "short_name": "NT", "sector": "health", "revision": trust.revision}
    assert ada.post(f"/admin/accounts/organisation/{trust.pk}/change/", fields).status_code == 422
    ada.post(f"/admin/accounts/organisation/{trust.pk}/change/", fields | {"reason": "Merged"})
    trust.refresh_from_db()
    assert (trust.short_name, trust.is_active) == ("NT", False)
    assert trust.history.latest("history_id").history_change_reason == "Merged"


def test_who_has_access(as_: As, people: types.SimpleNamespace) -> None:
    assert gets_in(Client())
    page = texts(as_("ada").get(f"{PEOPLE}access/"))
    assert f"{len(EVERYBODY)} people have an open account" in page
    assert "Reader until 31 March 2025" in page
    assert "Leads 4 actions" in page
    assert "4 September 2024" in page
    assert as_("cora").get(f"{PEOPLE}access/").status_code == 403


def test_who_sits_on_bodies_is_said_beside_their_access(as_: As, people: types.SimpleNamespace) -> None:
    body = Body.objects.get(slug="local-inclusion-partnership")
    said = {"body": body, "by": people.cora, "now": NOW, "organisation": people.mo.organisation}
    add_member(**said, user=people.mo, from_on=datetime.date(2024, 1, 1), until_on=datetime.date(2024, 6, 30))
    assert "Member of 1 body" not in texts(as_("ada").get(f"{PEOPLE}access/"))
    add_member(**said, user=people.mo, from_on=datetime.date(2024, 9, 4))
    add_member(**said, user=people.pat, role="chair", from_on=datetime.date(2024, 1, 1))
    page = texts(as_("ada").get(f"{PEOPLE}access/"))
    assert page.count("Member of 1 body") == page.count("Chair of 1 body") == 1


def test_first_page_has_no_list_of_recent_actions(as_: As) -> None:
    assert "My actions" not in as_("ada").get("/admin/").content.decode()


def test_who_has_access_as_a_file(as_: As, people: types.SimpleNamespace) -> None:
    change_person(person=people.mo, by=people.ada, now=NOW, reason="A slip", name="=1+1")
    answer = as_("ada").get(f"{PEOPLE}access.csv")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0] == "Name,E-mail address,Organisation,Granted roles,Responsibilities in plans,Last sign-in"
    assert not any("/2024" in line for line in lines)
    assert len(lines) == 1 + User.objects.active().count()
    assert any(line.startswith("Ian Reed,") and "reader until 31 March 2025" in line for line in lines)
    assert any(line.startswith("'=1+1,") for line in lines)
