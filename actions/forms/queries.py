"""Forms of what the source leaves open."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from actions.forms.progress import SHORT
from actions.models import Action
from design.fields import LineField, TextField
from design.forms import RevisionForm
from design.soft_questions import AsksFirst
from priorities.models import ActionPlan
from priorities.references import reference_key


class AskForm(AsksFirst):
    """A question about the plan, one of its priorities or one of its actions."""

    action = LineField(
        label="Action (optional)", subject="the action", required=False, max_length=40,
        help_text="Its reference, for example 4c.",
    )  # fmt: skip
    priority = forms.ChoiceField(required=False, help_text="Leave both empty if it is about the plan as a whole.")
    question = TextField(
        label="What does the source leave open?", subject="what the source leaves open", max_length=SHORT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, plan: ActionPlan, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.plan = plan
        self.fields["priority"].label = f"Or {plan.first_level} (optional)"
        self.priorities = {str(priority.number): priority for priority in plan.priorities.all()}
        choices = [("", "None"), *((number, str(priority)) for number, priority in self.priorities.items())]
        self.fields["priority"].choices = choices  # type: ignore[attr-defined]

    def clean_action(self) -> Action | None:
        """The action of this plan that has the reference."""
        reference = self.cleaned_data["action"]
        if not reference:
            return None
        try:
            found = Action.objects.filter(plan=self.plan, key=reference_key(reference)).first()
        except ValueError:
            found = None
        if found is None:
            raise ValidationError("Enter the reference of an action of this plan")
        return found

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("action") and values.get("priority"):
            self.add_error("priority", f"Choose the action or the {self.plan.first_level}, not both")
        return values

    @property
    def asked(self) -> dict[str, Any]:
        """What `ask_source_query` takes."""
        values = self.cleaned_data
        return values | {"priority": self.priorities.get(values["priority"])}


class AnswerForm(AsksFirst, RevisionForm):
    """An answer to a query, or another one in the place of a wrong one."""

    answer = TextField(
        label="Answer", subject="the answer", max_length=SHORT, widget=forms.Textarea(attrs={"rows": 4})
    )
    reason = TextField(
        label="Where does the answer come from?", subject="where the answer comes from", max_length=1000,
        help_text="For example, the report’s author, by e-mail on 3 September 2024.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, corrects: bool, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if corrects:
            self.fields["reason"].label = "Why was the answer wrong, and where does this one come from?"
            self.fields["reason"].error_messages["required"] = "Enter why the answer was wrong"
