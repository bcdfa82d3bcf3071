"""The desk, and what is done there: the co-ordinator's alone."""

import types

from tests.access.rows import DRAFT, NO_POST, PLAN, SIGN_IN, SIGN_IN_AGAIN, Row

SEES = SIGN_IN + "cora 200, others 403"
SEES_DRAFT = SIGN_IN + "cora 200, others 404"
REFUSES_DRAFT = SIGN_IN_AGAIN + "cora 422, others 404"
SENDS = SIGN_IN_AGAIN + "cora 302, others 403"
# To nobody nothing goes.
SENDS_NOTHING = SIGN_IN_AGAIN + "cora 422, others 403"


def make(people: types.SimpleNamespace) -> dict[str, object]:
    return {"council": people.olive.organisation_id}


ROWS = [
    Row("/cycle/", SIGN_IN + "others 302", NO_POST),
    Row(PLAN + "cycle/", SEES, NO_POST),
    Row(PLAN + "cycle/remind/all/", SEES, SENDS_NOTHING),
    Row(PLAN + "cycle/remind/lead-{accounts/user}/", SEES, SENDS_NOTHING),
    Row(PLAN + "cycle/remind/organisation-{council}/", SEES, SENDS_NOTHING),
    Row(PLAN + "cycle/actions/2a/", SEES, SENDS, sends="2a"),
    # Before the papers deadline it asks first.
    Row(PLAN + "cycle/actions/1b/no-update/", SEES, SENDS_NOTHING),
    Row(DRAFT + "cycle/", SEES_DRAFT, NO_POST),
    Row(DRAFT + "cycle/remind/all/", SEES_DRAFT, REFUSES_DRAFT),
    # It has no papers deadline, and so nothing that is missing.
    Row(DRAFT + "cycle/actions/9x/no-update/", SEES_DRAFT, REFUSES_DRAFT),
    Row(DRAFT + "cycle/actions/9x/", SEES_DRAFT, SIGN_IN_AGAIN + "cora 302, others 404", sends="9x"),
]
