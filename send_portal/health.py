"""Whether the portal lives, and whether it can do its work: for monitors, without sign-in."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from send_portal import checks

PLAIN = "text/plain; charset=utf-8"


@login_not_required
@require_safe
def health_live(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type=PLAIN)


@login_not_required
@require_safe
def health_ready(request: HttpRequest) -> HttpResponse:
    """Database, migrations and triggers stand: 200, or 503 with the ids of the checks that say otherwise."""
    try:
        found = [str(problem.id) for problem in checks.problems(checks.READY)]
    except DatabaseError:
        found = ["send_portal.E001"]
    if found:
        return HttpResponse("\n".join(sorted(set(found))) + "\n", status=503, content_type=PLAIN)
    return HttpResponse("ready\n", content_type=PLAIN)


VIEWS = {"/health/live": health_live, "/health/ready": health_ready}


class HealthMiddleware:
    """Answers before host name, session and sign-in are looked at: a monitor has none of them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return VIEWS.get(request.path_info, self.get_response)(request)
