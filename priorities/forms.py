"""Forms about a plan: the judgement on a priority."""

from collections.abc import Mapping
from typing import Any

from django import forms

from design.fields import RadioField, TextField
from design.forms import PortalForm
from priorities.fields import status_choice
from priorities.models import PriorityJudgement
from priorities.status import GIVEN
from send_portal import clock

REASON_LENGTH = 2000


class JudgementForm(PortalForm):
    """What a senior responsible officer makes of a priority, and why. `meanings`: the plan's key, by status."""

    status = RadioField(label="How is the priority going, in your judgement?", subject="how the priority is going")
    reason = TextField(
        label="Why?",
        subject="why you judge so",
        help_text="Two or three sentences. They stand on the priority’s page and on its highlight report.",
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    label_sizes = {"status": "m", "reason": "m"}

    def __init__(
        self, data: Any = None, *, meanings: Mapping[str, str], last: PriorityJudgement | None, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        marked = {}
        if last is not None:
            day = clock.london_date(last.recorded_at)
            marked[last.status] = f"Last time, {day.day} {day:%B %Y}"
        self.fields["status"].offer([status_choice(one, meanings, marked.get(one, "")) for one in GIVEN])
