"""Minutes of a meeting of July, which are a draft, and of one in June, which are agreed. Everybody reads both."""

from tests.access.rows import NO_POST, READ, SIGN_IN, SIGN_IN_AGAIN, Row

DRAFTED = "/meetings/2024-07-12-local-inclusion-partnership/"
AGREED = "/meetings/2024-06-06-local-inclusion-partnership/"
ELSEWHERE = "/meetings/2023-06-28-health-and-wellbeing-board/"
NOWHERE = SIGN_IN + "others 404"

ROWS = [
    *(Row(held + "minutes/", READ, NO_POST) for held in (DRAFTED, AGREED)),
    *(Row(f"{DRAFTED}minutes.{format}", READ, NO_POST) for format in ("docx", "pdf")),
    Row(DRAFTED + "minutes.csv", NOWHERE, NO_POST),
    *(Row(ELSEWHERE + page, NOWHERE, NO_POST) for page in ("minutes/", "minutes.pdf")),
    Row(ELSEWHERE + "minutes/summary/", NOWHERE, SIGN_IN_AGAIN + "others 404"),
    # An empty summary says what stands.
    Row(DRAFTED + "minutes/summary/", SIGN_IN + "cora 200, others 403", SIGN_IN_AGAIN + "cora 422, others 403"),
    Row(DRAFTED + "minutes/agree/", SIGN_IN + "cora 200, others 403", SIGN_IN_AGAIN + "cora 422, others 403"),
    Row(DRAFTED + "minutes/notes/", SIGN_IN + "others 403", SIGN_IN_AGAIN + "others 403"),
    *(
        Row(AGREED + f"minutes/{page}/", SIGN_IN + "others 403", SIGN_IN_AGAIN + "others 403")
        for page in ("summary", "agree")
    ),
    Row(AGREED + "minutes/notes/", SIGN_IN + "cora 200, others 403", SIGN_IN_AGAIN + "cora 422, others 403"),
]
