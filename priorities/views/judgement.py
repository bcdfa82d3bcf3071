"""The judgement on a priority."""

from django.http import HttpRequest, HttpResponse

from accounts.form_page import form_page, form_view
from design.fields import sentence
from priorities import access, services
from priorities.forms import JudgementForm
from send_portal import clock


@form_view
def judgement(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """The senior responsible officer's word on their priority."""
    priority = access.priority_to_judge(request.user, plan, number)
    return form_page(
        request,
        JudgementForm,
        lambda form: services.give_judgement(priority=priority, by=request.user, now=clock.now(), **form.cleaned_data),
        template="priorities/judgement.html",
        context={
            "section": "accountable",
            "priority": priority,
            "caption": f"{sentence(priority.plan.first_level)} {priority.number} of the {priority.plan.title}",
            "heading": f"Your judgement on “{priority.title}”",
            "submit_text": "Give this judgement",
            "back_href": priority.get_absolute_url(),
            "back_text": f"Back to {priority.plan.first_level} {priority.number}",
        },
        to=priority,
        message="Your judgement has been recorded with today’s date. It stays until you give another.",
        meanings=priority.plan.meanings,
        last=priority.judgements.first(),
    )
