"""What the co-ordinator changes in meetings: planning one, its details, how it stands, moving it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accounts.form_page import form_page, form_view
from governance import access
from governance.forms.meetings import (
    CancelForm,
    MeetingForm,
    MoveForm,
    NewMeetingForm,
    PapersOutForm,
    StateForm,
    UndoForm,
    initial_of,
)
from governance.models import Body, Meeting
from governance.services import cycles
from governance.services import meetings as services
from priorities.access import require_coordinator
from send_portal import clock

TEMPLATE = "governance/meeting_form.html"
MOVE_LEDE = (
    "The meeting gets a new page for its new day, and the agenda and the update cycle go with it. This page stays and "
    "leads there."
)
STAYS = " The papers deadline has passed, so it stays."
CANCEL_LEDE = (
    "The meeting stays in the list as cancelled. Its update cycle still ends on the day on which it was to be held."
)
PAPERS_LEDE = "Say so once the papers have gone to the members. A paper that changes after that is marked."
MARKS = (
    " Items are numbered by their places again, and the marks of what changed go: they begin anew when the papers go "
    "out again."
)
HOLD_LEDE = "Then record who was there, and write the minutes."
CYCLES_LEDE = "Each of these plans gets an update cycle that ends with this meeting: {}."


@form_view
def plan_meeting(request: HttpRequest) -> HttpResponse:
    """A meeting of a body."""
    require_coordinator(request.user)
    bodies = list(Body.objects.current())
    chosen = next((body for body in bodies if body.slug == request.GET.get("body")), None)

    def save(form: NewMeetingForm) -> Meeting:
        return services.plan_meeting(by=request.user, now=clock.now(), body=form.cleaned_data["body"], **form.values)

    return form_page(
        request,
        NewMeetingForm,
        save,
        template=TEMPLATE,
        context={"section": "meetings", "heading": "Plan a meeting"},
        to=lambda meeting: meeting,
        message=lambda meeting: f"The meeting of {meeting.date} has been planned.",
        initial={"body": chosen},
        bodies=bodies,
    )


@form_view
def edit_meeting(request: HttpRequest, slug: str) -> HttpResponse:
    """What is known of a meeting."""
    found = access.meeting_to_change(request.user, slug)

    def save(form: MeetingForm) -> Meeting:
        said = {name: form.cleaned_data[name] for name in ("reason", "revision")}
        return services.edit_meeting(meeting=found, by=request.user, now=clock.now(), **said, **form.values)

    return _of_meeting(
        request, MeetingForm, save, found, "Change the meeting", "The meeting has been saved.",
        initial=initial_of(found), body=found.body,
    )  # fmt: skip


@form_view
def move_meeting(request: HttpRequest, slug: str) -> HttpResponse:
    """To another day."""
    found, now = access.meeting_to_change(request.user, slug), clock.now()
    stays = services.deadline_stays(found, now)

    def save(form: MoveForm) -> Meeting:
        said = {name: form.cleaned_data[name] for name in ("reason", "revision")}
        return services.move_meeting(meeting=found, by=request.user, now=now, **said, **form.values)

    standing = initial_of(found)
    return _of_meeting(
        request, MoveForm, save, found, "Move the meeting", lambda moved: f"The meeting has moved to {moved.date}.",
        lede=MOVE_LEDE + (STAYS if stays else ""), submit_text="Move the meeting",
        initial={name: standing[name] for name in ("begins", "ends", "place", "link", "business")},
        body=found.body, deadline_stays=stays,
    )  # fmt: skip


@form_view
def papers_out(request: HttpRequest, slug: str) -> HttpResponse:
    """That the papers have gone out."""
    found = access.meeting_to_run(request.user, slug)
    return _with_reason(
        request, PapersOutForm, found, services.send_papers_out, "The papers have gone out",
        "It is recorded that the papers have gone out.", lede=PAPERS_LEDE, submit_text="Yes, they have gone out",
        meeting=found, user=request.user,
    )  # fmt: skip


@form_view
def hold_meeting(request: HttpRequest, slug: str) -> HttpResponse:
    """That the meeting was held."""
    found = access.meeting_to_change(request.user, slug)
    return _state(
        request, found, services.hold_meeting, "The meeting was held", "It is recorded that the meeting was held.",
        lede=HOLD_LEDE if found.body.is_run_here else "", submit_text="Yes, it was held",
    )  # fmt: skip


@form_view
def meeting_cycles(request: HttpRequest, slug: str) -> HttpResponse:
    """Update cycles for plans that became current after the meeting was planned."""
    found = access.meeting_to_run(request.user, slug)
    plans = cycles.plans_without_cycle(found, clock.now())
    return _state(
        request, found, cycles.add_missing_cycles, "Add update cycles",
        lambda added: "The update cycles have been added." if added else "Every current plan has its cycle already.",
        lede=CYCLES_LEDE.format(", ".join(map(str, plans))) if plans else "Every current plan has its cycle.",
        submit_text="Add them",
    )  # fmt: skip


@form_view
def cancel_meeting(request: HttpRequest, slug: str) -> HttpResponse:
    """That the meeting does not take place."""
    found = access.meeting_to_change(request.user, slug)
    return _with_reason(
        request, CancelForm, found, services.cancel_meeting, "Cancel the meeting", "The meeting is cancelled.",
        lede=CANCEL_LEDE if found.body.sets_cycles else "", submit_text="Cancel the meeting",
    )  # fmt: skip


@form_view
def undo_meeting(request: HttpRequest, slug: str) -> HttpResponse:
    """That a state was set by mistake."""
    found = access.meeting_to_change(request.user, slug)
    before = services.state_before(found)
    becomes = f" It becomes “{before.label.lower()}” again." if before else ""
    becomes += MARKS if found.status == Meeting.State.PAPERS_OUT else ""
    return _with_reason(
        request, UndoForm, found, services.undo_state, "Take back how the meeting stands",
        lambda meeting: f"The meeting is “{meeting.get_status_display().lower()}” again.",
        lede=f"The meeting stands as “{found.get_status_display().lower()}”.{becomes}", submit_text="Take it back",
    )  # fmt: skip


def _with_reason(
    request: HttpRequest, form: Any, found: Meeting, service: Callable[..., Any], *words: Any, **more: Any
) -> HttpResponse:
    def save(sent: Any) -> Any:
        return service(meeting=found, by=request.user, now=clock.now(), **sent.cleaned_data)

    return _of_meeting(request, form, save, found, *words, **more)


def _state(
    request: HttpRequest, found: Meeting, service: Callable[..., Any], *words: Any, **more: Any
) -> HttpResponse:
    return _with_reason(request, StateForm, found, service, *words, **more)


def _of_meeting(
    request: HttpRequest,
    form: Any,
    save: Callable[[Any], Any],
    found: Meeting,
    heading: str,
    message: str | Callable[[Any], str],
    *,
    lede: str = "",
    submit_text: str = "Save",
    **more: Any,
) -> HttpResponse:
    """A form about a meeting; it leads to the meeting's page, or to the one that it made."""
    page = reverse("meeting", args=[found.slug])
    context = {"section": "meetings", "meeting": found, "heading": heading, "lede": lede, "submit_text": submit_text}
    return form_page(
        request,
        form,
        save,
        template=TEMPLATE,
        context=context,
        to=lambda saved: saved if isinstance(saved, Meeting) else page,
        message=message,
        record=found,
        **more,
    )
