"""Bringing a plan in from a spreadsheet: the co-ordinator's, and each co-ordinator's own."""

import types

from actions.importing.told import Book, Cell, Sheet, book_to_json
from actions.models import ImportDraft
from actions.services import answer_words, match_columns, open_import
from priorities.models import ActionPlan
from tests.access.rows import COORDINATOR_SEES, DRAFT, NO_POST, PLAN, SIGN_IN, SIGN_IN_AGAIN, Row
from tests.world import NOW

SEES = SIGN_IN + "cora 200, others 403"
# What the form was opened for is missing from an empty one.
SENDS = SIGN_IN_AGAIN + "cora 409, others 403"
STEPS = ("sheet/", "columns/", "words/", "preview/")
SENDS_NO_FILE = SIGN_IN_AGAIN + "cora 422, others 403"
# Nobody has begun in the draft of a plan: each step leads to the first.
STARTS = SIGN_IN + "cora 302, others 404"


def make(people: types.SimpleNamespace) -> dict[str, object]:
    """A spreadsheet that Cora has brought as far as its preview."""
    began(people)
    return {}


def began(people: types.SimpleNamespace) -> ImportDraft:
    """A spreadsheet of one action, of which all has been said."""
    rows = (("Priority", "Reference", "Action"), ("Priority 1 Families", "1z", "Ask families"))
    cells = tuple(
        tuple(Cell(number, column, text, text) for column, text in enumerate(row, 1))
        for number, row in enumerate(rows, 1)
    )
    draft = open_import(
        plan=ActionPlan.objects.get(slug="2023-24"), by=people.cora, now=NOW, file_name="plan.csv", sha256="0",
        book=book_to_json(Book((Sheet("Plan", cells),))), plan_state="agreed", sheet=0,
    )  # fmt: skip
    draft = match_columns(draft=draft, columns={"priority": 1, "reference": 2, "title": 3}, by=people.cora)
    return answer_words(draft=draft, words=[], review=None, by=people.cora)


ROWS = [
    Row(PLAN + "import/", SEES, SENDS_NO_FILE),
    *(Row(PLAN + "import/" + step, SEES, SENDS) for step in STEPS),
    *(Row(PLAN + f"import/template.{ending}", SEES, NO_POST) for ending in ("xlsx", "csv")),
    Row(PLAN + "import/discard/", SIGN_IN + "others 405", SIGN_IN_AGAIN + "cora 302, others 403"),
    Row(PLAN + "printed-leads/", SEES, SIGN_IN_AGAIN + "cora 302, others 403"),
    Row(DRAFT + "import/", COORDINATOR_SEES, SIGN_IN_AGAIN + "cora 422, others 404"),
    *(Row(DRAFT + "import/" + step, STARTS, SIGN_IN_AGAIN + "cora 302, others 404") for step in STEPS),
    *(Row(DRAFT + f"import/template.{ending}", COORDINATOR_SEES, NO_POST) for ending in ("xlsx", "csv")),
    Row(DRAFT + "import/discard/", SIGN_IN + "others 405", SIGN_IN_AGAIN + "cora 302, others 404"),
    Row(DRAFT + "printed-leads/", COORDINATOR_SEES, SIGN_IN_AGAIN + "cora 302, others 404"),
]
