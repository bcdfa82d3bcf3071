"""A bundle for a period: a form, and the ZIP that is sent for it. What was taken stays in the list below the form."""

from typing import Any
from urllib.parse import urlencode

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.carried import carried_fields, drop_carried, writer_token
from accounts.form_page import form_view
from governance import access
from governance.forms.bundles import BundleForm
from governance.models import Export
from governance.services.bundling import make_bundle
from priorities.access import visible_plan, visible_plans
from send_portal import clock

SHOWN = 20


@form_view
def bundle(request: HttpRequest) -> HttpResponseBase:
    """Plan and days; then one ZIP with all that an inspector or adviser asks for. It is kept who took it."""
    access.require_export(request.user)
    plans = list(visible_plans(request.user))
    if request.method != "POST":
        carried = carried_fields(request)
        asked = [one for one in plans if one.slug == request.GET.get("plan")] or plans
        form = BundleForm(initial={"plan": asked[0] if len(asked) == 1 else None}, plans=plans)
        return _page(request, form if carried is None else BundleForm.refilled(carried, plans=plans))
    drop_carried(request)
    form = BundleForm(request.POST, plans=plans)
    if not form.is_valid():
        return _page(request, form, 422)
    made = make_bundle(by=request.user, now=clock.now(), **form.cleaned_data)
    return FileResponse(made.file, as_attachment=True, filename=made.name, content_type="application/zip")


@require_safe
def bundle_of_plan(request: HttpRequest, plan: str) -> HttpResponseBase:
    """The way from a plan: the form with the plan chosen."""
    found = visible_plan(request.user, plan)
    access.require_export(request.user)
    return redirect(f"{reverse('bundle')}?{urlencode({'plan': found.slug})}")


def _page(request: HttpRequest, form: BundleForm, status: int = 200) -> HttpResponseBase:
    user: Any = request.user
    taken = Export.objects.filter(what=Export.What.BUNDLE, plan__in=visible_plans(user))
    context = {
        "section": "reports",
        "heading": "Bundle for a period",
        "form": form,
        "writer": writer_token(user),
        "submit_text": "Make the bundle",
        "answers_with_file": True,
        "taken": taken.select_related("plan")[:SHOWN],
    }
    return render(request, "governance/bundle.html", context, status=status)
