"""Adding and changing a priority; its page stands in actions (docs/adr/0003)."""

from django.db.models import Max
from django.http import HttpRequest, HttpResponse

from accounts.fields import choosable_people
from accounts.form_page import form_page, form_view
from design.fields import sentence
from priorities import services
from priorities.access import plan_to_edit, priority_to_edit
from priorities.forms import NewPriorityForm, PriorityForm
from priorities.models import Priority
from send_portal import clock

EDITED = ("title", "focus", "source", "sro", "is_placeholder")


@form_view
def add_priority(request: HttpRequest, plan: str) -> HttpResponse:
    """One more priority; the page comes again for the next one."""
    found = plan_to_edit(request.user, plan)

    def save(form: NewPriorityForm) -> Priority:
        return services.add_priority(plan=found, by=request.user, now=clock.now(), reason="", **form.cleaned_data)

    last = found.priorities.aggregate(last=Max("number"))["last"] or 0
    return form_page(
        request,
        NewPriorityForm,
        save,
        template="priorities/priority_form.html",
        context={
            "section": "plan",
            "plan": found,
            "heading": f"Add {found.a_first_level}",
            "back_href": found.get_set_up_url(),
            "back_text": "Back to people and dates",
        },
        to=found.get_set_up_url(),
        message=lambda priority: f"{sentence(found.first_level)} {priority} has been added.",
        initial={"number": last + 1},
        plan=found,
        people=choosable_people(),
    )


@form_view
def edit_priority(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """Change what a priority says and who answers for it."""
    priority = priority_to_edit(request.user, plan, number)
    word = priority.plan.first_level

    def save(form: PriorityForm) -> Priority:
        return services.edit_priority(priority=priority, by=request.user, now=clock.now(), **form.cleaned_data)

    return form_page(
        request,
        PriorityForm,
        save,
        template="priorities/priority_form.html",
        context={
            "section": "plan",
            "plan": priority.plan,
            "priority": priority,
            "heading": f"Change {word} {number}",
            "back_href": priority.get_absolute_url(),
        },
        to=priority,
        message=f"{sentence(word)} {number} has been saved.",
        record=priority,
        initial={name: getattr(priority, name) for name in EDITED},
        people=choosable_people(),
        standing=priority.sro,
    )
