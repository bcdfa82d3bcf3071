"""Pages of the administration that change something, each with one form and one service; and who has access."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts import admin_forms as forms
from accounts import services
from accounts.access import is_only_coordinator, person_named
from accounts.access_list import HEADINGS, access_list, access_rows, ended_roles
from accounts.form_page import form_page, form_view
from accounts.invitations import send_invitation
from accounts.models import Organisation, RoleGrant, User
from accounts.roles import Role
from documents.csv_file import csv_response
from send_portal import clock


def _context(heading: str, kind: str, plural: str, **more: Any) -> dict[str, Any]:
    """What every page says: where it stands in the administration, and the way back."""
    back = reverse(f"admin:accounts_{kind}_changelist")
    crumbs = (("Administration", reverse("admin:index")), (plural, back))
    return {"heading": heading, "crumbs": crumbs, "back_href": back, "back_text": f"Back to {plural.lower()}", **more}


def _address(record: Any) -> str:
    return reverse(f"admin:accounts_{record._meta.model_name}_change", args=[record.pk])


@form_view
def invite(request: HttpRequest) -> HttpResponse:
    """A new person, and the mail that lets them in."""

    def save(form: forms.InvitationForm) -> User:
        values = {name: value for name, value in form.cleaned_data.items() if name != "send"}
        return services.add_person(by=request.user, now=clock.now(), **values)

    def added(person: User) -> str:
        # By now the person is committed, and a mail may go.
        if "send" in request.POST:
            _say_whether_sent(request, person)
        return f"{person} has been added. If they need a role, grant it here."

    return form_page(
        request,
        forms.InvitationForm,
        save,
        template="accounts/admin_form.html",
        context=_context("Add a person", "user", "People", submit_text="Add"),
        to=_address,
        message=added,
    )


@form_view
def change_person(request: HttpRequest, person: User) -> HttpResponse:
    """A person's details, their roles, and what else can be done about their account."""
    details = ("name", "email", "job_title", "organisation")
    return form_page(
        request,
        forms.PersonForm,
        lambda form: services.change_person(person=person, by=request.user, now=clock.now(), **form.cleaned_data),
        template="accounts/person.html",
        context=_context(str(person), "user", "People", person=person, grants=list(person.role_grants.all())),
        to=_address,
        message=lambda saved: f"{saved}’s details have been saved.",
        record=person,
        initial={name: getattr(person, name) for name in details},
        standing=person.organisation,
    )


@require_POST
def invite_again(request: HttpRequest, person: User) -> HttpResponse:
    """Send the mail with the link anew, to somebody who has not chosen a password yet."""
    if not person.is_active:
        messages.warning(request, f"The account of {person} is closed. Open it again before you invite them.")
    elif person.has_usable_password():
        messages.warning(
            request,
            f"{person} has chosen a password already, so no invitation was sent. Whoever forgets theirs asks for "
            "a new one on the sign-in page.",
        )
    else:
        _say_whether_sent(request, person)
    return redirect(_address(person))


def _say_whether_sent(request: HttpRequest, person: User) -> None:
    if send_invitation(request, person):
        messages.success(request, f"An invitation has been sent to {person.email}.")
    else:
        messages.warning(
            request, f"The invitation to {person.email} could not be sent. Try again from this page in a few minutes."
        )


@form_view
def close_account(request: HttpRequest, person: User) -> HttpResponse:
    """Somebody leaves: they are signed out at once, and what they led has no lead."""
    if not person.is_active:
        return redirect(_address(person))
    led = person.actions_led.exclude(plan__status="closed").going_on().count()
    only = is_only_coordinator(person, clock.today())
    context = _context(f"Close {person}’s account", "user", "People", person=person, led=led, only_coordinator=only)

    def message(closed: User) -> str:
        said = f"{closed}’s account has been closed."
        if not User.objects.coordinating(clock.today()).exists():
            return f"{said} Nobody is a co-ordinator now. Grant somebody the role."
        return f"{said} The co-ordinator can see what they led under “Hand over”." if led else said

    return _change_active(request, person, False, "accounts/close_account.html", context, message)


@form_view
def open_account(request: HttpRequest, person: User) -> HttpResponse:
    """Somebody comes back: they can sign in again with the password that they had."""
    if person.is_active:
        return redirect(_address(person))
    context = _context(f"Reopen {person}’s account", "user", "People", person=person)
    message = f"{person}’s account has been reopened."
    return _change_active(request, person, True, "accounts/admin_form.html", context, message)


