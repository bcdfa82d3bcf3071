"""Where an action of a sheet belongs: its reference, its priority, objective and parent."""

import dataclasses
from collections.abc import Mapping

from actions.from_sheet.found import Compared, Settings
from actions.from_sheet.headings import Headings
from actions.from_sheet.present import Present
from actions.importing.told import Entry, Field, Level
from actions.models import Action
from actions.services.plan_states import TAKES_SUB_ACTIONS
from actions.services.planning import RESERVED_KEYS
from priorities.references import is_printed_so, reference_key

LONGEST_REFERENCE = Action._meta.get_field("reference").max_length or 0
SHAPE = (
    "The reference must begin with a letter from a to z or a digit, and hold only these, spaces and . - ( ) /: "
    "change it in the spreadsheet"
)


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

    def has_good_reference(self, entry: Entry) -> bool:
        """Whether an action can have the entry's reference; if not, that is a problem now."""
        problem = self._reference_problem(entry)
        if problem:
            self.settings.refuse(entry, Field.REFERENCE, problem)
        return not problem

    def _reference_problem(self, entry: Entry) -> str:
        reference = entry.reference
        if not reference:
            return "This action has no reference: give it one in the spreadsheet, such as 1a or 1.1"
        if len(reference) > LONGEST_REFERENCE:
            return f"The reference must be {LONGEST_REFERENCE} characters or fewer"
        if not is_printed_so(reference):
            return SHAPE
        key = reference_key(reference)
        if key in RESERVED_KEYS:
            return f"“{reference}” cannot be used as a reference: choose another"
        if key in self.compared:
            other = self.compared[key].entry
            return f"“{reference}” is in row {other.row} already: give each action a reference of its own"
        standing = self.present.actions.get(key)
        if standing is not None and standing.reference != reference:
            return f"“{reference}” would have the same web address as {standing.reference}, which is in the plan"
        return ""

    def of(self, entry: Entry, record: Action | None) -> Place | None:
        """The place of an action; None where it has none, which is a problem now."""
        if record is not None:
            return self._standing(entry, record)
        parent = self._parent(entry) if entry.kind == Level.SUB_ACTION else ""
        if parent is None:
            return None
        number = self._priority_of(parent) if parent else self._number(entry)
        word = self.headings.word
        if number is None:
            self.settings.refuse(
                entry,
                Field.PRIORITY,
                f"This action stands under no {word}: add a column or a row that names the {word}",
            )
            return None
        if not self.headings.knows_priority(number):
            self.settings.refuse(entry, Field.PRIORITY, f"Neither the sheet nor the plan has {word} {number}: add it")
            return None
        standing = self.present.priorities.get(number)
        if standing is not None and standing.is_placeholder:
            self.settings.refuse(
                entry, Field.PRIORITY, f"{word.capitalize()} {number} is a placeholder, which has no actions: change "
                "that in the plan first",
            )  # fmt: skip
            return None
        return Place(number, self.headings.objective_of(entry, number), parent)

    def _standing(self, entry: Entry, record: Action) -> Place:
        number = record.priority.number
        wanted = self._number(entry)
        notes: tuple[str, ...] = ()
        if wanted is not None and wanted != number and entry.kind == Level.ACTION:
            word = self.headings.word
            notes = (f"It stays in {word} {number}. The spreadsheet has it in {word} {wanted}.",)
        objective = self.headings.objective_of(entry, number) if wanted == number else None
        return Place(number, objective, record.parent.key if record.parent else "", notes)

    def _number(self, entry: Entry) -> int | None:
        """The priority that the row names, or the one above it; in a plan with one only, that one."""
        if entry.priority_number is not None:
            return entry.priority_number
        if self.headings.priority is None and len(self.present.priorities) == 1:
            return next(iter(self.present.priorities))
        return self.headings.priority

    def _parent(self, entry: Entry) -> str | None:
        """The key of the action that a sub-action is part of; None where it cannot be, which is a problem now."""
        try:
            key = reference_key(entry.parent_reference)
        except ValueError:
            key = ""
        problem = ""
        standing = self.present.actions.get(key)
        if standing is not None and standing.parent_id is not None:
            problem = f"{standing.reference} is a sub-action itself, so nothing can be part of it"
        elif standing is not None and standing.plan_state not in TAKES_SUB_ACTIONS:
            problem = (
                f"{standing.reference} is {standing.get_plan_state_display().lower()}, so nothing can be added to it"
            )
        elif standing is None and (key not in self.compared or self.compared[key].parent):
            problem = f"The action that this is part of is missing above it: add {entry.parent_reference or 'it'}"
        if problem:
            self.settings.refuse(entry, Field.REFERENCE, problem)
        return None if problem else key

    def _priority_of(self, key: str) -> int | None:
        standing = self.present.actions.get(key)
        return standing.priority.number if standing is not None else self.compared[key].priority
