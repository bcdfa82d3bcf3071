"""The co-ordinator's pages of what belongs to an action: milestones and related actions."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accounts.form_page import form_page, form_view
from actions import access, services
from actions.forms.milestones import DROPPED, MET, OPEN, MilestoneForm, NewMilestoneForm
from actions.forms.planning import RelateForm, UnrelateForm
from actions.models import Action, Milestone
from actions.views.adding import added
from actions.views.editing import form_context
from send_portal import clock


@form_view
def milestones(request: HttpRequest, plan: str, ref: str) -> HttpResponse:
    """All milestones of an action, and a new one."""
    action, now = access.action_to_edit(request.user, plan, ref), clock.now()

    def add(form: NewMilestoneForm) -> Milestone:
        return services.add_milestone(action=action, by=request.user, now=now, **form.cleaned_data)

    return form_page(
        request,
        NewMilestoneForm,
        lambda form: added(action.milestones, lambda: add(form)),
        template="actions/milestones.html",
        context=form_context(
            action,
            "Milestones",
            milestones=action.milestones.all(),
            today=clock.london_date(now),
            submit_text="Add the milestone",
        ),
        to=reverse("milestones", args=[plan, ref]),
        message=lambda saved: saved.words("The milestone has been added."),
    )


@form_view
def edit_milestone(request: HttpRequest, plan: str, ref: str, pk: int) -> HttpResponse:
    """Reword, move, meet or drop a milestone, or take any of it back."""
    milestone = access.milestone_to_edit(request.user, plan, ref, pk)
    standing = MET if milestone.met_on else DROPPED if milestone.is_dropped else OPEN
    return form_page(
        request,
        MilestoneForm,
        lambda form: services.edit_milestone(milestone=milestone, by=request.user, now=clock.now(), **form.values),
        template="actions/edit_milestone.html",
        context=form_context(milestone.action, "Change a milestone") | _back_to("Milestones", "milestones", plan, ref),
        to=reverse("milestones", args=[plan, ref]),
        message="The milestone has been saved.",
        record=milestone,
        initial={
            "title": milestone.title,
            "due": milestone.due,
            "standing": standing,
            "met_on": milestone.met_on,
        },
        milestone=milestone,
    )


@form_view
def related_actions(request: HttpRequest, plan: str, ref: str) -> HttpResponse:
    """The actions that overlap with this one, and one more."""
    action = access.action_to_edit(request.user, plan, ref)
    related = list(Action.objects.related_to(action))
    others = Action.objects.filter(plan=action.plan).exclude(pk__in=[action.pk, *(one.pk for one in related)])

    def relate(form: RelateForm) -> Action:
        other = form.cleaned_data["other"]
        services.relate_actions(
            one=action, other=other, by=request.user, now=clock.now(), reason=form.cleaned_data["reason"]
        )
        return other

    return form_page(
        request,
        RelateForm,
        relate,
        template="actions/related_actions.html",
        context=form_context(action, "Related actions", related=related, submit_text="Link the action"),
        to=reverse("related-actions", args=[plan, ref]),
        message=lambda other: f"{other.reference} has been linked to {action.reference}.",
        others=others.order_by("priority_id", "position", "pk"),
    )


@form_view
def unrelate_action(request: HttpRequest, plan: str, ref: str, other: str) -> HttpResponse:
    """Take the link between two actions away, with the reason."""
    action, linked = access.related_to_edit(request.user, plan, ref, other)
    return form_page(
        request,
        UnrelateForm,
        lambda form: services.unrelate_actions(
            one=action, other=linked, by=request.user, now=clock.now(), reason=form.cleaned_data["reason"]
        ),
        template="actions/unrelate_action.html",
        context=form_context(action, "Remove a link", other=linked, submit_text="Remove the link")
        | _back_to("Related actions", "related-actions", plan, ref),
        to=reverse("related-actions", args=[plan, ref]),
        message=f"{linked.reference} is no longer linked to {action.reference}.",
    )


def _back_to(words: str, name: str, plan: str, ref: str) -> dict[str, str]:
    return {"back_href": reverse(name, args=[plan, ref]), "back_text": f"Back to {words}"}
