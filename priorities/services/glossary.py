"""What changes the glossary."""

import datetime

from accounts.services import By
from audit.recording import recording
from priorities.models import GlossaryTerm


def add_term(
    *, by: By, now: datetime.datetime, reason: str, term: str, meaning: str, is_confirmed: bool
) -> GlossaryTerm:
    """A new abbreviation of the glossary."""
    with recording(by=by, now=now, reason=reason):
        return GlossaryTerm.objects.create(term=term, meaning=meaning, is_confirmed=is_confirmed)
