"""The form that changes an action: wording, people, organisations, dates, and why."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django import forms

from accounts.fields import PersonField, choosable_people
from accounts.models import Organisation
from actions.forms.several import Links, chosen_in, links_token, merged, read_links, slot_names, slots_of
from actions.models import Action, ActionOrganisation
from design.fields import CheckboxesField, OneOfField, TextField
from design.forms import RevisionForm
from design.layout import Group, Include
from design.soft_questions import AsksFirst
from priorities.fields import HINT, PartialDateField

LENGTH = 4000
Part = ActionOrganisation.Part
PARTS = {Part.LEAD: "Leading organisation", Part.SUPPORTING: "Supporting organisation"}


def text_field(label: str, subject: str, hint: str = "", *, required: bool = False) -> TextField:
    """Some lines of free text."""
    return TextField(
        label=label, subject=subject, help_text=hint, max_length=LENGTH, required=required,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class EditForm(AsksFirst, RevisionForm):
    """What the co-ordinator changes of an action. `values`, once it is valid, is what the service takes."""

    links = forms.CharField(widget=forms.HiddenInput, required=False)
    title = text_field("Agreed wording", "the agreed wording", required=True)
    plain_words = text_field(
        "In plain words", "the plain words", "One or two sentences that any parent would understand."
    )
    difference = text_field("The difference it should make", "the difference it should make")
    success_measure = text_field("How we will know", "how we will know")
    objective = OneOfField(label="Objective", nothing="No objective", required=False)
    lead = PersonField(label="Lead", required=False)
    deputy = PersonField(label="Deputy", required=False)
    sro = PersonField(label="Senior responsible officer (SRO)", required=False)
    planned_start = PartialDateField(
        label="Planned start (optional)", subject="the planned start", required=False,
        help_text="No update is owed before it.",
    )  # fmt: skip
    due = PartialDateField(label="Due date", subject="the due date", required=False, help_text=HINT)
    is_ongoing = forms.BooleanField(
        label="It is ongoing", required=False, help_text="It has a review date instead of a due date."
    )
    review = PartialDateField(label="Review date, if it is ongoing", subject="the review date", required=False)
    drivers = CheckboxesField(label="What drives it", required=False)
    reason = text_field(
        "Why are you changing it?", "why you are changing it",
        "You need a reason to change something, but not to fill it in for the first time. Everybody can read it in "
        "the history.",
    )  # fmt: skip

    label_sizes = {"title": "m", "drivers": "m", "reason": "m"}

    def __init__(self, data: Any = None, *, action: Action, **kwargs: Any) -> None:
        self.action = action
        super().__init__(data, **kwargs)
        self.standing = standing_links(action)
        self.offered = {
            "co_leads": self._offer_people(),
            "organisations": self._offer_organisations(),
            "drivers": self._offer_drivers(),
        }
        self._offer_objectives()
        self.fields["links"].initial = links_token(self.standing)

    def _offer_people(self) -> dict[str, Any]:
        people = choosable_people()
        for name in ("lead", "deputy", "sro"):
            self.fields[name].offer(people, getattr(self.action, name))
        return self._add_selects("co_lead", "Co-lead", self.standing["co_leads"], people, _co_lead_field)

    def _offer_organisations(self) -> dict[str, Any]:
        organisations = list(Organisation.objects.filter(is_active=True))
        offered: dict[str, Any] = {}
        for part, label in PARTS.items():
            standing = [one for one, own in self.standing["organisations"].items() if own == part]
            offered |= self._add_selects(part.value, label, standing, organisations, _organisation_field)
        return offered

    def _offer_drivers(self) -> dict[str, Any]:
        drivers = {str(driver.pk): driver for driver in self.action.plan.drivers.all()}
        self.fields["drivers"].offer([(pk, str(driver)) for pk, driver in drivers.items()])
        self.fields["drivers"].initial = [str(driver.pk) for driver in self.standing["drivers"]]
        if not drivers:
            del self.fields["drivers"]
        return drivers

    def _offer_objectives(self) -> None:
        objectives = list(self.action.priority.objectives.all())
        self.fields["objective"].offer(objectives)
        if not objectives:
            del self.fields["objective"]

    def _add_selects(
        self, name: str, label: str, standing: Iterable[Any], others: Sequence[Any], make: Callable[..., Any]
    ) -> dict[str, Any]:
        """A select for each that stands, filled, and some for more. Who has left may stay where they are."""
        filled = list(standing)
        offered = [*others, *(one for one in filled if one not in others)]
        for number, slot in enumerate(slot_names(name, len(filled), self.data)):
            field = self.fields[slot] = make(label=f"{label} {number + 1}", required=False)
            field.offer(offered)
            field.initial = filled[number] if number < len(filled) else None
        return {str(one.pk): one for one in offered}

    @property
    def layout(self) -> list[str | Group | Include]:
        """The fields in their order; the printed wording and the story of the dates stand with what they are of."""
        organisations = [slot for part in PARTS for slot in slots_of(self, part.value)]
        return [
            Include("actions/partials/printed_wording.html", action=self.action),
            "title",
            "plain_words",
            "difference",
            "success_measure",
            "objective",
            Group("People", "lead", "deputy", "sro", hint="The lead owes the update; the deputy can give it."),
            Group("Co-leads (optional)", *slots_of(self, "co_lead"), hint="They can give the update too."),
            Group("Organisations (optional)", *organisations),
            Group("Dates", self._date_story(), "planned_start", "due", "is_ongoing", "review"),
            "drivers",
            "reason",
        ]  # fmt: skip

    def _date_story(self) -> Include:
        moves = self.action.date_moves
        return Include("actions/partials/date_story.html", action=self.action, date_changes=moves)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        self._settle_dates(values)
        start, due = values.get("planned_start"), values.get("due")
        if start and due and start.on > due.on:
            self.add_error("planned_start", "The planned start must not be after the due date")
        both = set(chosen_in(self, Part.LEAD.value)) & set(chosen_in(self, Part.SUPPORTING.value))
        for organisation in both:
            self.add_error(None, f"{organisation} is chosen as leading and as supporting: choose one of the two")
        return values

    def _settle_dates(self, values: dict[str, Any]) -> None:
        """A due date and "ongoing" exclude each other: what has just been entered ends what stood before."""
        if values.get("is_ongoing") and values.get("due"):
            if values["due"] == self.action.due:
                values["due"] = None
            elif self.action.is_ongoing:
                values["is_ongoing"], values["review"] = False, None
            else:
                self.add_error("due", "Enter a due date or choose “It is ongoing”, not both")
        if values.get("is_ongoing"):
            if not values.get("review") and "review" not in self.errors:
                self.add_error("review", "Enter the review date")
        elif values.get("review") is not None:
            if values["review"] != self.action.review:
                self.add_error("review", "Choose “It is ongoing”, or remove the review date")
            values["review"] = None

    @property
    def values(self) -> dict[str, Any]:
        """What is to stand. Links that others have made or taken away since the form was opened stay so."""
        names = self.base_fields.keys() - {"links", "drivers"}
        values = {name: value for name, value in self.cleaned_data.items() if name in names}
        chosen: dict[str, Links] = {
            "co_leads": dict.fromkeys(chosen_in(self, "co_lead"), ""),
            "organisations": {one: part.value for part in PARTS for one in chosen_in(self, part.value)},
            "drivers": {self.offered["drivers"][pk]: "" for pk in self.cleaned_data.get("drivers", ())},
        }
        opened = read_links(self.cleaned_data["links"], self.offered)
        return values | {name: merged(opened[name], chosen[name], self.standing[name]) for name in chosen}


def standing_links(action: Action) -> dict[str, Links]:
    """What the action is linked to now, by kind."""
    organisations = action.organisation_links.select_related("organisation").order_by("pk")
    return {
        "co_leads": {link.user: "" for link in action.co_leads.all()},
        "organisations": {link.organisation: link.part for link in organisations},
        "drivers": {link.driver: "" for link in action.driver_links.select_related("driver")},
    }


def _co_lead_field(**kwargs: Any) -> PersonField:
    return PersonField(nobody="Nobody", **kwargs)


def _organisation_field(**kwargs: Any) -> OneOfField:
    return OneOfField(nothing="None", **kwargs)
