"""Absolute addresses for mails. None of them is secret: each leads through sign-in."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse


def absolute(path: str) -> str:
    """A page of the portal as a mail names it."""
    return f"{settings.PORTAL_URL}{path}"


def page(name: str, *arguments: Any) -> str:
    """The absolute address of a page by its name."""
    return absolute(reverse(name, args=arguments))


def desk(plan: str) -> str:
    """Where the co-ordinator asks for the updates of a plan."""
    return page("desk", plan)


def host() -> str:
    """The portal's own name, for what must be unique in the world: the id of a mail, of a calendar entry."""
    return urlsplit(settings.PORTAL_URL).hostname or "localhost"
