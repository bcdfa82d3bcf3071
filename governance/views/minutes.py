"""The minutes of a meeting: page and files, the summary for families, agreeing them, and notes afterwards."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.form_page import form_page, form_view
from accounts.repeats import answer_to_repeat
from documents.page import to_html
from governance import access
from governance.forms.minutes import AgreeForm, NoteForm, SummaryForm
from governance.minutes.content import minutes_content
from governance.minutes.files import minutes_file
from governance.minutes.reading import facts_for
from governance.models import Meeting, MinutesNote
from governance.services import minutes as services
from governance.services.agreeing import agree_by_new_decision
from governance.views.files import sent
from send_portal import clock

SUMMARY_LEDE = (
    "It stands on top of the minutes. Say nothing here of an exempt item: everybody who can sign in reads it."
)
AGREE_LEDE = (
    "Once the minutes are agreed, nothing of this meeting changes any more: not its agenda, attendance, decisions or "
    "text. What is found to be wrong afterwards is put right by a dated note below them."
)
NO_DECISION = "No later meeting of this body is recorded as held yet, so none can have agreed them."
NOTE_LEDE = (
    "The agreed minutes stay as they are. Say nothing here of an exempt item: everybody who can sign in reads it."
)


@require_safe
def minutes(request: HttpRequest, slug: str) -> HttpResponse:
    """The minutes as this person may read them."""
    meeting = access.visible_minutes(slug)
    facts = facts_for(meeting, request.user, clock.now())
    context = _context(meeting) | {"paper": to_html(minutes_content(facts)), "facts": facts}
    return render(request, "governance/minutes.html", context)


@require_safe
def minutes_as_file(request: HttpRequest, slug: str, format: str) -> HttpResponse:
    """The minutes as a Word file or PDF: what this person may read of them, made anew for each; with `?public=1`
    without what is exempt.
    """
    meeting = access.visible_minutes(slug)
    reader = None if request.GET.get("public") else request.user
    return sent(minutes_file(meeting, access.minutes_format(format), reader, clock.now()))


@form_view
def edit_summary(request: HttpRequest, slug: str) -> HttpResponse:
    """What the meeting means for families."""
    meeting = access.minutes_to_edit(request.user, slug)

    def save(form: SummaryForm) -> Meeting:
        return services.write_summary(meeting=meeting, by=request.user, now=clock.now(), **form.cleaned_data)

    return _form_page(
        request, SummaryForm, save, meeting, heading="What this means for families", lede=SUMMARY_LEDE,
        message="The summary has been saved.", record=meeting,
        initial={"families_summary": meeting.families_summary},
    )  # fmt: skip


@form_view
def agree_minutes(request: HttpRequest, slug: str) -> HttpResponse:
    """That a later meeting agreed the minutes. Sent twice, the form is told that they are, and not refused."""
    if request.method == "POST" and (again := answer_to_repeat(request)):
        return again
    meeting = access.minutes_to_edit(request.user, slug)
    decisions, later = list(services.can_agree(meeting)), list(services.later_meetings(meeting))

    def save(form: AgreeForm) -> Meeting:
        said = {"meeting": meeting, "by": request.user, "now": clock.now(), "revision": form.cleaned_data["revision"]}
        at, decision = form.cleaned_data["at"], form.cleaned_data["decision"]
        if at is not None:
            return agree_by_new_decision(**said, at=at, text=form.cleaned_data["text"])
        return services.agree_minutes(**said, decision=decision)

    return _form_page(
        request, AgreeForm, save, meeting, heading="Agree the minutes", lede=AGREE_LEDE,
        message="The minutes are agreed.", record=meeting, submit_text="Agree the minutes",
        nothing_to_choose="" if decisions or later else NO_DECISION, decisions=decisions, meetings=later,
        initial={"text": f"the minutes of {meeting.date} are a true record"},
        unwritten=[item.number for item in facts_for(meeting, request.user, clock.now()).unwritten],
    )  # fmt: skip


@form_view
def add_minutes_note(request: HttpRequest, slug: str) -> HttpResponse:
    """A dated note below agreed minutes."""
    meeting = access.minutes_to_note(request.user, slug)

    def save(form: NoteForm) -> MinutesNote:
        return services.add_note(meeting=meeting, by=request.user, now=clock.now(), **form.cleaned_data)

    return _form_page(
        request, NoteForm, save, meeting, heading="Add a note to the agreed minutes", lede=NOTE_LEDE,
        message="The note has been added.", submit_text="Add the note",
    )  # fmt: skip


def _form_page(
    request: HttpRequest, form: Any, save: Any, meeting: Meeting, *, heading: str, lede: str, message: str,
    submit_text: str = "Save", nothing_to_choose: str = "", **arguments: Any,
) -> HttpResponse:  # fmt: skip
    context = _context(meeting) | {"caption": str(meeting), "heading": heading, "lede": lede}
    return form_page(
        request,
        form,
        save,
        template="governance/minutes_form.html",
        context=context | {"submit_text": submit_text, "nothing_to_choose": nothing_to_choose},
        to=reverse("minutes", args=[meeting.slug]),
        message=message,
        **arguments,
    )


def _context(meeting: Meeting) -> dict[str, Any]:
    return {"section": "meetings", "meeting": meeting}
