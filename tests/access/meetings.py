"""Meetings: everybody reads them, the co-ordinator plans and changes them."""

from tests.access.rows import NO_POST, READ, SIGN_IN, SIGN_IN_AGAIN, Row

HELD = "/meetings/2023-06-28-health-and-wellbeing-board/"
SEES = SIGN_IN + "cora 200, others 403"
SENDS = SIGN_IN_AGAIN + "cora 422, others 403"
REFUSED = SIGN_IN + "others 403"
REFUSED_AGAIN = SIGN_IN_AGAIN + "others 403"
NOWHERE, NOWHERE_AGAIN = SIGN_IN + "others 404", SIGN_IN_AGAIN + "others 404"
NONE = "/meetings/2023-06-29-health-and-wellbeing-board/"

ROWS = [
    Row("/meetings/", READ, NO_POST),
    Row("/meetings/new/", SEES, SENDS),
    Row("/meetings/schedule/", SEES, SENDS),
    Row(HELD + "history/", READ, NO_POST),
    Row(HELD + "meeting.ics", READ, NO_POST),
    Row("/meetings/2023-09-health-and-wellbeing-board/meeting.ics", NOWHERE, NO_POST),
    *(Row(HELD + f"{way}/", SEES, SENDS) for way in ("edit", "hold", "cancel", "move", "undo")),
    # The Board is not run here: no papers of ours, and no cycles.
    *(Row(HELD + f"{way}/", REFUSED, REFUSED_AGAIN) for way in ("papers-out", "cycles")),
    Row(NONE + "history/", NOWHERE, NO_POST),
    *(Row(NONE + f"{way}/", NOWHERE, NOWHERE_AGAIN) for way in ("edit", "hold", "cancel", "move", "undo", "cycles")),
]
