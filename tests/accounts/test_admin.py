"""The admin shows, and changes nothing."""

import types
from collections.abc import Callable

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.admin import AuditedAdmin
from audit.models import AuditedModel

As = Callable[[str], Client]


def test_every_audited_model_has_an_audited_admin() -> None:
    assert admin.site._registry
    for model, model_admin in admin.site._registry.items():
        if issubclass(model, AuditedModel):
            assert isinstance(model_admin, AuditedAdmin), model
            assert not model_admin.inlines
            assert not getattr(model_admin, "list_editable", ())


@pytest.mark.parametrize("model", ["user", "organisation", "rolegrant"])
def test_administrator_reads(model: str, as_: As, people: types.SimpleNamespace) -> None:
    page = as_("ada").get(reverse(f"admin:accounts_{model}_changelist"))
    assert page.status_code == 200
    assert as_("mo").get(reverse(f"admin:accounts_{model}_changelist")).status_code in (302, 403)


def test_pages_of_a_person(as_: As, people: types.SimpleNamespace) -> None:
    page = as_("ada").get(reverse("admin:accounts_user_change", args=[people.olive.pk])).content.decode()
    assert "Olive Marsh" in page
    assert people.olive.password not in page
    history = as_("ada").get(reverse("admin:accounts_user_history", args=[people.olive.pk])).content.decode()
    assert "Person Olive Marsh: added" in history


@pytest.mark.parametrize("view", ["change", "history", "delete"])
def test_nothing_can_be_changed(view: str, as_: As, people: types.SimpleNamespace) -> None:
    address = reverse(f"admin:accounts_user_{view}", args=[people.olive.pk])
    answer = as_("ada").post(address, {"name": "Changed", "email": "x@portal.example", "post": "yes"})
    assert answer.status_code in (403, 405)
    assert User.objects.get(pk=people.olive.pk).name == "Olive Marsh"
    assert as_("ada").post(reverse("admin:accounts_user_add"), {"name": "New"}).status_code == 403


def test_sign_in_of_the_admin_is_ours(db: None) -> None:
    assert Client().get("/admin/login/").url.startswith("/sign-in/")


@pytest.mark.parametrize("pk", ["abc", "0", "99999", "1%00"])
def test_history_of_nobody(pk: str, as_: As) -> None:
    assert as_("ada").get(f"/admin/accounts/user/{pk}/history/").status_code == 404
