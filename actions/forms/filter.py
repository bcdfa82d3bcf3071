"""The forms over lists. They are sent by GET, so that the address holds the filter."""

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, TextField, Value
from django.db.models.functions import Cast

from accounts.models import Organisation, User
from actions.models import Action, ActionOrganisation, ActionOutcome, Driver, Evidence, Question
from actions.named_lists import COUNTED, FLAGS
from actions.querysets import actions_at
from audit.as_at import rows_at
from design.fields import LineField, sentence
from design.lists import ListForm
from design.widgets import PlainSelect
from priorities.models import ActionPlan, Priority
from priorities.status import BY_URGENCY, PlanState

Choices = Mapping[str, Sequence[tuple[str, str]]]

TEXT_LENGTH = 100
NOBODY = "none"
SORTS = {"": "Plan order", "due": "Due date", "status": "Status, most urgent first", "updated": "Last update"}


class FilterForm(ListForm):
    """What may narrow the list. Everything is optional; a value that the plan does not have is an error."""

    q = LineField(
        label="Words or reference", subject="what you are looking for", required=False, max_length=TEXT_LENGTH,
        widget=forms.TextInput(attrs={"type": "search"}),
    )  # fmt: skip
    priority = forms.ChoiceField(required=False, widget=PlainSelect)
    status = forms.ChoiceField(required=False, widget=PlainSelect)
    state = forms.ChoiceField(label="In the plan", required=False, widget=PlainSelect)
    lead = forms.ChoiceField(required=False, widget=PlainSelect)
    organisation = forms.ChoiceField(required=False, widget=PlainSelect)
    part = forms.ChoiceField(label="Organisation’s part", required=False, widget=PlainSelect)
    driver = forms.ChoiceField(required=False, widget=PlainSelect)
    outcome = forms.ChoiceField(required=False, widget=PlainSelect)
    show = forms.ChoiceField(label="Only show", required=False, widget=PlainSelect)
    sort = forms.ChoiceField(label="Sort by", required=False, widget=PlainSelect)
    flag = forms.MultipleChoiceField(required=False)

    def __init__(self, data: Any, choices: Choices, first_level: str) -> None:
        super().__init__(data)
        self.has_outcomes = bool(choices.get("outcome"))
        self.fields["priority"].label = sentence(first_level)
        offered: dict[str, Sequence[tuple[str, str]]] = {
            **choices,
            "status": [(status.value, status.label) for status in BY_URGENCY],
            "state": PlanState.choices,
            "lead": [(NOBODY, "No lead"), *choices.get("lead", ())],
            "organisation": [(NOBODY, "No organisation"), *choices.get("organisation", ())],
            "show": [(name, one.words) for name, one in COUNTED.items()],
            "outcome": ActionOutcome.Kind.choices,
        }
        for name in ("priority", "status", "state", "lead", "organisation", "driver", "show", "outcome"):
            self.fields[name].choices = [("", "All"), *offered.get(name, ())]
        self.fields["part"].choices = [("", "Leads or supports"), ("lead", "Leads")]
        self.fields["sort"].choices = list(SORTS.items())
        self.fields["flag"].choices = [(name, one.words) for name, one in FLAGS.items()]

    def clean_flag(self) -> list[str]:
        """Each flag once."""
        return list(dict.fromkeys(self.cleaned_data["flag"]))

    @property
    def flags(self) -> list[tuple[str, str, bool]]:
        """Name, words and whether it is ticked, of every flag."""
        ticked = self["flag"].value() or ()
        return [(name, words, name in ticked) for name, words in self.fields["flag"].choices]

    @property
    def has_drivers(self) -> bool:
        return len(self.fields["driver"].choices) > 1

    def words_of(self, name: str, value: str) -> str:
        """What the choice says."""
        return dict(self.fields[name].choices)[value]


class EvidenceFilterForm(ListForm):
    """What may narrow the list of evidence. A value that the plan does not have is an error."""

    priority = forms.ChoiceField(required=False)
    kind = forms.ChoiceField(label="Kind of evidence", required=False, choices=[("", "All"), *Evidence.Kind.choices])

    def __init__(self, data: Any, plan: ActionPlan) -> None:
        super().__init__(data)
        self.fields["priority"].label = sentence(plan.first_level)
        numbered = [(str(priority.number), str(priority)) for priority in plan.priorities.all()]
        self.fields["priority"].choices = [("", "All"), *numbered]  # type: ignore[attr-defined]


def choices_of(plan: ActionPlan, at: datetime.datetime | None = None) -> Choices:
    """The priorities, leads, organisations, drivers and outcomes of a plan, as choices; one query for all. `at`: those
    that it had at the moment, under the names that they had; a query more.
    """
    first, *others = (_as_choices(*known) for known in _known(plan, at))
    found = first.union(*others)
    choices = defaultdict(list)
    for field, choice, words in found.order_by("words"):
        choices[field].append((choice, f"{choice}. {words}" if field == "priority" else words))
    choices["priority"].sort(key=lambda priority: int(priority[0]))
    return choices


def _known(plan: ActionPlan, at: datetime.datetime | None) -> list[tuple[Any, str, str, str]]:
    """The rows of each field, with its name and the columns of a choice and of its words."""
    if at is None:
        leads: Any = User.objects.filter(Exists(Action.objects.filter(plan=plan, lead=OuterRef("pk"))))
        linked = ActionOrganisation.objects.filter(action__plan=plan, organisation=OuterRef("pk"))
        partners: Any = Organisation.objects.filter(Q(pk__in=leads.values("organisation")) | Q(Exists(linked)))
        priorities: Any = plan.priorities
        drivers: Any = Driver.objects.filter(plan=plan)
        outcomes: Any = ActionOutcome.objects.filter(action__plan=plan)
    else:
        led = actions_at(plan, at).filter(lead_id__isnull=False).order_by().values_list("lead_id", flat=True)
        leads = rows_at(User, at, id__in=set(led.distinct()))
        of_plan = Action.objects.filter(plan=plan).order_by().values("pk")
        linked = rows_at(ActionOrganisation, at, action_id__in=of_plan)
        partners = rows_at(Organisation, at).filter(
            Q(id__in=leads.values("organisation_id")) | Q(id__in=linked.values("organisation_id"))
        )
        priorities = rows_at(Priority, at, plan_id=plan.pk)
        drivers = rows_at(Driver, at, plan_id=plan.pk)
        outcomes = rows_at(ActionOutcome, at, action_id__in=of_plan)
    return [
        (priorities, "priority", "number", "title"),
        (leads, "lead", "id", "name"),
        (partners, "organisation", "id", "name"),
        (drivers, "driver", "id", "title"),
        (outcomes, "outcome", "outcome", "outcome"),
    ]


def _as_choices(rows: Any, field: str, choice: str, words: str) -> Any:
    """The rows as choices of one field of the form: columns that all of them share."""
    columns = {
        "field": Value(field, TextField()),
        "choice": Cast(choice, TextField()),
        "words": Cast(words, TextField()),
    }
    return rows.order_by().annotate(**columns).values_list(*columns)


class QuestionFilterForm(ListForm):
    """What may narrow the list of questions. A state that no question has is an error."""

    state = forms.ChoiceField(required=False, choices=[("", "All"), *Question.State.choices])
