"""One meeting: how it stands, what stands before and after it, and what is to do now."""

import dataclasses
import datetime

from django.urls import reverse

from accounts.models import User
from governance import access
from governance.between import last_held, moment_of
from governance.models import BoardReportQuerySet, Commitment, Meeting, Resolution
from governance.models.commitments import CommitmentQuerySet
from governance.pages.bodies import resolved_by
from governance.pages.calendar import has_calendar
from governance.pages.report_days import Astray, drafts_astray
from governance.services.cycles import plans_without_cycle
from governance.services.meeting_rules import recorded_at
from governance.services.meetings import state_before
from priorities.models import ActionPlan
from priorities.partial_date import Precision
from send_portal import clock

State = Meeting.State
UNDO: dict[str, str] = {
    State.PAPERS_OUT: "The papers have not gone out: take it back",
    State.HELD: "It was not held: take it back",
    State.CANCELLED: "It is not cancelled: take it back",
}


WHAT_BECAME = "Say that it was held, was cancelled or has moved."


@dataclasses.dataclass(frozen=True)
class Way:
    """What the co-ordinator may do with a meeting as it stands, and where."""

    text: str
    href: str


@dataclasses.dataclass(frozen=True)
class MeetingPage:
    """What the frame of the page shows. `tasks` are sentences for the co-ordinator, `ways` what may be changed,
    `without_cycle` the plans that lack an update cycle for the meeting and `astray` the drafts of reports that are for
    another day; all empty for everybody else, who is not told either that it gets no cycle for want of a papers
    deadline (`lacks_deadline`). `why` is the reason for which it was cancelled or has moved, `resolutions` what was
    resolved on the reports to it. `compares`: whether what changed can be told from one meeting of the body to the
    next, and `since` the last one held before this.
    """

    meeting: Meeting
    today: datetime.date
    before: Meeting | None
    after: Meeting | None
    moved_from: Meeting | None
    why: str
    tasks: list[str]
    ways: list[Way]
    without_cycle: list[ActionPlan]
    astray: list[Astray]
    lacks_deadline: bool
    reports: BoardReportQuerySet
    resolutions: list[Resolution]
    promises: CommitmentQuerySet
    compares: bool
    since: Meeting | None

    @property
    def state(self) -> str:
        return self.meeting.state_on(self.today)

    @property
    def has_calendar(self) -> bool:
        return has_calendar(self.meeting)


def meeting_page(meeting: Meeting, user: User, now: datetime.datetime) -> MeetingPage:
    """The page for this person; a fixed number of queries."""
    today = clock.london_date(now)
    reports = access.visible_reports(user).filter(meeting=meeting)
    resolutions = resolved_by(meeting.body, reports)
    others = Meeting.objects.filter(body=meeting.body_id).exclude(pk=meeting.pk).exclude(status=State.MOVED)
    return MeetingPage(
        meeting=meeting,
        today=today,
        before=others.filter(date_on__lt=meeting.date_on).order_by("-date_on", "-pk").first(),
        after=others.filter(date_on__gt=meeting.date_on).order_by("date_on", "pk").first(),
        moved_from=meeting.moved_from.order_by("pk").last(),
        why=_why(meeting),
        tasks=tasks(meeting, today, asks=bool(reports) and not resolutions) if user.is_coordinator else [],
        ways=ways(meeting, today) if user.is_coordinator else [],
        without_cycle=plans_without_cycle(meeting, now) if user.is_coordinator else [],
        astray=drafts_astray(meeting, user) if user.is_coordinator else [],
        lacks_deadline=user.is_coordinator and _lacks_deadline(meeting, today),
        reports=reports,
        resolutions=resolutions,
        promises=Commitment.objects.of_meeting(meeting).seen_by(user),
        # Nothing is compared with a meeting of a month that is over, of which no day is known.
        compares=meeting.body.sets_cycles
        and not meeting.is_off
        and (moment_of(meeting) is not None or meeting.date_on >= today),
        since=last_held(meeting.body, min(moment_of(meeting) or now, now)),
    )


def tasks(meeting: Meeting, today: datetime.date, *, asks: bool = False) -> list[str]:
    """What the co-ordinator does next, in order; `asks`: it has a report on which nothing is resolved yet."""
    if meeting.is_locked or meeting.is_off:
        return []
    if not meeting.body.is_run_here:
        return _tasks_elsewhere(meeting, today, asks)
    if meeting.status == State.HELD:
        return [
            "Record who was there, what was declared and what was decided.",
            "Write the minutes, with a summary of what they mean for families.",
            "Put the minutes to the next meeting, which agrees them.",
        ]
    if _is_past(meeting, today):
        return [WHAT_BECAME]
    if meeting.status == State.PAPERS_OUT:
        return ["From the day of the meeting on, say that it was held, and record who was there."]
    lacking = [
        told
        for told, there in (
            ("Enter its day.", meeting.date_precision == Precision.DAY),
            ("Enter when it begins.", meeting.starts_at),
            ("Set the papers deadline.", meeting.papers_due_at),
        )
        if not there
    ]
    return [*lacking, "Plan the agenda.", "Send the papers out, and say here that they have gone."]


def _tasks_elsewhere(meeting: Meeting, today: datetime.date, asks: bool) -> list[str]:
    """The same for a body that is recorded here and keeps its own minutes."""
    if meeting.status != State.HELD:
        return [WHAT_BECAME] if _is_past(meeting, today) else []
    lacking = (
        ("Record what it resolved, on the page of our report to it.", asks),
        ("Enter the minute reference and the link to its minutes, once it has published them.",
         not (meeting.minute_reference or meeting.minutes_url)),
    )  # fmt: skip
    return [told for told, is_open in lacking if is_open]


def ways(meeting: Meeting, today: datetime.date) -> list[Way]:
    """What may be done with a meeting as it stands. A query."""
    if meeting.is_locked:
        return []
    is_coming = meeting.is_coming
    is_recorded = bool(recorded_at(meeting))
    has_day, is_past = meeting.date_precision == Precision.DAY, _is_past(meeting, today)
    here = meeting.body.is_run_here
    offered = (
        ("Say that the papers have gone out", "papers-out",
         meeting.status == State.PLANNED and here and has_day and not is_past),
        ("Say that it was held", "hold-meeting", is_coming and meeting.has_begun(today)),
        ("Change day, time, place or business" if here else "Change day, business or minutes", "edit-meeting",
          is_coming or meeting.status == State.HELD),
        ("Move it to another day", "move-meeting", is_coming and not is_recorded),
        ("Cancel it", "cancel-meeting", is_coming and not is_recorded),
        (UNDO.get(State(meeting.status), ""), "undo-meeting",
         state_before(meeting) is not None and not (is_recorded and meeting.status == State.HELD)),
    )  # fmt: skip
    return [Way(text, reverse(name, args=[meeting.slug])) for text, name, is_open in offered if is_open]


def _why(meeting: Meeting) -> str:
    """The reason of the change since which a meeting is cancelled or moved."""
    if not meeting.is_off:
        return ""
    row = Meeting.history.filter(id=meeting.pk, status=meeting.status).latest("history_id")
    reason: str = row.history_change_reason
    return reason


def _lacks_deadline(meeting: Meeting, today: datetime.date) -> bool:
    is_coming = meeting.is_coming and not _is_past(meeting, today)
    return meeting.body.sets_cycles and is_coming and meeting.papers_due_at is None


def _is_past(meeting: Meeting, today: datetime.date) -> bool:
    return meeting.date_on is not None and meeting.date_on < today
