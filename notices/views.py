"""One's own choice of mails, the outbox, and a papers deadline for a calendar."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.form_page import form_page, form_view
from actions.views.paging import page_of
from notices import access, services
from notices.deadlines import calendar_of_deadlines
from notices.forms import EVERYTHING, ONLY_DUE, ChoiceForm
from notices.models import NoticeChoice
from notices.outbox_page import outbox_page
from send_portal import clock

SENT_A_PAGE = 50


@form_view
def notice_choice(request: HttpRequest) -> HttpResponse:
    """Choose between everything and only what is due."""
    return form_page(
        request,
        ChoiceForm,
        lambda form: services.choose_notices(by=request.user, only_due=form.cleaned_data["what"] == ONLY_DUE),
        template="notices/notice_choice.html",
        context={"heading": "Mails from the portal"},
        to="me",
        message=lambda choice: f"The portal sends you {'only what is due' if choice.only_due else 'everything'}.",
        initial={"what": ONLY_DUE if NoticeChoice.objects.who_want_only_due([request.user.pk]) else EVERYTHING},
    )


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """What waits, what failed, what may not have gone, and what went lately. Never what a mail says."""
    access.require_outbox(request.user)
    found = outbox_page(clock.now())
    page = page_of(Paginator(found.sent, SENT_A_PAGE), request.GET.get("page", 1))
    return render(request, "notices/notices.html", {"outbox": found, "page": page})


@require_safe
def deadline_calendar(request: HttpRequest, plan: str, pk: int) -> HttpResponse:
    """The papers deadline of a cycle that goes on, as an entry for a calendar."""
    now = clock.now()
    found = access.deadline_to_come(request.user, plan, pk, now)
    headers = {"Content-Disposition": f'attachment; filename="deadline-{found.plan.slug}.ics"'}
    body = calendar_of_deadlines([found], now)
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)
