"""Forms of a body: its particulars, its phases, its quorum, its terms of reference and its members."""

from collections.abc import Iterable
from typing import Any

from django import forms

from accounts.fields import person_words
from accounts.models import Organisation, User
from actions.forms.support import reason_field
from design.fields import DateField, LineField, OneOfField, RadioField, TextField
from design.forms import RevisionForm
from design.soft_questions import AsksFirst
from design.uploads import PDF, WORD, Upload, UploadField
from design.widgets import PlainSelect, RadioChoice
from governance.forms.chairs import AsksAboutChairs
from governance.models import Body, BodyPhase, Membership
from governance.services.body_rules import RESOLVED
from governance.services.memberships import membership_problem
from priorities.fields import HINT, PartialDateField

CHANGE_REASON = "Why are you changing it?"
FILLED = "Not needed if you are filling in what was empty."
HERE, ELSEWHERE = "here", "elsewhere"


def change_reason() -> TextField:
    return reason_field(CHANGE_REASON, "why you are changing it", required=False, hint=FILLED)


class BodyForm(AsksFirst):
    """What is said of a body."""

    name = LineField(label="Name", subject="the name of the body", max_length=200)
    purpose = TextField(
        label="What it is for (optional)", subject="what it is for", required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    where = RadioField(
        label="Where is it run?",
        subject="where it is run",
        choices=(
            RadioChoice(HERE, "Here", hint="Its members, agendas, attendance, decisions and minutes are kept here."),
            RadioChoice(
                ELSEWHERE,
                "Elsewhere, and recorded here",
                hint="Only its meetings, our reports to it and what it resolved are kept here.",
            ),
        ),
    )
    sets_cycles = forms.BooleanField(
        label="Its meetings set the update cycles of the plans",
        required=False,
        help_text="For one body at most: the partnership itself. It must be run here.",
    )
    resolution_form = LineField(
        label="Words before a resolution",
        subject="the words before a resolution",
        help_text="For example, RESOLVED that, or: The Partnership agreed that.",
        max_length=80,
        initial=RESOLVED,
    )
    reports_to = OneOfField(label="Reports to (optional)", nothing="Nobody, or not recorded", required=False)
    replaces = OneOfField(label="Replaces (optional)", nothing="None", required=False)
    ended = PartialDateField(label="Ended (optional)", subject="when it ended", help_text=HINT, required=False)

    def __init__(self, *args: Any, bodies: Iterable[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = list(bodies)
        for name in ("reports_to", "replaces"):
            self.fields[name].offer(known)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("sets_cycles") and values.get("where") == ELSEWHERE:
            self.add_error("sets_cycles", "Only a body that is run here can set the update cycles: untick it")
        return values

    @property
    def values(self) -> dict[str, Any]:
        """What the services take."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "where"}
        return values | {"is_run_here": self.cleaned_data["where"] == HERE}


class ChangeBodyForm(BodyForm, RevisionForm):
    """What is said of a body, put right. Its address stays."""

    reason = change_reason()


class PhaseForm(AsksFirst):
    """From when a body is a shadow, or full."""

    phase = RadioField(
        label="Phase",
        subject="the phase",
        choices=(
            RadioChoice(
                BodyPhase.Phase.SHADOW, "Shadow", hint="What it decides has to be ratified once the body is full."
            ),
            RadioChoice(BodyPhase.Phase.FULL, "Full"),
        ),
    )
    begins = PartialDateField(label="From", subject="when the phase begins", help_text=HINT)
    source = LineField(
        label="Where it is written (optional)",
        subject="where it is written",
        help_text="For example, paragraph 19 of a report.",
        max_length=40,
        required=False,
    )


class ChangePhaseForm(PhaseForm, RevisionForm):
    """A phase put right."""

    reason = change_reason()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["source"]


class TermsForm(AsksFirst):
    """The next version of the terms of reference."""

    text = TextField(
        label="Text (optional)",
        subject="the text",
        help_text="Lines and paragraphs stay as you type them.",
        max_length=50_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    file = UploadField(
        label="Or their file (optional)",
        subject="the file",
        help_text=(
            "A PDF or a Word file (.docx) without scripts, macros or files within, 10 MB at most. Everybody who can "
            "sign in can download it."
        ),
        kinds=[PDF, WORD],
        most_megabytes=10,
        required=False,
    )
    from_on = DateField(label="In force from (optional)", subject="the first day", required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors and not (values.get("text") or values.get("file")):
            self.add_error("text", "Enter the terms of reference, or choose their file")
        return values

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes."""
        file: Upload | None = self.cleaned_data["file"]
        return self.cleaned_data | {"file": file and file.body, "file_name": file.name if file else ""}


def _people_field(label: str, nothing: str, **said: Any) -> OneOfField:
    return OneOfField(label=label, nothing=nothing, words=person_words, widget=PlainSelect, **said)


class _MembershipParts(AsksAboutChairs):
    """In which part somebody sits on a body, for whom, from when. A second chair at the same time is asked about."""

    organisation = OneOfField(
        label="Sits for", nothing="Choose an organisation", error_messages={"required": "Choose the organisation"}
    )
    role = RadioField(
        label="Part",
        subject="the part",
        choices=tuple(RadioChoice(role.value, role.label.capitalize()) for role in Membership.Role),
    )
    is_voting = forms.BooleanField(
        label="Votes", required=False, help_text="Only those who vote count for the quorum."
    )
    deputy = _people_field("Deputy (optional)", "Nobody", required=False)
    from_on = DateField(label="From", subject="the first day")
    until_on = DateField(
        label="Until (optional)", subject="the last day", required=False, help_text="Their last day on the body."
    )

    def __init__(
        self, *args: Any, people: Iterable[User], organisations: Iterable[Organisation], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        known = list(people)
        for name in ("user", "deputy"):
            if name in self.fields:
                self.fields[name].offer(known)
        self.fields["organisation"].offer(organisations)

    def sitting(self) -> User:
        """Who sits on the body."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors:
            said = {name: values[name] for name in _MembershipParts.base_fields}
            field, problem = membership_problem(Membership(user=self.sitting(), **said))
            if problem:
                self.add_error(field, problem)
        return values


class MembershipForm(_MembershipParts):
    """Somebody who sits on a body from now on, or did."""

    user = _people_field(
        "Person", "Choose a person", error_messages={"required": "Choose the person"},
        help_text="Whoever is not listed has no account: ask the administrator to invite them.",
    )  # fmt: skip

    field_order = ["user"]

    def __init__(self, *args: Any, sits_on: Body, **kwargs: Any) -> None:
        self.body = sits_on
        super().__init__(*args, **kwargs)

    def proposed(self) -> Membership:
        return Membership(body=self.body, **self.cleaned_data)

    def sitting(self) -> User:
        return self.cleaned_data["user"]


class ChangeMembershipForm(AsksFirst, _MembershipParts, RevisionForm):
    """A membership put right, or ended."""

    reason = reason_field(
        CHANGE_REASON, "why you are changing it", required=False,
        hint="Not needed to end it, or to name a deputy for the first time.",
    )  # fmt: skip

    def __init__(self, *args: Any, of: Membership, **kwargs: Any) -> None:
        self.membership = of
        super().__init__(*args, **kwargs)

    def sitting(self) -> User:
        return self.membership.user

    def proposed(self) -> Membership:
        said = {name: self.cleaned_data[name] for name in ("role", "from_on", "until_on")}
        return Membership(pk=self.membership.pk, body=self.membership.body, **said)
