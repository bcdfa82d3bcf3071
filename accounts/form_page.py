"""A page with one form that changes one thing: every such page takes the same care of what people type."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.views.decorators.http import require_http_methods

from accounts.about import About
from accounts.carried import carried_fields, drop_carried, writer_token
from accounts.repeats import answer_to_repeat, save_once
from audit.describe import changes_since
from audit.models import AuditedModel
from audit.recording import Refused, StaleRecord
from audit.standing import Standing
from design.forms import PortalForm, RevisionForm, TokensForm
from design.soft_questions import AsksFirst

CARRIED = PortalForm.carried_words
TAKEN = "Somebody has just saved the same thing. Open the page again and check it before you save"
UNCHANGED = "Nothing has changed, so nothing was saved."

# Marks a view that shows a form and takes it back.
form_view = require_http_methods(["GET", "HEAD", "POST"])


def form_page(
    request: HttpRequest,
    form: type[PortalForm],
    save: Callable[[Any], Any],
    *,
    template: str,
    context: Mapping[str, Any],
    to: Any,
    message: str | Callable[[Any], str],
    record: AuditedModel | Standing[Any] | None = None,
    about: About | None = None,
    initial: Mapping[str, Any] | None = None,
    **arguments: Any,
) -> HttpResponse:
    """Open the form, or save it through a service and go on.

    `save` gets the valid form and calls one service; `to` is what `redirect` takes; `message` is said on the next page
    (made of what `save` gave, where it is a function; nothing is said where it is empty). Whatever goes wrong, the
    page comes again with all that was typed: 422 for a wrong field or a service that refuses (Refused), 409 with the
    changes in words where somebody else has changed `record` meanwhile (StaleRecord, said with whatever else is wrong;
    the form is then a `design.forms.RevisionForm` and `save` hands its revision to the service. Where it changes
    several records, `record` is their `Standing`, the form is a `design.forms.StandingForm`, and `save` hands its
    `standing`), or where the form was opened for another record than the address stands for now (`about`). What is
    sent twice is saved once (accounts/repeats.py), and what says just what stands not at all. Text comes back after a
    session has ended; of a file, that it must be chosen again (design/uploads.py).
    Further `arguments` go to the form. `template` extends form_page.html and gets `form`, `changes`, `writer`, and
    `free_text`: whether people write in the form (`design.soft_questions.AsksFirst`).
    """
    tokens = _tokens(record)
    user: Any = request.user
    shown = {**context, "writer": writer_token(user), "changes": [], "free_text": issubclass(form, AsksFirst)}
    shown["about"] = _about(request, about)
    if request.method != "POST":
        opened = _opened(request, form, {**(initial or {}), **tokens}, arguments)
        return render(request, template, {**shown, "form": opened})
    drop_carried(request)
    if again := answer_to_repeat(request):
        return again
    posted = form(request.POST, files=request.FILES, **arguments)
    if about is not None and not about.is_meant(request.POST):
        return _of_another(request, template, shown, posted, about, tokens)
    if not posted.is_valid():
        if isinstance(posted, TokensForm):
            posted = posted.renewed(tokens)
        return answer_to_repeat(request) or _come_again(request, template, shown, posted, _behind(posted, record))
    if record is not None and _says_what_stands(posted, initial or {}):
        messages.info(request, UNCHANGED)
        return redirect(to(record) if callable(to) else to)
    try:
        saved = save_once(request, lambda: save(posted), lambda saved: resolve_url(to(saved) if callable(to) else to))
    except (StaleRecord, Refused, ValidationError, IntegrityError) as error:
        return answer_to_repeat(request) or _come_again(request, template, shown, posted, error)
    if said := message(saved) if callable(message) else message:
        messages.success(request, said)
    return redirect(to(saved) if callable(to) else to)


def _come_again(
    request: HttpRequest, template: str, shown: dict[str, Any], posted: Any, error: Exception | None = None
) -> HttpResponse:
    """The page with what was typed, and what is wrong with it or why it was not saved."""
    if error is None:
        return render(request, template, {**shown, "form": posted}, status=422)
    if isinstance(error, StaleRecord):
        shown |= {
            "changes": _put_aside(posted, error.record, request.user),
            "several": isinstance(error.record, Standing) or bool(error.record.changed_with),
        }
        return render(request, template, {**shown, "form": posted}, status=409)
    posted.add_error(None, _what_to_do(error))
    return render(request, template, {**shown, "form": posted}, status=422)


def _behind(posted: Any, record: AuditedModel | Standing[Any] | None) -> StaleRecord | None:
    """What a form with something wrong in it has missed of its record: people learn of both at once, because what is
    wrong may come of what somebody else has changed (an answer that stands now cannot go without a reason).
    """
    seen = posted.cleaned_data.get("revision") if isinstance(posted, RevisionForm) else None
    if seen is None or not isinstance(record, AuditedModel) or seen == record.revision:
        return None
    return StaleRecord(f"{record} has changed since the form was opened.", record)


def _of_another(
    request: HttpRequest, template: str, shown: dict[str, Any], posted: Any, about: About, tokens: dict[str, Any]
) -> HttpResponse:
    """The page with what was typed for another record: sent once more, it is meant for the one of this address."""
    posted.is_valid()
    if isinstance(posted, TokensForm):
        posted = posted.renewed(tokens)
        posted.replace_tokens(tokens)
    posted.add_error(None, f"{about.moved}. {posted.if_meant_words}")
    return render(request, template, {**shown, "form": posted}, status=409)


def _about(request: HttpRequest, about: About | None) -> str | None:
    """What the form says that it is about; text that was carried through sign-in is about what it was typed for."""
    if about is None:
        return None
    carried = carried_fields(request) if request.method != "POST" else None
    return about.key if carried is None else str(carried.get("about", ""))


def _says_what_stands(posted: PortalForm, initial: Mapping[str, Any]) -> bool:
    """Whether a form that is valid says nothing but what it would open with; a reason alone is no change."""
    names = [field.name for field in posted.visible_fields() if field.name != "reason"]
    return bool(names) and all(
        _plain(posted.cleaned_data.get(name)) == _plain(initial.get(name, posted.fields[name].initial))
        for name in names
    )


def _plain(value: Any) -> Any:
    """What a field says, the order of several records or choices aside."""
    if isinstance(value, list | tuple | set) and value:
        return sorted(str(getattr(one, "pk", one)) for one in value)
    return value or None


def _opened(request: HttpRequest, form: type[PortalForm], initial: dict[str, Any], arguments: dict[str, Any]) -> Any:
    """The form as it opens: with text that was carried through sign-in, else with what stands."""
    carried = carried_fields(request)
    if carried is None:
        return form(initial=initial, **arguments)
    messages.warning(request, form.carried_words)
    return form.refilled(carried, **arguments)


def _what_to_do(error: Exception) -> list[str]:
    if isinstance(error, ValidationError):
        return error.messages
    return [str(error).removesuffix(".") if isinstance(error, Refused) else TAKEN]


def _tokens(record: AuditedModel | Standing[Any] | None) -> dict[str, Any]:
    if isinstance(record, Standing):
        return {"standing": record.token}
    return {"revision": record.revision} if record is not None else {}


def _put_aside(form: Any, record: AuditedModel | Standing[Any], user: Any) -> list[Any]:
    """Bring the form to the record's newest revision, its text kept; what changed since it was opened."""
    if isinstance(record, Standing):
        changes = record.changes_since(form.cleaned_data["standing"], user)
        form.catch_up(record)
        form.add_error(None, form.changed_words)
        return changes
    seen = form.cleaned_data["revision"]
    form.replace_tokens({"revision": record.revision})
    form.add_error(None, form.changed_words)
    return changes_since(record, seen, user)
