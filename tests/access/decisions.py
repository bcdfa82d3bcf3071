"""Decisions and meeting actions: everybody reads but what is exempt; the co-ordinator writes."""

from tests.access.rows import NO_POST, READ, SIGN_IN, SIGN_IN_AGAIN, Row

MEETING = "/meetings/2024-07-11-local-inclusion-partnership/"
SEES = SIGN_IN + "cora 200, others 403"
SENDS = SIGN_IN_AGAIN + "cora 422, others 403"
NOWHERE, SENDS_NOWHERE = SIGN_IN + "others 404", SIGN_IN_AGAIN + "others 404"
# Mo and Pat have a seat on the partnership: they read what is exempt.
HIDDEN = SIGN_IN + "cora mo pat 200, others 404"
HIDDEN_FORM = SIGN_IN + "cora 200, mo pat 403, others 404"
SENDS_HIDDEN = SIGN_IN_AGAIN + "cora 422, mo pat 403, others 404"
ONE, EXEMPT = "/decisions/{decision}/", "/decisions/{exempt decision}/"
DUTY, EXEMPT_DUTY = "/meeting-actions/{meeting action}/", "/meeting-actions/{exempt meeting action}/"

ROWS = [
    Row("/decisions/", READ, NO_POST),
    Row("/decisions.csv", READ, NO_POST),
    Row(ONE, READ, NO_POST),
    Row(ONE + "edit/", SEES, SENDS),
    Row(ONE + "withdraw/", SEES, SENDS),
    Row(EXEMPT, HIDDEN, NO_POST),
    Row(EXEMPT + "edit/", HIDDEN_FORM, SENDS_HIDDEN),
    Row(EXEMPT + "withdraw/", HIDDEN_FORM, SENDS_HIDDEN),
    Row("/decisions/424242/", NOWHERE, NO_POST),
    Row(MEETING + "items/1/decisions/new/", SEES, SENDS),
    Row(MEETING + "items/2/decisions/new/", HIDDEN_FORM, SENDS_HIDDEN),
    Row(MEETING + "items/9/decisions/new/", NOWHERE, SENDS_NOWHERE),
    # Who was there is not recorded, and a quorum is asked for: that meeting cannot ratify.
    Row(MEETING + "ratify/", SIGN_IN + "others 403", SIGN_IN_AGAIN + "others 403"),
    Row("/bodies/local-inclusion-partnership/decisions/new/", SEES, SENDS),
    Row("/bodies/health-and-wellbeing-board/decisions/new/", SIGN_IN + "others 403", SIGN_IN_AGAIN + "others 403"),
    Row(MEETING + "items/1/meeting-actions/new/", SEES, SENDS),
    Row(MEETING + "items/2/meeting-actions/new/", HIDDEN_FORM, SENDS_HIDDEN),
    Row("/meeting-actions/", READ, NO_POST),
    Row(DUTY, READ, NO_POST),
    Row(DUTY + "edit/", SEES, SENDS),
    Row(DUTY + "withdraw/", SEES, SENDS),
    # Olive is to do it.
    Row(DUTY + "done/", SIGN_IN + "cora olive 200, others 403", SIGN_IN_AGAIN + "cora olive 422, others 403"),
    Row(EXEMPT_DUTY, HIDDEN, NO_POST),
    Row(EXEMPT_DUTY + "edit/", HIDDEN_FORM, SENDS_HIDDEN),
    Row(EXEMPT_DUTY + "done/", HIDDEN_FORM, SENDS_HIDDEN),
    Row(EXEMPT_DUTY + "withdraw/", HIDDEN_FORM, SENDS_HIDDEN),
]
