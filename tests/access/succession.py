"""From one plan to the next: the steps are the co-ordinator's, how a plan ended is read by all."""

from tests.access.rows import (
    COORDINATOR_POSTS,
    COORDINATOR_SEES,
    DRAFT,
    NO_POST,
    PLAN,
    READ,
    SIGN_IN,
    SIGN_IN_AGAIN,
    Row,
)

SEES = SIGN_IN + "cora 200, others 403"
STEPS = PLAN + "succession/"
DRAFT_TO_STEPS = SIGN_IN + "cora 302, others 404"

ROWS = [
    Row("/plans/", READ, NO_POST),
    Row(PLAN + "outcomes/", READ, NO_POST),
    Row(PLAN + "outcomes.csv", READ, NO_POST),
    Row(STEPS, SEES, NO_POST),
    Row(STEPS + "start/", SEES, SIGN_IN_AGAIN + "cora 422, others 403"),
    Row(STEPS + "choose/", SEES, SIGN_IN_AGAIN + "cora 422, others 403"),
    Row(STEPS + "outcomes/", SEES, SIGN_IN_AGAIN + "cora 302, others 403"),
    Row(STEPS + "outcomes/1/", SEES, SIGN_IN_AGAIN + "cora 302, others 403"),
    Row(STEPS + "close/", SEES, SIGN_IN_AGAIN + "cora 422, others 403"),
    # Nothing follows yet: the steps say so.
    Row(STEPS + "current/", SIGN_IN + "cora 302, others 403", SIGN_IN_AGAIN + "cora 302, others 403"),
    Row(STEPS + "unlink/", SIGN_IN + "cora 302, others 403", SIGN_IN_AGAIN + "cora 302, others 403"),
    Row(DRAFT + "succession/unlink/", COORDINATOR_SEES, SIGN_IN_AGAIN + "cora 422, others 404"),
    Row(DRAFT + "outcomes/", COORDINATOR_SEES, NO_POST),
    Row(DRAFT + "outcomes.csv", COORDINATOR_SEES, NO_POST),
    Row(DRAFT + "succession/", COORDINATOR_SEES, NO_POST),
    # Another draft follows the draft; neither is named to anybody else.
    *(
        Row(DRAFT + "succession/" + step, DRAFT_TO_STEPS, SIGN_IN_AGAIN + "cora 422, others 404")
        for step in ("start/", "choose/", "close/")
    ),
    Row(DRAFT + "succession/current/", COORDINATOR_SEES, SIGN_IN_AGAIN + "cora 422, others 404"),
    *(Row(DRAFT + "succession/" + page, COORDINATOR_SEES, COORDINATOR_POSTS) for page in ("outcomes/", "outcomes/1/")),
]
