"""The form of one action of the set-up, and the reason for the whole sitting."""

import functools
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.text import Truncator

from accounts.fields import BriefPersonField
from accounts.models import Organisation, User
from actions.models import Action, ActionOrganisation
from design.fields import CheckboxesField, TextField
from design.forms import ErrorLink, RevisionForm
from design.soft_questions import AsksFirst
from priorities.fields import PartialDateLineField

Part = ActionOrganisation.Part
COLUMNS = ("lead", "deputy", "sro", "planned_start", "due", "is_ongoing", "review")


class ReasonForm(AsksFirst):
    """Why rows change that had people or dates already."""

    reason = TextField(
        label="Why are people or dates changing?",
        subject="why people or dates are changing",
        help_text="Only needed if you change something that is filled in, or was before. It is kept in the history of "
        "each action you change.",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def _date(label: str, subject: str) -> PartialDateLineField:
    return PartialDateLineField(label=label, subject=subject, required=False)


class RowForm(RevisionForm):
    """People, organisations and dates of one action. `seen` says what stood there when the page was opened."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    lead = BriefPersonField(label="Lead", required=False)
    deputy = BriefPersonField(label="Deputy", required=False)
    sro = BriefPersonField(label="Senior responsible officer", required=False)
    planned_start = _date("Planned start", "the planned start")
    due = _date("Due", "the due date")
    is_ongoing = forms.BooleanField(label="Ongoing, without a due date", required=False)
    review = _date("Review, if ongoing", "the review date")
    leading = CheckboxesField(label="Leading", required=False)
    supporting = CheckboxesField(label="Supporting", required=False)

    tokens = ("revision", "seen")
    label_size = ""

    def __init__(
        self, *args: Any, action: Action, people: Iterable[User], organisations: Sequence[Organisation], **kwargs: Any
    ) -> None:
        self.action, self.standing = action, standing(action)
        super().__init__(*args, initial=self.standing | tokens_of(action), prefix=action.key, **kwargs)
        for name in ("lead", "deputy", "sro"):
            self.fields[name].offer(people, getattr(action, name))
        for name, printed in (("lead", action.lead_as_printed), ("due", action.due_as_printed)):
            if printed and self.standing[name] is None:
                self.fields[name].help_text = f"Printed as “{Truncator(printed).chars(80)}”"
        links = action.organisation_links.all()
        self.organisations = {str(one.pk): one for one in [*organisations, *(link.organisation for link in links)]}
        self.linked = ", ".join(f"{link.organisation.label} ({link.get_part_display()})" for link in links)
        for name in ("leading", "supporting"):
            self.fields[name].offer((pk, one.label) for pk, one in self.organisations.items())

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        start, due = values.get("planned_start"), values.get("due")
        if start is not None and due is not None and due.on < start.on:
            self.add_error("due", "The due date must not be before the planned start")
        if values.get("is_ongoing") and due is None and not values.get("review") and "review" not in self.errors:
            self.add_error("review", "Enter the review date")
        both = set(values.get("leading", ())) & set(values.get("supporting", ()))
        if both:
            self.add_error("leading", f"{self.organisations[min(both)]} either leads or supports. Choose one")
        return values

    @property
    def is_changed(self) -> bool:
        """Whether somebody has changed the row in this page, and it does not stand like that already."""
        return _as_text(self.cleaned_data) not in (self.cleaned_data["seen"], _as_text(self.standing))

    @property
    def is_stale(self) -> bool:
        """Whether what stood there when the page was opened has changed meanwhile."""
        return self.cleaned_data["seen"] != _as_text(self.standing)

    @functools.cached_property
    def changes_what_stands(self) -> bool:
        """Whether the row needs a reason: a person, a date or an organisation that stands changes or goes, or a person
        or a date comes where one stood before."""
        said = self.cleaned_data
        links = {(pk, name) for name in ("leading", "supporting") for pk in self.standing[name]}
        kept = {(pk, name) for name in ("leading", "supporting") for pk in said[name]}
        return not links <= kept or self.action.overwrites({name: said[name] for name in COLUMNS})

    @property
    def values(self) -> dict[str, Any]:
        """What `edit_action` takes."""
        parts = {"leading": Part.LEAD, "supporting": Part.SUPPORTING}
        organisations = {
            self.organisations[pk]: part for name, part in parts.items() for pk in self.cleaned_data[name]
        }
        return {name: self.cleaned_data[name] for name in COLUMNS} | {"organisations": organisations}

    @property
    def error_links(self) -> list[ErrorLink]:
        """The errors for the summary of the page, each with the action that it is about."""
        return [ErrorLink(f"{self.action.reference}: {link.message}", link.href) for link in self.error_list]


def standing(action: Action) -> dict[str, Any]:
    """What stands of an action, under the names of the form's fields."""
    links = list(action.organisation_links.all())
    return {name: getattr(action, name) for name in COLUMNS} | {
        "leading": [str(link.organisation_id) for link in links if link.part == Part.LEAD],
        "supporting": [str(link.organisation_id) for link in links if link.part == Part.SUPPORTING],
    }


def tokens_of(action: Action) -> dict[str, Any]:
    """What the row of an action carries to tell whether somebody else has changed it meanwhile."""
    return {"revision": action.revision, "seen": _as_text(standing(action))}


def _as_text(values: dict[str, Any]) -> str:
    """The same text for the same people, dates and organisations."""
    columns = [values[name] for name in COLUMNS]
    words = [str(one.pk) if isinstance(one, User) else str(one or "") for one in columns]
    return "|".join([*words, *(" ".join(sorted(values[name])) for name in ("leading", "supporting"))])
