"""The desk in tests: the mails that go, and what a line says."""

import re
from typing import Any

PLAN = "/plans/2023-24/"
DESK = f"{PLAN}cycle/"


def line(page: str, key: str) -> str:
    """The words of the line of an action; empty where it is not listed."""
    found = re.search(
        rf'<li class="portal-tasks__item">(?:(?!</li>).)*?id="line-{re.escape(key)}".*?</li>', page, re.S
    )
    return " ".join(re.sub(r"<[^>]*>", " ", found[0]).split()) if found else ""


def lines_of(answer: Any) -> list[str]:
    """The keys of the lines in their order."""
    return re.findall(r'id="line-([^"]+)"', answer.content.decode())


def entry(key: str) -> str:
    return f"{DESK}actions/{key}/"
