"""Sign-in, the administration, and handing over what people who have left held."""

from tests.access.rows import (
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

SIGN_IN_PAGES = [
    Row("/sign-in/", "anon 200, others 302", "anon 200, others 302"),
    Row("/sign-out/", SIGN_IN + "others 200", "others 302"),
    Row("/password/change/", READ, SIGN_IN_AGAIN + "others 200"),
    Row("/password/reset/", OPEN, OPEN),
    Row("/password/reset/sent/", OPEN, OPEN_NO_POST),
    Row("/password/reset/3-abc/", OPEN, OPEN),
    Row("/password/reset/done/", OPEN, OPEN_NO_POST),
    Row("/account/inactive/", OPEN, OPEN_NO_POST),
]


def staff(answer: str) -> str:
    """Whoever is no staff is sent to the admin's sign-in, which refuses them."""
    return f"{answer}, others 302"


def admin_of(model: str, seen_by: str = "", changed_by: str = "") -> list[Row]:
    """The admin pages of a model: who looks at it, and who changes it through services. Nobody deletes."""
    unseen = " ".join({"cora", "ada"} - set(seen_by.split()))
    blind = f", {unseen} 403" if unseen else ""
    sees = f"{SIGN_IN}{seen_by} 200{blind}, others 302" if seen_by else f"{SIGN_IN}cora ada 403, others 302"
    refused = f"{SIGN_IN_AGAIN}cora ada 403, others 302"
    lists = f"{SIGN_IN_AGAIN}{seen_by} 200{blind}, others 302" if seen_by else refused
    never = f"{SIGN_IN}cora ada 403, others 302"
    reads_history = f"{SIGN_IN_AGAIN}cora ada 405, others 302"
    adds = f"{SIGN_IN}{changed_by} 200, cora 403, others 302" if changed_by else never
    # Nothing was typed: the form says so.
    changes = f"{SIGN_IN_AGAIN}{changed_by} 422, cora 403, others 302" if changed_by else refused
    return [
        Row(f"/admin/{model}/", sees, lists),
        Row(f"/admin/{model}/add/", adds, changes),
        Row(f"/admin/{model}/{{{model}}}/change/", sees, changes),
        Row(f"/admin/{model}/{{{model}}}/delete/", never, refused),
        Row(f"/admin/{model}/{{{model}}}/history/", sees, reads_history if seen_by else refused),
        Row(f"/admin/{model}/{{{model}}}/", SIGN_IN + "others 302", SIGN_IN_AGAIN + "others 302"),
    ]


def further(model: str, page: str, get: str, post: str) -> Row:
    """A further page about one record: the administrator's alone."""
    return Row(
        f"/admin/{model}/{{{model}}}/{page}/",
        f"{SIGN_IN}ada {get}, cora 403, others 302",
        f"{SIGN_IN_AGAIN}ada {post}, cora 403, others 302",
    )


ADMIN = [
    Row("/admin/", SIGN_IN + staff("cora ada 200"), SIGN_IN_AGAIN + staff("cora ada 200")),
    Row("/admin/login/", SIGN_IN + "cora ada 302, others 403", "anon 302, cora ada 200, others 403"),
    Row("/admin/logout/", SIGN_IN + staff("cora ada 405"), SIGN_IN_AGAIN + "others 302"),
    Row("/admin/autocomplete/", SIGN_IN + staff("cora ada 403"), SIGN_IN_AGAIN + staff("cora ada 405")),
    Row("/admin/password_change/", SIGN_IN + "others 302", SIGN_IN_AGAIN + "others 302"),
    Row("/admin/password_change/done/", SIGN_IN + staff("cora ada 200"), SIGN_IN_AGAIN + staff("cora ada 405")),
    Row("/admin/jsi18n/", SIGN_IN + staff("cora ada 200"), SIGN_IN_AGAIN + staff("cora ada 405")),
    Row(
        "/admin/r/{content_type}/{accounts/user}/",
        SIGN_IN + staff("cora ada 404"),
        SIGN_IN_AGAIN + staff("cora ada 404"),
    ),
    Row("/admin/accounts/", SIGN_IN + staff("cora ada 200"), SIGN_IN_AGAIN + staff("cora ada 200")),
    Row("/admin/no-such-page/", SIGN_IN + staff("cora ada 404"), SIGN_IN_AGAIN + staff("cora ada 404")),
    *admin_of("accounts/user", "ada", "ada"),
    *admin_of("accounts/organisation", "ada cora", "ada"),
    # There to export from; both are changed in the portal alone.
    *admin_of("priorities/actionplan", "ada cora"),
    *admin_of("governance/boardreport", "ada cora"),
    # A draft is the co-ordinator's, here as in the portal.
    Row(
        "/admin/governance/boardreport/{drafted}/change/",
        SIGN_IN + "cora 200, ada 404, others 302",
        SIGN_IN_AGAIN + "cora 403, ada 404, others 302",
    ),
    Row(
        "/admin/governance/boardreport/{drafted}/history/",
        SIGN_IN + "cora 200, ada 404, others 302",
        SIGN_IN_AGAIN + "cora ada 405, others 302",
    ),
    *admin_of("accounts/rolegrant", "ada", "ada"),
    *admin_of("account/emailaddress"),
    *admin_of("auth/group"),
    Row(
        "/admin/accounts/user/access.csv",
        SIGN_IN + "ada 200, cora 403, others 302",
        SIGN_IN_AGAIN + "ada 405, cora 403, others 302",
    ),
    Row(
        "/admin/accounts/user/access/",
        SIGN_IN + "ada 200, cora 403, others 302",
        SIGN_IN_AGAIN + "ada 405, cora 403, others 302",
    ),
    further("accounts/user", "invite", "405", "302"),
    further("accounts/user", "close", "200", "422"),
    further("accounts/user", "open", "302", "302"),
    further("accounts/rolegrant", "end", "200", "422"),
]
HANDOVER = [
    Row(PLAN + "handover/", SIGN_IN + "cora 200, others 403", NO_POST),
    Row(PLAN + "handover/{left}/", SIGN_IN + "cora 200, others 403", SIGN_IN_AGAIN + "cora 422, others 403"),
    Row(DRAFT + "handover/", COORDINATOR_SEES, NO_POST),
    Row(DRAFT + "handover/{left}/", SIGN_IN + "others 404", SIGN_IN_AGAIN + "others 404"),
]
ROWS = [*SIGN_IN_PAGES, *ADMIN, *HANDOVER]
