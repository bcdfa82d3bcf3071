"""Who was at a meeting, as its page shows it and as its form asks for it."""

import dataclasses
import datetime

from accounts.models import User
from design.fields import sentence
from governance.facts import facts_of
from governance.models import Attendance, Meeting, Membership
from governance.services.attendance import recording_problem

State = Attendance.State
NOT_RECORDED = "Not recorded"


@dataclasses.dataclass(frozen=True)
class Sitting:
    """A person on the form: their membership of the day, where they have one, and who may stand in for them."""

    user: User
    membership: Membership | None = None
    stand_ins: tuple[User, ...] = ()
    took: Attendance | None = None
    deputy: Attendance | None = None

    @property
    def words(self) -> str:
        """Name, job title and for whom."""
        organisation = self.membership.organisation if self.membership else self.user.organisation
        return ", ".join(filter(None, (self.user.name, self.user.job_title, organisation.label)))


def memberships_on_day(meeting: Meeting) -> list[Membership]:
    """Who sits on the body on the day of a meeting, by part and name; a query."""
    return list(meeting.body.memberships.on(meeting.date_on).in_order().select_related("user__organisation"))


def attended(meeting: Meeting) -> list[Attendance]:
    """What is recorded, by name; a query."""
    people = ("user__organisation", "deputy_for__organisation")
    return list(meeting.attendances.select_related(*people).order_by("user__name", "pk"))


class AttendancePart:
    """The attendance on the page of a meeting, and the facts that it gives: a fixed number of queries, none where its
    body is run elsewhere.
    """

    def __init__(self, meeting: Meeting, user: User, today: datetime.date) -> None:
        self.is_shown = meeting.body.is_run_here
        if not self.is_shown:
            return
        self.problem = recording_problem(meeting, today)
        self.may_record = user.is_coordinator and not self.problem and not meeting.is_locked
        memberships, took = memberships_on_day(meeting), attended(meeting)
        self.is_recorded = bool(took)
        self.facts = facts_of(meeting, memberships, took)
        self.quorum = self.facts.quorum
        self.rows = self._rows(memberships, took) if took else []

    def _rows(self, memberships: list[Membership], took: list[Attendance]) -> list[tuple[str, str]]:
        """Each state with those who are in it, a line each; members of whom nothing is recorded come last."""
        sits = {one.user_id: one for one in memberships}
        rows = []
        for state in State:
            lines = [_line(one, sits) for one in took if one.state == state]
            if lines:
                rows.append((sentence(state.label), "\n".join(lines)))
        told = {one.user_id for one in took} | {one.deputy_for_id for one in took}
        missing = [Sitting(one.user, one).words for one in memberships if one.user_id not in told]
        return [*rows, (NOT_RECORDED, "\n".join(missing))] if missing else rows


def _line(one: Attendance, sits: dict[int, Membership]) -> str:
    words = Sitting(one.user, sits.get(one.user_id)).words
    if one.deputy_for is None:
        return words
    return f"{words}, for {Sitting(one.deputy_for, sits.get(one.deputy_for_id or 0)).words}"


def sittings(meeting: Meeting, people: list[User]) -> list[Sitting]:
    """Everybody of whom the form asks: members of the day, then others who are recorded. Two queries.

    `people` are those who can be named at all: who stands in for a member is named as a deputy on the body, or comes
    from the member's organisation.
    """
    memberships, took = memberships_on_day(meeting), attended(meeting)
    own = {one.user_id: one for one in took}
    stood_in = {one.deputy_for_id: one for one in took if one.deputy_for_id is not None}
    named = {one.deputy_id for one in memberships}
    rows = {
        one.user_id: Sitting(
            one.user, one, _stand_ins(one, named, stood_in.get(one.user_id), people), own.get(one.user_id),
            stood_in.get(one.user_id),
        )
        for one in memberships
    }  # fmt: skip
    for one in took:
        member = one.deputy_for
        if member is not None and member.pk not in rows:
            rows[member.pk] = Sitting(member, None, (one.user,), own.get(member.pk), one)
    for one in took:
        if one.user_id not in rows and one.state != State.DEPUTY:
            rows[one.user_id] = Sitting(one.user, took=one)
    return list(rows.values())


def _stand_ins(
    membership: Membership, named: set[int | None], stood_in: Attendance | None, people: list[User]
) -> tuple[User, ...]:
    may = [
        one
        for one in people
        if one.pk != membership.user_id and (one.pk in named or one.organisation_id == membership.organisation_id)
    ]
    first = [one for one in may if one.pk == membership.deputy_id]
    recorded = [stood_in.user] if stood_in is not None and stood_in.user not in may else []
    return (*first, *recorded, *(one for one in may if one not in first))
