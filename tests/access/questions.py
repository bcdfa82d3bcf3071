"""Questions on an action. Mo and Pat have a seat on a board; Ada has no part, so she reads and does not ask."""

import types
from typing import Any

from governance.models import Body
from tests.access.rows import COORDINATOR_SEES, DRAFT, NO_POST, PLAN, READ, SIGN_IN, SIGN_IN_AGAIN, Row
from tests.actions.questions import ask
from tests.governance.agendas import seat

ACTION = PLAN + "actions/1a/questions/"
LED = "olive dev cora"
NOWHERE = (SIGN_IN + "others 404", SIGN_IN_AGAIN + "others 404")
NO_GET = SIGN_IN + "others 405"


def make(people: types.SimpleNamespace) -> dict[str, Any]:
    """An open question on 1a, and people with a seat."""
    board = Body.objects.get(slug="health-and-wellbeing-board")
    for person in (people.mo, people.pat):
        seat(person, people.cora, board)
    return {"question": ask("1a", people.olive).pk}


ROWS = [
    Row(ACTION + "new/", SIGN_IN + "ada 403, others 200", SIGN_IN_AGAIN + "ada 403, others 422"),
    Row(ACTION + "{question}/answer/", f"{SIGN_IN}{LED} 200, others 403", f"{SIGN_IN_AGAIN}{LED} 422, others 403"),
    Row(ACTION + "{question}/close/", SIGN_IN + "cora 200, others 403", SIGN_IN_AGAIN + "cora 422, others 403"),
    Row(ACTION + "999999/answer/", *NOWHERE),
    Row(ACTION + "999999/close/", *NOWHERE),
    Row(PLAN + "actions/1b/questions/{question}/answer/", *NOWHERE),
    Row(PLAN + "questions/", READ, NO_POST),
    Row(PLAN + "questions.csv", READ, NO_POST),
    Row("/questions/", SIGN_IN + "others 302", NO_POST),
    Row("/questions/999999/agenda/", NO_GET, SIGN_IN_AGAIN + "others 404"),
    Row(DRAFT + "questions/", COORDINATOR_SEES, NO_POST),
    Row(DRAFT + "questions.csv", COORDINATOR_SEES, NO_POST),
    Row(DRAFT + "actions/9x/questions/new/", COORDINATOR_SEES, SIGN_IN_AGAIN + "cora 422, others 404"),
]
