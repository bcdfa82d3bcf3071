"""Forms of an agenda: what is suggested, and one item."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from actions.forms.support import reason_field
from actions.models import Action
from design.fields import CheckboxesField, LineField, OneOfField, RadioField, TextField
from design.forms import PortalForm, RevisionForm
from design.layout import Group
from design.soft_questions import AsksFirst
from design.widgets import RadioChoice
from governance.agenda import Suggestion
from governance.exemption import exemption_questions
from governance.fields import ActionsField
from governance.models import AgendaItem, BoardReport
from governance.services.agendas import EXEMPT_WHY, LIFTED_WHY
from priorities.models import Priority
from send_portal import clock

MOST_MINUTES = 480
HOW_LONG = f"Enter a whole number of minutes from 1 to {MOST_MINUTES}"


class SuggestedField(CheckboxesField):
    """Any of what is suggested. What was suggested when the page was opened and is not any more is passed over, as
    long as something else is chosen.
    """

    def clean(self, value: Any) -> list[str]:
        still = [key for key in value if self.valid_value(key)]
        found: list[str] = super().clean(still or value)
        return found


class SuggestionsForm(PortalForm):
    """Which of the suggested items go on the agenda."""

    chosen = SuggestedField(label="Which of these should be on the agenda?", subject="at least one item to add")

    def __init__(self, *args: Any, suggestions: Sequence[Suggestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].offer([RadioChoice(one.key, one.title, hint=one.why) for one in suggestions])


class ItemForm(AsksFirst):
    """One item of an agenda."""

    title = LineField(label="Title", subject="the title", max_length=200)
    purpose = RadioField(
        label="Purpose", subject="the purpose",
        choices=tuple(RadioChoice(one.value, one.label.capitalize()) for one in AgendaItem.Purpose),
    )  # fmt: skip
    lead_name = LineField(
        label="Led by (optional)", subject="who leads it", max_length=200, required=False,
        help_text="A post, or a name. For example, Chair of the parent carer forum.",
    )  # fmt: skip
    minutes_allowed = forms.IntegerField(
        label="Minutes allowed (optional)", required=False, min_value=1, max_value=MOST_MINUTES,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
        error_messages={"invalid": HOW_LONG, "min_value": HOW_LONG, "max_value": HOW_LONG},
    )  # fmt: skip
    paper_reference = LineField(
        label="Reference of the paper (optional)", subject="the reference of the paper", max_length=80,
        required=False, help_text="For example, Paper 3.",
    )  # fmt: skip
    actions = ActionsField(
        label="Actions of the plan (optional)", subject="the actions of the plan", max_length=1000, required=False,
        help_text="Their references, with commas between them. For example, 1a, 3f(i).",
    )  # fmt: skip
    priorities = CheckboxesField(label="Priorities (optional)", required=False)
    report = OneOfField(label="Report (optional)", nothing="No report", required=False)
    is_exempt = forms.BooleanField(
        label="Exempt: only members of the body see it, its papers and its decisions", required=False
    )
    exempt_reason = TextField(
        label="Why is it exempt? (if it is)", subject="why it is exempt", required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    layout = (
        "title", "purpose", "lead_name", "minutes_allowed", "paper_reference", "actions", "priorities", "report",
        Group("Exempt item", "is_exempt", "exempt_reason"),
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        actions: Iterable[Action],
        priorities: Iterable[Priority],
        reports: Iterable[BoardReport],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(priority.pk): priority for priority in priorities}
        self.fields["actions"].offer(actions)
        self.fields["priorities"].offer([RadioChoice(pk, str(one)) for pk, one in self.known.items()])
        self.fields["report"].offer(reports)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("is_exempt") != bool(values.get("exempt_reason")) and "exempt_reason" in values:
            self.add_error(
                "exempt_reason", EXEMPT_WHY if values.get("is_exempt") else "Tick “Exempt”, or take this away"
            )
        return values

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes."""
        return self.cleaned_data | {"priorities": [self.known[pk] for pk in self.cleaned_data["priorities"]]}


class EditItemForm(ItemForm, RevisionForm):
    """Other words for an item. To lift an exemption needs a reason; who sees more or less by it is asked about."""

    reason = reason_field(
        "Why is it not exempt any more? (if you take the tick away)", "why it is not exempt any more", required=False
    )
    layout = (*ItemForm.layout[:-1], Group("Exempt item", "is_exempt", "exempt_reason", "reason"))

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        if not item.is_exempt:
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if self.item.is_exempt and not values.get("is_exempt") and not self.cleaned_data.get("reason", "?"):
            self.add_error("reason", LIFTED_WHY)
        return values

    def is_valid(self) -> bool:
        """As `AsksFirst`; who sees more or less of the item from now on is asked about once."""
        super().is_valid()
        if self.errors:
            return False
        considered = self.data.getlist("considered")
        is_exempt = self.cleaned_data["is_exempt"]
        asked = exemption_questions(self.item, is_exempt=is_exempt, today=clock.today())
        self.questions = [*self.questions, *(one.on(self) for one in asked if one.code not in considered)]
        return not self.questions


class TakeOffForm(AsksFirst, RevisionForm):
    """That an item is taken off the agenda."""

    withdrawn_reason = reason_field("Why is it taken off?", "why it is taken off")
