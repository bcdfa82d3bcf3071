"""Bodies and their meetings, which everybody reads who can sign in."""

from tests.access.rows import NO_POST, READ, SIGN_IN, Row

NOWHERE = SIGN_IN + "others 404"

ROWS = [
    Row("/bodies/", READ, NO_POST),
    Row("/bodies/health-and-wellbeing-board/", READ, NO_POST),
    Row("/bodies/nobody/", NOWHERE, NO_POST),
    Row("/meetings/2023-06-28-health-and-wellbeing-board/", READ, NO_POST),
    Row("/meetings/2023-06-29-health-and-wellbeing-board/", NOWHERE, NO_POST),
]
