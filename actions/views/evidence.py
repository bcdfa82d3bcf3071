"""Evidence: all of a plan; of one action, add, change, withdraw."""

from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.form_page import form_page, form_view
from accounts.models import User
from actions import access, services
from actions.files.evidence import HEADINGS, evidence_rows
from actions.forms.filter import EvidenceFilterForm
from actions.forms.support import ChangeEvidenceForm, EvidenceForm, WithdrawEvidenceForm
from actions.models import Action, Evidence
from actions.pages.evidence import EvidenceList
from actions.views.adding import added
from actions.views.as_at import shows_today_alone
from actions.views.paging import page_of
from documents.csv_file import csv_response
from priorities.access import visible_plan
from priorities.models import ActionPlan
from send_portal import clock

TEMPLATE = "actions/support_form.html"


@require_safe
@shows_today_alone
def evidence_list(request: HttpRequest, plan: str) -> HttpResponse:
    """All evidence by priority and action; the address may narrow it to a priority and a kind."""
    found = visible_plan(request.user, plan)
    listed = _listed(request, found)
    page = page_of(listed.paginator, request.GET.get("page", 1))
    context = {
        "section": "plan",
        "plan": found,
        "list": listed,
        "page": page,
        "pieces": list(listed.pieces(page.object_list)),
    }
    return render(request, "actions/evidence_list.html", context)


@require_safe
@shows_today_alone
def evidence_csv(request: HttpRequest, plan: str) -> StreamingHttpResponse:
    """What the list shows, all pages of it, as a file."""
    found = visible_plan(request.user, plan)
    listed = _listed(request, found)
    return csv_response(f"evidence-{found.slug}", HEADINGS, evidence_rows(listed))


def _listed(request: HttpRequest, plan: ActionPlan) -> EvidenceList:
    """The evidence that the address asks for. Raises UnknownFilter for a priority or a kind that there is not."""
    form = EvidenceFilterForm(request.GET, plan)
    form.refuse_unknown()
    return EvidenceList(plan, form, clock.today())


@form_view
def add_evidence(request: HttpRequest, plan: str, ref: str) -> HttpResponse:
    """A piece of evidence outside an update."""
    action = access.action_to_support(request.user, plan, ref)

    def add(form: EvidenceForm) -> Evidence:
        return services.add_evidence(action=action, by=request.user, now=clock.now(), given=form.given)

    return form_page(
        request,
        EvidenceForm,
        lambda form: added(action.evidence, lambda: add(form)),
        template=TEMPLATE,
        context=support_context(request.user, action, heading="Add evidence", submit_text="Add evidence"),
        to=action,
        message=lambda saved: saved.words(f"{saved.record} has been recorded as evidence for {action.reference}."),
    )


@form_view
def change_evidence(request: HttpRequest, plan: str, ref: str, pk: int) -> HttpResponse:
    """What a piece of evidence says, put right. What is withdrawn leads to its action, which says so."""
    evidence = access.evidence_to_change(request.user, plan, ref, pk)
    if evidence.is_withdrawn and request.method != "POST":
        return redirect(evidence.action)

    def save(form: ChangeEvidenceForm) -> Evidence:
        values = form.cleaned_data
        return services.change_evidence(
            evidence=evidence, by=request.user, now=clock.now(), given=form.given, reason=values["reason"],
            revision=values["revision"],
        )  # fmt: skip

    return form_page(
        request,
        ChangeEvidenceForm,
        save,
        template=TEMPLATE,
        context=support_context(request.user, evidence.action, heading="Change evidence", evidence=evidence),
        to=evidence.action,
        message=lambda changed: f"{changed} has been saved.",
        record=evidence,
        initial=ChangeEvidenceForm.standing(evidence),
    )


@form_view
def withdraw_evidence(request: HttpRequest, plan: str, ref: str, pk: int) -> HttpResponse:
    """A piece of evidence does not hold: it stays in sight, with the reason. Once is enough."""
    evidence = access.evidence_to_change(request.user, plan, ref, pk)
    if evidence.is_withdrawn and request.method != "POST":
        return redirect(evidence.action)
    return form_page(
        request,
        WithdrawEvidenceForm,
        lambda form: services.withdraw_evidence(
            evidence=evidence, by=request.user, now=clock.now(), **form.cleaned_data
        ),
        template=TEMPLATE,
        context=support_context(
            request.user, evidence.action, heading=f"Withdraw {evidence}", submit_text="Withdraw evidence",
            note="It will still be shown, marked as withdrawn, with your reason.",
        ),
        to=evidence.action,
        message=f"{evidence} has been withdrawn. It is still shown, with the reason.",
        record=evidence,
    )  # fmt: skip


def support_context(user: User, action: Action, **shown: Any) -> dict[str, Any]:
    """What every form of what supports an action shows."""
    return {
        "section": "actions",
        "action": action,
        "part": access.part_in(user, action),
        "caption": str(action),
        "back_href": action.get_absolute_url(),
        "back_text": f"Back to {action.reference}",
        **shown,
    }
