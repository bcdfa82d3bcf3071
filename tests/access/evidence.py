"""What supports an action, evidence and co-production; what the source leaves open."""

from tests.access.rows import COORDINATOR_SEES, DRAFT, NO_POST, PLAN, READ, SIGN_IN, SIGN_IN_AGAIN, Row


def form_of(address: str, who: str) -> Row:
    """A form for those who may support the action; an empty one is wrong."""
    return Row(address, f"{SIGN_IN}{who} 200, others 403", f"{SIGN_IN_AGAIN}{who} 422, others 403")


LED = "olive dev cora"
NOWHERE = (SIGN_IN + "others 404", SIGN_IN_AGAIN + "others 404")

EVIDENCE = [
    form_of(PLAN + "actions/1a/evidence/", LED),
    form_of(PLAN + "actions/2a/evidence/", "otis cora"),
    form_of(PLAN + "actions/1a/evidence/{evidence}/", LED),
    form_of(PLAN + "actions/1a/evidence/{evidence}/withdraw/", LED),
    Row(
        PLAN + "actions/1b/evidence/{evidence}/",
        f"{SIGN_IN}{LED} 404, others 403",
        f"{SIGN_IN_AGAIN}{LED} 404, others 403",
    ),
    Row(DRAFT + "actions/9x/evidence/", SIGN_IN + "cora 200, others 404", SIGN_IN_AGAIN + "cora 422, others 404"),
    Row(PLAN + "actions/9x/evidence/", *NOWHERE),
]
CO_PRODUCTION = [
    form_of(PLAN + "actions/1a/co-production/", LED),
    form_of(PLAN + "actions/2a/co-production/", "otis cora"),
    form_of(PLAN + "actions/1a/co-production/{co-production}/", LED),
    Row(
        PLAN + "actions/1b/co-production/{co-production}/",
        f"{SIGN_IN}{LED} 404, others 403",
        f"{SIGN_IN_AGAIN}{LED} 404, others 403",
    ),
    Row(PLAN + "actions/9x/co-production/", *NOWHERE),
]
LISTS = [
    Row(PLAN + "evidence/", READ, NO_POST),
    Row(PLAN + "evidence.csv", READ, NO_POST),
    Row(DRAFT + "evidence.csv", COORDINATOR_SEES, NO_POST),
    Row(DRAFT + "evidence/", COORDINATOR_SEES, NO_POST),
    Row("/evidence/", SIGN_IN + "others 302", NO_POST),
]
ANSWERS = SIGN_IN + "cora 200, others 403", SIGN_IN_AGAIN + "cora 422, others 403"
DRAFTED = SIGN_IN + "cora 200, others 404", SIGN_IN_AGAIN + "cora 422, others 404"
QUERIES = [
    Row(PLAN + "queries/", READ, NO_POST),
    Row("/queries/", SIGN_IN + "others 302", NO_POST),
    Row("/key/", SIGN_IN + "others 302", NO_POST),
    Row(PLAN + "queries/new/", *ANSWERS),
    Row(PLAN + "queries/{query}/answer/", *ANSWERS),
    Row(DRAFT + "queries/", COORDINATOR_SEES, NO_POST),
    Row(DRAFT + "queries/new/", *DRAFTED),
    Row(DRAFT + "queries/{query}/answer/", SIGN_IN + "others 404", SIGN_IN_AGAIN + "others 404"),
]
ROWS = [*LISTS, *EVIDENCE, *CO_PRODUCTION, *QUERIES]
