"""Who is let in, and for how long."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from accounts.models import User
from accounts.views import sign_in_again
from send_portal.faults import AccessEnded

IDLE_SECONDS = 60 * 60
LONGEST_SECONDS = 12 * 60 * 60
# Reading stays free of writes: the time of the last visit is kept this roughly.
SEEN_EVERY_SECONDS = 5 * 60


class SessionLimitsMiddleware:
    """Ends a session after an hour without a visit, and after twelve hours in any case. Real time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        now = timezone.now().timestamp()
        began, seen = request.session.get("signed_in_at", now), request.session.get("seen_at", now)
        if now - began > LONGEST_SECONDS or now - seen > IDLE_SECONDS:
            logout(request)
            began = seen = now
        response = self.get_response(request)
        # After the page: signing in starts the clock itself, and not the visit that follows.
        if SESSION_KEY in request.session:
            if "signed_in_at" not in request.session:
                request.session["signed_in_at"] = began
            if "seen_at" not in request.session or now - seen > SEEN_EVERY_SECONDS:
                request.session["seen_at"] = now
        return response


class SignInMiddleware(LoginRequiredMiddleware):
    """Every page is behind sign-in unless its view opts out; what somebody has typed is carried through sign-in."""

    def process_view(
        self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        if not getattr(view_func, "login_required", True):
            return None
        if request.user.is_authenticated and request.user.has_ended:
            raise AccessEnded(
                "Your access as a reader has ended. If you still need it, ask the partnership’s administrator."
            )
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:
        """A visitor who asks is sent to sign-in; one who sends a form gets it there and then, with the text kept.

        Somebody whose account was closed while they wrote is told so: to sign in would not bring the text back.
        """
        if request.method == "POST":
            if User.objects.filter(pk=request.session.get(SESSION_KEY), is_active=False).exists():
                raise AccessEnded(
                    "Your account is closed, so nothing was saved. If you still need it, ask the partnership’s "
                    "administrator."
                )
            return sign_in_again(request)
        return super().handle_no_permission(request, view_func)
