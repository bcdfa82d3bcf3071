"""The pages of an import ask the database as often for 31 actions and rows as for one."""

from collections.abc import Callable

from django.test import Client

from actions.models import Action
from actions.services import edit_action
from tests.actions.importing_pages import book, walked
from tests.growing import MANY, ONE, Grower, Queries, assert_same

As = Callable[[str], Client]
IMPORT = "/plans/grown/import/"
PAGES = (*(IMPORT + page for page in ("", "sheet/", "columns/", "words/", "preview/")), "/plans/grown/printed-leads/")


def test_the_pages_of_an_import(grow: Grower, queries: Queries, as_: As) -> None:
    priority = grow.priority(1)
    rows: list[tuple[str, ...]] = []

    def add(number: int) -> None:
        action: Action = grow.action(priority, number)
        edit_action(**grow.by, action=action, lead_as_printed=f"Team {number}", reason="Printed so")
        edit_action(**grow.by, action=grow.action(priority, 100 + number * 4), lead_as_printed=f"Team {number}")
        rows.append(
            ("Priority 1 One", action.reference, f"Other {number}", "Dev Anand", "31/03/2025", "Green", "", "")
        )
        rows.append(
            (f"Priority {number + 1} More", f"x{number}", "New", f"Team {number}", "TBC", f"B{number}", "", "")
        )

    add(ONE)
    walked(as_("cora"), book(*rows), plan="/plans/grown/")
    few = {page: queries("cora", page) for page in PAGES}
    for number in range(ONE + 1, MANY + 1):
        add(number)
    walked(as_("cora"), book(*rows), plan="/plans/grown/")
    for page in PAGES:
        assert_same(few[page], queries("cora", page))
