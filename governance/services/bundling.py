"""Taking a bundle for a period out of the portal. Each one is kept as an export before it is sent."""

import datetime
import hashlib
import tempfile
from typing import IO, NamedTuple, cast

from accounts.models import User
from audit.recording import Refused, recording
from governance.bundle.period import Period
from governance.bundle.writing import write_bundle
from governance.models import Export
from priorities.models import ActionPlan
from send_portal import clock

# A larger bundle is written to a temporary file, which goes away with it.
BYTES_IN_MEMORY = 5_000_000
FUTURE = "The last day must be today or earlier"
TURNED = "The last day must not be before the first day"


class Bundle(NamedTuple):
    """A ZIP under its name, open at its beginning."""

    name: str
    file: IO[bytes]


def make_bundle(
    *, plan: ActionPlan, first: datetime.date, last: datetime.date, by: User, now: datetime.datetime
) -> Bundle:
    """All that was recorded of a plan and of meetings in these days, in one ZIP, and that this person took it.

    Raises Refused where the last day lies ahead or before the first.
    """
    if last < first:
        raise Refused(f"{TURNED}.")
    if last > clock.london_date(now):
        raise Refused(f"{FUTURE}.")
    file = cast("IO[bytes]", tempfile.SpooledTemporaryFile(max_size=BYTES_IN_MEMORY))  # noqa: SIM115 - sent, then closed
    try:
        write_bundle(Period(plan, first, last, now), post_of(by), file)
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
        with recording(by=by, now=now):
            Export.objects.create(
                what=Export.What.BUNDLE, plan=plan, from_on=first, until_on=last, format="zip", sha256=digest
            )
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return Bundle(f"bundle-{plan.slug}-{first}-to-{last}.zip", file)


def post_of(person: User) -> str:
    """How a bundle names who made it: by post and organisation, without a post by role."""
    role = "co-ordinator" if person.is_coordinator else "administrator"
    return f"{person.job_title or role.capitalize()}, {person.organisation.label}"
