"""What the preview of an import tells: what is not brought in, and what changes or stays otherwise than expected."""

import datetime
import types
from collections.abc import Callable

from django.test import Client

from actions.models import Action
from actions.services import set_plan_state
from tests.actions.importing_pages import NEW, PLAN, book, confirmed, walked
from tests.actions.reading import texts, words
from tests.actions.test_import_existing import row
from tests.world import NOW, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]


def test_progress_that_does_not_come_in_is_named_with_why(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    given = give_update(act("1a"), people.olive, NOW - datetime.timedelta(days=1))
    status = {"on_track": "Green", "at_risk": "Amber", "off_track": "Red"}[given.status]
    body = book(
        row(act("1a"), status=status, progress="From the sheet"),
        row(act("1b"), progress="Nobody says how"),
        row(act("1c"), title="Other words"),
    )
    said = words(walked(as_("cora"), body))
    left = "is not brought in, because"
    assert f"Row 2, column G: “From the sheet” {left} an update was given on 3 September 2024" in said
    assert f"Row 3, column G: “Nobody says how” {left} the row gives no status" in said


def test_progress_that_the_portal_has_already_is_not_told(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    given = give_update(act("1a"), people.olive, NOW - datetime.timedelta(days=1))
    body = book(row(act("1a"), status="Red", progress=given.headline), row(act("1c"), title="Other words"))
    assert "not brought in" not in words(walked(as_("cora"), body))


def test_progress_of_proposed_actions_is_told_and_their_status_printed(as_: As, act: Act) -> None:
    cora = as_("cora")
    page = walked(cora, book(*NEW), plan_state="proposed")
    told = "Row 2, column G: “Two employers have signed.” is not brought in, because the action is proposed"
    assert told in words(page)
    confirmed(cora, page)
    assert "“Green”" in texts(cora.get(f"{PLAN}actions/8a/"))
    again = book(("Priority 8 Preparing for adulthood", "8a", "Open a supported internship", "", "", "Amber", "", ""))
    confirmed(cora, walked(cora, again))
    assert act("8a").status_as_printed == "Amber"


def test_what_is_over_and_changes_is_worth_a_look(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    set_plan_state(action=act("1b"), state="withdrawn", reason="Done with", by=people.cora, now=NOW)
    said = words(walked(as_("cora"), book(row(act("1b"), title="Other words"))))
    assert "Row 2, column B: 1b is withdrawn, and changes all the same" in said
    assert "changes all the same" not in words(walked(as_("cora"), book(row(act("1b")), row(act("1c"), title="X"))))
