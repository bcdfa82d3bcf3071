"""Co-production of one action: record it, put it right or complete it."""

from django.http import HttpRequest, HttpResponse

from accounts.form_page import form_page, form_view
from actions import access, services
from actions.forms.support import ChangeCoProductionForm, CoProductionForm
from actions.models import CoProduction
from actions.views.adding import added
from actions.views.evidence import TEMPLATE, support_context
from send_portal import clock


@form_view
def record_co_production(request: HttpRequest, plan: str, ref: str) -> HttpResponse:
    """Who took part, what they said, what was done and what could not be."""
    action = access.action_to_support(request.user, plan, ref)

    def add(form: CoProductionForm) -> CoProduction:
        return services.record_co_production(action=action, by=request.user, now=clock.now(), told=form.told)

    return form_page(
        request,
        CoProductionForm,
        lambda form: added(action.co_productions, lambda: add(form)),
        template=TEMPLATE,
        context=support_context(
            request.user, action, heading="Record co-production", submit_text="Record co-production"
        ),
        to=action,
        message=lambda saved: saved.words(f"Co-production has been recorded for {action.reference}."),
    )


@form_view
def change_co_production(request: HttpRequest, plan: str, ref: str, pk: int) -> HttpResponse:
    """What is recorded, put right or completed."""
    co_production = access.co_production_to_change(request.user, plan, ref, pk)

    def save(form: ChangeCoProductionForm) -> CoProduction:
        values = form.cleaned_data
        return services.change_co_production(
            co_production=co_production, by=request.user, now=clock.now(), told=form.told, reason=values["reason"],
            revision=values["revision"],
        )  # fmt: skip

    return form_page(
        request,
        ChangeCoProductionForm,
        save,
        template=TEMPLATE,
        context=support_context(request.user, co_production.action, heading="Change co-production"),
        to=co_production.action,
        message="The co-production has been saved.",
        record=co_production,
        initial=ChangeCoProductionForm.standing(co_production),
    )
