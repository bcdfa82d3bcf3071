"""How a body wants its papers: the co-ordinator's."""

from tests.access.rows import NO_POST, SIGN_IN, SIGN_IN_AGAIN, Row

STYLE = "/bodies/health-and-wellbeing-board/house-style/"
SEES = SIGN_IN + "cora 200, others 403"
SENDS = SIGN_IN_AGAIN + "cora 422, others 403"
NOWHERE = SIGN_IN + "others 404"

ROWS = [
    Row(STYLE, SEES, NO_POST),
    Row(STYLE + "edit/", SEES, SENDS),
    Row(STYLE + "headings/financial/", SEES, SENDS),
    Row(STYLE + "headings/weather/", SIGN_IN + "cora 404, others 403", SIGN_IN_AGAIN + "cora 404, others 403"),
    Row(STYLE + "word-file/", SEES, SENDS),
    Row(STYLE + "word-file/download/", SIGN_IN + "cora 404, others 403", NO_POST),
    Row(STYLE + "history/", SEES, NO_POST),
    Row("/bodies/moon-council/house-style/", NOWHERE, NO_POST),
    Row("/bodies/moon-council/house-style/edit/", NOWHERE, SIGN_IN_AGAIN + "others 404"),
]
