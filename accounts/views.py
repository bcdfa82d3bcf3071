"""Sign-in, my details, who may do what."""

from typing import Any

from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from accounts.carried import carry, fields_to_carry, writer_of
from accounts.forms import SignInForm
from accounts.models import RoleGrant, User
from accounts.roles import DESCRIPTIONS
from design.fields import date_words, sentence
from design.uploads import SENT
from send_portal import demonstration
from send_portal.kept_text import kept_text


class SignInView(LoginView):
    """The library's sign-in; text that somebody typed before they were signed out goes along."""

    @method_decorator(login_not_required)
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = super().dispatch(request, *args, **kwargs)
        carried, path = request.POST.get("carried", ""), request.POST.get("next", "")
        # Also where the person had signed in again in another tab, and nothing was left to check.
        if (
            carried
            and request.user.is_authenticated
            and not _is_by_another(carried, request.user)
            and url_has_allowed_host_and_scheme(path, None)
        ):
            carry(request, path, carried)
        return answer

    def form_valid(self, form: SignInForm) -> HttpResponse:
        carried = self.request.POST.get("carried", "")
        if _is_by_another(carried, form.user):
            writer = writer_of(carried)
            form.add_error(
                None,
                f"This text was written by {writer}. Sign in as {writer} to get it back, or open the sign-in page "
                "again to discard it",
            )
            return self.form_invalid(form)
        return super().form_valid(form)

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        answer = super().form_invalid(form)
        if form.has_error(NON_FIELD_ERRORS, "too_many_login_attempts"):
            answer.status_code = 429
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | sign_in_context(carried=self.request.POST.get("carried", ""), path=_next(self.request))


def _is_by_another(carried: str, user: Any) -> bool:
    writer = writer_of(carried) if carried else None
    return writer is not None and writer.pk != user.pk


def sign_in_again(request: HttpRequest) -> HttpResponse:
    """The sign-in page in answer to a form that was sent after the session had ended. Nothing of it is done; its text
    stands in the page and comes back after sign-in. 401, so that nobody takes it for success."""
    kept = kept_text(request)
    carried = fields_to_carry(request.POST, request.FILES) if kept else ""
    context = sign_in_context(carried=carried, path=request.path) | {
        "form": SignInForm(request=request),
        "was_signed_out": True,
        "kept": [] if carried else kept,
    }
    return render(request, "account/login.html", context, status=401)


def sign_in_context(*, carried: str, path: str) -> dict[str, Any]:
    """What the sign-in page shows beside its form; in a demonstration, the accounts to try."""
    accounts: list[tuple[str, str]] = []
    if settings.IS_DEMONSTRATION:
        words = demonstration.accounts()
        people = User.objects.active().filter(is_demonstration=True, email__in=words)
        by_email = {person.email: person for person in people.with_organisation()}
        accounts = [(email, f"{by_email[email]}, {said}") for email, said in words.items() if email in by_email]
    return {
        "carried": carried,
        "has_file": f"{SENT}=" in carried,
        "next_path": path,
        "sign_in_address": reverse("account_login"),
        "demonstration_accounts": accounts,
    }


@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """My details and roles."""
    user = request.user
    granted = [_in_words(grant) for grant in user.role_grants.all() if grant.role in user.granted_roles]
    details = [
        ("Name", user.name),
        ("E-mail address", user.email),
        ("Job title", user.job_title),
        ("Organisation", user.organisation),
        ("Granted roles", "\n".join(granted) or "None"),
    ]
    return render(request, "accounts/me.html", {"details": details})


def _in_words(grant: RoleGrant) -> str:
    until = f" until {date_words(grant.until_on)}" if grant.until_on else ""
    return f"{sentence(grant.get_role_display())}{until}"


@require_safe
def roles(request: HttpRequest) -> HttpResponse:
    """Who can do what."""
    return render(request, "accounts/roles.html", {"roles": DESCRIPTIONS})


def _next(request: HttpRequest) -> str:
    return request.POST.get("next") or request.GET.get("next") or ""
