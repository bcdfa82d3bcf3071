"""Forms that let one plan follow another: starting the successor, closing the plan, making the successor current."""

from collections.abc import Iterable, Sequence
from typing import Any

from actions.pages.before_closing import Coming
from design.fields import CheckboxesField, OneOfField, RadioField, sentence
from design.forms import PortalForm, RevisionForm
from design.soft_questions import AsksFirst, Question
from design.widgets import RadioChoice
from priorities.forms import NewPlanForm, reason_field
from priorities.models import ActionPlan, Priority

# For which meeting a plan first asks: the next one, or the one after it.
AT_ONCE, LATER = "at-once", "later"


class SuccessorForm(NewPlanForm):
    """A new plan that follows another: which of its priorities it keeps."""

    kept = CheckboxesField(
        label="", required=False,
        help_text="They are copied with their numbers, SROs and objectives, and without actions. You can add others "
        "afterwards.",
    )  # fmt: skip

    def __init__(self, *args: Any, plan: ActionPlan, **kwargs: Any) -> None:
        self.priorities = {str(one.pk): one for one in plan.priorities.all()}
        super().__init__(*args, **kwargs)
        self.fields["kept"].label = f"{sentence(plan.first_level_plural)} to keep"
        self.fields["kept"].offer(RadioChoice(pk, str(one)) for pk, one in self.priorities.items())
        if not self.priorities:
            del self.fields["kept"]

    @property
    def values(self) -> dict[str, Any]:
        """What `start_successor` takes."""
        said = dict(self.cleaned_data)
        kept: list[Priority] = [self.priorities[pk] for pk in said.pop("kept", [])]
        return said | {"priorities": kept}


class ChooseSuccessorForm(PortalForm):
    """Which of the plans that are here already follows this one."""

    successor = OneOfField(
        label="Which plan follows this one?", nothing="Choose a plan",
        error_messages={"required": "Choose the plan that follows"},
    )  # fmt: skip

    def __init__(self, *args: Any, plans: Iterable[ActionPlan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].offer(plans)


class UnlinkForm(AsksFirst, RevisionForm):
    """Why a plan does not follow this one after all."""

    reason = reason_field("Why does it not follow this plan?", "why it does not follow this plan", required=True)


class ClosePlanForm(AsksFirst, RevisionForm):
    """Why a plan is closed."""

    reason = reason_field("Why is it closed?", "why it is closed", required=True)

    def __init__(self, *args: Any, coming: Coming | None = None, **kwargs: Any) -> None:
        self.coming = coming
        super().__init__(*args, **kwargs)

    def what_to_ask(self) -> list[Question]:
        """Also whether it is to be closed before a meeting for which updates have come."""
        found = super().what_to_ask()
        if self.coming is None:
            return found
        return [*found, Question(f"before-{self.coming.meeting_on}", self.coming.question)]


class BeginForm(RevisionForm):
    """The button makes a draft current. Where the plan before it asks for the next meeting as well (`choices`: the two
    that may come first), for which its own updates are first due."""

    first = RadioField(label="When are its first updates due?", subject="when its first updates are due")

    def __init__(self, *args: Any, choices: Sequence[RadioChoice] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first"].offer(choices)
        if not choices:
            del self.fields["first"]

    @property
    def begins_later(self) -> bool:
        """Whether it asks for nothing before the next meeting has been held."""
        return bool(self.cleaned_data.get("first") == LATER)
