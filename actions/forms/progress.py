"""The progress update form."""

import datetime
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.validators import URLValidator

from actions import rules
from actions.account import Account, EvidenceGiven
from actions.models import Action, Evidence, Milestone, ProgressUpdate
from actions.models.progress import HEADLINE_LENGTH
from design.fields import DateField, LineField, RadioField, TextField, sentence
from design.forms import TokensForm
from design.layout import Group, Include, PrintedLine
from design.widgets import RadioChoice
from priorities.fields import HINT, PartialDateField, status_choice
from priorities.status import GIVEN, Status
from send_portal import clock

LONG, SHORT = 4000, 2000
# A draft keeps what was typed, right or wrong, up to this many characters.
DRAFT_LIMIT = 64_000

RECEIVED = [
    (way, sentence(words)) for way, words in ProgressUpdate.ReceivedBy.choices if way not in ("portal", "import")
]


def _text(label: str, subject: str, hint: str = "", *, limit: int = SHORT, rows: int = 3) -> TextField:
    return TextField(
        label=label, subject=subject, help_text=hint, max_length=limit, required=False,
        widget=forms.Textarea(attrs={"rows": rows}),
    )  # fmt: skip


def _line(label: str, subject: str, hint: str = "", *, limit: int = 200) -> LineField:
    return LineField(label=label, subject=subject, help_text=hint, max_length=limit, required=False)


LINK = "Enter a link like https://www.example.org/survey"
KINDS = [("", "Choose a kind"), *Evidence.Kind.choices]


def link_field(label: str = "Link (optional)") -> forms.URLField:
    """Where something stands, if it stands anywhere: http or https."""
    return forms.URLField(
        label=label, max_length=500, required=False, assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"], message=LINK)],
        error_messages={"invalid": LINK},
    )  # fmt: skip


