"""The way from a page to the part of a guide that helps with it."""

from typing import Any

from django import template
from django.urls import reverse

from governance.guides import GUIDES, help_with

register = template.Library()


@register.simple_tag(takes_context=True)
def help_address(context: dict[str, Any]) -> str:
    """Where help with the page that is shown stands; empty where no guide names it. No query of its own."""
    request = context.get("request")
    if request is None or request.resolver_match is None:
        return ""
    found = help_with(request.resolver_match.url_name or "", first=_own_guides(request.user))
    slug, _, part = found.partition("#")
    return f"{reverse('guide', args=[slug])}#{part}" if slug else ""


def _own_guides(user: Any) -> tuple[str, ...]:
    """The guides of the roles that the person was granted: a role and its guide have one name."""
    return tuple(slug for slug in GUIDES if slug in user.granted_roles) if user.is_authenticated else ()
