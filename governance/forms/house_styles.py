"""How a body wants its papers: the style, its headings, the Word file that they are written into."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import get_text_list

from design.fields import DateField, LineField, RadioField, TextField
from design.forms import RevisionForm
from design.layout import Group
from design.soft_questions import AsksFirst
from design.uploads import WORD, Upload, UploadField
from design.widgets import RadioChoice
from documents.office import BadBase
from governance.models import HouseSection, HouseStyle, SectionKind
from governance.reports.bases import check_base
from governance.reports.draft import PLACES
from governance.services.house_styles import standing_text_problems

MOST_PAGES = 500
MOST_PLACES = 9999
BASE_MEGABYTES = 2
STANDING_TEXT_LENGTH = 5000
Naming, Numbers, Presence = HouseStyle.Naming, HouseStyle.Numbers, HouseSection.Presence
PLACE = re.compile(r"\{[^{}\n]*\}?")


def _number(label: str, most: int, hint: str, *, required: bool = True) -> forms.IntegerField:
    message = f"Enter a whole number from 1 to {most}"
    return forms.IntegerField(
        label=label, min_value=1, max_value=most, required=required, help_text=hint,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "numeric"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), message),
    )  # fmt: skip


def _reason() -> TextField:
    return TextField(
        label="Why does it change? (optional)", subject="why it changes",
        help_text="For example, who asked for it and when. It is shown in the history.", required=False,
        max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class StyleForm(AsksFirst, RevisionForm):
    """What is printed on every paper of a body."""

    header_lines = TextField(
        label="Lines above the title",
        subject="the lines above the title",
        help_text=(
            "One on each line. {body}, {date} and {posts} stand for the body, the date and the posts of each report. "
            "A line in capitals, or without words of its own, prints them in capitals."
        ),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    classification = LineField(
        label="Classification (optional)", subject="the classification", max_length=80, required=False,
        help_text="Printed on every page. For example, Official.",
    )  # fmt: skip
    recommendation_lead = LineField(
        label="Words before the recommendations", subject="the words before the recommendations", max_length=200,
        help_text="For example, Health and Wellbeing Board is asked to:",
    )  # fmt: skip
    recommendation_verbs = TextField(
        label="Verbs that a recommendation begins with (optional)", subject="the verbs",
        help_text="One on each line. They are shown where recommendations are written.", max_length=500,
        required=False, widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip
    numbering = RadioField(
        label="Paragraphs",
        subject="how paragraphs are printed",
        choices=(
            RadioChoice(Numbers.THROUGH, "Numbered through the paper"),
            RadioChoice(Numbers.NONE, "Without numbers", hint="Recommendations stay numbered."),
        ),
    )
    people = RadioField(
        label="People",
        subject="how people are named",
        choices=(RadioChoice(Naming.POSTS, "Posts only"), RadioChoice(Naming.NAMES, "Names and posts")),
    )
    page_limit = _number(
        "Most pages (optional)", MOST_PAGES, "Without appendices. The preview of a report counts them.", required=False
    )
    has_separate_appendices = forms.BooleanField(
        label="Appendices as separate files", required=False, help_text="Otherwise they stand at the end of the paper."
    )
    reason = _reason()

    layout = (
        Group("The top of the paper", "header_lines", "classification"),
        Group("Recommendations", "recommendation_lead", "recommendation_verbs"),
        Group("The text", "numbering", "people"),
        Group("Length", "page_limit", "has_separate_appendices"),
        "reason",
    )

    def clean_header_lines(self) -> str:
        """Without blank lines. Whatever stands in braces and is not one of ours would be printed as it is."""
        text: str = self.cleaned_data["header_lines"]
        unknown = [place for place in PLACE.findall(text) if place not in PLACES]
        if unknown:
            raise ValidationError(f"“{unknown[0]}” stands for nothing. Use {get_text_list(list(PLACES), 'or')}")
        return _lines(text)

    def clean_recommendation_verbs(self) -> str:
        return _lines(self.cleaned_data["recommendation_verbs"])


class HeadingForm(AsksFirst, RevisionForm):
    """A heading of a house style, its place, and the text with which its section begins."""

    heading = LineField(label="Heading", subject="the heading", max_length=120)
    position = _number(
        "Place", MOST_PLACES,
        "Headings are printed in the order of these numbers. Between 20 and 30, for example, there is room for 25.",
    )  # fmt: skip
    presence = RadioField(
        label="In a report",
        subject="whether it is in a report",
        choices=(
            RadioChoice(Presence.REQUIRED, "Required", hint="In every report. Nobody can take it out."),
            RadioChoice(Presence.OPTIONAL, "Optional", hint="Left out where nothing stands under it."),
            RadioChoice(
                Presence.NONE, "Printed with “None”", hint="Where nothing is written, one chooses that there is none."
            ),
        ),
    )
    is_on = forms.BooleanField(
        label="On by default", required=False, help_text="In a new report until somebody takes it out."
    )
    standing_text = TextField(
        label="Standing text (optional)", subject="the standing text",
        help_text="The section begins with it in every new report, and can be changed there.", required=False,
        max_length=STANDING_TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip
    review_on = DateField(
        label="Review the standing text by (optional)", subject="the day of the review", required=False,
        help_text="After that day, reports that use it say that it is due.",
    )  # fmt: skip
    reason = _reason()

    def __init__(self, *args: Any, of: HouseSection, **kwargs: Any) -> None:
        self.section = of
        super().__init__(*args, **kwargs)
        if of.kind == SectionKind.RECOMMENDATIONS:
            del self.fields["standing_text"], self.fields["review_on"]

    def clean_standing_text(self) -> str:
        text: str = self.cleaned_data["standing_text"]
        for problem in standing_text_problems(self.section.style, self.section, text):
            self.add_error("standing_text", problem)
        return text

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("presence") == Presence.REQUIRED and not values.get("is_on"):
            self.add_error("is_on", "A required heading is in every new report: switch it on, or make it optional")
        if values.get("review_on") and not values.get("standing_text") and "standing_text" not in self.errors:
            self.add_error("review_on", "Write the standing text, or take its review date away")
        return values


class BaseForm(AsksFirst, RevisionForm):
    """The Word file that a body's papers are written into."""

    file = UploadField(
        label="Word file",
        subject="the file",
        help_text=f"A .docx file without macros, {BASE_MEGABYTES} MB at most.",
        # What is wrong with it is said by `clean_file`, which knows what a base must be.
        kinds=[WORD._replace(fault=lambda body: "")],
        most_megabytes=BASE_MEGABYTES,
        required=False,
    )
    is_taken_away = forms.BooleanField(
        label="Take the file away", required=False, help_text="Papers then look as the portal sets them."
    )
    reason = _reason()

    def __init__(self, *args: Any, has_base: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].label = "Put another file in its place" if has_base else "Word file"
        if not has_base:
            del self.fields["is_taken_away"]

    def clean_file(self) -> Upload | None:
        file: Upload | None = self.cleaned_data["file"]
        if file is not None:
            try:
                check_base(file.body)
            except BadBase as error:
                raise ValidationError(str(error).removesuffix(".")) from error
        return file

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("file") and values.get("is_taken_away"):
            self.add_error("is_taken_away", "Choose a file or take the one in use away, not both")
        elif "file" not in self.errors and not values.get("file") and not values.get("is_taken_away"):
            self.add_error("file", "Choose a Word file")
        return values


def _lines(text: str) -> str:
    """The lines of a text that say something."""
    return "\n".join(line for line in (line.strip() for line in text.splitlines()) if line)
