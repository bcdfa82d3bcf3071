"""What a row of the access table says."""

import dataclasses

SIGN_IN, SIGN_IN_AGAIN = "anon 302, ", "anon 401, "
READ, NO_POST = SIGN_IN + "others 200", SIGN_IN_AGAIN + "others 405"
OPEN, OPEN_NO_POST = "others 200", "others 405"
PLAN, DRAFT = "/plans/2023-24/", "/plans/2024-25/"
COORDINATOR_SEES = SIGN_IN + "cora 200, others 404"
COORDINATOR_POSTS = SIGN_IN_AGAIN + "cora 302, others 404"


@dataclasses.dataclass(frozen=True)
class Row:
    """One address, and who gets which status."""

    address: str
    get: str
    post: str
    sends: str = ""  # the key of the action whose update form is posted

    def __str__(self) -> str:
        return self.address
