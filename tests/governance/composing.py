"""The partnership in tests: its members, its meetings, and what its forms send."""

import datetime
import re
import types
from typing import Any

from accounts.models import Organisation, User
from accounts.services import add_person
from governance.models import Body, Meeting, Membership
from governance.services.bodies import add_meeting
from governance.services.composition import add_terms, set_quorum_rule
from governance.services.memberships import add_member
from priorities.partial_date import PartialDate
from tests.world import NOW, PLANNED, TESTER

PARTNERSHIP = "/bodies/local-inclusion-partnership/"
BOARD = "/bodies/health-and-wellbeing-board/"
SINCE = datetime.date(2024, 1, 8)
DAY = datetime.date(2024, 9, 4)


def words(response: Any) -> str:
    """What one reads of the page, on one line, its cells apart."""
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def dated(name: str, day: datetime.date) -> dict[str, int]:
    """A day in its three inputs."""
    return {f"{name}_0": day.day, f"{name}_1": day.month, f"{name}_2": day.year}


def partnership() -> Body:
    """As the plan file makes it: run here, and its meetings set the update cycles."""
    return Body.objects.get(slug="local-inclusion-partnership")


def sits(user: User, by: User, **said: Any) -> Membership:
    """A membership of the partnership through the service."""
    said = {"organisation": user.organisation, "from_on": SINCE, "body": partnership()} | said
    return add_member(user=user, by=by, now=PLANNED, **said)


def met(by: User, day: datetime.date = DAY, **said: Any) -> Meeting:
    """A meeting of the partnership on a day."""
    date = PartialDate.day(day.year, day.month, day.day)
    return add_meeting(**{"by": by, "now": PLANNED, "reason": "New", "body": partnership(), "date": date} | said)


def health_officer(people: types.SimpleNamespace, name: str = "Hal Nurse") -> User:
    """Somebody from health, with a job title."""
    return add_person(
        by=TESTER, now=PLANNED, email=f"{name.split()[0].lower()}@portal.example", name=name,
        organisation=Organisation.objects.filter(sector="health").first() or people.mo.organisation,
        job_title="Designated clinical officer",
    )  # fmt: skip


def rule(by: User, **said: Any) -> Any:
    """A quorum rule of the partnership through the service."""
    return set_quorum_rule(**{"body": partnership(), "by": by, "now": NOW, "members": 2} | said)


def member_sent(membership: Membership, **said: Any) -> dict[str, Any]:
    """What the form of a membership sends as it stands, but for what is said."""
    membership.refresh_from_db()
    fields = {
        "organisation": membership.organisation_id, "role": membership.role, "revision": membership.revision,
        "deputy": membership.deputy_id or "", **dated("from_on", membership.from_on),
    }  # fmt: skip
    return fields | ({"is_voting": "on"} if membership.is_voting else {}) | said


def body_sent(body: Body, **said: Any) -> dict[str, Any]:
    """What the form of a body sends as it stands, but for what is said."""
    body.refresh_from_db()
    fields = {
        "name": body.name, "purpose": body.purpose, "where": "here" if body.is_run_here else "elsewhere",
        "resolution_form": body.resolution_form, "reports_to": body.reports_to_id or "",
        "replaces": body.replaces_id or "", "revision": body.revision,
    }  # fmt: skip
    return fields | ({"sets_cycles": "on"} if body.sets_cycles else {}) | said


def composed(people: types.SimpleNamespace) -> dict[str, object]:
    """The partnership with one of each thing that it is made of; what addresses name them by."""
    terms = add_terms(body=partnership(), by=people.cora, now=NOW, file=b"%PDF-1.7", file_name="terms.pdf")
    # Whoever takes the minutes sees no more than others.
    membership = sits(people.otis, people.cora, role="minutes", is_voting=False)
    return {
        "phase": partnership().phases.get(phase="full").pk,
        "rule": rule(people.cora).pk,
        "terms": terms.version,
        "membership": membership.pk,
    }
