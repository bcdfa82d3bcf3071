"""Forms of what supports an action: its evidence."""

from typing import Any

from django import forms

from actions.account import EvidenceGiven
from actions.forms import KINDS, link_field
from actions.models import Evidence
from actions.soft_questions import AsksFirst
from design.fields import DateField, LineField, TextField
from design.forms import RevisionForm
from send_portal import clock


def reason_field(label: str, subject: str, *, required: bool = True, hint: str = "") -> TextField:
    """Why somebody changes what stands: history keeps it."""
    return TextField(
        label=label, subject=subject, required=required, help_text=hint, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class EvidenceForm(AsksFirst):
    """One piece of evidence."""

    title = LineField(
        label="What it is", subject="what the evidence is", max_length=200,
        help_text="For example, survey of parent carers, June 2024. No child or family may be recognisable.",
    )  # fmt: skip
    kind = forms.ChoiceField(label="Kind", choices=KINDS, error_messages={"required": "Select the kind of evidence"})
    url = link_field()
    dated_on = DateField(
        label="Date of the evidence (optional)", subject="the date of the evidence", required=False,
        not_after=clock.today,
    )  # fmt: skip

    @property
    def given(self) -> EvidenceGiven:
        """What the form says."""
        values = self.cleaned_data
        return EvidenceGiven(values["title"], values["kind"], values["url"], values["dated_on"])


class ChangeEvidenceForm(EvidenceForm, RevisionForm):
    """What a piece of evidence says, put right."""

    reason = reason_field(
        "Why does it change?", "why it changes", required=False, hint="Not needed where you fill what was empty."
    )
    layout = ("title", "kind", "url", "dated_on", "reason")

    @staticmethod
    def standing(evidence: Evidence) -> dict[str, Any]:
        """What the form opens with."""
        return {name: getattr(evidence, name) for name in ("title", "kind", "url", "dated_on")}


class WithdrawEvidenceForm(AsksFirst, RevisionForm):
    """Why a piece of evidence does not hold."""

    reason = reason_field("Why is it withdrawn?", "why it is withdrawn")
