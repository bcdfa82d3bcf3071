"""What comparing finds of one entry, and what it goes by."""

import dataclasses
import datetime
import re
from collections.abc import Mapping
from typing import Any

from accounts.models import User
from actions.importing.told import Entry, Field, Level, Problem
from design.fields import sentence
from priorities.partial_date import PartialDate
from priorities.status import Status

_SENTENCE = re.compile(r".+?[.!?](?=\s)")


@dataclasses.dataclass(frozen=True)
class Change:
    """One thing that becomes another, in words; `before` is empty where there is nothing yet."""

    label: str
    before: str
    after: str


@dataclasses.dataclass(frozen=True)
class PrintedUpdate:
    """How an action goes, as a sheet prints it."""

    status: str
    headline: str
    happened: str

    @property
    def label(self) -> str:
        return Status(self.status).label

    @property
    def text(self) -> str:
        """All that is said of it."""
        return said_of(self.headline, self.happened)


@dataclasses.dataclass(frozen=True)
class Compared:
    """One entry beside what stands: `record` is None where it is new.

    `key` is the number of a priority, number and reference of an objective, the key of an action; `priority`,
    `objective` and `parent` are the keys of what it belongs to. `values` is what the service takes. `lead` and
    `co_leads` are people of this name or e-mail address: a proposal.
    """

    entry: Entry
    key: Any
    record: Any
    changes: tuple[Change, ...] = ()
    values: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    notes: tuple[str, ...] = ()
    priority: int | None = None
    objective: tuple[int, str] | None = None
    parent: str = ""
    lead: User | None = None
    co_leads: tuple[User, ...] = ()
    update: PrintedUpdate | None = None

    @property
    def is_new(self) -> bool:
        return self.record is None

    @property
    def is_changed(self) -> bool:
        return self.record is not None and bool(self.changes)

    @property
    def state(self) -> str:
        return "new" if self.is_new else "changed" if self.changes else "unchanged"

    @property
    def name(self) -> str:
        """How the preview names it: with its reference, where it has one."""
        if self.entry.kind == Level.PRIORITY:
            is_standing = self.record is not None and not self.changes
            return f"{self.key}. {self.record.title if is_standing else self.entry.title}"
        reference = self.key[1] if self.entry.kind == Level.OBJECTIVE else self.entry.reference
        title = self.entry.title or (self.record.title if self.record is not None else "")
        return f"{reference} {title}".strip()

    @property
    def proposed(self) -> tuple[User, ...]:
        """The people whom it proposes."""
        return ((self.lead,) if self.lead is not None else ()) + self.co_leads


@dataclasses.dataclass
class Settings:
    """What was said of the whole spreadsheet, and the problems found with it so far."""

    plan_state: str
    review: PartialDate | None
    sheet_name: str
    columns: Mapping[str, str]
    printed_on: datetime.date | None = None
    problems: list[Problem] = dataclasses.field(default_factory=list)
    # Cells that were read and are told of, by row and column.
    odd: frozenset[tuple[int, str]] = frozenset()
    # How many empty cells leave what the plan has.
    kept: int = 0

    def refuse(self, entry: Entry, field: Field, message: str) -> None:
        """Note what has to be put right of the entry; a column that the sheet lacks has no letter."""
        self.problems.append(Problem(entry.row, self.columns.get(field.value, ""), sentence(message), blocks=True))

    def keep(self, entry: Entry, stands: Mapping[Field, tuple[Any, Any]]) -> None:
        """Count the empty cells of an entry: of what says nothing in its column, and stands in the plan."""
        for field, (said, standing) in stands.items():
            column = self.columns.get(field.value, "")
            self.kept += bool(column and not said and standing and (entry.row, column) not in self.odd)

    def tell(self, entry: Entry, field: Field, message: str) -> None:
        """Note what is worth a look of the entry, and does not stop anybody."""
        self.problems.append(Problem(entry.row, self.columns.get(field.value, ""), sentence(message)))


def same(one: str, other: str) -> bool:
    """Whether two texts say the same, spaces and line breaks aside."""
    return one.split() == other.split()


def said_of(headline: str, happened: str) -> str:
    """The words of an update: one line for the board, and under it what that leaves out."""
    is_beginning = same(happened[: len(headline) - 1].rstrip(), headline.removesuffix("…"))
    return happened if headline.endswith("…") and is_beginning else "\n".join(filter(None, (headline, happened)))


def parted(text: str, most: int) -> tuple[str, str]:
    """The first line of a text, or its first sentence where that line is too long, and the rest with its lines; a
    beginning and the whole text where either is too long."""
    first, _, rest = text.strip().partition("\n")
    if len(first) <= most:
        return first.strip(), rest.strip()
    if (match := _SENTENCE.match(first)) and len(match[0]) <= most:
        return match[0], text.strip()[match.end() :].strip()
    return clipped(first, most), text.strip()


def clipped(text: str, most: int) -> str:
    """The beginning of a text, whole words, with three dots where it goes on."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    return line[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
