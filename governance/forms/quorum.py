"""Forms of a quorum rule: how many must be there, and of whom."""

from typing import Any

from django import forms

from accounts.models import Organisation
from actions.forms.support import reason_field
from design.fields import CheckboxesField, DateField, TextField
from design.forms import RevisionForm
from design.soft_questions import AsksFirst, Question
from design.widgets import RadioChoice
from governance.forms.bodies import CHANGE_REASON

# What a form may count to; no body has as many members. One that seldom has more is asked about.
MOST, LIKELY = 500, 40


def _number(label: str) -> forms.IntegerField:
    problem = f"Enter a whole number from 1 to {MOST}"
    return forms.IntegerField(
        label=label, min_value=1, max_value=MOST, required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "numeric"}),
        error_messages={"invalid": problem, "min_value": problem, "max_value": problem},
    )  # fmt: skip


class QuorumForm(AsksFirst):
    """How many must be there, and of whom. Each part that is filled in must be met."""

    from_on = DateField(
        label="From (optional)", subject="the first day", required=False,
        help_text="Leave it empty for a rule from the beginning. The newest rule that has begun counts.",
    )  # fmt: skip
    members = _number("Voting members at least (optional)")
    organisations = _number("Organisations at least (optional)")
    sectors = CheckboxesField(
        label="Sectors that must be there (optional)",
        choices=tuple(RadioChoice(sector.value, sector.label) for sector in Organisation.Sector),
        required=False,
    )
    named_posts = TextField(
        label="Posts that must be there (optional)",
        subject="the posts",
        help_text="A post a line, as the job titles of members are written.",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    remote_counts = forms.BooleanField(label="Who joins remotely counts", required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        asks = ("members", "organisations", "sectors", "named_posts")
        if not self.errors and not any(values.get(name) for name in asks):
            self.add_error("members", "Enter at least one of members, organisations, sectors and posts")
        return values

    def what_to_ask(self) -> list[Question]:
        """As `AsksFirst`, and whether so many must be there: a rule that nobody can meet leaves decisions open."""
        counted = {"members": "voting members", "organisations": "organisations"}
        many = {name: self.cleaned_data[name] or 0 for name in counted}
        return [
            *super().what_to_ask(),
            *(
                Question(f"{name}-{many[name]}", f"{many[name]} {words} must be there. Is that right?", (name,))
                for name, words in counted.items()
                if many[name] > LIKELY
            ),
        ]


class ChangeQuorumForm(QuorumForm, RevisionForm):
    """A quorum rule put right; one that was right until a day is followed by a new one instead."""

    reason = reason_field(CHANGE_REASON, "why you are changing it")
