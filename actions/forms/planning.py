"""Forms that plan an action: its state in the plan, a new one, what it is related to, a due date, the word on it."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.text import Truncator

from accounts.fields import PersonField, choosable_people
from actions.forms.editing import text_field
from actions.models import Action
from actions.services.plan_states import NEXT_STATES, TAKES_SUB_ACTIONS, pause_problem
from actions.services.planning import reference_problem
from design.fields import LineField, OneOfField, RadioField, sentence
from design.forms import RevisionForm
from design.soft_questions import AsksFirst, Question
from design.widgets import RadioChoice
from priorities.fields import HINT, PartialDateField
from priorities.models import ActionPlan, Objective
from priorities.status import PlanState, Status
from send_portal import clock

STATES = {
    PlanState.AGREED: RadioChoice(
        "agreed", "Agreed", hint="It is in the plan, counted in the totals and updated in each cycle."
    ),
    PlanState.PAUSED: RadioChoice(
        "paused", "Paused", hint="On hold until a date you enter. Not counted in the totals, and no update is owed."
    ),
    PlanState.CLOSED: RadioChoice("closed", "Closed", hint="The partnership agrees that it is complete."),
    PlanState.REPLACED: RadioChoice("replaced", "Replaced", hint="Another action replaces it. Choose it below."),
    PlanState.WITHDRAWN: RadioChoice(
        "withdrawn", "Withdrawn", hint="It leaves the plan. Its page and history are kept."
    ),
}


def action_words(action: Action) -> str:
    """An action in a list to choose from."""
    return Truncator(str(action)).chars(90)


class StateForm(AsksFirst, RevisionForm):
    """Where an action stands in the plan, and why."""

    state = RadioField(label="In the plan", subject="its state in the plan")
    paused_until = PartialDateField(
        label="If it is paused, until when?", subject="until when it is paused", required=False, help_text=HINT
    )
    replaced_by = OneOfField(
        label="If it is replaced, by which action?", nothing="Choose an action", words=action_words, required=False
    )
    reason = text_field(
        "Why?", "why", "Printed with the action. Give the meeting and its decision, if there is one.", required=True
    )

    def __init__(self, data: Any = None, *, action: Action, others: Sequence[Action], **kwargs: Any) -> None:
        self.action = action
        super().__init__(data, **kwargs)
        following = [state for state in NEXT_STATES[action.plan_state] if state in STATES]
        if not is_done(action):
            following = [state for state in following if state != PlanState.CLOSED]
        self.fields["state"].offer([STATES[state] for state in following])
        self.fields["replaced_by"].offer(others)
        for name, state in (("paused_until", PlanState.PAUSED), ("replaced_by", PlanState.REPLACED)):
            if state not in following:
                del self.fields[name]

    def is_valid(self) -> bool:
        """Whether nothing is wrong with it, and what it leaves behind has been considered."""
        super().is_valid()
        if self.errors:
            return False
        considered = self.data.getlist("considered")
        left = [question.on(self) for question in self._left_behind() if question.code not in considered]
        self.questions = [*self.questions, *left]
        return not self.questions

    def _left_behind(self) -> Iterator[Question]:
        """What goes on by itself once the action stands so: its sub-actions, and what it was to replace."""
        state, reference = self.cleaned_data["state"], self.action.reference
        goes_on = [one.reference for one in self.action.sub_actions.filter(plan_state=PlanState.AGREED)]
        if state == PlanState.PAUSED and goes_on:
            names = ", ".join(goes_on)
            text = f"Its sub-actions stay as they are: {names}. Pause them one by one. Or do they carry on while "
            yield Question("sub_actions", f"{text}{reference} is paused?", ("state",))
        replaced = [one.reference for one in self.action.replaces.all()]
        if state == PlanState.WITHDRAWN and replaced:
            names = " and ".join(replaced)
            text = f"{names} {'was' if len(replaced) == 1 else 'were'} replaced by this action. If you withdraw it, "
            yield Question("replaces", f"{text}nothing in the plan replaces {names}. Is that right?", ("state",))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        state = values.get("state")
        until = values.get("paused_until")
        if state != PlanState.PAUSED and until == self.action.paused_until:
            # The form opened with it, and it goes with the pause.
            values["paused_until"] = None
        elif state == PlanState.PAUSED and until is not None and (problem := pause_problem(until, clock.today())):
            self.add_error("paused_until", problem)
        self._only_for(PlanState.PAUSED, state, "paused_until", "the date it is paused until", "Enter")
        self._only_for(PlanState.REPLACED, state, "replaced_by", "the action that replaces it", "Choose")
        return values

    def _only_for(self, wanted: PlanState, state: str | None, name: str, what: str, verb: str) -> None:
        if state is None or name not in self.fields or name in self.errors:
            return
        if state == wanted and not self.cleaned_data.get(name):
            self.add_error(name, f"{verb} {what}")
        elif state != wanted and self.cleaned_data.get(name):
            self.add_error(name, f"Choose “{wanted.label}”, or remove {what}")


def is_done(action: Action) -> bool:
    """Whether it may be closed."""
    return action.status == Status.COMPLETE


class NewActionForm(AsksFirst):
    """A new action or sub-action of a plan."""

    priority = OneOfField(nothing="", required=False)
    parent = OneOfField(
        label="Part of another action (optional)", nothing="No, it is an action of its own", words=action_words,
        required=False,
    )  # fmt: skip
    objective = OneOfField(label="Objective (optional)", nothing="No objective", required=False)
    reference = LineField(
        label="Reference",
        subject="the reference",
        max_length=40,
        help_text="As it will be printed, such as 3f(i).",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    title = text_field("Wording", "the wording", required=True)
    source = LineField(
        label="Where it comes from (optional)", subject="where it comes from", max_length=40, required=False,
        help_text="A paragraph or minute, such as 14c.",
    )  # fmt: skip
    difference = text_field("The difference it should make (optional)", "the difference it should make")
    success_measure = text_field("How we will know (optional)", "how we will know")
    lead = PersonField(label="Lead", required=False)
    due = PartialDateField(label="Due date (optional)", subject="the due date", required=False, help_text=HINT)
    plan_state = RadioField(
        label="In the plan", subject="whether it is proposed or agreed",
        choices=[
            RadioChoice("proposed", "Proposed", hint="Waiting for the partnership to agree it. Not counted yet."),
            STATES[PlanState.AGREED],
        ],
    )  # fmt: skip
    reason = text_field(
        "Why are you adding it?", "why you are adding it", "Everybody can read it in the history.", required=True
    )

    def __init__(self, data: Any = None, *, plan: ActionPlan, **kwargs: Any) -> None:
        self.plan = plan
        super().__init__(data, **kwargs)
        self.fields["priority"].label = sentence(plan.first_level)
        self.fields["priority"].nothing = f"Choose {plan.a_first_level}"
        self.fields["priority"].offer(plan.priorities.all())
        self.fields[
            "parent"
        ].help_text = f"If you choose one, this becomes a sub-action in the same {plan.first_level}."
        self.fields["parent"].offer(parents_in(plan))
        self.fields["lead"].offer(choosable_people())
        objectives = list(Objective.objects.filter(priority__plan=plan).order_by("priority__number", "position"))
        self.fields["objective"].offer(objectives)
        if not objectives:
            del self.fields["objective"]

    def clean_reference(self) -> str:
        reference = self.cleaned_data["reference"]
        if problem := reference_problem(self.plan, reference):
            raise forms.ValidationError(problem)
        return reference

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        priority, parent, objective = (values.get(name) for name in ("priority", "parent", "objective"))
        word = self.plan.first_level
        if "priority" in self.errors or "parent" in self.errors:
            return values
        if parent and priority and parent.priority_id != priority.pk:
            self.add_error("parent", f"{parent.reference} is in another {word}: choose one of the same {word}")
        elif parent:
            values["priority"] = parent.priority
        elif not priority:
            self.add_error("priority", f"Select {self.plan.a_first_level}")
        if objective and values.get("priority") and objective.priority_id != values["priority"].pk:
            self.add_error("objective", f"The objective is in another {word}: choose one of the same {word}")
        return values


def parents_in(plan: ActionPlan) -> Any:
    """Actions of the plan that a sub-action may stand under."""
    return plan.actions.filter(parent__isnull=True, plan_state__in=TAKES_SUB_ACTIONS).for_table()


class RelateForm(AsksFirst):
    """Which action overlaps with this one, and why."""

    other = OneOfField(
        label="Related action", nothing="Choose an action", words=action_words,
        error_messages={"required": "Choose the related action"},
    )  # fmt: skip
    reason = text_field("Why are they related?", "why they are related", required=True)

    def __init__(self, data: Any = None, *, others: Sequence[Action], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["other"].offer(others)


class UnrelateForm(AsksFirst):
    """Why two actions do not belong together any more."""

    reason = text_field("Why are they no longer related?", "why they are no longer related", required=True)


class DeclineForm(AsksFirst):
    """Why a proposed due date is declined. To agree needs no word."""

    reason = text_field("Why are you declining it?", "why you are declining it", "The lead will read it.")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        values["agree"] = "agree" in self.data
        if not values["agree"] and not values.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "Enter why you are declining it")
        return values


class ProposeForm(AsksFirst):
    """A due date that is proposed without an update."""

    due = PartialDateField(label="Proposed due date", subject="the proposed due date", help_text=HINT)
    reason = text_field("Why?", "why you are proposing this date", "Everybody reads it with the date.", required=True)
