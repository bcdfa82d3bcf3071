"""Text that somebody typed, carried through sign-in.

When a session ends while somebody writes, the sign-in page takes the posted fields along; after sign-in they lie in
the new session under the address of their form, which fills itself with them, unsaved.
"""

from collections.abc import Iterable

from django.core import signing
from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, QueryDict

from accounts.models import User
from design.uploads import SENT
from send_portal.kept_text import MOST_BYTES, is_secret

SESSION_KEY = "carried"

WRITER_SALT = "carried"


def writer_token(user: User) -> str:
    """Says, for the field `writer` of a form, whose text it holds; cannot be forged."""
    return signing.dumps(user.pk, salt=WRITER_SALT)


def writer_of(text: str) -> User | None:
    """Who wrote the carried fields; None where they do not say."""
    try:
        pk = signing.loads(QueryDict(text).get("writer") or "", salt=WRITER_SALT)
    except (signing.BadSignature, TooManyFieldsSent):
        return None
    return User.objects.filter(pk=pk).first()


def fields_to_carry(posted: QueryDict, files: Iterable[str] = ()) -> str:
    """The posted fields as one query string, without passwords and tokens; empty where there are over 64 kB.

    Of `files`, by the names of their fields, only that they were there: the form then asks for them again.
    """
    kept = posted.copy()
    kept.update({name + SENT: "1" for name in files})
    for name in filter(is_secret, posted):
        del kept[name]
    size = sum(len(value.encode(errors="replace")) for _, values in kept.lists() for value in values)
    return kept.urlencode() if size <= MOST_BYTES else ""


def carry(request: HttpRequest, path: str, text: str) -> None:
    """Lay the fields into the session, for the form at that address."""
    if fields := fields_to_carry(QueryDict(text)):
        request.session[SESSION_KEY] = {"path": path, "fields": fields}


def carried_fields(request: HttpRequest) -> QueryDict | None:
    """The fields that were carried for this address, or None. Only reads."""
    carried = request.session.get(SESSION_KEY)
    if not carried or carried["path"] != request.path:
        return None
    return QueryDict(carried["fields"])


def drop_carried(request: HttpRequest) -> None:
    """Forget what was carried for this address: the form has been posted."""
    if carried_fields(request) is not None:
        del request.session[SESSION_KEY]
