"""Pages of the plan and its actions, and those that everybody owes."""

from governance.guides import GUIDES
from tests.access.rows import (
    COORDINATOR_POSTS,
    COORDINATOR_SEES,
    DRAFT,
    NO_POST,
    OPEN,
    OPEN_NO_POST,
    PLAN,
    READ,
    SIGN_IN,
    SIGN_IN_AGAIN,
    Row,
)

PAGES = [
    Row("/", SIGN_IN + "others 302", NO_POST),
    Row(PLAN, READ, NO_POST),
    Row(PLAN + "charts/", READ, NO_POST),
    Row(PLAN + "priorities/1/", READ, NO_POST),
    Row(PLAN + "history/", READ, NO_POST),
    Row(PLAN + "priorities/1/history/", READ, NO_POST),
    Row(PLAN + "actions/", READ, NO_POST),
    Row(PLAN + "actions/1a/", READ, NO_POST),
    Row(PLAN + "actions/1a/history/", READ, NO_POST),
    Row(PLAN + "actions/1a/compare/", READ, NO_POST),
    Row(PLAN + "actions/1a/compare/?from=2024-07-10", READ, NO_POST),
    Row(PLAN + "?at=2024-07-10", READ, NO_POST),
    Row(PLAN + "priorities/1/?at=2024-07-10", READ, NO_POST),
    Row(PLAN + "actions/?at=2024-07-10", READ, NO_POST),
    Row(PLAN + "actions/1a/?at=2024-07-10", READ, NO_POST),
    Row(DRAFT, COORDINATOR_SEES, SIGN_IN_AGAIN + "others 405"),
    Row(DRAFT + "charts/", COORDINATOR_SEES, NO_POST),
    Row(DRAFT + "priorities/1/", COORDINATOR_SEES, NO_POST),
    Row(DRAFT + "history/", COORDINATOR_SEES, NO_POST),
    Row(DRAFT + "priorities/1/history/", COORDINATOR_SEES, NO_POST),
    Row(DRAFT + "actions/", COORDINATOR_SEES, NO_POST),
    Row(DRAFT + "actions/9x/", COORDINATOR_SEES, NO_POST),
    Row(DRAFT + "actions/9x/history/", COORDINATOR_SEES, NO_POST),
    Row(DRAFT + "actions/9x/compare/", COORDINATOR_SEES, NO_POST),
    Row(DRAFT + "?at=2024-07-10", COORDINATOR_SEES, SIGN_IN_AGAIN + "others 405"),
    Row(DRAFT + "priorities/1/?at=2024-07-10", COORDINATOR_SEES, NO_POST),
    Row(DRAFT + "actions/?at=2024-07-10", COORDINATOR_SEES, NO_POST),
    Row(DRAFT + "actions/9x/?at=2024-07-10", COORDINATOR_SEES, NO_POST),
    Row("/my-actions/", READ, NO_POST),
    Row("/actions/", SIGN_IN + "others 302", NO_POST),
    Row("/actions/1a/", SIGN_IN + "others 302", NO_POST),
    Row("/priorities/1/", SIGN_IN + "others 302", NO_POST),
    Row("/me/", READ, NO_POST),
    Row("/roles/", READ, NO_POST),
    Row("/design/", SIGN_IN + "cora ada 200, others 404", NO_POST),
    Row("/glossary/", OPEN, OPEN_NO_POST),
    Row("/privacy/", OPEN, OPEN_NO_POST),
    Row("/accessibility/", OPEN, OPEN_NO_POST),
    Row("/help/", OPEN, OPEN_NO_POST),
    *(Row(f"/help/{guide}/", OPEN, OPEN_NO_POST) for guide in GUIDES),
    Row("/health/live", OPEN, OPEN_NO_POST),
    Row("/health/ready", OPEN, OPEN_NO_POST),
]
FORMS = [
    Row(
        PLAN + f"actions/{key}/{page}/",
        f"{SIGN_IN}{who} 200, others 403",
        f"{SIGN_IN_AGAIN}{who} 302, others 403",
        key,
    )
    for key, who in (("1a", "olive dev cora"), ("4c", "olive dev cole cora"), ("2a", "otis cora"))
    for page in ("progress", "no-change")
] + [
    Row(DRAFT + "actions/9x/progress/", COORDINATOR_SEES, COORDINATOR_POSTS, "9x"),
    Row(DRAFT + "actions/9x/no-change/", COORDINATOR_SEES, COORDINATOR_POSTS, "9x"),
    Row(PLAN + "actions/9x/progress/", SIGN_IN + "others 404", SIGN_IN_AGAIN + "others 404", "9x"),
]
ROWS = [*PAGES, *FORMS]
