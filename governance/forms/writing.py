"""What is written for a report: sections, recommendations, board wordings."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from actions.models import Action
from design.fields import LineField, RadioField, TextField
from design.forms import RevisionForm
from design.soft_questions import AsksFirst
from design.widgets import RadioChoice
from governance.models import ReportSection
from governance.services.reports import is_required, section_problems

NARRATIVE_LENGTH = 20_000
Chosen = ReportSection.Chosen
NARRATIVE_HINT = (
    "A blank line makes a new numbered paragraph. Begin lines with a hyphen for a list: it becomes a., b. "
    "Two stars round words make them bold. {#budget} at the end of a paragraph names it, and [[budget]] prints its "
    "number."
)

PLAIN_HINT = (
    "A blank line makes a new paragraph. Begin lines with a hyphen for a list. Two stars round words make them bold."
)


class SectionForm(AsksFirst, RevisionForm):
    """What is written for a section, and whether it is in the report."""

    is_included = forms.BooleanField(label="In the report", required=False)
    chosen = RadioField(
        label="What does it say?",
        subject="what it says",
        choices=(
            RadioChoice(Chosen.WRITTEN, "What is written below"),
            RadioChoice(Chosen.NOTHING_DIRECT, "There are no direct implications", hint="What is written follows it."),
        ),
        required=False,
    )
    narrative = TextField(
        label="Text (optional)",
        subject="the text",
        help_text=NARRATIVE_HINT,
        required=False,
        max_length=NARRATIVE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 14}),
    )

    def __init__(self, *args: Any, of: ReportSection, **kwargs: Any) -> None:
        self.section = section = of
        super().__init__(*args, **kwargs)
        if section.kind not in ("financial", "legal"):
            del self.fields["chosen"]
        if is_required(section):
            del self.fields["is_included"]
        if not section.report.body.house_style.has_numbers:
            self.fields["narrative"].help_text = PLAIN_HINT

    def clean_narrative(self) -> str:
        text: str = self.cleaned_data["narrative"]
        for problem in section_problems(self.section, text):
            self.add_error("narrative", problem)
        return text

    @property
    def values(self) -> Mapping[str, Any]:
        """What the service takes."""
        return {"is_included": True, "chosen": "", **self.cleaned_data}


class RecommendationsForm(AsksFirst, RevisionForm):
    """The recommendations of a report, numbered as they stand."""

    MOST = 8

    def __init__(self, *args: Any, standing: int, lead: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, min(standing + 2, self.MOST) + 1):
            self.fields[f"text_{number}"] = TextField(
                label=f"Recommendation {number}",
                subject=f"recommendation {number}",
                help_text=lead if number == 1 else "",
                required=False,
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def texts(self) -> list[str]:
        """Those that say something, in their order."""
        return [text for name, text in self.cleaned_data.items() if name.startswith("text_") and text]


class WordingsForm(AsksFirst):
    """What a report prints of each action in place of its headline."""

    def __init__(self, *args: Any, actions: Iterable[Action], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actions = list(actions)
        for action in self.actions:
            update = action.last_update
            self.fields[f"wording_{action.pk}"] = LineField(
                label=str(action),
                subject=f"the wording of {action.reference}",
                help_text=f"Headline: {update.headline}" if update is not None else "No update yet.",
                max_length=400,
                required=False,
            )

    @property
    def texts(self) -> dict[int, str]:
        """What was typed, by the id of its action."""
        return {action.pk: self.cleaned_data[f"wording_{action.pk}"] for action in self.actions}
