"""Forms of what supports an action: its evidence, and its co-production."""

from typing import Any

from django import forms

from actions.account import EvidenceGiven
from actions.forms.progress import KINDS, SHORT, link_field
from actions.models import CoProduction, Evidence
from actions.services.co_production import CoProductionTold
from design.fields import DateField, LineField, TextField
from design.forms import RevisionForm
from design.soft_questions import AsksFirst
from send_portal import clock

EVIDENCE = ("title", "kind", "url", "dated_on")
CO_PRODUCTION = ("on_date", "who_took_part", "you_said", "we_did", "could_not_because")


def _text(label: str, subject: str, hint: str, *, required: bool = False) -> TextField:
    return TextField(
        label=label, subject=subject, required=required, help_text=hint, max_length=SHORT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


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
        help_text="For example, survey of parent carers, June 2024. Do not identify any child or family.",
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
        return EvidenceGiven(**{name: self.cleaned_data[name] for name in EVIDENCE})


class ChangeEvidenceForm(EvidenceForm, RevisionForm):
    """What a piece of evidence says, put right."""

    reason = reason_field(
        "Why are you changing it?",
        "why you are changing it",
        required=False,
        hint="Not needed if you are filling in what was empty.",
    )
    layout = (*EVIDENCE, "reason")

    @staticmethod
    def standing(evidence: Evidence) -> dict[str, Any]:
        """What the form opens with."""
        return {name: getattr(evidence, name) for name in EVIDENCE}


class WithdrawEvidenceForm(AsksFirst, RevisionForm):
    """Why a piece of evidence does not hold."""

    reason = reason_field("Why are you withdrawing it?", "why you are withdrawing it")


class CoProductionForm(AsksFirst):
    """One piece of co-production."""

    on_date = DateField(label="When did it happen?", subject="the date", not_after=clock.today)
    who_took_part = _text(
        "Who took part?", "who took part", "For example, 11 parent carers. Do not name any child or family.",
        required=True,
    )  # fmt: skip
    you_said = _text("You said", "what they said", "What children, young people or families told you, in their words.")
    we_did = _text("We did", "what you did", "What has changed because of it. You can add this later.")
    could_not_because = _text("We could not, because", "what you could not do", "What could not be done, and why.")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not any(values.get(name) or name in self.errors for name in ("you_said", "we_did", "could_not_because")):
            self.add_error("you_said", "Enter what they said, what you did, or what you could not do")
        return values

    @property
    def told(self) -> CoProductionTold:
        """What the form says."""
        return CoProductionTold(**{name: self.cleaned_data[name] for name in CO_PRODUCTION})


class ChangeCoProductionForm(CoProductionForm, RevisionForm):
    """What is recorded of co-production, put right or completed."""

    reason = reason_field(
        "Why are you changing it?",
        "why you are changing it",
        required=False,
        hint="Not needed if you are filling in what was empty.",
    )
    layout = (*CO_PRODUCTION, "reason")

    @staticmethod
    def standing(co_production: CoProduction) -> dict[str, Any]:
        """What the form opens with."""
        return {name: getattr(co_production, name) for name in CO_PRODUCTION}
