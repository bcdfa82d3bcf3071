"""What the entries of a sheet would change in a plan: what is new, changed and unchanged, and what is wrong.

Nothing is written here; what stands in the plan and not in the sheet is left as it is.
"""

import dataclasses
import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from actions.from_sheet.action_rows import ActionRows
from actions.from_sheet.found import Compared, Settings
from actions.from_sheet.given import LEFT, settled
from actions.from_sheet.headings import Headings
from actions.from_sheet.present import Present
from actions.importing.told import Layout, Level, Passed, Problem, Reading, letter
from actions.models import Action
from priorities.partial_date import PartialDate
from priorities.status import Status

KINDS = {Level.PRIORITY: "", Level.OBJECTIVE: "objectives", Level.ACTION: "actions", Level.SUB_ACTION: "sub-actions"}

# What a reading says where it finds none.
NO_DUE, NO_STATUS = "no due date is set", "no status is set"
# More changes than these take some seconds.
LARGE = 150


@dataclasses.dataclass(frozen=True)
class Tally:
    """How many of a kind are new, changed, unchanged, and in the plan alone."""

    label: str
    new: int
    changed: int
    unchanged: int
    absent: int


@dataclasses.dataclass(frozen=True)
class Comparison:
    """A sheet beside a plan. `absent`: what the plan has and the sheet has not; `passed`: the rows passed over;
    `kept`: how many empty cells leave what the plan has."""

    present: Present
    compared: tuple[Compared, ...]
    problems: tuple[Problem, ...]
    absent: tuple[Action, ...]
    absent_headings: Mapping[Level, int]
    passed: tuple[Passed, ...]
    kept: int = 0

    @property
    def blocking(self) -> list[Problem]:
        """What has to be put right before anything can be brought in."""
        return [problem for problem in self.problems if problem.blocks]

    @property
    def minor(self) -> list[Problem]:
        """What is worth a look, and is brought in as it is."""
        return [problem for problem in self.problems if not problem.blocks]

    @property
    def new(self) -> list[Compared]:
        return [one for one in self.compared if one.is_new]

    @property
    def changed(self) -> list[Compared]:
        return [one for one in self.compared if one.is_changed]

    @property
    def unchanged(self) -> list[Compared]:
        return [one for one in self.compared if not one.is_new and not one.is_changed]

    @property
    def has_changes(self) -> bool:
        return bool(self.new or self.changed)

    @property
    def can_confirm(self) -> bool:
        """Whether there is something to bring in, and nothing in the way."""
        return self.has_changes and not self.blocking

    @property
    def is_large(self) -> bool:
        """Whether bringing it in takes so long that others notice: they cannot save meanwhile."""
        return len(self.new) + len(self.changed) > LARGE

    @property
    def tallies(self) -> list[Tally]:
        """The counts, a row for each kind that is there."""
        return list(self._tallies())

    def _tallies(self) -> Iterator[Tally]:
        counts = Counter((one.entry.kind, one.state) for one in self.compared)
        absent = Counter(self.absent_headings)
        absent.update(Level.SUB_ACTION if one.is_sub_action else Level.ACTION for one in self.absent)
        for kind, label in KINDS.items():
            new, changed, unchanged = (counts[kind, state] for state in ("new", "changed", "unchanged"))
            if new or changed or unchanged or absent[kind]:
                words = label or self.present.plan.first_level_plural
                yield Tally(words[:1].upper() + words[1:], new, changed, unchanged, absent[kind])


def compare(
    seen: Present,
    reading: Reading,
    layout: Layout,
    *,
    sheet_name: str,
    plan_state: str,
    review: PartialDate | None,
    printed_on: datetime.date | None = None,
) -> Comparison:
    """The reading of a sheet beside the plan as it stands."""
    columns: Mapping[str, str] = {field.value: letter(column) for field, column in layout.columns.items()}
    settings = Settings(plan_state, review, sheet_name, columns, printed_on)
    settings.odd = frozenset((problem.row, problem.column) for problem in reading.problems)
    headings = Headings(seen, settings)
    actions = ActionRows(seen, settings, headings)
    blocked = {problem.row for problem in reading.problems if problem.blocks}
    for entry in settled(reading.entries, seen):
        if entry.row in blocked:
            continue
        if entry.kind == Level.PRIORITY:
            headings.take_priority(entry)
        elif entry.kind == Level.OBJECTIVE:
            headings.take_objective(entry)
        else:
            actions.take(entry)
    return Comparison(
        seen,
        tuple(sorted([*headings.compared.values(), *actions.compared.values()], key=lambda one: one.entry.row)),
        tuple(
            sorted(
                [*_with_what_stays(reading.problems, actions), *settings.problems],
                key=lambda problem: (problem.row, problem.column),
            )
        ),
        tuple(
            action
            for key, action in seen.actions.items()
            if key not in actions.compared and action.plan_state not in LEFT
        ),
        {
            Level.PRIORITY: len(seen.priorities.keys() - headings.compared.keys()),
            Level.OBJECTIVE: len(seen.objectives.keys() - headings.compared.keys()),
        },
        reading.passed,
        settings.kept,
    )


def _with_what_stays(problems: Iterable[Problem], actions: ActionRows) -> Iterator[Problem]:
    """The problems of a reading, which knows nothing of the plan: where a date or a status stays, they say so."""
    records = {row: one.record for one in actions.compared.values() for row in (one.entry.row, *one.entry.more_rows)}
    for problem in problems:
        action, message = records.get(problem.row), problem.message
        if action is not None and action.has_date:
            message = message.replace(NO_DUE, f"the date stays “{action.due_words}”")
        if action is not None and action.status != Status.NONE:
            message = message.replace(NO_STATUS, f"the status stays “{action.get_status_display()}”")
        yield dataclasses.replace(problem, message=message)
