"""A change that one button makes: no page of its own, and twice pressed it is made once."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url

from accounts.about import About
from accounts.form_page import TAKEN
from accounts.repeats import answer_to_repeat, save_once
from audit.recording import Refused, StaleRecord

CHANGED = "Somebody has changed this since you opened the page, so nothing was done. Look at it as it stands now."
LOOK = "Look at the agenda as it stands now."


def one_click(
    request: HttpRequest,
    save: Callable[[], Any],
    *,
    to: Callable[[Any], str],
    back: Any,
    message: str = "",
    about: About | None = None,
) -> HttpResponse:
    """Save through one service and go on to `to` of what it gave, saying `message`; where it refuses, back to `back`
    with what to do, and so where the button was shown for another record than the address stands for now (`about`).
    What is sent twice is saved once: the form carries `writer`.
    """
    if again := answer_to_repeat(request):
        return again
    if about is not None and not about.is_meant(request.POST):
        messages.warning(request, f"{about.moved}. {LOOK}")
        return redirect(back)
    try:
        saved = save_once(request, save, lambda saved: resolve_url(to(saved)))
    except (StaleRecord, Refused, IntegrityError) as error:
        if again := answer_to_repeat(request):
            return again
        said = str(error) if isinstance(error, Refused) else CHANGED if isinstance(error, StaleRecord) else f"{TAKEN}."
        messages.warning(request, said)
        return redirect(back)
    if message:
        messages.success(request, message)
    return redirect(to(saved))
