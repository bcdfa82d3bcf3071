"""A form that is sent twice: a double click, a reload, the back button and once more. One change, and twice success.

What a person's form has saved last, and where that led, stands in their session from the moment of the change on. The
field `writer` of a form differs each time that a page is opened, so that the same words in a new form are a new wish.
"""

import hashlib
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from audit.recording import Refused

SESSION_KEY = "saved"
SAVED_ALREADY = "It was saved already."


class SavedAlready(Refused):
    """The other of two clicks has saved the form in the meantime; `answer_to_repeat` says where that led."""


def save_once(request: HttpRequest, save: Callable[[], Any], address_of: Callable[[Any], str]) -> Any:
    """Save, and keep that this form has; both or neither, so that a second click finds the one with the other.

    Two that come at the same instant wait for each other. Raises SavedAlready where the other has saved by then,
    SessionInterrupted where the session ended meanwhile, and whatever `save` raises.
    """
    try:
        with transaction.atomic():
            if _locked_and_kept(request):
                raise SavedAlready(SAVED_ALREADY)
            saved = save()
            request.session[SESSION_KEY] = {"form": _fingerprint(request), "address": address_of(saved)}
            request.session.save()
    except UpdateError as error:
        raise SessionInterrupted("Somebody signed out while they saved: nothing is saved.") from error
    return saved


def answer_to_repeat(request: HttpRequest) -> HttpResponse | None:
    """Where the first sending led, and that it was saved; None where this form has not been saved before.

    Asks the database: while this request waited, the other of two clicks may have saved.
    """
    kept = _kept(request) if request.method == "POST" else None
    if kept is None:
        return None
    request.session[SESSION_KEY] = kept
    messages.success(request, SAVED_ALREADY)
    return redirect(kept["address"])


def _locked_and_kept(request: HttpRequest) -> Any:
    """What the session keeps of this form, read once nobody else saves in the session: its row is locked until the
    transaction ends. On SQLite the transaction itself waits for every other that writes.
    """
    session: Any = request.session
    list(session.model.objects.select_for_update().filter(pk=session.session_key).values_list("pk"))
    return _kept(request)


def _kept(request: HttpRequest) -> Any:
    key = request.session.session_key
    kept: Any = type(request.session)(key).get(SESSION_KEY) if key else None
    return kept if kept and kept["form"] == _fingerprint(request) else None


def _fingerprint(request: HttpRequest) -> str:
    fields = sorted((name, values) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken")
    files = sorted((name, _digests(sent)) for name, sent in request.FILES.lists())
    said = (request.path, fields, *files)
    return hashlib.sha256(repr(said).encode(errors="backslashreplace")).hexdigest()


def _digests(files: list[Any]) -> list[tuple[Any, ...]]:
    found = []
    for file in files:
        file.seek(0)
        found.append((file.name, file.size, hashlib.sha256(file.read()).hexdigest()))
        file.seek(0)
    return found
