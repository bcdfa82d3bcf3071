"""What the source leaves open: all queries of a plan, raise one, answer one."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from accounts.form_page import form_page, form_view
from actions import access, services
from actions.forms.queries import AnswerForm, AskForm
from actions.models import SourceQuery
from actions.pages.queries import asked_in
from actions.views.as_at import shows_today_alone
from priorities.access import plan_to_edit, visible_plan
from send_portal import clock


@require_safe
@shows_today_alone
def query_list(request: HttpRequest, plan: str) -> HttpResponse:
    """The queries of a plan, open ones first, with their answers."""
    found = visible_plan(request.user, plan)
    asked = asked_in(found, request.user)
    context = {
        "section": "plan",
        "plan": found,
        "open": [one for one in asked if not one.answers],
        "answered": [one for one in asked if one.answers],
        "may_answer": request.user.is_coordinator and not found.is_closed,
    }
    return render(request, "actions/query_list.html", context)


@form_view
def ask_query(request: HttpRequest, plan: str) -> HttpResponse:
    """Raise a query; `?action=4c` opens the form for an action."""
    found = plan_to_edit(request.user, plan)
    ref = request.GET.get("action", "")
    about = access.visible_action(request.user, plan, ref).reference if ref else ""

    def save(form: AskForm) -> SourceQuery:
        return services.ask_source_query(plan=found, by=request.user, now=clock.now(), **form.asked)

    return form_page(
        request,
        AskForm,
        save,
        template="actions/query_form.html",
        context={
            "section": "plan", "plan": found, "heading": "Raise a query", "caption": found.title,
            "submit_text": "Raise the query",
        },
        to=reverse("query-list", args=[plan]),
        message="The query has been raised. It is shown beside the wording until it is answered.",
        initial={"action": about},
        plan=found,
    )  # fmt: skip


@form_view
def answer_query(request: HttpRequest, plan: str, pk: int) -> HttpResponse:
    """Answer a query, or correct an answer that is wrong."""
    query = access.query_to_answer(request.user, plan, pk)
    corrects = query.answered_at is not None
    said = (
        "The answer has been corrected. The earlier one is still shown" if corrects else "The query has been answered"
    )
    serve = services.correct_answer if corrects else services.answer_query
    return form_page(
        request,
        AnswerForm,
        lambda form: serve(query=query, by=request.user, now=clock.now(), **form.cleaned_data),
        template="actions/query_form.html",
        context={
            "section": "plan", "plan": query.plan, "query": query,
            "heading": "Correct an answer" if corrects else "Answer a query", "caption": query.about,
        },
        to=reverse("query-list", args=[plan]),
        message=partial(_and_now, said),
        record=query,
        initial={"answer": query.answer},
        corrects=corrects,
    )  # fmt: skip


def _and_now(said: str, query: SourceQuery) -> str:
    """What is said next: an answer about an action may change its wording."""
    if query.action is None:
        return f"{said}."
    return format_html(
        '{}. <a class="govuk-notification-banner__link" href="{}">Change the agreed wording of {} now</a>',
        said, reverse("edit-action", args=[query.plan.slug, query.action.key]), query.action.reference,
    )  # fmt: skip
