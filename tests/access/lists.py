"""The list of actions as a file, and the plan by organisation."""

from tests.access.rows import COORDINATOR_SEES, DRAFT, NO_POST, PLAN, READ, Row

ROWS = [
    Row(PLAN + "actions.csv", READ, NO_POST),
    Row(PLAN + "partners/", READ, NO_POST),
    Row(DRAFT + "actions.csv", COORDINATOR_SEES, NO_POST),
    Row(DRAFT + "partners/", COORDINATOR_SEES, NO_POST),
]
