"""A council's own colour and logo, as files that every page may load."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from send_portal.brand import LOGO_TYPES, darker

STYLE = """:root {{
  --govuk-brand-colour: {colour};
  --portal-brand: {colour};
  --portal-brand-dark: {dark};
  --portal-brand-shadow: {shadow};
}}
"""


@login_not_required
@require_safe
@cache_control(public=True, max_age=24 * 60 * 60)
def brand_css(request: HttpRequest) -> HttpResponse:
    """The brand colour for the stylesheet's variables; its address carries the colour, so that it may be kept."""
    colour = settings.PORTAL_BRAND_COLOUR
    if not colour:
        raise Http404("The portal has no colour of its own.")
    style = STYLE.format(colour=colour, dark=darker(colour, 0.73), shadow=darker(colour, 0.45))
    return HttpResponse(style, content_type="text/css; charset=utf-8")


@login_not_required
@require_safe
@cache_control(public=True, max_age=60 * 60)
def brand_logo(request: HttpRequest) -> HttpResponse:
    """The logo. The portal's content security policy goes with it: an SVG of its own runs no script."""
    path = settings.PORTAL_LOGO
    if path is None:
        raise Http404("The portal has no logo of its own.")
    return HttpResponse(path.read_bytes(), content_type=LOGO_TYPES[path.suffix.lower()])
