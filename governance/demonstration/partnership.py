"""Who sits on the partnership in the story, and when it meets: plans, papers, and that a meeting was held."""

import dataclasses
import datetime
from typing import Any

from accounts.models import Organisation, User
from governance.demonstration.story import moment
from governance.models import Body, Meeting
from governance.services.composition import set_quorum_rule
from governance.services.meetings import edit_meeting, hold_meeting, plan_meeting, send_papers_out
from governance.services.memberships import add_member, edit_membership
from priorities.partial_date import PartialDate

BEGINS, ENDS = 14, 16
MORE_EXACT = "The day has been settled."


@dataclasses.dataclass(frozen=True)
class Partnership:
    """The body of the story, with everybody who acts in it and its meetings' rows in people.yaml, in their order."""

    body: Body
    people: dict[str, User]
    organisations: dict[str, Organisation]
    cycles: list[dict[str, Any]]
    place: str

    @property
    def coordinator(self) -> User:
        return self.people["coordinator"]

    def meeting(self, number: int) -> Meeting:
        """The meeting of a cycle, counted from 1, as it stands now."""
        return Meeting.objects.with_body().get(body=self.body, date_on=self.cycles[number - 1]["meeting"])


def sit(partnership: Partnership, members: list[dict[str, Any]], *, now: datetime.datetime) -> None:
    """Everybody takes their seat."""
    for one in members:
        add_member(
            body=partnership.body,
            user=partnership.people[one["who"]],
            by=partnership.coordinator,
            now=now,
            organisation=partnership.organisations[one["of"]],
            role=one.get("role", "member"),
            is_voting=one.get("votes", True),
            deputy=partnership.people.get(one.get("deputy", "")),
            from_on=now.date(),
        )


def leave(partnership: Partnership, who: str, until: datetime.date, *, now: datetime.datetime) -> None:
    """Somebody's seat ends."""
    membership = partnership.body.memberships.get(user=partnership.people[who])
    edit_membership(membership=membership, by=partnership.coordinator, now=now, until_on=until)


def need(partnership: Partnership, rule: dict[str, Any], *, now: datetime.datetime) -> None:
    """How many must be there."""
    set_quorum_rule(
        body=partnership.body,
        by=partnership.coordinator,
        now=now,
        from_on=rule["from"],
        members=rule["members"],
        sectors=rule["sectors"],
        remote_counts=rule["remote_counts"],
    )


def plan(partnership: Partnership, cycle: dict[str, Any], *, now: datetime.datetime) -> None:
    """A meeting gets its day and its papers deadline at noon; one that the source has to the month, its day."""
    day = cycle["meeting"]
    values: dict[str, Any] = {
        "date": PartialDate.day(day.year, day.month, day.day),
        "starts_at": moment(day, BEGINS),
        "ends_at": moment(day, ENDS),
        "place": partnership.place,
        "papers_due_at": moment(cycle["papers"], 12),
    }
    by, month = partnership.coordinator, PartialDate.month(day.year, day.month)
    loaded = Meeting.objects.filter(body=partnership.body, date_on=month.on, date_precision=month.precision).first()
    if loaded is None:
        plan_meeting(by=by, now=now, body=partnership.body, **values)
    else:
        edit_meeting(meeting=loaded, by=by, now=now, reason=MORE_EXACT, **values)


def send_papers(partnership: Partnership, number: int, *, now: datetime.datetime) -> None:
    """Papers go out."""
    send_papers_out(meeting=partnership.meeting(number), by=partnership.coordinator, now=now)


def hold(partnership: Partnership, number: int, *, now: datetime.datetime) -> None:
    """The meeting was held."""
    hold_meeting(meeting=partnership.meeting(number), by=partnership.coordinator, now=now)
