"""What the component page shows. Invented, so that the page needs no record and no other app."""

import datetime

from django import forms
from django.contrib.messages import INFO, SUCCESS, WARNING
from django.contrib.messages.storage.base import Message

from design.charts import BarRow, BarTable, Segment
from design.fields import CheckboxesField, DateField, LineField, RadioField, TextField
from design.forms import PortalForm
from design.layout import Group, PrintedLine
from design.look import Look
from design.strip import StripCell
from design.widgets import DAY, MONTH_OR_SEASON, YEAR, DatePartsWidget, RadioChoice
from send_portal import clock

OFF_TRACK = Look("Off track", "off-track", "red")
AT_RISK = Look("At risk", "at-risk", "amber")
ON_TRACK = Look("On track", "on-track", "green")
COMPLETE = Look("Complete", "complete", "blue")
NOT_STARTED = Look("Not started", "not-started", "white")
NO_STATUS = Look("No status yet", "no-status", "dashed")
LOOKS = (OFF_TRACK, AT_RISK, ON_TRACK, COMPLETE, NOT_STARTED, NO_STATUS)

FLAGS = (
    ("overdue", "Overdue by 35 days"),
    ("start-overdue", "Start overdue by 12 days"),
    ("due-soon", "Due in 9 days"),
    ("slipped", "Slipped twice"),
    ("not-updated", "Not updated in this cycle"),
    ("silent", "No update for two cycles, last on 3 July 2024"),
    ("carried-over", "Carried over"),
    ("no-lead", "No lead yet"),
    ("no-date", "No date set"),
    ("asked", "Asks for a decision"),
    ("query", "Open query"),
    ("paused", "Paused until January 2025"),
)

FACTS = (
    ("Why at risk", "Two of five posts have been vacant since April."),
    ("Recovery", "The posts are advertised again.\nThe reviews of Year 9 come first."),
    ("Asked of the partnership", "Help: advice within six weeks of a request"),
)

GAPS = (("Lead", "Council"), ("Deputy", ""))

MESSAGES = (
    Message(SUCCESS, "Your update on 4c is submitted."),
    Message(INFO, "Your draft of 30 August is kept."),
    Message(WARNING, "An update cannot be edited once it is submitted."),
)

STEPS = (
    {"label": "Spreadsheet", "href": "#steps", "is_current": False},
    {"label": "Sheet", "href": "", "is_current": True},
    {"label": "Columns", "href": "", "is_current": False},
)

# In the shape of priorities.models.GlossaryTerm.
TERMS = (
    {"term": "EHCP", "meaning": "Education, health and care plan", "is_confirmed": True},
    {"term": "SALT", "meaning": "Speech and language therapy", "is_confirmed": False},
)

# In the shape of audit.describe.Entry.
CHANGES = (
    {
        "actor": "Cora Vale",
        "at": datetime.datetime(2024, 9, 3, 16, 15, tzinfo=clock.LONDON),
        "reason": "The lead has changed posts.",
        "lines": (
            {"text": "4c", "changes": ({"label": "lead", "before": "Olive Marsh", "after": "Dev Anand"},)},
            {"text": "Milestone “Posts filled” added", "changes": ()},
        ),
    },
)


STRIP = [
    StripCell(datetime.date(2024, month, 11), look, look.word, is_now=month == len(LOOKS))
    for month, look in enumerate(LOOKS, 1)
]


def bars() -> BarTable:
    """Bars of several lengths, one long, one empty."""
    rows = [
        ("1. A partnership with families", (0, 1, 1, 1, 0, 0)),
        ("2. Understanding needs", (0, 0, 3, 2, 0, 0)),
        ("5. Specialist support", (1, 1, 3, 0, 1, 1)),
        ("6. Independence", (2, 1, 4, 3, 1, 1)),
        ("7. Inclusion", (0, 0, 0, 0, 0, 0)),
    ]
    return BarTable(
        caption="Status of the agreed actions, by priority",
        rows=[
            BarRow(
                label,
                [Segment(look, count, href="#bars") for look, count in zip(LOOKS, counts, strict=True)],
                href="#bars",
                note="No actions yet. The report names this priority but sets none.",
            )
            for label, counts in rows
        ],
    )


class SampleForm(PortalForm):
    """Every kind of field once."""

    layout = (
        "status",
        "headline",
        PrintedLine("headline", reference="4c", title="Improve EHCP review process"),
        "happened",
        Group("If it is at risk or off track", "reason", "recovery", hint="Leave these empty for any other status."),
        "completed_on",
        "due",
        "milestones",
        "organisation",
        "password",
        "agreed",
    )
    label_sizes = {"status": "m", "headline": "m", "happened": "m", "completed_on": "m", "due": "m", "milestones": "m"}

    status = RadioField(
        label="How is it going?",
        subject="how it is going",
        help_text="Judge it against the agreed due date, 31 October 2024.",
        choices=(
            RadioChoice(
                "not_started", "Not started", "Work has not begun, and the due date can still be met.", "not-started"
            ),
            RadioChoice("on_track", "On track", "You expect to finish by the due date.", "on-track", "(green)"),
            RadioChoice(
                "at_risk",
                "At risk",
                "Something may stop you, and you have a way back.",
                "at-risk",
                "(amber)",
                "Last time, 3 July",
            ),
            RadioChoice("off_track", "Off track", "You need a decision or help to finish.", "off-track", "(red)"),
            RadioChoice(
                "complete", "Complete", "Finished, on a date that you will be asked for.", "complete", "(blue)"
            ),
        ),
    )
    headline = LineField(
        label="In one sentence",
        subject="one sentence for the board",
        max_length=200,
        help_text="Printed in the board report as you write it.",
    )
    happened = TextField(
        label="What has happened since 3 July?",
        subject="what has happened",
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Two or three sentences that a member can read the night before.",
    )
    reason = TextField(label="Why", subject="why the action is at risk", widget=forms.Textarea(attrs={"rows": 3}))
    recovery = TextField(
        label="What is being done",
        subject="what is being done",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    completed_on = DateField(
        label="When was it completed?", subject="the completion date", help_text="For example, 27 March 2024."
    )
    due = DateField(
        label="When is it due?",
        subject="the due date",
        help_text="Leave the day empty if you only know the month. You can write a season, such as autumn, instead "
        "of a month.",
        widget=DatePartsWidget((DAY, MONTH_OR_SEASON, YEAR)),
        initial=["", "autumn", "2024"],
    )
    milestones = CheckboxesField(
        label="Milestones met since then",
        subject="the milestones that were met",
        choices=(("1", "Posts filled"), RadioChoice("2", "New form in all schools", hint="Expected by 28 June 2024.")),
    )
    organisation = forms.ChoiceField(
        label="Organisation", choices=(("", "Choose one"), ("1", "Council"), ("2", "School"))
    )
    password = forms.CharField(label="Password", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))
    agreed = forms.BooleanField(label="The senior responsible officer has agreed it", help_text="By mail is enough.")


WRONG_ANSWERS = {
    "wrong-status": "at_risk",
    "wrong-headline": "One sentence that says a great deal more than fits into a line of the report to the board. "
    * 3,
    "wrong-happened": "Interviews are on 17 September.\nThe list of 126 reviews is agreed.",
    "wrong-completed_on_0": "31",
    "wrong-completed_on_1": "Febtember",
    "wrong-completed_on_2": "2024",
    "wrong-due_0": "31",
    "wrong-due_1": "autumn",
    "wrong-due_2": "2024",
}
