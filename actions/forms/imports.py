"""The forms of an import: the spreadsheet, its sheet and its words."""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from actions.from_sheet.found import clipped
from actions.from_sheet.steps import Opened
from actions.importing.dates import ONGOING, answered, written
from actions.importing.kinds import what_is
from actions.importing.limits import MOST_ROWS
from actions.importing.opening import open_book
from actions.importing.told import Book, CannotRead, Field, Sheet, Told, Word, book_to_json
from design.fields import DateField, RadioField
from design.forms import PortalForm
from design.layout import Group
from design.uploads import BYTES, Kind, Upload, UploadField
from design.widgets import PlainSelect, RadioChoice
from priorities.fields import EXAMPLES, PartialDateLineField
from priorities.partial_date import PartialDate
from priorities.status import GIVEN, PlanState, Status
from send_portal import clock

MOST_MEGABYTES = 2
EXCEL_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What they begin with is looked at where they are opened, which says better what is wrong.
EXCEL = Kind("Excel", ".xlsx", EXCEL_TYPE, b"", lambda body: "")
CSV = Kind("CSV", ".csv", BYTES, b"", lambda body: "")
TEXTS = (".txt", ".tsv", ".tab")
TEXT = "This is a text file: if it holds a table, open it in Excel, save it as .xlsx or .csv, and choose that file"
AS_PRINTED = "Leave as printed"
WORD_LENGTH = 100
# A form of more fields than the server takes could not be sent.
MOST_WORDS = 500


class SpreadsheetField(UploadField):
    """A spreadsheet."""

    def clean(self, value: Any) -> Upload | None:
        """The file. Raises ValidationError in words that say which file would do."""
        try:
            return super().clean(value)
        except ValidationError as error:
            if error.code == "sent_before":
                message = "Choose the file again: a browser does not keep it when a form comes back"
                raise ValidationError(message, code=error.code) from error
            if error.code == "wrong_kind" and (advice := _advice(value)):
                raise ValidationError(advice, code=error.code) from error
            raise


def _advice(file: UploadedFile) -> str:
    """What to do with a file of another kind, by what it holds; empty where that says no more than the kinds do."""
    file.seek(0)
    try:
        open_book(file.read(), str(file.name or ""))
    except CannotRead as error:
        return str(error).removesuffix(".")
    return TEXT if str(file.name).casefold().endswith(TEXTS) else ""


class ImportStep(PortalForm):
    """A step of the import. It holds choices, not somebody's text."""

    carried_words = "You were signed out. What you chose is as you left it, but nothing has been saved yet."
    if_meant_words = "Check the page, and send it again"


class UploadForm(ImportStep):
    """A spreadsheet, and what is true of all that it holds."""

    carried_words = "You were signed out, and nothing has been saved. Choose the spreadsheet again: no file is kept."

    file = SpreadsheetField(
        label="The spreadsheet",
        subject="the spreadsheet",
        kinds=(EXCEL, CSV),
        most_megabytes=MOST_MEGABYTES,
        help_text=f"An Excel workbook (.xlsx) or a CSV file, at most {MOST_MEGABYTES} MB and {MOST_ROWS} rows, "
        "headings among them.",
    )
    plan_state = RadioField(
        label="Are new actions agreed?",
        subject="whether new actions are agreed",
        choices=(
            RadioChoice(PlanState.AGREED, "Agreed", hint="In the plan, counted, and updated in each cycle."),
            RadioChoice(PlanState.PROPOSED, "Proposed", hint="Not yet in the plan. Their statuses stay as printed."),
        ),
        initial=PlanState.AGREED,
    )
    printed_on = DateField(
        label="When was the spreadsheet last brought up to date? (optional)",
        subject="the date of the spreadsheet",
        required=False,
        not_after=clock.today,
        help_text="Statuses that it prints are then shown as printed on this day.",
    )

    book: Book

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        upload = values.get("file")
        if upload is not None:
            try:
                self.book = open_book(upload.body, upload.name)
                if not any(sheet.rows for sheet in self.book.sheets):
                    self.add_error("file", "The spreadsheet is empty: choose another file")
            except CannotRead as error:
                self.add_error("file", str(error).removesuffix("."))
        return values

    @property
    def told(self) -> dict[str, Any]:
        """What the draft keeps. The sheet of a spreadsheet that has no other is chosen with it."""
        file: Upload = self.cleaned_data["file"]
        return {
            "file_name": file.name,
            "sha256": hashlib.sha256(file.body).hexdigest(),
            "book": book_to_json(self.book),
            "plan_state": self.cleaned_data["plan_state"],
            "printed_on": self.cleaned_data["printed_on"],
            "sheet": 0 if len(self.book.sheets) == 1 and what_is(self.book.sheets[0]).kind.can_be_read else None,
        }


