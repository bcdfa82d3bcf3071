"""Saying once who each printed lead of a plan is."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accounts.fields import choosable_people
from accounts.form_page import UNCHANGED, form_page, form_view
from actions.flags import counted
from actions.forms.printed_leads import PrintedLeadsForm
from actions.models import Action
from actions.printed_leads import leads_printed
from actions.services.printed_leads import name_printed_leads, standing_of
from priorities.access import plan_to_edit
from send_portal import clock


@form_view
def printed_leads(request: HttpRequest, plan: str) -> HttpResponse:
    """A person for each printed lead, who then leads all actions that print it and have no lead."""
    found = plan_to_edit(request.user, plan)
    waiting = leads_printed(found)

    def save(form: PrintedLeadsForm) -> list[Action]:
        return name_printed_leads(
            plan=found, people=form.named, seen=form.cleaned_data["standing"], by=request.user, now=clock.now()
        )

    return form_page(
        request,
        PrintedLeadsForm,
        save,
        template="actions/printed_leads.html",
        context={
            "section": "plan",
            "plan": found,
            "heading": "Leads as printed",
            "caption": found.title,
            "submit_text": "Save" if waiting else "",
            "back_href": found.get_set_up_url(),
            "back_text": "Back to people and dates",
            "waiting": waiting,
        },
        to=reverse("printed-leads", args=[found.slug]),
        message=_named_words,
        initial={"standing": standing_of(waiting).token},
        waiting=waiting,
        people=choosable_people(),
    )


def _named_words(named: list[Action]) -> str:
    if not named:
        return UNCHANGED
    return f"{counted(len(named), 'action')} now {'has' if len(named) == 1 else 'have'} a lead."
