"""Handing over what people who have left still hold."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.form_page import form_page, form_view
from accounts.repeats import answer_to_repeat
from actions.flags import counted
from actions.forms.handover import HandoverForm
from actions.handover import Held, held_by_leavers
from actions.services import hand_over
from priorities.access import plan_to_edit
from send_portal import clock


@require_safe
def handover_list(request: HttpRequest, plan: str) -> HttpResponse:
    """People who have left and still hold something of the plan."""
    found = plan_to_edit(request.user, plan)
    return render(
        request, "actions/handover_list.html", {"section": "plan", "plan": found, "leavers": held_by_leavers(found)}
    )


@form_view
def hand_over_parts(request: HttpRequest, plan: str, person: int) -> HttpResponse:
    """Hand over some or all of what one person held; the page comes again while something is left."""
    found = plan_to_edit(request.user, plan)
    leaver = next((one for one in held_by_leavers(found).items() if one[0].pk == person), None)
    if leaver is None:
        # The first of two clicks may have handed over the last part.
        if again := answer_to_repeat(request):
            return again
        raise Http404("Nobody with this number has left something in this plan.")
    of, held = leaver
    by_code = {part.code: part for part in held}

    def save(form: HandoverForm) -> list[Held]:
        parts = [by_code[code] for code in form.cleaned_data["parts"]]
        to, reason = form.cleaned_data["to"], form.cleaned_data["reason"]
        return hand_over(parts=parts, of=of, to=to, by=request.user, now=clock.now(), reason=reason)

    return form_page(
        request,
        HandoverForm,
        save,
        template="actions/hand_over.html",
        context={
            "section": "plan",
            "plan": found,
            "person": of,
            "heading": f"Hand over what {of} was responsible for",
            "caption": found.title,
            "submit_text": "Hand over",
            "back_href": reverse("handover-list", args=[found.slug]),
        },
        to=reverse("handover-list", args=[found.slug]),
        message=lambda parts: f"You have handed over {counted(len(parts), 'item')}.",
        initial={"parts": list(by_code)},
        held=held,
    )
