"""Pages above the plan: the plan on a page, short addresses, what a public service owes."""

from urllib.parse import quote

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from governance.plan_page import plan_page
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
    others = [] if plans else list(visible_plans(request.user))
    if not plans and not others and request.user.is_coordinator:
        return redirect("add-plan")
    return render(request, "governance/home.html", {"section": "plan", "plans": plans, "others": others, "rest": ""})


@require_safe
def plan(request: HttpRequest, plan: str) -> HttpResponse:
    """The plan on a page: gaps first while there are any, then how the priorities are going.

    As at another day it cannot be had: that is refused, lest today's figures pass for those of the day.
    """
    if "at" in request.GET:
        raise Http404("The plan is shown as it stands now, not as at another day.")
    found = visible_plan(request.user, plan)
    page = plan_page(found, request.user, clock.now())
    return render(request, "governance/plan.html", {"section": "plan", "plan": found, "page": page})


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