class SheetForm(ImportStep):
    """Which sheet holds the actions: one of those that are offered, by their numbers."""

    sheet = RadioField(label="Which sheet is the action plan?", subject="the sheet that is the action plan")

    def __init__(self, *args: Any, sheets: Sequence[tuple[int, Sheet, Told]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sheet"].offer(
            RadioChoice(str(number), sheet_name(sheet), hint=_kind_words(told)) for number, sheet, told in sheets
        )

    def clean_sheet(self) -> int:
        return int(self.cleaned_data["sheet"])


def _kind_words(told: Told) -> str:
    doubt = "" if told.kind.can_be_read else " Choose it only if it is your action plan all the same."
    return f"{told.kind.label}. {told.why}{doubt}"


def sheet_name(sheet: Sheet) -> str:
    """A sheet by its name, and whether Excel hides it."""
    return f"{sheet.name} (hidden)" if sheet.is_hidden else sheet.name


class DueWordsField(PartialDateLineField):
    """What words mean that stand for a date: a date, "ongoing", or nothing more than they say."""

    def clean(self, value: Any) -> Any:
        """The answer as the reading takes it."""
        if isinstance(value, str) and value.strip().casefold() == ONGOING:
            return ONGOING
        date = super().clean(value)
        return written(date) if date is not None else ""

    def prepare_value(self, value: object) -> object:
        date = answered(value) if isinstance(value, str) else None
        return str(date) if date is not None else value


class WordsForm(ImportStep):
    """What each word of the sheet means, asked once. The fields are made for the words that the sheet has."""

    review = PartialDateLineField(
        label="When is what is ongoing to be reviewed?",
        subject="the review date",
        required=False,
        help_text=f"An ongoing action has no due date, and is reviewed instead. Write a date like {EXAMPLES}.",
    )

    def __init__(self, *args: Any, opened: Opened, words: Sequence[Word], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What the portal is not sure of stands first.
        self.opened, self.words = opened, sorted(words, key=lambda word: word.is_sure)[:MOST_WORDS]
        self.not_asked = len(words) - len(self.words)
        review = self.fields.pop("review")
        for number, word in enumerate(self.words):
            answer = opened.answers.get((word.field, word.text), word.guess)
            self.fields[f"word-{number}"] = _word_field(word, answer)
        if any(word.field == Field.DUE for word in words) or any(one.is_ongoing for one in opened.reading.entries):
            self.fields["review"] = review
        self.layout = list(self._groups())

    def _groups(self) -> Iterator[str | Group]:
        """The words of each column together."""
        for field in dict.fromkeys(word.field for word in self.words):
            names = [f"word-{number}" for number, word in enumerate(self.words) if word.field == field]
            yield Group(f"{field.label}: what the words mean", *names)
        if "review" in self.fields:
            yield "review"

    @property
    def answers(self) -> list[tuple[str, str, str]]:
        """Each word with its answer, as the draft keeps it."""
        told = self.cleaned_data
        return [(word.field.value, word.text, told[f"word-{number}"]) for number, word in enumerate(self.words)]

    @property
    def review_given(self) -> PartialDate | None:
        review: PartialDate | None = self.cleaned_data.get("review")
        return review

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if self.errors or "review" not in self.fields or values.get("review") is not None:
            return values
        answers = {(Field(name), text): answer for name, text, answer in self.answers}
        if any(entry.is_ongoing for entry in self.opened.read(answers).entries):
            self.add_error("review", "Enter when what is ongoing is to be reviewed")
        return values


def _word_field(word: Word, answer: str) -> forms.Field:
    label = f"“{clipped(word.text, WORD_LENGTH)}” ({word.rows} row{'' if word.rows == 1 else 's'})"
    if word.field == Field.DUE:
        field = DueWordsField(label=label, subject="the answer", required=False, initial=answer)
        field.help_text = "A date, or “ongoing”. Leave it empty to keep it as printed."
        return field
    choices = [("", AS_PRINTED), *((status.value, status.label) for status in GIVEN)]
    held = forms.ChoiceField(
        label=label, choices=choices, required=False, initial=answer if answer in Status else "", widget=PlainSelect,
        error_messages={"invalid_choice": "Choose one from the list"},
    )  # fmt: skip
    held.widget.choices = held.choices
    return held
