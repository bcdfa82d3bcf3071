"""What stands in a plan when a spreadsheet is compared with it, and whether it still stands so."""

import dataclasses
import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Prefetch

from accounts.fields import choosable_people
from accounts.models import User
from actions.models import Action, ActionCoLead
from audit.describe import Entry, entries
from audit.recording import StaleRecord
from audit.standing import Standing
from design.forms import RevisionsField, StandingForm
from priorities.models import ActionPlan, Objective, Priority

# A kind of record, as the token of a form says it.
LETTERS: dict[str, type[Priority] | type[Objective] | type[Action]] = {"p": Priority, "o": Objective, "a": Action}
PAIR = re.compile(r"[poa][0-9]{1,18}:[0-9]{1,9}")


@dataclasses.dataclass(frozen=True)
class Present:
    """The records of a plan: priorities by number, objectives by number of their priority and reference, actions by
    key; and everybody who may lead."""

    plan: ActionPlan
    priorities: Mapping[int, Priority]
    objectives: Mapping[tuple[int, str], Objective]
    actions: Mapping[str, Action]
    people: Sequence[User]


def present(plan: ActionPlan) -> Present:
    """The plan as it stands; a fixed number of queries."""
    priorities = {one.number: one for one in plan.priorities.all()}
    numbers = {one.pk: one.number for one in priorities.values()}
    actions = (
        Action.objects.filter(plan=plan)
        .select_related("priority", "objective", "parent", "lead", "last_update")
        .prefetch_related(Prefetch("co_leads", queryset=ActionCoLead.objects.select_related("user")))
        .order_by("priority__number", "position", "pk")
    )
    return Present(
        plan,
        priorities,
        {(numbers[one.priority_id], one.reference): one for one in Objective.objects.filter(priority__plan=plan)},
        {one.key: one for one in actions},
        choosable_people(),
    )


class PlanStanding(Standing[Any]):
    """The records of a plan as they stand, of all its models."""

    def __init__(self, seen: Present) -> None:
        self.seen = seen
        super().__init__(Action, [*seen.priorities.values(), *seen.objectives.values(), *seen.actions.values()])

    @property
    def marks(self) -> dict[str, int]:
        """The revisions by a letter for the model and the id."""
        letters = {model: letter for letter, model in LETTERS.items()}
        return {f"{letters[type(record)]}{record.pk}": record.revision for record in self.records}

    @property
    def token(self) -> str:
        return " ".join(f"{mark}:{revision}" for mark, revision in self.marks.items())

    def require(self, seen: Mapping[Any, int] | None) -> None:
        """Raises StaleRecord where a page was opened when others stood, or these at other revisions."""
        if seen != self.marks:
            raise StaleRecord("The plan has changed since the page was opened.", self)

    def changes_since(self, seen: Mapping[Any, int], user: Any) -> list[Entry]:
        """What has changed since the page was opened, the newest first, as far as the person may see it."""
        found: list[Entry] = []
        for letter, model in LETTERS.items():
            known = {int(mark[1:]): revision for mark, revision in seen.items() if mark[0] == letter}
            rows = model.history.filter(id__in={one.pk for one in self.records if type(one) is model})
            found += entries([model.visible_history(rows, user)], seen=known)
        return sorted(found, key=lambda entry: entry.at, reverse=True)


class MarksField(RevisionsField):
    """The token of a PlanStanding, as a page sent it. All else is passed over."""

    def clean(self, value: Any) -> Any:
        words = super(RevisionsField, self).clean(value).split()
        pairs = [word.split(":") for word in words if PAIR.fullmatch(word)]
        return {mark: int(revision) for mark, revision in pairs}


class PlanStandingForm(StandingForm):
    """A form that changes many records of a plan together, and knows how they stood when it was opened."""

    standing = MarksField(required=False, max_length=1_000_000)
