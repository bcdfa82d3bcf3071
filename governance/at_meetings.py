"""Who was at meetings, in which part, and whether they were quorate: read from history as at a moment."""

import dataclasses
import datetime
from collections import defaultdict
from collections.abc import Collection
from typing import Any

from accounts.models import Organisation
from actions.as_at.people import People
from audit.as_at import rows_at
from design.moments import clock_time
from governance.models import Attendance, BodyPhase, Decision, Meeting, Membership, QuorumRule
from governance.models.decisions import standing_words as in_words
from governance.quorum import Quorum, Voter, attenders, lacking_phase, quorum_of, rule_on


@dataclasses.dataclass(frozen=True)
class Present:
    """How somebody took part: ids, and their part on the body in words, empty for a guest."""

    user: int
    state: str
    deputy_for: int | None
    organisation: int | None
    part: str


class AtMeetings:
    """Some meetings of some bodies, as everything was known at a moment; five queries, however many they are."""

    def __init__(
        self, moment: datetime.datetime, people: People, bodies: Collection[int], meetings: Collection[int]
    ) -> None:
        self._people = people
        self._seats = _by(rows_at(Membership, moment, body_id__in=bodies), "body_id")
        self._there = _by(rows_at(Attendance, moment, meeting_id__in=meetings), "meeting_id")
        self._phases = _by(rows_at(BodyPhase, moment, body_id__in=bodies), "body_id")
        self._rules = _by(rows_at(QuorumRule, moment, body_id__in=bodies), "body_id")
        self._sectors = {row.id: row.sector for row in rows_at(Organisation, moment)}

    def attended(self, body: int, meeting: int, day: datetime.date) -> list[Present]:
        """Everybody whose attendance is recorded."""
        seats = {row.user_id: row for row in self._seats_on(body, day)}
        return [
            Present(
                row.user_id,
                row.state,
                row.deputy_for_id,
                seats[row.user_id].organisation_id if row.user_id in seats else None,
                Membership.Role(seats[row.user_id].role).label if row.user_id in seats else "",
            )
            for row in self._there[meeting]
        ]

    def phases(self, body: int) -> list[BodyPhase]:
        """The phases of the body."""
        return [row.as_instance() for row in self._phases[body]]

    def lacking_phase(self, body: int, day: datetime.date) -> str:
        """Why the body did not decide for good on the day; empty where it did."""
        return lacking_phase(self.phases(body), day)

    def quorum(self, body: int, meeting: int, day: datetime.date) -> Quorum:
        """What is said of the quorum."""
        voters = [
            Voter(
                row.user_id,
                row.organisation_id,
                self._sectors[row.organisation_id],
                self._people.known(row.user_id).job_title,
            )
            for row in self._seats_on(body, day)
            if row.is_voting
        ]
        rules = [row.as_instance() for row in self._rules[body]]
        return quorum_of(rule_on(rules, day), voters, attenders(self._there[meeting]))

    def _seats_on(self, body: int, day: datetime.date) -> list[Any]:
        seats = self._seats[body]
        return [row for row in seats if row.from_on <= day and (row.until_on is None or row.until_on >= day)]


def agreed_at(meeting: Meeting) -> datetime.datetime | None:
    """When the minutes were agreed in the portal; None while they are not. A query where they are."""
    if not meeting.is_locked:
        return None
    rows = Meeting.history.filter(id=meeting.pk, confirmed_by__isnull=False)
    found: datetime.datetime = rows.order_by("history_id").values_list("history_date", flat=True)[0]
    return found


def times(meeting: Any) -> str:
    """ "2pm to 4pm", "2pm"; empty where it is not recorded."""
    if meeting.starts_at is None:
        return ""
    begins = clock_time(meeting.starts_at)
    return f"{begins} to {clock_time(meeting.ends_at)}" if meeting.ends_at else begins


def standing_words(row: Any) -> str:
    """How a decision stands, as a sentence or two; nothing of one that is made by the facts."""
    if row.standing == Decision.Standing.MADE and not row.standing_reason:
        return ""
    because = f" Why its standing is so: {row.standing_reason}" if row.standing_reason else ""
    return f"{in_words(row.standing, row.subject_to)}.{because}"


def _by(rows: Any, key: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found
