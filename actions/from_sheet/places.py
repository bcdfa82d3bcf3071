"""Where an action of a sheet belongs: its priority, objective and parent."""

import dataclasses
from collections.abc import Mapping

from actions.from_sheet.found import Compared, Settings
from actions.from_sheet.headings import Headings
from actions.from_sheet.present import Present
from actions.importing import references
from actions.importing.told import Entry, Field, Level
from actions.models import Action
from actions.services.plan_states import TAKES_SUB_ACTIONS


@dataclasses.dataclass(frozen=True)
class Place:
    """The keys of what an action belongs to; `notes` say what stays otherwise than the sheet has it."""

    priority: int
    objective: tuple[int, str] | None
    parent: str
    notes: tuple[str, ...] = ()


class Places:
    """Finds the place of each action; what stands in the plan stays where it is."""

    def __init__(
        self, seen: Present, settings: Settings, headings: Headings, compared: Mapping[str, Compared]
    ) -> None:
        self.present, self.settings, self.headings, self.compared = seen, settings, headings, compared

    def of(self, entry: Entry, record: Action | None) -> Place | None:
        """The place of an action; None where it has none, which is a problem now."""
        if record is not None:
            return self._standing(entry, record)
        parent = self._parent(entry)
        number = (self._priority_of(parent) if parent else entry.priority_number) or 0
        if problem := self._problem(entry, parent, number):
            self.settings.refuse(entry, Field.REFERENCE if parent else Field.PRIORITY, problem)
            return None
        return Place(number, None if parent else self.headings.objective_of(entry), parent)

    def _standing(self, entry: Entry, record: Action) -> Place | None:
        if record.reference != entry.reference:
            self.settings.refuse(
                entry,
                Field.REFERENCE,
                f"“{entry.reference}” would have the same web address as {record.reference}, which is in the plan: "
                "write it just so, or choose another",
            )
            return None
        number, wanted = record.priority.number, entry.priority_number
        parent = record.parent.key if record.parent else ""
        if parent or wanted == number:
            return Place(number, None if parent else self.headings.objective_of(entry), parent)
        word = self.headings.word
        return Place(
            number, None, "", (f"It stays in {word} {number}. The spreadsheet has it in {word} {wanted}.",)
        )  # fmt: skip

    def _parent(self, entry: Entry) -> str:
        """The key of what a new action is part of: by the sheet, or by its number, where the plan has that action."""
        if entry.kind == Level.SUB_ACTION:
            return references.key_of(entry.parent_reference)
        # A reference that was made says nothing of what it stands under.
        above = "" if entry.is_given else references.key_of(references.above(entry.reference))
        return above if above in self.present.actions and above not in self.compared else ""

    def _priority_of(self, key: str) -> int | None:
        standing = self.present.actions.get(key)
        if standing is not None:
            return standing.priority.number
        return self.compared[key].priority if key in self.compared else None

    def _problem(self, entry: Entry, parent: str, number: int) -> str:
        """Why a new action cannot stand there; empty where it can."""
        word, action = self.headings.word, self.present.actions.get(parent)
        if action is not None and action.parent_id is not None:
            return f"{action.reference} is a sub-action itself, so nothing can be part of it: choose another reference"
        if action is not None and action.plan_state not in TAKES_SUB_ACTIONS:
            state = action.get_plan_state_display().lower()
            return f"{action.reference} is {state}, so nothing can be added to it: choose another reference"
        if parent and action is None and parent not in self.compared:
            return f"{entry.parent_reference}, of which this is a part, cannot be brought in: put that right first"
        if not self.headings.knows_priority(number):
            return f"{word} {number}, in which this stands, cannot be brought in: put that right first"
        standing = self.present.priorities.get(number)
        if standing is not None and standing.is_placeholder:
            return f"{word} {number} is a placeholder, which has no actions: change that in the plan first"
        return ""
