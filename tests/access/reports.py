"""Reports to bodies: one kept as published, which everybody reads, and a draft, which is the co-ordinator's."""

from tests.access.rows import COORDINATOR_SEES, DRAFT, NO_POST, PLAN, READ, SIGN_IN, SIGN_IN_AGAIN, Row

PUBLISHED = "/reports/2023-06-28-health-and-wellbeing-board/"
DRAFTED = "/reports/2024-09-25-health-and-wellbeing-board/"
NOWHERE = SIGN_IN + "others 404"


def forms(report: str, pages: tuple[str, ...], others: int) -> list[Row]:
    """The co-ordinator's forms, sent empty."""
    return [
        Row(report + page, f"{SIGN_IN}cora 200, others {others}", f"{SIGN_IN_AGAIN}cora 422, others {others}")
        for page in pages
    ]


ROWS = [
    Row("/reports/", READ, NO_POST),
    Row(PLAN + "bundle/", SIGN_IN + "cora ada 302, others 403", NO_POST),
    Row(DRAFT + "bundle/", SIGN_IN + "cora 302, others 404", NO_POST),
    Row("/bundle/", SIGN_IN + "cora ada 200, others 403", SIGN_IN_AGAIN + "cora ada 422, others 403"),
    Row("/reports/new/", SIGN_IN + "cora 200, others 403", SIGN_IN_AGAIN + "cora 422, others 403"),
    Row(PUBLISHED, READ, NO_POST),
    Row(DRAFTED, COORDINATOR_SEES, NO_POST),
    *forms(PUBLISHED, ("edit/", "recommendations/1/"), 403),
    *forms(DRAFTED, ("edit/", "finalise/", "sections/summary/"), 404),
    *(
        Row(PUBLISHED + page, SIGN_IN + "others 403", SIGN_IN_AGAIN + "others 403")
        for page in ("finalise/", "recommendations/", "wordings/")
    ),
    Row(PUBLISHED + "preview/", SIGN_IN + "others 403", NO_POST),
    *(
        Row(DRAFTED + page, COORDINATOR_SEES, SIGN_IN_AGAIN + "cora 302, others 404")
        for page in ("wordings/", "recommendations/")
    ),
    Row(DRAFTED + "recommendations/1/", NOWHERE, SIGN_IN_AGAIN + "others 404"),
    Row(DRAFTED + "preview/", COORDINATOR_SEES, NO_POST),
    Row(DRAFTED + "export/", SIGN_IN + "others 405", SIGN_IN_AGAIN + "cora 200, others 404"),
    Row(PUBLISHED + "export/", SIGN_IN + "others 405", SIGN_IN_AGAIN + "others 403"),
    Row(DRAFTED + "versions/1/", NOWHERE, NO_POST),
    Row(DRAFTED + "versions/1/0.pdf", NOWHERE, NO_POST),
    Row(DRAFTED + "versions/1/all.zip", NOWHERE, NO_POST),
    Row(DRAFTED + "versions/1/export/", SIGN_IN + "others 405", SIGN_IN_AGAIN + "others 404"),
    Row(PUBLISHED + "history/", READ, NO_POST),
    Row(DRAFTED + "history/", COORDINATOR_SEES, NO_POST),
    *forms(PUBLISHED, ("published/",), 403),
    *forms(DRAFTED, ("published/",), 404),
    Row(PUBLISHED + "published/{governance/aspublished}/", READ, NO_POST),
    Row(DRAFTED + "published/{governance/aspublished}/", NOWHERE, NO_POST),
    Row("/forward-plan/new/", SIGN_IN + "cora 200, others 403", SIGN_IN_AGAIN + "cora 422, others 403"),
    Row("/forward-plan/", READ, NO_POST),
    Row(
        "/forward-plan/{governance/commitment}/",
        SIGN_IN + "cora 200, others 403",
        SIGN_IN_AGAIN + "cora 422, others 403",
    ),
]
