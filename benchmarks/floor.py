"""Bare Django pages with the content of the measured ones: no filter form, no flags, no look, no access rule.

They stand under the portal's own addresses and take the same parameters, as far as these are measured.
"""

import csv
import io
from collections.abc import Iterator

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.template import engines
from django.urls import path

from actions.models import Action

ROWS = 50
LIST = engines["django"].from_string("""<!DOCTYPE html><title>Actions</title><h1>{{ count }} actions</h1><table>
{% for a in actions %}<tr><th>{{ a.reference }} <a href="/{{ a.key }}">{{ a.title }}</a></th><td>{{ a.status }}</td>
<td>{{ a.plan_state }}</td><td>{{ a.lead.name }}, {{ a.lead.organisation.name }}</td><td>{{ a.due_on }}</td>
<td>{{ a.last_update_at }}</td><td>{{ a.priority.title }}</td></tr>{% endfor %}</table>""")
PLAN = engines["django"].from_string("""<!DOCTYPE html><title>Plan</title><h1>Plan</h1><table>
{% for c in counts %}<tr><th>{{ c.priority }}</th><td>{{ c.status }}</td><td>{{ c.number }}</td></tr>
{% endfor %}</table><table>{% for a in actions %}<tr><th>{{ a.reference }} {{ a.title }}</th><td>{{ a.status }}</td>
<td>{{ a.last_update.headline }} {{ a.last_update.reason }}</td></tr>{% endfor %}</table>""")
RELATED = ("lead__organisation", "priority")
COLUMNS = (
    "reference", "priority__number", "priority__title", "parent__reference", "title", "plan_state",
    "plan_state_reason", "status", "lead__job_title", "lead__organisation__name", "due_on", "original_due_on",
    "last_update_at", "last_update__headline", "last_update__reason",
)  # fmt: skip


def action_list(request: HttpRequest) -> HttpResponse:
    """The list, narrowed by status and by one word."""
    assert request.user.is_authenticated
    actions = Action.objects.filter(plan__slug="large")
    if status := request.GET.get("status"):
        actions = actions.filter(status=status)
    if word := request.GET.get("q"):
        actions = actions.filter(
            Q(reference__icontains=word)
            | Q(title__icontains=word)
            | Q(source_text__icontains=word)
            | Q(last_update__headline__icontains=word)
        )
    shown = actions.select_related(*RELATED).order_by("priority_id", "position")[:ROWS]
    return HttpResponse(LIST.render({"count": actions.count(), "actions": shown}))


def plan(request: HttpRequest) -> HttpResponse:
    """Counts by priority and status, and twenty actions with their last update."""
    assert request.user.is_authenticated
    actions = Action.objects.filter(plan__slug="large")
    counts = actions.order_by().values("priority", "status").annotate(number=Count("pk"))
    alarming = actions.filter(status__in=("off_track", "at_risk"), plan_state="agreed")
    shown = alarming.select_related(*RELATED, "last_update").order_by("-status", "priority_id", "position")[:20]
    return HttpResponse(PLAN.render({"counts": counts, "actions": shown}))


def action_file(request: HttpRequest) -> StreamingHttpResponse:
    """All actions as CSV."""
    assert request.user.is_authenticated
    return StreamingHttpResponse(_chunks(), content_type="text/csv")


def _chunks() -> Iterator[str]:
    written = io.StringIO()
    writer = csv.writer(written)
    rows = Action.objects.filter(plan__slug="large").order_by("priority_id", "position").values_list(*COLUMNS)
    for number, row in enumerate(rows.iterator(chunk_size=2000), 1):
        writer.writerow(row)
        if number % 200 == 0:
            yield written.getvalue()
            written.seek(0)
            written.truncate()
    yield written.getvalue()


urlpatterns = [
    path("plans/large/", plan),
    path("plans/large/actions/", action_list),
    path("plans/large/actions.csv", action_file),
]
