"""Planning an action: its wording, state, milestones, related actions and drivers; the word on a due date."""

from tests.access.rows import COORDINATOR_SEES, DRAFT, NO_POST, PLAN, READ, SIGN_IN, SIGN_IN_AGAIN, Row

ONE = PLAN + "actions/1a/"


def coordinators(address: str) -> Row:
    """The co-ordinator's form, sent empty; everybody else is told whom to ask."""
    return Row(address, SIGN_IN + "cora 200, others 403", SIGN_IN_AGAIN + "cora 422, others 403")


def nobodys(address: str) -> Row:
    """What does not exist, or is no action's own."""
    return Row(address, SIGN_IN + "others 404", SIGN_IN_AGAIN + "others 404")


def drafts(address: str) -> Row:
    """A form of a plan that nobody but the co-ordinator sees."""
    return Row(address, COORDINATOR_SEES, SIGN_IN_AGAIN + "cora 422, others 404")


ROWS = [
    coordinators(ONE + "edit/"),
    coordinators(ONE + "state/"),
    coordinators(ONE + "milestones/"),
    coordinators(ONE + "milestones/{actions/milestone}/"),
    coordinators(ONE + "related/"),
    coordinators(ONE + "related/1b/"),
    coordinators(PLAN + "actions/new/"),
    coordinators(PLAN + "drivers/new/"),
    coordinators(PLAN + "drivers/{actions/driver}/"),
    Row(PLAN + "drivers/", READ, NO_POST),
    Row(
        ONE + "due-date/{actions/duedateproposal}/",
        SIGN_IN + "cora sara 200, others 403",
        SIGN_IN_AGAIN + "cora sara 422, others 403",
    ),
    Row(
        ONE + "due-date/",
        SIGN_IN + "olive dev sara cora 200, others 403",
        SIGN_IN_AGAIN + "olive dev sara cora 422, others 403",
    ),
    drafts(DRAFT + "actions/9x/due-date/"),
    nobodys(PLAN + "actions/2a/due-date/{actions/duedateproposal}/"),
    nobodys(PLAN + "actions/9x/edit/"),
    Row(
        PLAN + "actions/2a/milestones/{actions/milestone}/",
        SIGN_IN + "cora 404, others 403",
        SIGN_IN_AGAIN + "cora 404, others 403",
    ),
    *(
        drafts(DRAFT + page)
        for page in (
            "actions/9x/edit/", "actions/9x/state/", "actions/9x/milestones/", "actions/9x/related/", "actions/new/",
            "drivers/new/",
        )
    ),
    Row(DRAFT + "drivers/", COORDINATOR_SEES, NO_POST),
    Row(DRAFT + "drivers/{actions/driver}/", SIGN_IN + "others 404", SIGN_IN_AGAIN + "others 404"),
]  # fmt: skip
