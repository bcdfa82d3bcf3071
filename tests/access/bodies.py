"""Bodies and their meetings, which everybody reads who can sign in; the co-ordinator changes bodies."""

from tests.access.rows import NO_POST, READ, SIGN_IN, SIGN_IN_AGAIN, Row

NOWHERE = SIGN_IN + "others 404"
SEES = SIGN_IN + "cora 200, others 403"
SENDS = SIGN_IN_AGAIN + "cora 422, others 403"

ROWS = [
    Row("/bodies/", READ, NO_POST),
    Row("/bodies/health-and-wellbeing-board/", READ, NO_POST),
    Row("/bodies/nobody/", NOWHERE, NO_POST),
    Row("/bodies/new/", SEES, SENDS),
    Row("/bodies/health-and-wellbeing-board/edit/", SEES, SENDS),
    Row("/bodies/health-and-wellbeing-board/history/", READ, NO_POST),
    Row("/meetings/2023-06-28-health-and-wellbeing-board/", READ, NO_POST),
    Row("/meetings/2023-06-29-health-and-wellbeing-board/", NOWHERE, NO_POST),
]
