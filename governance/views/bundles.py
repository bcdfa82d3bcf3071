"""A bundle for a period: a form, and the ZIP that is sent for it. What was taken stays in the list below the form."""

from typing import Any

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from accounts.carried import carried_fields, drop_carried, writer_token
from accounts.form_page import form_view
from governance import access
from governance.forms.bundles import BundleForm
from governance.models import Export
from governance.services.bundling import make_bundle
from priorities.access import visible_plans
from send_portal import clock

SHOWN = 20


@form_view
def bundle(request: HttpRequest) -> HttpResponseBase:
    """Plan and days; then one ZIP with all that an inspector or adviser asks for. It is kept who took it."""
    access.require_export(request.user)
    plans = list(visible_plans(request.user))
    if request.method != "POST":
        carried = carried_fields(request)
        form = BundleForm(initial={"plan": plans[0] if len(plans) == 1 else None}, plans=plans)
        return _page(request, form if carried is None else BundleForm.refilled(carried, plans=plans))
    drop_carried(request)
    form = BundleForm(request.POST, plans=plans)
    if not form.is_valid():
        return _page(request, form, 422)
    made = make_bundle(by=request.user, now=clock.now(), **form.cleaned_data)
    return FileResponse(made.file, as_attachment=True, filename=made.name, content_type="application/zip")


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
