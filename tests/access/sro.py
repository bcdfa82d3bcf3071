"""Pages of the senior responsible officer. Sara is that of priority 1 and of every action with a lead."""

from tests.access.rows import COORDINATOR_SEES, DRAFT, NO_POST, PLAN, READ, SIGN_IN, SIGN_IN_AGAIN, Row

ROWS = [
    Row("/accountable/", READ, NO_POST),
    Row(PLAN + "priorities/1/highlight/", READ, NO_POST),
    Row(DRAFT + "priorities/1/highlight/", COORDINATOR_SEES, NO_POST),
    Row(PLAN + "priorities/1/judgement/", SIGN_IN + "sara 200, others 403", SIGN_IN_AGAIN + "sara 422, others 403"),
    Row(PLAN + "priorities/2/judgement/", SIGN_IN + "others 403", SIGN_IN_AGAIN + "others 403"),
    Row(DRAFT + "priorities/1/judgement/", SIGN_IN + "cora 403, others 404", SIGN_IN_AGAIN + "cora 403, others 404"),
]
