"""The roles page and docs/roles.md say the same."""

from collections.abc import Callable

from django.conf import settings
from django.test import Client

from accounts.roles import DESCRIPTIONS


def test_page_names_every_role(as_: Callable[[str], Client]) -> None:
    page = as_("mo").get("/roles/").content.decode()
    for role in DESCRIPTIONS:
        assert role.name in page


def test_document_is_true() -> None:
    text = (settings.ROOT / "docs" / "roles.md").read_text()
    sections = dict(section.split("\n", 1) for section in text.split("\n## ")[1:])
    assert set(sections) == {role.name for role in DESCRIPTIONS}
    for role in DESCRIPTIONS:
        said = sections[role.name]
        assert role.comes_from.rstrip(".") in said
        assert [line.removeprefix("- ") for line in said.splitlines() if line.startswith("- ")] == list(role.may)
