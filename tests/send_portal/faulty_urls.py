"""The portal's addresses and some that go wrong, for the fault pages."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from send_portal.clock import ClockBehind
from send_portal.urls import *  # noqa: F403
from send_portal.urls import urlpatterns as portal_urls

FAULTS = {
    "locked": (OperationalError, "database is locked"),
    "away": (InterfaceError, "connection already closed"),
    "behind": (ClockBehind, "secret detail"),
    "bug": (RuntimeError, "a name: Jo Bloggs"),
    "forbidden": (PermissionDenied, "Only its lead may update 3c. Ask the co-ordinator."),
    "forbidden-wordless": (PermissionDenied, ""),
    "missing": (Http404, "secret detail"),
    "suspicious": (SuspiciousOperation, "odd"),
}


@login_not_required
def fault(request: HttpRequest, kind: str) -> HttpResponse:
    error, message = FAULTS[kind]
    raise error(message)


urlpatterns = [path("fault/<kind>/", fault), *portal_urls]
