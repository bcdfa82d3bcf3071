"""A due date that is proposed, and the word on it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.form_page import form_page, form_view
from actions import access, services
from actions.flags import times_words
from actions.forms.planning import DeclineForm, ProposeForm
from actions.models import DueDateProposal
from actions.views.editing import form_context
from send_portal import clock


@form_view
def decide_due_date(request: HttpRequest, plan: str, ref: str, pk: int) -> HttpResponse:
    """Agree a proposed due date in one click, or decline it with a reason. One that is decided leads to its action."""
    proposal = access.proposal_to_decide(request.user, plan, ref, pk)
    if not proposal.is_open:
        return _decided(request, proposal)
    return form_page(
        request,
        DeclineForm,
        lambda form: services.decide_due_date(
            proposal=proposal, by=request.user, now=clock.now(), **form.cleaned_data
        ),
        template="actions/decide_due_date.html",
        context=form_context(
            proposal.action,
            "Decide a proposed due date",
            proposal=proposal,
            moved=times_words(proposal.action.times_moved),
            submit_text="Decline it",
        ),
        to=proposal.action,
        message=lambda decided: f"{decided.action.reference}: {decided.to} has been {decided.get_state_display()}.",
    )


def _decided(request: HttpRequest, proposal: DueDateProposal) -> HttpResponse:
    """There is a word on it already. A reason that says something else is shown once more, so that it is not lost."""
    written = request.POST.get("reason", "").strip()
    if request.method != "POST":
        return redirect(proposal.action)
    what = f"{proposal.to} was {proposal.outcome}. Nothing has changed."
    if written in ("", proposal.decision_reason.strip()):
        messages.info(request, what)
        return redirect(proposal.action)
    context = form_context(proposal.action, "This date was decided while you were writing", what=what, written=written)
    return render(request, "actions/due_date_decided.html", context, status=409)


@form_view
def propose_due_date(request: HttpRequest, plan: str, ref: str) -> HttpResponse:
    """Propose a due date by itself: an update may name one as well."""
    action = access.action_to_propose_for(request.user, plan, ref)
    return form_page(
        request,
        ProposeForm,
        lambda form: services.propose_due_date(action=action, by=request.user, now=clock.now(), **form.cleaned_data),
        template="actions/propose_due_date.html",
        context=form_context(
            action,
            "Propose a due date",
            waiting=action.due_date_proposals.with_outcomes().open().first(),
            submit_text="Propose it",
        ),
        to=action,
        message=lambda proposal: f"{proposal.to} has been proposed. The co-ordinator or the SRO decides.",
    )
