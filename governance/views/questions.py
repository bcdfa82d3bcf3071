"""The questions on a plan, as a page and as a file."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.carried import writer_token
from actions.views.as_at import shows_today_alone
from actions.views.paging import page_of
from documents.csv_file import csv_response
from governance.pages.questions import HEADINGS, QuestionList
from priorities.access import visible_plan


@require_safe
@shows_today_alone
def question_list(request: HttpRequest, plan: str) -> HttpResponse:
    """What people have asked on actions of the plan, open ones first; the address may narrow it to a state."""
    found = visible_plan(request.user, plan)
    listed = QuestionList(found, request.user, request.GET)
    page = page_of(listed.paginator, request.GET.get("page", 1))
    context = {
        "section": "plan",
        "plan": found,
        "listed": listed,
        "page": page,
        "rows": listed.rows(page.object_list),
        "counted": listed.counted(page.paginator.count),
        "writer": writer_token(request.user),
    }
    return render(request, "governance/question_list.html", context)


@require_safe
@shows_today_alone
def question_file(request: HttpRequest, plan: str) -> StreamingHttpResponse:
    """What the list shows, all pages of it, as a file."""
    found = visible_plan(request.user, plan)
    listed = QuestionList(found, request.user, request.GET)
    return csv_response(f"questions-{found.slug}", HEADINGS, listed.rows_of_file())
