"""Drafts of reports whose meeting is not on their day any more."""

import dataclasses

from django.db.models import Q

from accounts.models import User
from governance import access
from governance.models import BoardReport, Meeting


@dataclasses.dataclass(frozen=True)
class Astray:
    """A draft, and what became of its meeting, as a sentence."""

    report: BoardReport
    says: str


def astray(report: BoardReport) -> str:
    """That a report's meeting has another day than the report, or is off, as a sentence; empty where it is not so.
    A query where the meeting has moved.
    """
    meeting = report.meeting
    if meeting is None:
        return ""
    if meeting.moved_to is not None:
        became = f"has moved to {meeting.moved_to.date}"
    elif meeting.is_off:
        became = "is cancelled"
    elif meeting.date != report.date:
        became = f"is on {meeting.date}"
    else:
        return ""
    return f"This draft is for {report.date}, and its meeting {became}."


def drafts_astray(meeting: Meeting, user: User) -> list[Astray]:
    """The drafts for a meeting, or for the one in whose place it came, of which that is so. A query."""
    of_it = access.visible_reports(user).filter(Q(meeting=meeting) | Q(meeting__moved_to=meeting))
    drafts = of_it.filter(newest_version__isnull=True, is_published=False).select_related("meeting__moved_to")
    return [Astray(report, said) for report in drafts if (said := astray(report))]
