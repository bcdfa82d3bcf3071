"""Forms about a plan: its words, its key, its cycles, its priorities, the judgement on one."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from accounts.fields import PersonField
from accounts.models import User
from design.fields import DateField, LineField, RadioField, TextField, TimeField
from design.forms import PortalForm, RevisionForm
from design.layout import Group
from design.moments import moment_of
from design.soft_questions import AsksFirst
from design.widgets import RadioChoice
from priorities.cycle_rules import PASSED, is_in_vain
from priorities.fields import HINT, PartialDateField, status_choice
from priorities.models import ActionPlan, Priority, PriorityJudgement, UpdateCycle
from priorities.plan_checks import TAKEN
from priorities.status import GIVEN
from send_portal import clock

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
SLUG_WORDS = "Enter lower case letters and numbers, with single hyphens between them, such as 2025-26"
REASON_LENGTH = 2000
State = ActionPlan.State
STATES = (
    RadioChoice(State.DRAFT, "Draft", hint="Only the co-ordinator can see it."),
    RadioChoice(
        State.CURRENT, "Current", hint="Everybody who can sign in can use it. Two plans can be current at once."
    ),
    RadioChoice(State.CLOSED, "Closed", hint="Everybody who can sign in can read it."),
)


def reason_field(
    label: str = "Why are you changing this?",
    subject: str = "why you are changing this",
    *,
    required: bool = False,
) -> TextField:
    """Why something changes, as the history will say."""
    return TextField(
        label=label,
        subject=subject,
        help_text="It is shown in the history."
        if required
        else "Only needed if you change something that is filled in, or was before.",
        required=required,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def _line(label: str, subject: str, hint: str = "", *, limit: int = 200, required: bool = True) -> LineField:
    return LineField(label=label, subject=subject, help_text=hint, max_length=limit, required=required)


def _text(label: str, subject: str, hint: str = "", *, limit: int = 2000) -> TextField:
    return TextField(
        label=label, subject=subject, help_text=hint, max_length=limit, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


def _title() -> LineField:
    return _line("Title", "the title", "For example, SEND Action Plan 2025/26.")


def _local_area() -> LineField:
    return _line("Local area", "the local area", "For example, North Riverside.")


def _starts() -> PartialDateField:
    return PartialDateField(label="Start date (optional)", subject="the start date", help_text=HINT, required=False)


def _ends() -> PartialDateField:
    return PartialDateField(label="End date (optional)", subject="the end date", help_text=HINT, required=False)


class NewPlanForm(AsksFirst):
    """What a plan needs to begin with."""

    title = _title()
    slug = LineField(
        label="Short name for web addresses",
        subject="the short name for web addresses",
        help_text="For example, 2025-26 puts its pages at /plans/2025-26/. You cannot change this later.",
        max_length=50,
        validators=[RegexValidator(SLUG)],
        error_messages={"invalid": SLUG_WORDS},
    )
    local_area = _local_area()
    starts = _starts()
    ends = _ends()

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if slug == TAKEN or ActionPlan.objects.filter(slug=slug).exists():
            raise ValidationError(f"The address /plans/{slug}/ is taken. Choose another name")
        return slug


class PlanForm(AsksFirst, RevisionForm):
    """What a plan says of itself."""

    title = _title()
    local_area = _local_area()
    starts = _starts()
    ends = _ends()
    status = RadioField(
        label="Draft, current or closed", subject="whether the plan is draft, current or closed", choices=STATES
    )
    vision = _text("Vision (optional)", "the vision")
    vision_source = _line("Where the vision is in the source (optional)", "where the vision is",
                          "For example, a paragraph: 5.", limit=40, required=False)  # fmt: skip
    principles = _text("Principles (optional)", "the principles", "One on each line.")
    first_level = _line("Name for one of them", "the name for one of them", limit=30)
    first_level_plural = _line("Name for more than one", "the name for more than one", limit=30)
    predecessor_title = _line("Previous plan (optional)", "the previous plan", required=False)
    successor_title = _line("Next plan (optional)", "the next plan", required=False)
    reason = reason_field()

    layout = (
        "title",
        "local_area",
        Group("Period", "starts", "ends"),
        "status",
        "vision",
        "vision_source",
        "principles",
        Group("What the plan is divided into", "first_level", "first_level_plural",
              hint="For example, priority and priorities, or outcome and outcomes. The plan’s pages use these words."),
        Group("Previous and next plans", "predecessor_title", "successor_title"),
        "reason",
    )  # fmt: skip

    def clean_first_level(self) -> str:
        return str(self.cleaned_data["first_level"]).lower()

    def clean_first_level_plural(self) -> str:
        return str(self.cleaned_data["first_level_plural"]).lower()

    def clean_principles(self) -> str:
        lines = (" ".join(line.split()) for line in self.cleaned_data["principles"].split("\n"))
        return "\n".join(line for line in lines if line)


class MeaningForm(AsksFirst, RevisionForm):
    """What one status means."""

    meaning = TextField(
        label="What it means",
        subject="what it means",
        help_text="Shown under this choice when somebody gives an update, and in the key of every report.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reason = reason_field(required=True)


class CycleForm(PortalForm):
    """A meeting and its papers deadline; valid only where London's clocks show that time once and people can keep it.

    `cycle` is the one that moves.
    """

    meeting_on = DateField(label="Day of the meeting", subject="the day of the meeting")
    papers_on = DateField(label="Papers deadline: day", subject="the day of the papers deadline")
    papers_time = TimeField(
        label="Papers deadline: time",
        subject="the time of the papers deadline",
        help_text="UK time. For example, 12:00 or 4:15pm.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
    )

    def __init__(self, *args: Any, cycle: UpdateCycle | None = None, **kwargs: Any) -> None:
        self.cycle = cycle
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        day, time = values.get("papers_on"), values.get("papers_time")
        meeting_on = values.get("meeting_on")
        if day is not None and meeting_on is not None and day > meeting_on:
            self.add_error("papers_on", "The papers deadline must not be after the day of the meeting")
        due_at = self.papers_due_at = moment_of(self, "papers_time", day, time)
        if meeting_on is not None and due_at is not None:
            if is_in_vain(meeting_on, due_at, clock.now(), was=self.cycle):
                self.add_error("papers_on", PASSED)
        return values

    @property
    def dates(self) -> dict[str, Any]:
        """What the services take."""
        return {"meeting_on": self.cleaned_data["meeting_on"], "papers_due_at": self.papers_due_at}


class ChangedCycleForm(AsksFirst, RevisionForm, CycleForm):
    """A meeting or deadline that moves, and why."""

    reason = reason_field("Why are the dates changing?", required=True)


class PriorityFields(AsksFirst):
    """What a priority says."""

    title = _line("Title", "the title")
    focus = _text("Focus (optional)", "the focus", "What it is about, in a sentence or two.")
    source = _line("Where it is in the source (optional)", "where it is in the source",
                   "For example, a paragraph: 12.", limit=40, required=False)  # fmt: skip
    sro = PersonField(label="Senior responsible officer", required=False)
    is_placeholder = forms.BooleanField(
        label="A placeholder", required=False, help_text="The source names it but sets no actions for it."
    )

    def __init__(self, *args: Any, people: Iterable[User], standing: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sro"].offer(people, standing)


class NewPriorityForm(PriorityFields):
    """A priority that is new."""

    number = forms.IntegerField(
        label="Number",
        min_value=1,
        max_value=999,
        help_text="It is part of the web address. You cannot change it later.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={
            "required": "Enter a number", "invalid": "Enter a whole number",
            "min_value": "Enter a number from 1 to 999", "max_value": "Enter a number from 1 to 999",
        },
    )  # fmt: skip

    field_order = ("number",)

    def __init__(self, *args: Any, plan: ActionPlan, **kwargs: Any) -> None:
        self.plan = plan
        super().__init__(*args, **kwargs)

    def clean_number(self) -> int:
        number: int = self.cleaned_data["number"]
        if Priority.objects.filter(plan=self.plan, number=number).exists():
            raise ValidationError(f"The plan already has a number {number}. Choose another")
        return number


class PriorityForm(RevisionForm, PriorityFields):
    """A priority that changes."""

    reason = reason_field()


class JudgementForm(AsksFirst):
    """What a senior responsible officer makes of a priority, and why. `meanings`: the plan's key, by status."""

    status = RadioField(label="How is it going, in your judgement?", subject="how it is going")
    reason = TextField(
        label="Why?",
        subject="the reason for your judgement",
        help_text="Two or three sentences. They are shown on its page and in its highlight report.",
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
