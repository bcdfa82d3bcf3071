"""Bodies, run here or recorded here: to read, and what the co-ordinator changes of one."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.form_page import form_page, form_view
from actions.views.paging import page_of
from actions.views.reading import CHANGES_A_PAGE
from governance import access
from governance.forms.bodies import ELSEWHERE, HERE, BodyForm, ChangeBodyForm
from governance.history import history_of_body
from governance.models import Body, Commitment
from governance.pages.bodies import BodyPage, resolved_by
from governance.pages.meeting_list import meeting_rows
from governance.services.bodies import add_body as add_body_service
from governance.services.composition import edit_body as edit_body_service
from governance.views.composition import composition_form
from priorities.access import require_coordinator
from send_portal import clock

PARTICULARS = ("name", "purpose", "sets_cycles", "resolution_form", "reports_to", "replaces", "ended")
NEW_LEDE = (
    "Its address is made of its name and stays. It begins with the house style that the portal has for it, which you "
    "can change."
)
CHANGE_LEDE = "The address of the body stays as it is. Reports that are finalised keep the name that they were given."


@require_safe
def body_list(request: HttpRequest) -> HttpResponse:
    """All bodies by their names."""
    context = {"section": "meetings", "bodies": Body.objects.for_list()}
    return render(request, "governance/body_list.html", context)


@require_safe
def body(request: HttpRequest, slug: str) -> HttpResponse:
    """What a body is for and made of, its meetings, the reports to it, what it resolved and was promised."""
    found, today = access.visible_body(slug), clock.today()
    reports = access.visible_reports(request.user).filter(body=found)
    context = {
        "section": "meetings",
        "body": found,
        "page": BodyPage(found, request.user, today),
        "resolutions": resolved_by(found, reports),
        "meetings": meeting_rows(found.meetings.for_list().order_by("-date_on", "-pk"), today),
        "reports": reports,
        "promises": Commitment.objects.for_forward_plan().seen_by(request.user).filter(to_body=found),
        "today": today,
    }
    return render(request, "governance/body.html", context)


@form_view
def add_body(request: HttpRequest) -> HttpResponse:
    """A new body."""
    require_coordinator(request.user)

    def save(form: BodyForm) -> Body:
        return add_body_service(by=request.user, now=clock.now(), **form.values)

    return form_page(
        request,
        BodyForm,
        save,
        template="governance/body_form.html",
        context={"section": "meetings", "heading": "Add a body", "lede": NEW_LEDE},
        to=lambda saved: saved,
        message=lambda saved: f"The {saved} has been added.",
        bodies=list(Body.objects.all()),
    )


@form_view
def edit_body(request: HttpRequest, slug: str) -> HttpResponse:
    """What is said of a body."""
    found = access.body_to_edit(request.user, slug)

    def save(form: ChangeBodyForm) -> Body:
        return edit_body_service(body=found, by=request.user, now=clock.now(), **form.values)

    where = HERE if found.is_run_here else ELSEWHERE
    return composition_form(
        request, ChangeBodyForm, save, found, found,
        heading="Change the body", lede=CHANGE_LEDE, message="The body has been saved.",
        initial={name: getattr(found, name) for name in PARTICULARS} | {"where": where},
        bodies=list(Body.objects.exclude(pk=found.pk)),
    )  # fmt: skip


@require_safe
def body_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Every change of a body and what it is made of, in words, newest first."""
    found = access.visible_body(slug)
    page = page_of(Paginator(history_of_body(found, request.user), CHANGES_A_PAGE), request.GET.get("page", 1))
    return render(request, "governance/body_history.html", {"section": "meetings", "body": found, "page": page})
