"""The page of the set-up as a browser sends it back."""

import re
from html import unescape
from typing import Any

from django.test import Client

from actions.models import Action

URL = "/plans/2023-24/set-up/"


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())


def filled(page: str) -> dict[str, Any]:
    """The fields of the page's form as a browser would send them back untouched."""
    page = page[page.index('name="writer"') :]
    found: dict[str, Any] = {"reason": ""}
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        is_box = 'type="checkbox"' in tag
        if name is None or "csrf" in name[1] or (is_box and " checked" not in tag):
            continue
        text = unescape(value[1]) if value else "on" if is_box else ""
        found.setdefault(name[1], []).append(text) if is_box else found.update({name[1]: text})
    for name, options in re.findall(r'<select [^>]*name="([^"]*)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return found


def sent(client: Client, **changed: Any) -> dict[str, Any]:
    """The whole page as it stands, with some fields typed anew: `**{"1c-lead": …}`."""
    return filled(client.get(URL).content.decode()) | changed


def revisions() -> dict[str, int]:
    return dict(Action.objects.values_list("key", "revision"))
