"""What a body that is run here is made of, and who was at its meetings: the co-ordinator's to change."""

from tests.access.rows import NO_POST, READ, SIGN_IN, SIGN_IN_AGAIN, Row

BODY = "/bodies/local-inclusion-partnership/"
HELD = "/meetings/2024-07-12-local-inclusion-partnership/"
MEETING = "/meetings/2023-07-local-inclusion-partnership/"
SEES = SIGN_IN + "cora 200, others 403"
SENDS = SIGN_IN_AGAIN + "cora 422, others 403"
NOWHERE, NOWHERE_TO_SEND = SIGN_IN + "others 404", SIGN_IN_AGAIN + "others 404"
FORBIDDEN, FORBIDDEN_TO_SEND = SIGN_IN + "others 403", SIGN_IN_AGAIN + "others 403"
MISSING, MISSING_TO_SEND = SIGN_IN + "cora 404, others 403", SIGN_IN_AGAIN + "cora 404, others 403"

ROWS = [
    Row(BODY, READ, NO_POST),
    Row(BODY + "edit/", SEES, SENDS),
    Row(BODY + "history/", READ, NO_POST),
    Row(BODY + "phases/new/", SEES, SENDS),
    Row(BODY + "phases/{phase}/", SEES, SENDS),
    Row(BODY + "phases/0/", MISSING, MISSING_TO_SEND),
    Row(BODY + "quorum/new/", SEES, SENDS),
    Row(BODY + "quorum/{rule}/", SEES, SENDS),
    Row(BODY + "quorum/0/", MISSING, MISSING_TO_SEND),
    Row(BODY + "terms/new/", SEES, SENDS),
    Row(BODY + "terms/{terms}/", READ, NO_POST),
    Row(BODY + "terms/{terms}/file/", READ, NO_POST),
    # Version 1 is the annex that was not supplied.
    Row(BODY + "terms/1/", NOWHERE, NO_POST),
    Row(BODY + "terms/1/file/", NOWHERE, NO_POST),
    Row(BODY + "members/new/", SEES, SENDS),
    Row(BODY + "members/{membership}/", SEES, SENDS),
    Row(BODY + "members/0/", MISSING, MISSING_TO_SEND),
    # Bodies that are only recorded here have no such forms, for anybody.
    *(
        Row(f"/bodies/health-and-wellbeing-board/{path}/new/", FORBIDDEN, FORBIDDEN_TO_SEND)
        for path in ("phases", "quorum", "terms", "members")
    ),
    Row("/bodies/nobody/members/new/", NOWHERE, NOWHERE_TO_SEND),
    # An empty form says what stands, where nobody is recorded.
    Row(HELD + "attendance/", SEES, SIGN_IN_AGAIN + "cora 302, others 403"),
    # Its day is not known.
    Row(MEETING + "attendance/", FORBIDDEN, FORBIDDEN_TO_SEND),
    Row("/meetings/2023-06-28-health-and-wellbeing-board/attendance/", FORBIDDEN, FORBIDDEN_TO_SEND),
    Row("/meetings/nothing/attendance/", NOWHERE, NOWHERE_TO_SEND),
]
