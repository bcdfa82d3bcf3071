"""Pages above the plan: the plan on a page, short addresses, what a public service owes."""

from urllib.parse import quote

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from actions.views.as_at import AsAtChoice, moment_asked, shows_as_at
from governance.plan_page import plan_page
from governance.plan_page_then import plan_page_then
from priorities.access import visible_plan, visible_plans
from priorities.models import ActionPlan
from send_portal import clock


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The current plan on a page; a choice where two are current. Where none is, what there is; where there is no plan
    at all, the co-ordinator begins one, and others read whom to ask."""
    plans = list(ActionPlan.objects.current())
    if len(plans) == 1:
        return redirect("plan", plans[0].slug)
    others = [] if plans else list(visible_plans(request.user).select_related("predecessor"))
    if not plans and not others and request.user.is_coordinator:
        return redirect("add-plan")
    return render(request, "governance/home.html", {"section": "plan", "plans": plans, "others": others, "rest": ""})


@require_safe
@shows_as_at
def plan(request: HttpRequest, plan: str) -> HttpResponse:
    """The plan on a page, now or as it stood: gaps first while there are any, then how the priorities are going."""
    found, now = visible_plan(request.user, plan), clock.now()
    at, choice = moment_asked(request, found, now), AsAtChoice(request, found)
    if at is not None:
        shown, page = plan_page_then(found, at)
        context = {"section": "plan", "plan": shown, "page": page, "at": at, "choice": choice}
        return render(request, "governance/plan_then.html", context)
    page = plan_page(found, request.user, now)
    context = {"section": "plan", "plan": found, "page": page, "choice": choice} | page.neighbours(found)
    return render(request, "governance/plan.html", context)


@require_safe
def short(request: HttpRequest, rest: str, kind: str = "actions") -> HttpResponse:
    """A short address leads to the current plan's page; where two plans are current, one chooses; where none is, home
    says so."""
    plans = list(ActionPlan.objects.current())
    if not plans:
        return redirect("home")
    query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
    path = f"{kind}/{quote(rest)}{query}"
    if len(plans) == 1:
        return redirect(f"/plans/{plans[0].slug}/{path}")
    return render(request, "governance/home.html", {"section": kind, "plans": plans, "rest": path})


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "governance/accessibility.html")


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What the portal keeps of people, why and for how long."""
    return render(request, "governance/privacy.html")
