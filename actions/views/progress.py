"""Giving an update: the form, its draft, its conflicts; confirming no change."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from accounts.carried import carried_fields, drop_carried
from accounts.form_page import form_view
from actions import access, rules, services
from actions.forms.progress import DRAFT_LIMIT, NoChangeForm, ProgressForm, new_submission
from actions.models import Action, ProgressUpdate
from actions.pages.progress import ProgressPage, after_submit, conflict_of, saved_words
from actions.said import lines_of, prefilled
from audit.recording import Refused, StaleRecord
from design.fields import has_unprintable, whole_number
from priorities.status import Status
from send_portal import clock


@form_view
def submit_progress(request: HttpRequest, plan: str, ref: str) -> HttpResponse:
    """The update form: submit, keep as a draft, discard, correct the newest update."""
    action = access.action_to_update(request.user, plan, ref)
    return give_update(request, ProgressPage(action, request.user, clock.now()))


def give_update(request: HttpRequest, page: ProgressPage) -> HttpResponse:
    """The form of an update on the page that is given: submit, draft, discard, what somebody else wrote meanwhile."""
    if request.method != "POST":
        form = _first_form(request, page)
        return _form_page(request, page, form, draft_seen=page.draft_mark if form.is_from_draft else "")
    drop_carried(request)
    if "discard" in request.POST or "drop" in request.POST:
        return _let_go(request, page)
    if "draft" in request.POST:
        return _save_draft(request, page)
    if "edit" in request.POST:
        return _form_page(request, page, page.form_class.refilled(request.POST, **page.form_arguments))
    return _submit(request, page, page.form_class(page.posted(request.POST), **page.form_arguments))


@form_view
def confirm_no_change(request: HttpRequest, plan: str, ref: str) -> HttpResponse:
    """Confirm the last update as it stands; prints what is confirmed before and after."""
    action = access.action_to_update(request.user, plan, ref)
    page = ProgressPage(action, request.user, clock.now())
    status, problem = 200, page.no_change_problem
    data = request.POST if request.method == "POST" else None
    form = NoChangeForm(data, for_another=page.for_another, initial=page.tokens)
    if request.method == "POST":
        update, status, problem = _confirm(page, form)
        if update is not None:
            _say_submitted(request, update, page)
            return redirect(action)
    context = {
        "section": page.section,
        "action": action,
        "page": page,
        "problem": problem,
        "account": services.confirmed(action, page.last) if page.last and not problem else None,
        "form": form,
    }
    return render(request, "actions/confirm_no_change.html", context, status=status)


def _confirm(page: ProgressPage, form: NoChangeForm) -> tuple[ProgressUpdate | None, int, str]:
    """The update, or the status of the answer and what stands in the way; a field may say it itself."""
    if not form.is_valid():
        return None, 422, "This page is out of date. Open it again and confirm." if form.has_broken_tokens else ""
    try:
        update = services.confirm_no_change(action=page.action, by=page.user, now=page.now, **form.cleaned_data)
    except StaleRecord:
        return None, 409, "The action has changed since you opened this page. Check it again."
    except Refused as error:
        return None, 422, str(error)
    return update, 302, ""


def _first_form(request: HttpRequest, page: ProgressPage) -> ProgressForm:
    """The form as it opens: text carried through sign-in, else what is corrected, else a draft, else empty."""
    carried = carried_fields(request)
    if carried is not None:
        messages.warning(request, "You were signed out. Your text is as you left it, but has not been submitted yet.")
        return page.form_class.refilled(carried, **page.form_arguments)
    corrected = _corrected(request, page)
    if corrected is not None:
        return page.form_class(
            initial=prefilled(corrected) | page.tokens | {"corrects": corrected.pk}, **page.form_arguments
        )
    if page.opens_from_draft and page.draft is not None:
        form = page.form_class.refilled(page.draft_data, **page.form_arguments)
        form.is_from_draft = True
        return form
    return page.form_class(initial=page.tokens | {"ask": ProgressUpdate.Ask.NOTHING}, **page.form_arguments)


def _corrected(request: HttpRequest, page: ProgressPage) -> ProgressUpdate | None:
    """The update that the address asks to correct; where that is not the newest, the form is for a new one."""
    pk = request.GET.get("corrects", "")
    if not pk:
        return None
    if page.last is not None and pk == str(page.last.pk):
        return page.last
    if not page.action.updates.filter(pk=whole_number(pk, 1, page.action.last_update_id or 0)).exists():
        raise Http404("This action has no such update.")
    messages.warning(request, "There is a newer update, so you cannot correct that one. Submit a new one here.")
    return None


def _save_draft(request: HttpRequest, page: ProgressPage) -> HttpResponse:
    form = page.form_class.refilled(request.POST, **page.form_arguments)
    names = {name for name in request.POST if name in page.draft_names(form)}
    fields = {name: request.POST.getlist(name) for name in sorted(names)}
    text = "".join(value for values in fields.values() for value in values)
    if len(text) > DRAFT_LIMIT or has_unprintable(text.replace("\r", "")):
        form.add_error(
            None, "The draft is too long, or contains a character that cannot be saved: shorten it, or type it again"
        )
        return _form_page(request, page, form, status=422)
    replaces = {request.POST.get("draft_seen"), request.POST.get("draft_replaces")}
    if page.draft is not None and page.draft_mark not in replaces:
        form.add_error(
            None,
            f"You have saved another draft, on {saved_words(page.draft)}. Choose “Save as draft” again to replace "
            "it with this one",
        )
        return _form_page(request, page, form, draft_replaces=page.draft_mark, status=422)
    seen = whole_number(request.POST.get("revision", ""), 1, page.action.revision) or page.action.revision
    services.save_draft(action=page.action, by=request.user, now=page.now, fields=fields, revision=seen)
    messages.success(request, "Your draft has been saved. Only you can see it, and nothing has been submitted.")
    return redirect("submit-progress", page.action.plan.slug, page.action.key)


def _let_go(request: HttpRequest, page: ProgressPage) -> HttpResponse:
    """Discard the draft, or drop what a conflict was about. A draft that the person has not seen there stays."""
    said = ["What you wrote has been discarded."] if "drop" in request.POST else []
    seen = page.draft_under(request.POST.get("draft_seen", ""))
    if seen is not None and services.discard_draft(draft=seen, by=request.user):
        said.append("Your draft has been discarded.")
    elif page.draft is not None:
        said.append(f"Your draft of {saved_words(page.draft)} has been kept, because it was not on that page.")
    elif not said:
        said.append("There was no draft to discard.")
    messages.info(request, " ".join([*said, "Nothing was submitted."]))
    return redirect(page.back_to)


def _submit(request: HttpRequest, page: ProgressPage, form: ProgressForm) -> HttpResponse:
    if not form.is_valid():
        return _form_page(request, page, form.renewed(page.tokens), status=422)
    considered, corrects = set(request.POST.getlist("considered")), form.cleaned_data["corrects"]
    questions = rules.questions(form.account, page.action, page.today, **page.context_of_questions(corrects))
    is_answered = {question.code for question in questions} <= considered
    if not is_answered and not page.is_repeated(form.cleaned_data["submission"]):
        return _form_page(request, page, form, questions=questions, status=422)
    seen = page.draft_under(request.POST.get("draft_seen", ""))
    try:
        update = services.submit_progress(
            action=page.action,
            by=request.user,
            now=page.now,
            submission=form.cleaned_data["submission"],
            revision=form.cleaned_data["revision"],
            account=form.account,
            corrects=corrects,
            received_by=form.cleaned_data.get("received_by") or ProgressUpdate.ReceivedBy.PORTAL,
            draft=seen,
        )
    except StaleRecord as stale:
        return _conflict(request, page, form, stale.record)
    except Refused as refused:
        form.add_error(None, str(refused).removesuffix("."))
        return _form_page(request, page, form, status=422)
    if seen is not None:
        page.draft = None
    _say_submitted(request, update, page)
    return redirect(page.goes_on_at)


def _say_submitted(request: HttpRequest, update: ProgressUpdate, page: ProgressPage) -> None:
    said = render_to_string("actions/partials/submitted.html", after_submit(update, page))
    messages.success(request, mark_safe(" ".join(said.split())))  # noqa: S308 - a template has written it


def _conflict(request: HttpRequest, page: ProgressPage, form: ProgressForm, action: Action) -> HttpResponse:
    """Somebody was faster: what they wrote beside what this person typed, and three ways on."""
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        if name in page.draft_names(form) and name != "corrects"
        for value in values
    ]
    context = {
        "section": page.section,
        "action": action,
        "typed": typed,
        "page": page,
        "draft_seen": request.POST.get("draft_seen", ""),
        "submission": new_submission(),
        "considered": request.POST.getlist("considered"),
        "my_lines": lines_of(form.account, action),
        "look": Status(form.account.status).look,
        **conflict_of(action, form.cleaned_data["revision"], request.user),
    }
    return render(request, "actions/conflict.html", context, status=409)


def _form_page(
    request: HttpRequest,
    page: ProgressPage,
    form: ProgressForm,
    *,
    questions: Any = (),
    draft_seen: str | None = None,
    draft_replaces: str = "",
    status: int = 200,
) -> HttpResponse:
    """The form. `draft_seen` marks the draft that fills it; a form that comes back keeps the mark it was sent with.

    `draft_replaces` marks another draft, in whose place "Save as draft" puts this text.
    """
    context = {
        **page.context,
        "page": page,
        "form": form,
        "kept": page.kept_with(form),
        "questions": [question.on(form) for question in questions],
        "draft_seen": request.POST.get("draft_seen", "") if draft_seen is None else draft_seen,
        "draft_replaces": draft_replaces,
    }
    return render(request, page.template, context, status=status)
