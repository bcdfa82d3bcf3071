"""Recording who was at a meeting."""

from django.http import HttpRequest, HttpResponse

from accounts.form_page import form_page, form_view
from governance import access
from governance.forms.attendance import AttendanceForm, initial_of
from governance.pages.attendance import sittings as sittings_of
from governance.services.attendance import record_attendance, standing_attendance
from governance.views.composition import people_to_name
from send_portal import clock

LEDE = (
    "Everybody who is a member on the day of the meeting, and whoever is recorded already. Leave a person at “Not "
    "recorded” where nobody knows. Whoever stood in for a member counts for the quorum as that member. Listed are "
    "deputies and people from the member’s organisation: name anybody else as the deputy on the body’s page first."
)


@form_view
def attendance(request: HttpRequest, slug: str) -> HttpResponse:
    """Who was there, in one form."""
    meeting = access.meeting_to_record(request.user, slug, clock.today())
    standing, people = standing_attendance(meeting), people_to_name()
    sittings = sittings_of(meeting, people)

    def save(form: AttendanceForm) -> None:
        record_attendance(
            meeting=meeting, by=request.user, now=clock.now(), took_part=form.took_part,
            seen=form.cleaned_data["standing"],
        )  # fmt: skip

    return form_page(
        request,
        AttendanceForm,
        save,
        template="governance/attendance.html",
        context={"section": "meetings", "meeting": meeting, "caption": str(meeting), "heading": "Attendance",
                 "lede": LEDE, "back_href": meeting.get_absolute_url(), "back_text": "Back to the meeting"},
        to=meeting,
        message="The attendance has been saved.",
        record=standing,
        initial=initial_of(sittings),
        sittings=sittings,
        people=people,
    )  # fmt: skip
