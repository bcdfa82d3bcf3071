"""Bringing a plan in from a spreadsheet, a page a step: nothing of the plan changes before the last one."""

import datetime
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST, require_safe

from accounts.about import About
from accounts.form_page import form_page, form_view
from accounts.repeats import answer_to_repeat
from actions import services
from actions.access import import_of
from actions.flags import counted
from actions.forms.bringing_in import ConfirmForm
from actions.forms.import_columns import ColumnsForm
from actions.forms.imports import SheetForm, UploadForm, WordsForm
from actions.from_sheet.present import PlanStanding, present
from actions.from_sheet.steps import STEPS, Opened, may_open, next_step, step_after, step_list
from actions.importing import template
from actions.models import ImportDraft
from actions.services.bringing_in import Brought, bring_in
from priorities.access import plan_to_edit
from priorities.models import ActionPlan
from send_portal import clock

GONE = (
    "There is no spreadsheet here any more: it was brought in, discarded, or left for a day. Look at the plan, or "
    "choose the spreadsheet again."
)
MOVED = "This page was opened for another spreadsheet, or before you changed an earlier step. It is refreshed"
IN_THE_SHEET = "in the spreadsheet and choose it again"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@form_view
def import_plan(request: HttpRequest, plan: str) -> HttpResponse:
    """What can be brought in, a spreadsheet to fill, and the spreadsheet that is sent."""
    found = plan_to_edit(request.user, plan)
    draft = import_of(request.user, found, clock.now())

    def save(form: UploadForm) -> ImportDraft:
        return services.open_import(plan=found, by=request.user, now=clock.now(), **form.told)

    context = _context(found, draft, "import-plan", "Start from a spreadsheet", "Continue") | {
        "draft": draft,
        "resume_href": reverse(next_step(draft), args=[found.slug]) if draft else "",
    }
    return _step(request, UploadForm, save, "actions/import_plan.html", context)


@require_safe
def import_template(request: HttpRequest, plan: str, ending: str) -> HttpResponse:
    """The spreadsheet to fill, as a file."""
    plan_to_edit(request.user, plan)
    body, kind = (template.template_xlsx(), XLSX) if ending == "xlsx" else (template.template_csv(), "text/csv")
    name = f'attachment; filename="{template.NAME}.{ending}"'
    return HttpResponse(body, content_type=kind, headers={"Content-Disposition": name})


@form_view
def import_sheet(request: HttpRequest, plan: str) -> HttpResponse:
    """Which sheet is the action plan; what each of the others is, and why it is not brought in."""
    found = plan_to_edit(request.user, plan)
    draft = import_of(request.user, found, clock.now())
    if draft is None:
        return _gone(request, found)
    opened = Opened(draft)
    with_doubted = bool(opened.doubted) and (request.GET.get("all") == "1" or draft.sheet in opened.doubted)
    offered = opened.readable + (opened.doubted if with_doubted else [])
    chosen = draft.sheet if draft.sheet is not None else next(iter(opened.readable), None)
    sheets = list(enumerate(zip(opened.book.sheets, opened.told, strict=True)))
    context = _context(found, draft, "import-sheet", "Choose the sheet", "Continue" if offered else "") | {
        "refused": [pair for number, pair in sheets if number not in offered],
        "has_choice": bool(offered),
        "can_doubt": bool(opened.doubted) and not with_doubted,
    }
    return _step(
        request,
        SheetForm,
        lambda form: services.choose_sheet(draft=draft, sheet=form.cleaned_data["sheet"], by=request.user),
        "actions/import_sheet.html",
        context,
        about=About(draft.said_by(), MOVED),
        initial={"sheet": str(chosen)} if chosen is not None else None,
        sheets=[(number, *pair) for number, pair in sheets if number in offered],
    )


@form_view
def import_columns(request: HttpRequest, plan: str) -> HttpResponse:
    """What each column holds."""
    found = plan_to_edit(request.user, plan)
    draft = import_of(request.user, found, clock.now())
    if draft is None or not may_open(draft, "import-columns"):
        return _gone(request, found, draft)
    opened = Opened(draft)

    context = _context(found, draft, "import-columns", "Match the columns", "Continue") | {
        "sheet_name": opened.sheet.name,
        "heading_row": opened.guessed.heading_row,
        "told": opened.told[draft.sheet or 0],
    }

    def save(form: ColumnsForm) -> ImportDraft:
        if form.is_of_another_row:
            return services.choose_heading_row(draft=draft, row=form.cleaned_data["heading_row"], by=request.user)
        return services.match_columns(draft=draft, columns=form.matched, by=request.user)

    return _step(
        request,
        ColumnsForm,
        save,
        "actions/import_columns.html",
        context,
        about=About(draft.said_by("sheet", "heading_row"), MOVED),
        sheet=opened.sheet,
        layout=opened.layout,
    )


