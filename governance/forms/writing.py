"""What is written for a report: sections, recommendations, board wordings."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from actions.models import Action
from design.fields import LineField, RadioField, TextField
from design.forms import RevisionForm, StandingForm
from design.soft_questions import AsksFirst
from design.widgets import RadioChoice
from governance.models import BoardReport, HouseSection, ReportSection
from governance.reports.draft import NO_DIRECT
from governance.services.reports import presence_of, section_problems
from governance.services.wordings import wordings_seen

NARRATIVE_LENGTH = 20_000
Chosen = ReportSection.Chosen
WRITTEN = RadioChoice(Chosen.WRITTEN, "What is written below")
NOTHING_DIRECT = RadioChoice(
    Chosen.NOTHING_DIRECT, "There are no direct implications", hint="What is written follows it."
)
NONE = RadioChoice(Chosen.NONE, "There are none", hint="The report prints “None.”.")
NARRATIVE_HINT = (
    "A blank line makes a new numbered paragraph. ## and a space begin a line that is a sub-heading. Begin lines with "
    "a hyphen for a list: it becomes a., b. Two stars round words make them bold. {#budget} at the end of a paragraph "
    "names it, and [[budget]] prints its number."
)

PLAIN_HINT = (
    "A blank line makes a new paragraph. ## and a space begin a line that is a sub-heading. Begin lines with a hyphen "
    "for a list. Two stars round words make them bold."
)


class SectionForm(AsksFirst, RevisionForm):
    """What is written for a section, and whether it is in the report."""

    is_included = forms.BooleanField(label="In the report", required=False)
    chosen = RadioField(
        label="What does it say?",
        subject="what it says",
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
        presence = presence_of(section)
        if section.kind in NO_DIRECT:
            self.fields["chosen"].offer((WRITTEN, NOTHING_DIRECT))
        elif presence == HouseSection.Presence.NONE:
            self.fields["chosen"].offer((WRITTEN, NONE))
        else:
            del self.fields["chosen"]
        if presence == HouseSection.Presence.REQUIRED:
            del self.fields["is_included"]
        if not section.report.body.house_style.has_numbers:
            self.fields["narrative"].help_text = PLAIN_HINT

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if "narrative" in values:
            text, is_included = values["narrative"], values.get("is_included", True)
            if text and values.get("chosen") == Chosen.NONE:
                self.add_error("narrative", "Take the text away, or choose “What is written below”")
            for problem in section_problems(self.section, is_included=is_included, narrative=text):
                self.add_error("narrative" if is_included else "is_included", problem)
        return values

    @property
    def values(self) -> Mapping[str, Any]:
        """What the service takes."""
        return {"is_included": True, "chosen": "", **self.cleaned_data}


class RecommendationsForm(AsksFirst, StandingForm):
    """The recommendations of a report, numbered as they stand."""

    LEAST = 8

    def __init__(self, *args: Any, number: int, lead: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        boxes = max(number + 2, self.LEAST)
        # Whatever was sent stays in sight, also where somebody has taken others away meanwhile.
        while f"text_{boxes + 1}" in self.data:
            boxes += 1
        for number in range(1, boxes + 1):
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


class WordingsForm(AsksFirst, StandingForm):
    """What a report prints of each action in place of its headline."""

    def __init__(self, *args: Any, of: BoardReport, actions: Iterable[Action], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.report, self.actions = of, list(actions)
        for action in self.actions:
            update = action.last_update
            self.fields[f"wording_{action.pk}"] = LineField(
                label=str(action),
                subject=f"the wording of {action.reference}",
                help_text=f"Headline: {update.said}" if update is not None and update.said else "No update yet.",
                max_length=400,
                required=False,
            )

    @property
    def texts(self) -> dict[Action, str]:
        """What was typed, by its action."""
        return {action: self.cleaned_data[f"wording_{action.pk}"] for action in self.actions}

    def catch_up(self, standing: Any) -> None:
        """What the writer has left as it was takes what others have worded meanwhile."""
        shown = wordings_seen(self.report, self.cleaned_data["standing"])
        stands = {wording.action_id: wording.text for wording in standing.records}
        left = [action.pk for action, text in self.texts.items() if text == shown.get(action.pk, "")]
        super().catch_up(standing)
        self.replace_tokens({f"wording_{pk}": stands.get(pk, "") for pk in left})
