"""Priorities and objectives of a sheet, beside those of the plan."""

from actions.from_sheet.found import Change, Compared, Settings, same
from actions.from_sheet.present import Present
from actions.importing.told import Entry, Field
from priorities.models import Objective, Priority

LONGEST_TITLE = Priority._meta.get_field("title").max_length or 0
LONGEST_REFERENCE = Objective._meta.get_field("reference").max_length or 0
LARGEST_NUMBER = 32767
Key = int | tuple[int, str]


class Headings:
    """What stands above the actions, in the order of the sheet; the last one is what the next action belongs to."""

    def __init__(self, seen: Present, settings: Settings) -> None:
        self.present, self.settings = seen, settings
        self.word = seen.plan.first_level
        self.compared: dict[Key, Compared] = {}
        self.priority: int | None = None
        self.objective: tuple[int, str] | None = None

    def take_priority(self, entry: Entry) -> None:
        """One more priority, or one that the sheet has named before."""
        number = self._number(entry)
        self.priority, self.objective = number, None
        known = self.compared.get(number)
        if known is not None:
            if entry.title and not same(known.entry.title, entry.title):
                self.settings.refuse(entry, Field.PRIORITY, f"{self._name(number)} has another title further up: "
                                     "that one is brought in", blocks=False)  # fmt: skip
            return
        record = self.present.priorities.get(number)
        self._check_title(entry, number, is_new=record is None)
        changes: tuple[Change, ...] = ()
        if record is not None and entry.title and not same(record.title, entry.title):
            changes = (Change("Title", record.title, entry.title),)
        self.compared[number] = Compared(
            entry, number, record, changes=changes, values={"title": " ".join(entry.title.split())}
        )

    def take_objective(self, entry: Entry) -> None:
        """One more objective of the priority that it stands under."""
        number = self.priority if entry.priority_number is None else entry.priority_number
        if number is None or not self.knows_priority(number):
            self.settings.refuse(entry, Field.OBJECTIVE, f"This objective stands under no {self.word}: add a row with "
                                 f"the {self.word} above it")  # fmt: skip
            return
        key = self._objective_key(number, entry)
        self.priority, self.objective = number, key
        if key in self.compared:
            return
        if len(key[1]) > LONGEST_REFERENCE:
            self.settings.refuse(
                entry, Field.OBJECTIVE, f"The reference must be {LONGEST_REFERENCE} characters or fewer"
            )
        record = self.present.objectives.get(key)
        changes: tuple[Change, ...] = ()
        if record is not None and entry.title and not same(record.title, entry.title):
            changes = (Change("Objective", record.title, entry.title),)
        self.compared[key] = Compared(entry, key, record, changes=changes, priority=number)

    def knows_priority(self, number: int) -> bool:
        """Whether the sheet, so far, or the plan has it."""
        return number in self.compared or number in self.present.priorities

    def objective_of(self, entry: Entry, number: int) -> tuple[int, str] | None:
        """The objective that an action stands under, by what the row says or by the row above it."""
        if not entry.objective_reference:
            return self.objective if self.objective is not None and self.objective[0] == number else None
        key = (number, entry.objective_reference)
        return key if key in self.compared or key in self.present.objectives else None

    def _number(self, entry: Entry) -> int:
        """The number that the sheet gives, that of a priority of this title, or the next one."""
        if entry.number is not None and 0 < entry.number <= LARGEST_NUMBER:
            return entry.number
        if entry.number is not None:
            self.settings.refuse(entry, Field.PRIORITY, f"The number of a {self.word} must be from 1 to 32767")
        titles = {one.title: number for number, one in self.present.priorities.items()}
        titles |= {one.entry.title: number for number, one in self.compared.items() if isinstance(number, int)}
        for title, number in titles.items():
            if same(title.casefold(), entry.title.casefold()):
                return number
        taken = [number for number in (*self.present.priorities, *self.compared) if isinstance(number, int)]
        return max(taken, default=0) + 1

    def _objective_key(self, number: int, entry: Entry) -> tuple[int, str]:
        if entry.reference:
            return number, entry.reference
        known = {key: one.title for key, one in self.present.objectives.items() if key[0] == number}
        known |= {
            key: one.entry.title for key, one in self.compared.items() if isinstance(key, tuple) and key[0] == number
        }
        for key, title in known.items():
            if same(title, entry.title):
                return key
        place = len(known) + 1
        while (number, f"{number}.{place}") in known:
            place += 1
        return number, f"{number}.{place}"

    def _check_title(self, entry: Entry, number: int, *, is_new: bool) -> None:
        name, problem = self._name(number), ""
        if is_new and not entry.title.strip():
            problem = f"{name} has no title: write it behind its number"
        elif len(" ".join(entry.title.split())) > LONGEST_TITLE:
            problem = f"The title of {name[:1].lower()}{name[1:]} must be {LONGEST_TITLE} characters or fewer"
        if problem:
            self.settings.refuse(entry, Field.PRIORITY, problem)

    def _name(self, number: int) -> str:
        return f"{self.word[:1].upper()}{self.word[1:]} {number}"
