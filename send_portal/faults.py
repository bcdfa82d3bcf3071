"""Pages for what goes wrong. None of them needs the database, and each hands back what the person typed."""

import logging
import sys

from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve

from send_portal.clock import ClockBehind
from send_portal.kept_text import kept_text

RETRY_AFTER_SECONDS = "30"
# Whatever stands below this address is the administrator's to grant.
ADMINISTRATION = "/admin/"
# Pages by the names of their addresses that whoever may open something below them may read, and what they are called.
PAGES_ABOVE = {
    "plan": "the plan",
    "priority": "its page in the plan",
    "changes": "what changed",
    "my-actions": "my actions",
    "action-list": "the actions",
    "action": "the action",
    "query-list": "the queries",
    "question-list": "the questions",
    "short-questions": "the questions",
    "meeting-list": "the meetings",
    "meeting": "the meeting",
    "agenda-item": "the agenda item",
    "minutes": "the minutes",
    "body-list": "the bodies",
    "body": "the body",
    "decision-list": "the decisions",
    "decision": "the decision",
    "meeting-action": "the meeting action",
    "forward-plan": "the forward plan",
    "report-list": "the reports",
    "report": "the report",
}
PLAN = "/", "Go to the plan"

logger = logging.getLogger(__name__)


class AccessEnded(PermissionDenied):
    """Refuses a person every page: all that is left to do is to sign out."""


class UnknownFilter(Http404):
    """An address asks a list for something that it does not have: its message names the filter, "status and lead"."""


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request itself makes no sense. Not so where the database went away before the session was kept."""
    if isinstance(exception, SessionInterrupted) and _is_database_away(exception):
        return _busy(request)
    return _page(request, 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: prints the message of PermissionDenied("…"), which says whom to ask; else who can help at this address."""
    message = str(exception) if isinstance(exception, PermissionDenied) else ""
    whom = "administrator" if request.path_info.startswith(ADMINISTRATION) else "co-ordinator"
    href, words = _page_above(request.path_info)
    may_only_leave = isinstance(exception, AccessEnded)
    return _page(request, 403, message=message, whom=whom, may_only_leave=may_only_leave, href=href, words=words)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404; where it is only the filter of a list that there is not, it says which, and leads to the whole list."""
    unknown = str(exception) if isinstance(exception, UnknownFilter) else ""
    return _page(request, 404, unknown=unknown, whole=request.path)


def method_not_allowed(request: HttpRequest) -> HttpResponse:
    """405: leads to the page above, where the button stands that somebody pressed before they had to sign in."""
    href, words = _page_above(request.path_info)
    return _page(request, 405, is_button=request.method in ("GET", "HEAD"), href=href, words=words)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 where the database is away or busy or this host's clock behind: then trying again helps."""
    if isinstance(sys.exception(), OperationalError | InterfaceError | ClockBehind):
        return _busy(request)
    return _page(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was too old, or did not come from our page."""
    return _page(request, 403, template="403_csrf.html")


def _page_above(path: str) -> tuple[str, str]:
    """The nearest page above an address, as the site is ordered, and what to call the way there; else the plan."""
    steps = path.strip("/").split("/")
    for many in range(len(steps) - 1, 0, -1):
        above = f"/{'/'.join(steps[:many])}/"
        try:
            name = resolve(above).url_name
        except Resolver404:
            continue
        if name in PAGES_ABOVE:
            return above, f"Go back to {PAGES_ABOVE[name]}"
    return PLAN


def _is_database_away(error: BaseException | None) -> bool:
    """Whether that lies behind the error: Django keeps the first cause in the context of what it makes of it."""
    return error is not None and (
        isinstance(error, OperationalError | InterfaceError) or _is_database_away(error.__context__)
    )


def _busy(request: HttpRequest) -> HttpResponse:
    response = _page(request, 503)
    response["Retry-After"] = RETRY_AFTER_SECONDS
    return response


def _page(request: HttpRequest, status: int, template: str = "", **context: object) -> HttpResponse:
    try:
        page: str = render_to_string(template or f"{status}.html", {"kept": kept_text(request), **context})
    except Exception:
        # Whatever is broken (a template, the manifest of static files), the person still gets an answer.
        logger.exception("The page for status %s cannot be rendered", status)
        page = "<!DOCTYPE html><html lang=en-GB><title>Sorry</title><h1>Sorry, something went wrong</h1>"
    return HttpResponse(page, status=status)
