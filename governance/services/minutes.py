"""What changes minutes: the summary for families, the decision that agrees them, and notes afterwards."""

import datetime

from accounts.models import User
from audit.recording import Process, Refused, recording
from governance.models import Decision, Meeting, MinutesNote
from governance.models.decisions import DecisionQuerySet
from governance.models.meetings import MeetingQuerySet
from governance.reports.markup import markup_problems
from governance.services.locking import locked_meeting

By = User | Process

NOT_HELD = "This meeting is not recorded as held, so there are no minutes to agree."
NOT_AGREED_YET = "These minutes are not agreed yet. Change them where they are wrong; notes are for agreed minutes."
CANNOT_AGREE = (
    "Choose a decision of a later meeting of the same body that is recorded as held, one that is neither exempt nor "
    "withdrawn."
)
FOR_FAMILIES = "What this means for families"


def write_summary(
    *, meeting: Meeting, by: By, now: datetime.datetime, families_summary: str, revision: int | None = None
) -> Meeting:
    """Write what the meeting means for families, in plain words; empty takes it away.

    Raises Refused where the minutes are agreed or the text has markup that is not printed, StaleRecord where
    `revision` is not the meeting's any more.
    """
    if problems := summary_problems(families_summary):
        raise Refused(f"{problems[0]}.")
    with recording(by=by, now=now):
        found = locked_meeting(meeting, revision)
        found.families_summary = families_summary
        found.save()
    return found


def agree_minutes(
    *, meeting: Meeting, by: By, now: datetime.datetime, decision: Decision, revision: int | None = None
) -> Meeting:
    """Agree the minutes by a decision of a later meeting: from then on nothing of the meeting changes but by a note.

    Raises Refused where they are agreed already, the meeting is not recorded as held, or it is no decision that can
    agree them (`can_agree`); StaleRecord where `revision` is not the meeting's any more.
    """
    with recording(by=by, now=now):
        return agreed(meeting, decision, revision)


def agreed(meeting: Meeting, decision: Decision, revision: int | None) -> Meeting:
    """What `agree_minutes` does, inside a change."""
    found = locked_meeting(meeting, revision)
    if found.status != Meeting.State.HELD:
        raise Refused(NOT_HELD)
    # Held until the change ends, so that it is not withdrawn meanwhile.
    Decision.objects.locked(decision.pk)
    if not can_agree(found).filter(pk=decision.pk).exists():
        raise Refused(CANNOT_AGREE)
    found.confirmed_by = decision
    found.save()
    return found


def add_note(*, meeting: Meeting, by: By, now: datetime.datetime, text: str) -> MinutesNote:
    """Put a dated note below agreed minutes, which stay as they are.

    Raises Refused while they are not agreed, or where the text has markup that is not printed.
    """
    if problems := markup_problems("The note", text):
        raise Refused(f"{problems[0]}.")
    with recording(by=by, now=now):
        found: Meeting = Meeting.objects.locked(meeting.pk)
        if not found.is_locked:
            raise Refused(NOT_AGREED_YET)
        note = MinutesNote(meeting=found, text=text)
        note.save()
    return note


def can_agree(meeting: Meeting) -> DecisionQuerySet:
    """The decisions that can agree a meeting's minutes: of later meetings of its body that were held, oldest first."""
    later = Decision.objects.standing().filter(body=meeting.body_id, meeting__date_on__gt=meeting.date_on)
    later = later.filter(meeting__status=Meeting.State.HELD)
    exempt = later.filter(item__is_exempt=True)
    return later.exclude(pk__in=exempt.values("pk")).select_related("meeting").order_by("taken_on", "number", "pk")


def later_meetings(meeting: Meeting) -> MeetingQuerySet:
    """The later meetings of its body that can still record the decision: held, and their own minutes not agreed."""
    later = Meeting.objects.with_body().filter(body=meeting.body_id, date_on__gt=meeting.date_on)
    return later.filter(status=Meeting.State.HELD, date_precision="day", confirmed_by__isnull=True)


def agrees_minutes(decision: Decision) -> bool:
    """Whether minutes were agreed by this decision, which then cannot be withdrawn. A query."""
    return Meeting.objects.filter(confirmed_by=decision).exists()


def summary_problems(text: str) -> list[str]:
    """What of the summary for families would be printed as typed, a sentence each."""
    return markup_problems(FOR_FAMILIES, text)
