"""What changed, and what somebody watches: everybody who reads the plan, each for themselves."""

from tests.access.rows import COORDINATOR_SEES, DRAFT, NO_POST, PLAN, READ, SIGN_IN, SIGN_IN_AGAIN, Row

NO_GET = SIGN_IN + "others 405"
POSTS = SIGN_IN_AGAIN + "others 302"
DRAFTED = SIGN_IN_AGAIN + "cora 302, others 404"

ROWS = [
    Row("/changes/", SIGN_IN + "others 302", NO_POST),
    Row(PLAN + "changes/", READ, NO_POST),
    Row(PLAN + "changes.csv", READ, NO_POST),
    Row(DRAFT + "changes/", COORDINATOR_SEES, NO_POST),
    Row(DRAFT + "changes.csv", COORDINATOR_SEES, NO_POST),
    # Posted without the moment that the page showed.
    Row(PLAN + "changes/read/", NO_GET, SIGN_IN_AGAIN + "others 404"),
    Row(PLAN + "actions/1a/watch/", NO_GET, POSTS),
    Row(PLAN + "actions/9z/watch/", NO_GET, SIGN_IN_AGAIN + "others 404"),
    Row(PLAN + "priorities/1/watch/", NO_GET, POSTS),
    Row(DRAFT + "actions/9x/watch/", NO_GET, DRAFTED),
    Row(DRAFT + "priorities/1/watch/", NO_GET, DRAFTED),
]
