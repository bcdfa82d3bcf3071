"""What drives a plan's actions: the list for all, a new driver, one reworded."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.form_page import form_page, form_view
from actions import access, services
from actions.forms.drivers import DriverForm, EditDriverForm
from actions.models import Action, Driver
from priorities.access import plan_to_edit, visible_plan
from send_portal import clock


@require_safe
def drivers(request: HttpRequest, plan: str) -> HttpResponse:
    """Each driver of the plan with the actions that answer it, and the actions that answer none."""
    found = visible_plan(request.user, plan)
    context = {
        "section": "plan",
        "plan": found,
        "drivers": Driver.objects.filter(plan=found).with_actions(),
        "without": Action.objects.filter(plan=found, driver_links__isnull=True).counted().for_table(),
    }
    return render(request, "actions/drivers.html", context)


@form_view
def add_driver(request: HttpRequest, plan: str) -> HttpResponse:
    """A new driver."""
    found = plan_to_edit(request.user, plan)
    return form_page(
        request,
        DriverForm,
        lambda form: services.add_driver(plan=found, by=request.user, now=clock.now(), **form.cleaned_data),
        template="actions/edit_driver.html",
        context={
            "section": "plan",
            "plan": found,
            "heading": "Add a driver",
            "submit_text": "Add the driver",
            "back_href": reverse("drivers", args=[plan]),
        },
        to=reverse("drivers", args=[plan]),
        message="The driver has been added. To link an action to it, change the action.",
    )


@form_view
def edit_driver(request: HttpRequest, plan: str, pk: int) -> HttpResponse:
    """Reword a driver, with the reason."""
    driver = access.driver_to_edit(request.user, plan, pk)
    return form_page(
        request,
        EditDriverForm,
        lambda form: services.edit_driver(driver=driver, by=request.user, now=clock.now(), **form.cleaned_data),
        template="actions/edit_driver.html",
        context={
            "section": "plan",
            "plan": driver.plan,
            "heading": "Change a driver",
            "back_href": reverse("drivers", args=[plan]),
        },
        to=reverse("drivers", args=[plan]),
        message="The driver has been saved.",
        record=driver,
        initial={"kind": driver.kind, "title": driver.title, "source": driver.source},
    )
