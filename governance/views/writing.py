"""Writing a report: its sections, recommendations and board wordings; what its body made of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.form_page import form_page
from actions.models import Action
from design.fields import has_unprintable
from governance import access
from governance.forms import MetForm, RecommendationsForm, ResolutionForm, SectionForm
from governance.models import BoardReport, Commitment, ReportSection, Resolution
from governance.services import bodies, resolutions
from governance.services import reports as services
from send_portal import clock

FORM_METHODS = ["GET", "HEAD", "POST"]
WORDING_LENGTH = 400
RESOLVED = ("outcome", "text", "resolved_on", "minute_reference", "url")


@require_http_methods(FORM_METHODS)
def edit_section(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """What is written for a section, and whether it is in the report."""
    found = access.section_to_edit(request.user, slug, kind)

    def save(form: SectionForm) -> ReportSection:
        return services.edit_section(section=found, by=request.user, now=clock.now(), **form.values)

    return form_page(
        request,
        SectionForm,
        save,
        template="governance/report_form.html",
        context={"section": "reports", "report": found.report, "heading": found.heading, "free_text": True},
        to=found.report,
        message=f"“{found.heading}” is saved.",
        record=found,
        initial={name: getattr(found, name) for name in ("is_included", "chosen", "narrative")},
        of=found,
    )


@require_http_methods(FORM_METHODS)
def recommendations(request: HttpRequest, slug: str) -> HttpResponse:
    """The recommendations in their order."""
    report = access.report_to_edit(request.user, slug)
    standing = list(report.recommendations.all())

    def save(form: RecommendationsForm) -> Any:
        return services.set_recommendations(
            report=report, by=request.user, now=clock.now(), texts=form.texts, revision=form.cleaned_data["revision"]
        )

    style = report.body.house_style
    verbs = f" The body’s verbs: {', '.join(style.verbs)}." if style.verbs else ""
    return form_page(
        request,
        RecommendationsForm,
        save,
        template="governance/report_form.html",
        context={"section": "reports", "report": report, "heading": "Recommendations", "free_text": True},
        to=report,
        message="The recommendations are saved.",
        record=report,
        initial={f"text_{one.number}": one.text for one in standing},
        standing=len(standing),
        lead=f"{style.recommendation_lead}{verbs}",
    )


@require_http_methods(FORM_METHODS)
def wordings(request: HttpRequest, slug: str) -> HttpResponse:
    """What the report prints of each action: its headline, or what the co-ordinator words for the board."""
    report = access.report_to_edit(request.user, slug)
    actions = list(Action.objects.filter(plan=report.plan).select_related("last_update"))
    standing = {one.action_id: one.text for one in report.wordings.all()}
    problems: dict[int, str] = {}
    if request.method == "POST":
        typed = {action.pk: " ".join(request.POST.get(f"wording_{action.pk}", "").split()) for action in actions}
        problems = {pk: problem for pk, text in typed.items() if (problem := _wording_problem(text))}
        if not problems:
            _save_wordings(request, report, actions, standing, typed)
            messages.success(request, "The board wordings are saved.")
            return redirect(report)
        standing = typed
    rows = [(action, standing.get(action.pk, ""), problems.get(action.pk, "")) for action in actions]
    context = {"section": "reports", "report": report, "rows": rows, "problems": problems, "most": WORDING_LENGTH}
    return render(request, "governance/report_wordings.html", context, status=422 if problems else 200)


@require_http_methods(FORM_METHODS)
def resolve(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What the body resolved on a recommendation."""
    found = access.recommendation_to_resolve(request.user, slug, number)
    standing = getattr(found, "resolution", None)

    def save(form: ResolutionForm) -> Resolution:
        return resolutions.resolve(recommendation=found, by=request.user, now=clock.now(), **form.cleaned_data)

    context = {"section": "reports", "report": found.report, "heading": f"Recommendation {number}",
               "lede": found.text, "free_text": True}  # fmt: skip
    return form_page(
        request,
        ResolutionForm,
        save,
        template="governance/report_form.html",
        context=context,
        to=found.report,
        message="The resolution is saved.",
        record=standing or found,
        initial={name: getattr(standing, name) for name in RESOLVED} if standing else {},
    )


@require_safe
def forward_plan(request: HttpRequest) -> HttpResponse:
    """What was promised to bodies: met, missed, still open."""
    promises = Commitment.objects.for_forward_plan()
    context = {"section": "reports", "promises": promises, "today": clock.today()}
    return render(request, "governance/forward_plan.html", context)


@require_http_methods(FORM_METHODS)
def meet_promise(request: HttpRequest, pk: int) -> HttpResponse:
    """That a promise is met."""
    promise = access.commitment_to_meet(request.user, pk)

    def save(form: MetForm) -> Commitment:
        return bodies.meet_commitment(commitment=promise, by=request.user, now=clock.now(), **form.cleaned_data)

    return form_page(
        request,
        MetForm,
        save,
        template="governance/report_form.html",
        context={"section": "reports", "heading": "A promise is met", "lede": promise.title},
        to="forward-plan",
        message="The promise is met.",
        record=promise,
        initial={"met_on": promise.met_on, "met_by_report": promise.met_by_report},
        reports=list(BoardReport.objects.filter(body=promise.to_body).select_related("body")),
    )


def _wording_problem(text: str) -> str:
    if has_unprintable(text):
        return "This contains a character that cannot be shown. Retype it"
    return f"Shorten it to {WORDING_LENGTH} characters" if len(text) > WORDING_LENGTH else ""


def _save_wordings(
    request: HttpRequest, report: BoardReport, actions: list[Action], standing: dict[int, str], typed: dict[int, str]
) -> None:
    now = clock.now()
    for action in actions:
        if typed[action.pk] != standing.get(action.pk, ""):
            services.set_wording(report=report, action=action, by=request.user, now=now, text=typed[action.pk])
