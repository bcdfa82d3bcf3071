"""Writing a report: its sections, recommendations and board wordings; what its body made of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.form_page import form_page, form_view
from actions.models import Action
from governance import access
from governance.forms.outcomes import MetForm, PromiseForm, PublishedForm, ResolutionForm
from governance.forms.writing import RecommendationsForm, SectionForm, WordingsForm
from governance.models import AsPublished, BoardReport, Body, Commitment, ReportSection, Resolution
from governance.services import bodies, publishing, resolutions
from governance.services import reports as services
from governance.services.recommendations import set_recommendations, standing_recommendations
from governance.services.wordings import set_wordings, standing_wordings
from priorities.access import require_coordinator
from send_portal import clock

WORDINGS_LEDE = (
    "The report prints each action’s headline. Where the board needs other words, write them here. The update itself "
    "stays as it is."
)
NOT_FINALISED = (
    "This report is not finalised. Once its paper is recorded as published it stays as it was published: it can no "
    "longer be finalised, and everybody can read what it recommends."
)
MET, REOPENED = "The promise is recorded as met.", "The promise is open again."
RESOLVED = ("outcome", "text", "resolved_on", "minute_reference", "url", "actions")


@form_view
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
        context={"section": "reports", "report": found.report, "heading": found.heading},
        to=found.report,
        message=f"“{found.heading}” has been saved.",
        record=found,
        initial={name: getattr(found, name) for name in ("is_included", "chosen", "narrative")},
        of=found,
    )


@form_view
def recommendations(request: HttpRequest, slug: str) -> HttpResponse:
    """The recommendations in their order."""
    report = access.report_to_write(request.user, slug)
    standing = standing_recommendations(report)

    def save(form: RecommendationsForm) -> Any:
        return set_recommendations(
            report=report, by=request.user, now=clock.now(), texts=form.texts, seen=form.cleaned_data["standing"]
        )

    style = report.body.house_style
    verbs = f" The body’s verbs: {', '.join(style.verbs)}." if style.verbs else ""
    return form_page(
        request,
        RecommendationsForm,
        save,
        template="governance/report_form.html",
        context={"section": "reports", "report": report, "heading": "Recommendations"},
        to=report,
        message="The recommendations have been saved.",
        record=standing,
        initial={f"text_{one.number}": one.text for one in standing.records},
        number=len(standing.records),
        lead=f"{style.recommendation_lead}{verbs}",
    )


@form_view
def wordings(request: HttpRequest, slug: str) -> HttpResponse:
    """What the report prints of each action: its headline, or what the co-ordinator words for the board."""
    report = access.report_to_write(request.user, slug)
    actions = list(Action.objects.filter(plan=report.plan).select_related("last_update"))
    standing = standing_wordings(report)

    def save(form: WordingsForm) -> None:
        set_wordings(
            report=report, by=request.user, now=clock.now(), texts=form.texts, seen=form.cleaned_data["standing"]
        )

    return form_page(
        request,
        WordingsForm,
        save,
        template="governance/report_form.html",
        context={"section": "reports", "report": report, "heading": "Board wordings", "lede": WORDINGS_LEDE},
        to=report,
        message="The board wordings have been saved.",
        record=standing,
        initial={f"wording_{one.action_id}": one.text for one in standing.records},
        of=report,
        actions=actions,
    )


@form_view
def resolve(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What the body resolved on a recommendation."""
    found = access.recommendation_to_resolve(request.user, slug, number)
    standing = getattr(found, "resolution", None)

    def save(form: ResolutionForm) -> Resolution:
        return resolutions.resolve(recommendation=found, by=request.user, now=clock.now(), **form.cleaned_data)

    context = {"section": "reports", "report": found.report, "heading": f"Recommendation {number}",
               "lede": found.text}  # fmt: skip
    return form_page(
        request,
        ResolutionForm,
        save,
        template="governance/report_form.html",
        context=context,
        to=found.report,
        message="The resolution has been saved.",
        record=standing or found,
        initial={name: getattr(standing, name) for name in RESOLVED} if standing else {},
        of=found.report,
        actions=list(Action.objects.filter(plan=found.report.plan)),
        today=clock.today(),
    )


@require_safe
def forward_plan(request: HttpRequest) -> HttpResponse:
    """What was promised to bodies: met, missed, still open."""
    promises = Commitment.objects.for_forward_plan().seen_by(request.user)
    context = {"section": "reports", "promises": promises, "today": clock.today()}
    return render(request, "governance/forward_plan.html", context)


@form_view
def add_promise(request: HttpRequest) -> HttpResponse:
    """Something that was promised to a body, by a recommendation of a report or a decision where the address names
    one."""
    require_coordinator(request.user)
    recommendation = access.recommendation_named(request.GET.get("recommendation", ""))
    decision = access.decision_named(request.user, request.GET.get("decision", ""))

    def save(form: PromiseForm) -> Commitment:
        return bodies.add_commitment(
            by=request.user, now=clock.now(), recommendation=recommendation, decision=decision, **form.cleaned_data
        )

    initial = {"to_body": recommendation.report.body, "title": recommendation.text} if recommendation else {}
    if decision is not None:
        initial = {"to_body": decision.body.reports_to or decision.body, "title": decision.text[:500]}
    return form_page(
        request,
        PromiseForm,
        save,
        template="governance/report_form.html",
        context={"section": "reports", "heading": "Record a promise"},
        to="forward-plan",
        message="The promise has been added.",
        initial=initial,
        bodies=list(Body.objects.all()),
        today=clock.today(),
    )


@form_view
def record_published(request: HttpRequest, slug: str) -> HttpResponse:
    """The paper as its body published it: a link or a file, and what differs."""
    report = access.report_to_edit(request.user, slug)

    def save(form: PublishedForm) -> AsPublished:
        return publishing.record_as_published(report=report, by=request.user, now=clock.now(), **form.values)

    return form_page(
        request,
        PublishedForm,
        save,
        template="governance/report_form.html",
        context={
            "section": "reports",
            "report": report,
            "heading": "As published",
            "lede": "" if report.is_told else NOT_FINALISED,
        },
        to=report,
        message="The paper as published has been recorded.",
    )


@form_view
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
        message=lambda saved: MET if saved.met_on else REOPENED,
        record=promise,
        initial={"met_on": promise.met_on, "met_by_report": promise.met_by_report},
        promise=promise,
        today=clock.today(),
        reports=list(BoardReport.objects.published().filter(body=promise.to_body).for_list()),
    )