class ReceivedForm(TokensForm):
    """What makes a form of an update safe to post twice and safe against somebody else's change; how it came in."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    submission = forms.UUIDField(widget=forms.HiddenInput)
    received_by = RadioField(label="How did you receive it?", subject="how you received it", choices=RECEIVED)

    tokens = ("revision", "submission")

    def __init__(self, data: Any = None, *, for_another: bool = False, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if not for_another:
            del self.fields["received_by"]


class NoChangeForm(ReceivedForm):
    """Confirms the last update."""


class ProgressForm(ReceivedForm):
    """One progress update. Valid only where `rules.problems` finds nothing; `account` is then what it says."""

    corrects = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)
    status = RadioField(label="How is it going?", subject="how it is going")
    headline = LineField(
        label="The headline: one sentence for the board report",
        subject="the headline",
        help_text="Printed in the board report as you write it.",
        max_length=HEADLINE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    happened = _text("What has happened? (optional)", "what has happened", limit=LONG, rows=6)
    reason = _text("Why is it at risk or off track?", "why it is at risk or off track")
    recovery = _text("What is being done about it?", "what is being done about it")
    consequence = _text("What happens if nothing is done?", "what happens if nothing is done")
    completed_on = DateField(label="When was it completed?", subject="the completion date", required=False)
    next_steps = _text("Next steps (optional)", "the next steps")
    ask = RadioField(
        label="What are you asking the partnership for?", subject="what you are asking for",
        choices=ProgressUpdate.Ask.choices, required=False,
    )  # fmt: skip
    ask_text = _text("If a decision or help, what and from whom?", "what you are asking the partnership for")
    proposed_due = PartialDateField(
        label="Proposed due date", subject="the proposed due date", help_text=HINT, required=False
    )
    proposed_reason = _text("Why?", "why you are proposing this date")
    difference_made = _text(
        "What is different for children, young people or families, and how do you know?", "the difference made"
    )
    figure_what = _line("What the figure counts", "what the figure counts", "For example, reviews finished in time.")
    figure_was = _line("What it was", "what the figure was", limit=40)
    figure_was_on = DateField(label="Date of that figure", subject="the date of the earlier figure", required=False)
    figure_is = _line("What it is now", "what the figure is now", limit=40)
    figure_is_on = DateField(label="Date of this figure", subject="the date of the figure", required=False)
    figure_source = _line("Where the figure comes from", "where the figure comes from")
    evidence_title = _line("What it is", "what the evidence is", "For example, survey of parent carers, June 2024.")
    evidence_kind = forms.ChoiceField(label="Kind", choices=KINDS, required=False)
    evidence_url = link_field()
    evidence_dated_on = DateField(
        label="Date of the evidence (optional)", subject="the date of the evidence", required=False
    )

    tokens = (*ReceivedForm.tokens, "corrects")
    is_from_draft = False
    label_sizes = {"status": "m", "headline": "m", "happened": "m", "next_steps": "m", "received_by": "m"}

    def __init__(
        self,
        data: Any = None,
        *,
        action: Action,
        meanings: Mapping[str, str],
        milestones: Iterable[Milestone],
        today: datetime.date,
        last: ProgressUpdate | None = None,
        **kwargs: Any,
    ) -> None:
        self.action, self.milestones = action, list(milestones)
        self.today = today
        super().__init__(data, **kwargs)
        self.fields["status"].offer([_status_choice(status, meanings, last) for status in GIVEN])
        if action.due:
            self.fields["status"].help_text = f"Judge it against the agreed due date, {action.due}."
        if last is not None and (since := last.told_on) is not None:
            self.fields["happened"].label = f"What has happened since {since.day} {since:%B}? (optional)"
        for milestone in self.milestones:
            self.fields[f"milestone_{milestone.pk}"] = DateField(
                label=f"“{milestone.title}”" + (f", due {milestone.due}" if milestone.due else ""),
                subject="the date the milestone was met",
                required=False,
            )

    @property
    def layout(self) -> list[str | Group | Include | PrintedLine]:
        """The fields in their order: what a lead on track needs stands first."""
        milestones = [f"milestone_{milestone.pk}" for milestone in self.milestones]
        groups: list[str | Group | Include | PrintedLine] = [
            "received_by",
            "status",
            "headline",
            PrintedLine("headline", reference=self.action.reference, title=self.action.title),
            "happened",
            Include("actions/partials/nothing_more.html"),
            Group("If it is at risk or off track", "reason", "recovery", "consequence",
                  hint="Leave these empty for any other status."),
            Group("If it is complete", "completed_on", hint="Leave this empty for any other status."),
        ]  # fmt: skip
        if milestones:
            groups.append(
                Group(
                    "Milestones that have been met (optional)",
                    *milestones,
                    hint="Enter the date each one was met. Leave the others empty.",
                )
            )
        return [
            *groups,
            "next_steps",
            Group("Asked of the partnership (optional)", "ask", "ask_text"),
            Group("Propose a due date (optional)", "proposed_due", "proposed_reason",
                  hint="The agreed date counts until the co-ordinator or the SRO agrees to the new one. "
                  f"Now: {self._due_words()}."),
            Group("Difference made (optional)", "difference_made", "figure_what", "figure_was", "figure_was_on",
                  "figure_is", "figure_is_on", "figure_source",
                  hint="You can give one figure, but you do not have to."),
            Group("One piece of evidence (optional)", "evidence_title", "evidence_kind", "evidence_url",
                  "evidence_dated_on"),
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        names = ("evidence_title", "evidence_kind", "evidence_url", "evidence_dated_on")
        given = [values.get(name) for name in names]
        if any(given) and not given[0] and "evidence_title" not in self.errors:
            self.add_error("evidence_title", "Enter what the evidence is")
        if any(given) and not given[1] and "evidence_kind" not in self.errors:
            self.add_error("evidence_kind", "Select the kind of evidence")
        if "status" in values:
            self.account = self._account(values)
            corrects = values.get("corrects")
            for problem in rules.problems(self.account, self.action, self.today, corrects=corrects):
                if problem.field not in self.errors:
                    self.add_error(problem.field, problem.message)
        return values

    def _account(self, values: Mapping[str, Any]) -> Account:
        own = {name: values.get(name) for name in Account.__dataclass_fields__ if values.get(name)}
        evidence = None
        if values.get("evidence_title"):
            evidence = EvidenceGiven(
                values["evidence_title"], values.get("evidence_kind") or "", values.get("evidence_url") or "",
                values.get("evidence_dated_on"),
            )  # fmt: skip
        met = {m.pk: values[f"milestone_{m.pk}"] for m in self.milestones if values.get(f"milestone_{m.pk}")}
        return Account(**{"headline": "", **own, "milestones_met": met, "evidence": evidence})

    def _due_words(self) -> str:
        """The date as it is written; "ongoing" and "no date set" as words within a sentence."""
        words = self.action.due_words
        return words if self.action.due else words[:1].lower() + words[1:]


def _status_choice(status: Status, meanings: Mapping[str, str], last: ProgressUpdate | None) -> RadioChoice:
    marker = ""
    if last is not None and last.status == status:
        day = clock.london_date(last.submitted_at)
        marker = sentence(last.told_words) if last.is_printed else f"Last time, {day.day} {day:%B}"
    return status_choice(status, meanings, marker)


def new_submission() -> str:
    """The token that makes a second click of the same form harmless."""
    return str(uuid.uuid4())
