"""The forms of the administration: people, organisations, granted roles."""

import datetime
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.validators import validate_email

from accounts.models import Organisation, RoleGrant, User
from accounts.roles import Role
from design.fields import DateField, LineField, RadioField, TextField, date_words
from design.forms import PortalForm, RevisionForm
from design.soft_questions import AsksFirst
from design.widgets import RadioChoice
from send_portal import clock

WHY = "It is kept in the audit history."
EMAIL = "Enter an e-mail address like name@example.org"
ROLES = (
    RadioChoice(Role.COORDINATOR, "Co-ordinator", "Manages the plan, chases updates and produces reports."),
    RadioChoice(Role.ADMINISTRATOR, "Administrator", "Manages people, organisations and roles."),
    RadioChoice(Role.READER, "Reader", "Can read everything, until a last day."),
)


def _email(value: str) -> None:
    try:
        validate_email(value)
    except forms.ValidationError as error:
        raise forms.ValidationError(EMAIL, code="invalid") from error


def _reason(what: str) -> TextField:
    return TextField(
        label=f"Why {what}", subject=f"why {what}", help_text=WHY, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class OrganisationChoice(forms.ModelChoiceField):
    """One active organisation; the one that stands already may stay, though it is closed."""

    def offer(self, standing: Organisation | None = None) -> None:
        """Set the choices of one form's own field."""
        offered = Organisation.objects.filter(is_active=True)
        self.queryset = offered | Organisation.objects.filter(pk=standing.pk) if standing else offered


class PersonDetails(PortalForm):
    """Who somebody is."""

    name = LineField(label="Name", subject="the name", max_length=200)
    email = LineField(
        label="E-mail address", subject="the e-mail address", help_text="They use it to sign in.", max_length=254,
        validators=[_email], widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    job_title = LineField(
        label="Job title (optional)", subject="the job title", required=False, max_length=200,
        help_text="Papers and exports show this instead of the name.",
    )  # fmt: skip
    organisation = OrganisationChoice(
        queryset=Organisation.objects.none(), label="Organisation", empty_label="Choose one",
        error_messages={"required": "Select an organisation"},
    )  # fmt: skip

    def __init__(self, *args: Any, standing: Organisation | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].offer(standing)


class InvitationForm(PersonDetails):
    """A new person."""

    send = forms.BooleanField(
        label="Send an invitation now", required=False, initial=True,
        help_text="An e-mail with a link to choose a password. Without it they can be named, but cannot sign in.",
    )  # fmt: skip


class PersonForm(AsksFirst, PersonDetails, RevisionForm):
    """A person's details as they stand."""

    reason = _reason("the details are changing")


class OrganisationDetails(PortalForm):
    """What an organisation is."""

    name = LineField(label="Name", subject="the name", max_length=200)
    short_name = LineField(
        label="Short name (optional)", subject="the short name", required=False, max_length=40,
        help_text="Shown in lists next to people’s names.",
    )  # fmt: skip
    sector = RadioField(label="Sector", subject="the sector", choices=Organisation.Sector.choices)


class OrganisationForm(AsksFirst, OrganisationDetails, RevisionForm):
    """An organisation as it stands."""

    is_active = forms.BooleanField(
        label="It is a current partner", required=False, help_text="If not, nobody can be added to it."
    )
    reason = _reason("it is changing")


class ReasonForm(AsksFirst):
    """Why something happens."""

    reason = _reason("it happens")

    def __init__(self, *args: Any, what: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = _reason(what)


class GrantForm(AsksFirst):
    """A role for somebody, and its last day. `standing` is the grant that they have already, if they do."""

    standing: RoleGrant | None = None
    user = forms.ModelChoiceField(
        queryset=User.objects.none(), label="Person", empty_label="Choose one",
        error_messages={"required": "Select a person"},
    )  # fmt: skip
    role = RadioField(label="Role", subject="a role", choices=ROLES)
    until_on = DateField(
        label="Last day (a reader must have one)", subject="the last day", required=False,
        help_text="For example, 31 3 2025. Leave it empty if there is no last day.",
    )  # fmt: skip
    reason = _reason("they need it")

    def __init__(self, *args: Any, today: Callable[[], datetime.date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = User.objects.active()
        self.fields["until_on"].not_before = today

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("role") == Role.READER and not values.get("until_on") and "until_on" not in self.errors:
            self.add_error("until_on", "Enter the last day of the reader’s access")
        granted = RoleGrant.objects.filter(user=values.get("user"), role=values.get("role", "")).first()
        if granted is not None and granted.is_current(clock.today()):
            self.standing = granted
            until = f" until {date_words(granted.until_on)}" if granted.until_on else ""
            self.add_error(
                "role", f"{granted.user} is already {granted.with_article}{until}. Change that role instead"
            )
        return values


class EndForm(AsksFirst):
    """Another last day for a role that somebody has; none for one that need not end."""

    until_on = DateField(label="Last day", subject="the last day", help_text="For example, 31 3 2025.")
    reason = _reason("the last day is changing")

    def __init__(self, *args: Any, today: Callable[[], datetime.date], must_end: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = self.fields["until_on"]
        last.not_before, last.required = today, must_end
        if not must_end:
            last.label = "Last day (optional)"
            last.help_text += " Leave it empty if there is no last day."
