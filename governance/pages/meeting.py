"""One meeting: how it stands, what stands before and after it, and what is to do now."""

import dataclasses
import datetime

from accounts.models import User
from governance import access
from governance.models import BoardReportQuerySet, Commitment, Meeting
from governance.models.commitments import CommitmentQuerySet
from send_portal import clock

State = Meeting.State


@dataclasses.dataclass(frozen=True)
class MeetingPage:
    """What the frame of the page shows; `tasks` are sentences for the co-ordinator, empty for everybody else."""

    meeting: Meeting
    today: datetime.date
    before: Meeting | None
    after: Meeting | None
    tasks: list[str]
    reports: BoardReportQuerySet
    promises: CommitmentQuerySet

    @property
    def state(self) -> str:
        return self.meeting.state_on(self.today)


def meeting_page(meeting: Meeting, user: User, now: datetime.datetime) -> MeetingPage:
    """The page for this person; a fixed number of queries."""
    today = clock.london_date(now)
    others = Meeting.objects.filter(body=meeting.body_id).exclude(pk=meeting.pk).exclude(status=State.MOVED)
    return MeetingPage(
        meeting=meeting,
        today=today,
        before=others.filter(date_on__lt=meeting.date_on).order_by("-date_on", "-pk").first(),
        after=others.filter(date_on__gt=meeting.date_on).order_by("date_on", "pk").first(),
        tasks=tasks(meeting, today) if user.is_coordinator else [],
        reports=access.visible_reports(user).filter(meeting=meeting),
        promises=Commitment.objects.of_meeting(meeting).seen_by(user),
    )


def tasks(meeting: Meeting, today: datetime.date) -> list[str]:
    """What the co-ordinator does next, in order."""
    if meeting.is_locked or meeting.status in (State.CANCELLED, State.MOVED):
        return []
    if not meeting.body.is_run_here:
        return ["Say that it was held, was cancelled or has moved."] if _is_past(meeting, today) else []
    if meeting.status == State.HELD:
        return [
            "Record who was there, what was declared and what was decided.",
            "Write the minutes, with a summary of what they mean for families.",
            "Put the minutes to the next meeting, which agrees them.",
        ]
    if _is_past(meeting, today):
        return ["Say that it was held, was cancelled or has moved."]
    if meeting.status == State.PAPERS_OUT:
        return ["From the day of the meeting on, say that it was held, and record who was there."]
    lacking = [
        told
        for told, there in (
            ("Enter its day.", meeting.date_precision == "day"),
            ("Enter when it begins.", meeting.starts_at),
            ("Set the papers deadline.", meeting.papers_due_at),
        )
        if not there
    ]
    return [*lacking, "Plan the agenda.", "Send the papers out, and say here that they have gone."]


def _is_past(meeting: Meeting, today: datetime.date) -> bool:
    return meeting.date_on is not None and meeting.date_on < today