def _change_active(
    request: HttpRequest, person: User, is_active: bool, template: str, context: dict[str, Any], message: Any
) -> HttpResponse:
    return form_page(
        request,
        forms.ReasonForm,
        lambda form: services.change_person(
            person=person, by=request.user, now=clock.now(), is_active=is_active, **form.cleaned_data
        ),
        template=template,
        context={**context, "submit_text": "Reopen the account" if is_active else "Close the account"},
        to=_address,
        message=message,
        what="the account is being reopened" if is_active else "the account is being closed",
    )


@form_view
def add_organisation(request: HttpRequest) -> HttpResponse:
    """A new partner."""
    return form_page(
        request,
        forms.OrganisationDetails,
        lambda form: services.add_organisation(by=request.user, now=clock.now(), **form.cleaned_data),
        template="accounts/admin_form.html",
        context=_context("Add an organisation", "organisation", "Organisations", submit_text="Add"),
        to="admin:accounts_organisation_changelist",
        message=lambda organisation: f"{organisation} has been added.",
    )


@form_view
def change_organisation(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """An organisation's details."""
    details = ("name", "short_name", "sector", "is_active")
    return form_page(
        request,
        forms.OrganisationForm,
        lambda form: services.change_organisation(
            organisation=organisation, by=request.user, now=clock.now(), **form.cleaned_data
        ),
        template="accounts/admin_form.html",
        context=_context(
            str(organisation), "organisation", "Organisations", history=_history("organisation", organisation.pk)
        ),
        to="admin:accounts_organisation_changelist",
        message=lambda saved: f"The details of {saved} have been saved.",
        record=organisation,
        initial={name: getattr(organisation, name) for name in details},
    )


@form_view
def grant(request: HttpRequest) -> HttpResponse:
    """A role for somebody."""
    return form_page(
        request,
        forms.GrantForm,
        lambda form: services.grant_role(
            to=form.cleaned_data["user"], by=request.user, now=clock.now(), is_new=True, **_without_user(form)
        ),
        template="accounts/grant_role.html",
        context=_context("Grant a role", "rolegrant", "Roles", submit_text="Grant the role"),
        to=lambda given: _address(given.user),
        message=lambda given: f"{given.user} is now {given.with_article}.",
        initial={"user": person_named(request.GET.get("user", ""))},
        today=clock.today,
    )


def _without_user(form: forms.GrantForm) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != "user"}


@form_view
def move_end(request: HttpRequest, given: RoleGrant) -> HttpResponse:
    """Another last day for a role."""
    return _role_page(
        request,
        given,
        forms.EndForm,
        lambda form: services.grant_role(
            to=given.user, role=given.role, by=request.user, now=clock.now(), **form.cleaned_data
        ),
        heading=f"Change {given.user}’s last day as {given.with_article}",
        message=lambda saved: (
            f"{saved.user}’s last day as {saved.with_article} has been {'saved' if saved.until_on else 'removed'}."
        ),
        initial={"until_on": given.until_on},
        today=clock.today,
        must_end=given.role == Role.READER,
    )


@form_view
def end(request: HttpRequest, given: RoleGrant) -> HttpResponse:
    """Take a role away now."""
    return _role_page(
        request,
        given,
        forms.ReasonForm,
        lambda form: services.end_role(grant=given, by=request.user, now=clock.now(), **form.cleaned_data),
        heading=f"End {given.user}’s role as {given.with_article}",
        message=f"{given.user} is no longer {given.with_article}.",
        submit_text="End the role",
        what="the role is ending",
    )


def _role_page(
    request: HttpRequest,
    given: RoleGrant,
    form: Any,
    save: Callable[[Any], Any],
    *,
    heading: str,
    message: Any,
    submit_text: str = "Save",
    **more: Any,
) -> HttpResponse:
    only = given.role == Role.COORDINATOR and is_only_coordinator(given.user, clock.today())
    context = _context(
        heading, "rolegrant", "Roles", submit_text=submit_text, grant=given, person=given.user, only_coordinator=only
    )
    return form_page(
        request, form, save, template="accounts/role.html", context=context, to=_address(given.user), message=message,
        **more,
    )  # fmt: skip


def _history(kind: str, pk: int) -> str:
    return reverse(f"admin:accounts_{kind}_history", args=[pk])


@require_safe
def who_has_access(request: HttpRequest) -> HttpResponse:
    """Everybody with an open account: roles, parts, last sign-in; and the roles that are over."""
    today = clock.today()
    return render(request, "accounts/who_has_access.html", {"rows": access_list(today), "ended": ended_roles(today)})


@require_safe
def who_has_access_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The same list as a file: of persons, because access is a person's."""
    return csv_response("who-has-access", HEADINGS, access_rows(clock.today()))
