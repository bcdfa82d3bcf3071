"""The form that says who the printed leads of a plan are."""

import hashlib
from collections.abc import Sequence
from typing import Any

from accounts.fields import PersonField
from accounts.models import User
from actions.from_sheet.found import clipped
from actions.printed_leads import PrintedLead, proposals
from design.forms import StandingForm

STAYS = "Leave as printed"
LABEL_LENGTH = 200


class PrintedLeadsForm(StandingForm):
    """A person for each printed lead, or nobody. The fields are made for the leads that the plan prints."""

    def __init__(self, *args: Any, waiting: Sequence[PrintedLead], people: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waiting = list(waiting)
        proposed = proposals(self.waiting, list(people))
        for one in self.waiting:
            field = PersonField(
                label=f"“{clipped(one.words, LABEL_LENGTH)}”",
                nobody=STAYS,
                required=False,
                initial=proposed.get(one.words),
            )
            field.help_text = f"Printed for {one.references}."
            field.offer(people)
            self.fields[field_name(one.words)] = field

    @property
    def named(self) -> dict[str, User]:
        """The people who were chosen, by the printed words."""
        found = {one.words: self.cleaned_data.get(field_name(one.words)) for one in self.waiting}
        return {words: person for words, person in found.items() if person is not None}


def field_name(words: str) -> str:
    """The field of a printed lead: the same whichever others the page shows."""
    return f"lead-{hashlib.sha256(words.encode()).hexdigest()[:12]}"
