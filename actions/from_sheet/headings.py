"""Priorities and objectives of a sheet, beside those of the plan."""

from actions.from_sheet.found import Change, Compared, Settings, same
from actions.from_sheet.present import Present
from actions.importing.text import folded, one_line
from actions.importing.told import Entry, Field
from priorities.models import Priority

LONGEST_TITLE = Priority._meta.get_field("title").max_length or 0
LARGEST_NUMBER = 32767
Key = int | tuple[int, str]


class Headings:
    """What stands above the actions: a priority by its number, an objective by that and its reference or its title."""

    def __init__(self, seen: Present, settings: Settings) -> None:
        self.present, self.settings = seen, settings
        self.word = seen.plan.first_level
        self.compared: dict[Key, Compared] = {}
        self._standing: dict[tuple[int, str], tuple[int, str]] = {}

    def take_priority(self, entry: Entry) -> None:
        """One more priority. One that the sheet does not name keeps the title that it has in the plan."""
        number = entry.number or 0
        record = self.present.priorities.get(number)
        title = " ".join(entry.title.split())
        if not 0 < number <= LARGEST_NUMBER:
            self.settings.refuse(
                entry, Field.PRIORITY, f"the number of {self.word} {number} cannot be used: change it"
            )
        if len(title) > LONGEST_TITLE:
            problem = f"the title of {self.word} {number} must be {LONGEST_TITLE} characters or fewer: shorten it"
            self.settings.refuse(entry, Field.PRIORITY, problem)
        changes: tuple[Change, ...] = ()
        if record is not None and not (entry.is_given or same(record.title, title) or self._is_no_name(title, number)):
            changes = (Change("Title", record.title, title),)
            self._tell_other_title(entry, record)
        notes = self._taken_for(entry, record)
        self.compared[number] = Compared(entry, number, record, changes=changes, values={"title": title}, notes=notes)

    def _taken_for(self, entry: Entry, record: Priority | None) -> tuple[str, ...]:
        """Which one a heading is taken for that does not say so itself."""
        if record is None:
            if entry.is_given and self.present.priorities:
                message = f"“{one_line(entry.title)}” has no number, and the plan has no {self.word} of this title: "
                self.settings.tell(entry, Field.PRIORITY, f"{message}it is new, and gets the number {entry.number}")
            return ()
        if entry.is_given:
            return (f"Its heading has no number: it is taken for {self.word} {record.number} by its title.",)
        if self._is_no_name(entry.title, record.number) and not same(record.title, entry.title):
            return (f"The spreadsheet does not say its title: it is taken for {self.word} {record.number}.",)
        return ()

    def _tell_other_title(self, entry: Entry, record: Priority) -> None:
        """Say that a number stands for another one in the plan, unless the titles differ in signs and case alone."""
        title = folded(entry.title)
        if folded(record.title) == title:
            return
        others = (one.number for one in self.present.priorities.values() if folded(one.title) == title)
        other = next(others, None)
        named, standing = f"“{one_line(entry.title)}”", f"“{one_line(record.title)}”"
        said = f"{self.word} {record.number} of the plan is {standing}: it is renamed {named}"
        if other:
            said = f"{named} is {self.word} {other} in the plan, and has number {record.number} here"
            said += f": {standing} is renamed"
        self.settings.tell(entry, Field.PRIORITY, f"{said}. If another {self.word} is meant, correct the number")

    def take_objective(self, entry: Entry) -> None:
        """One more objective of the priority that it stands under."""
        number = entry.priority_number or 0
        key = (number, entry.reference)
        if key not in self.present.objectives:
            # An objective may have been numbered anew.
            titles = {place: one.title for place, one in self.present.objectives.items() if place[0] == number}
            key = next((place for place, title in titles.items() if same(title, entry.title)), key)
        self._standing[number, entry.reference] = key
        record = self.present.objectives.get(key)
        changes: tuple[Change, ...] = ()
        if record is not None and not same(record.title, entry.title):
            changes = (Change("Objective", record.title, entry.title),)
        self.compared[key] = Compared(entry, key, record, changes=changes, priority=number)

    def knows_priority(self, number: int) -> bool:
        """Whether the sheet or the plan has it."""
        return number in self.compared or number in self.present.priorities

    def name_of(self, number: int) -> str:
        """The priority as the plan would have it: its number and its title."""
        standing, told = self.present.priorities.get(number), self.compared.get(number)
        title = told.entry.title if told is not None and (told.is_new or told.is_changed) else ""
        return f"{number}. {title or (standing.title if standing is not None else '')}"

    def objective_of(self, entry: Entry) -> tuple[int, str] | None:
        """The objective that an action stands under."""
        return self._standing.get((entry.priority_number or 0, entry.objective_reference))

    def _is_no_name(self, title: str, number: int) -> bool:
        """Whether the reading has made the title up: the sheet gives only a number, or nothing at all."""
        made_up = {f"priority {number}", f"{self.word} {number}", self.settings.sheet_name}
        return " ".join(title.split()).casefold() in {one.casefold() for one in made_up}
