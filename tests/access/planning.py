"""Setting up a plan: for the co-ordinator; its key and its cycles, for all."""

from tests.access.rows import COORDINATOR_SEES, DRAFT, NO_POST, PLAN, READ, SIGN_IN, SIGN_IN_AGAIN, Row

SEES = SIGN_IN + "cora 200, others 403"
# An empty form is wrong, and changes nothing.
SENDS = SIGN_IN_AGAIN + "cora 422, others 403"
SENDS_DRAFT = SIGN_IN_AGAIN + "cora 422, others 404"
# Without rows there is nothing to save.
SENDS_NO_ROWS = SIGN_IN_AGAIN + "cora 302, others 403"
FORMS = ("edit/", "key/on_track/", "cycles/new/", "priorities/new/", "priorities/1/edit/")

ROWS = [
    # Without a colour or a logo of its own a portal has neither of these.
    Row("/brand.css", "others 404", "others 405"),
    Row("/brand/logo", "others 404", "others 405"),
    Row("/plans/new/", SEES, SENDS),
    Row(PLAN + "key/", READ, NO_POST),
    Row(PLAN + "cycles/", READ, NO_POST),
    *(
        Row(PLAN + page, SEES, SENDS)
        for page in (
            "edit/",
            "key/on_track/",
            "cycles/new/",
            "cycles/{cycle}/",
            "priorities/new/",
            "priorities/1/edit/",
        )
    ),
    Row(PLAN + "set-up/", SEES, SENDS_NO_ROWS),
    Row(PLAN + "set-up/1/", SEES, SENDS_NO_ROWS),
    Row(DRAFT + "key/", COORDINATOR_SEES, NO_POST),
    Row(DRAFT + "cycles/", COORDINATOR_SEES, NO_POST),
    *(Row(DRAFT + page, COORDINATOR_SEES, SENDS_DRAFT) for page in FORMS),
    Row(DRAFT + "set-up/", COORDINATOR_SEES, SIGN_IN_AGAIN + "cora 302, others 404"),
    Row(DRAFT + "cycles/{cycle}/", SIGN_IN + "others 404", SIGN_IN_AGAIN + "others 404"),
]
