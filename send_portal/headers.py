"""Headers that Django and django-csp do not set, on every answer."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBadRequest
from django.http.response import HttpResponseBase

Next = Callable[[HttpRequest], HttpResponseBase]

UNUSED = ("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "microphone", "payment", "usb")

FIXED = {
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED),
    "Cross-Origin-Resource-Policy": "same-origin",
    # Django's own middleware sets these as well, but not on a fault of its own (a wrong host before the redirect).
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": settings.X_FRAME_OPTIONS,
    "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
    "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
}

PROXY_PROBLEM = (
    "The portal cannot tell whether this visit is encrypted. Whoever runs it: the proxy in front must send "
    "X-Forwarded-Proto, and PORTAL_TRUSTED_PROXIES must say how many proxies there are.\n"
)


class HeadersMiddleware:
    """Puts the fixed headers on every answer, and `no-store` on all that does not say how long it may be kept."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in FIXED.items():
            response.headers.setdefault(name, value)
        # Static files say how long; a page never does, and asking who is signed in would cost a query.
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class ForwardedProtoMiddleware:
    """Answers 400 where the proxy and the settings disagree: a redirect to https would go round in circles."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        is_forwarded = "X-Forwarded-Proto" in request.headers
        expects_it = settings.SECURE_PROXY_SSL_HEADER is not None
        is_health = request.path_info.startswith("/health/")
        if settings.SECURE_SSL_REDIRECT and is_forwarded != expects_it and not is_health:
            return HttpResponseBadRequest(PROXY_PROBLEM, content_type="text/plain; charset=utf-8")
        return self.get_response(request)