@form_view
def import_words(request: HttpRequest, plan: str) -> HttpResponse:
    """What the words of the sheet mean, each asked once."""
    found = plan_to_edit(request.user, plan)
    draft = import_of(request.user, found, clock.now())
    if draft is None or not may_open(draft, "import-words"):
        return _gone(request, found, draft)
    opened = Opened(draft)

    def save(form: WordsForm) -> ImportDraft:
        return services.answer_words(draft=draft, words=form.answers, review=form.review_given, by=request.user)

    return _step(
        request,
        WordsForm,
        save,
        "actions/import_words.html",
        _context(found, draft, "import-words", "Say what the words mean", "Continue"),
        about=About(draft.said_by("sheet", "heading_row", "columns"), MOVED),
        initial={"review": opened.review or found.ends},
        opened=opened,
        words=opened.reading.words,
    )


@form_view
def import_preview(request: HttpRequest, plan: str) -> HttpResponse:
    """All that would change, and the word to bring it in: everything or nothing."""
    found = plan_to_edit(request.user, plan)
    draft = import_of(request.user, found, clock.now())
    if draft is None or not may_open(draft, "import-preview"):
        return _gone(request, found, draft)
    now, seen = clock.now(), present(found)
    opened = Opened(draft)
    comparison = opened.compared_with(seen)
    said = {"draft": draft, "by": request.user}

    def save(form: ConfirmForm) -> Brought:
        return bring_in(seen=form.cleaned_data["standing"], named=form.ids, now=now, **said)

    submit_text = "Bring it in" if comparison.can_confirm else ""
    context = _context(found, draft, "import-preview", "Check what will be brought in", submit_text)
    return form_page(
        request,
        ConfirmForm,
        save,
        template="actions/import_preview.html",
        context=context | {"draft": draft, "change_where": IN_THE_SHEET},
        to=found.get_absolute_url(),
        message=lambda brought: _brought_words(draft, brought, now),
        about=About(draft.said, MOVED),
        initial={"standing": PlanStanding(seen).token},
        comparison=comparison,
        compare=opened.compared_with,
    )


@require_POST
def discard_import(request: HttpRequest, plan: str) -> HttpResponse:
    """Let go of the spreadsheet."""
    found = plan_to_edit(request.user, plan)
    draft = import_of(request.user, found, clock.now())
    if draft is not None:
        services.discard_import(draft=draft, by=request.user)
        messages.success(request, f"{draft.file_name} was discarded. Nothing of it has come into the plan.")
    return redirect("import-plan", plan=found.slug)


def _step(
    request: HttpRequest,
    form: Any,
    save: Callable[[Any], ImportDraft],
    template_name: str,
    context: dict[str, Any],
    **options: Any,
) -> HttpResponse:
    """A page of the import that is saved and leads on to the next."""

    def to(draft: ImportDraft) -> str:
        return reverse(step_after(context["step"], draft), args=[context["plan"].slug])

    return form_page(request, form, save, template=template_name, context=context, to=to, message="", **options)


def _context(plan: ActionPlan, draft: ImportDraft | None, name: str, heading: str, submit_text: str) -> dict[str, Any]:
    """What every page of the import shows."""
    names = list(STEPS)
    back = names[names.index(name) - 1] if name != names[0] else ""
    return {
        "section": "plan",
        "plan": plan,
        "step": name,
        "steps": step_list(plan, draft, name),
        "heading": heading,
        "caption": f"{draft.file_name}, into “{plan.title}”" if draft and back else plan.title,
        "submit_text": submit_text,
        "back_href": reverse(back, args=[plan.slug]) if back else "",
        "can_discard": draft is not None,
    }


def _gone(request: HttpRequest, plan: ActionPlan, draft: ImportDraft | None = None) -> HttpResponse:
    """Where somebody goes who opens a step that is not to be had: to the one that is."""
    if request.method == "POST":
        if again := answer_to_repeat(request):
            return again
        messages.warning(request, GONE)
    return redirect(next_step(draft), plan=plan.slug)


def _brought_words(draft: ImportDraft, brought: Brought, now: datetime.datetime) -> str:
    """What came in, and where it can be looked at and put right."""
    parts = [
        f"{counted(number, 'action')} {word}"
        for number, word in ((brought.added, "added"), (brought.changed, "changed"))
        if number
    ]
    return format_html(
        '{} has been brought in: {}. <a class="govuk-notification-banner__link" href="{}?since={}#recorded">See what '
        "changed today</a>: each of these changes has the reason “{}”. To put one right, open its action and edit it.",
        draft.file_name,
        " and ".join(parts) or "no action changed",
        reverse("changes", args=[draft.plan.slug]),
        clock.london_date(now),
        draft.reason,
    )
