"""What a bundle is asked for, and what it is made of: parts in order, each with its files."""

import dataclasses
import datetime
from collections.abc import Iterable, Sequence

from actions.as_at import NotThereYet, PlanAt, plan_as_at
from documents.csv_file import csv_chunks
from priorities.models import ActionPlan
from send_portal import clock

Moment = datetime.datetime


@dataclasses.dataclass(frozen=True)
class Period:
    """Days of a plan, both included, as they are told at the moment `now`."""

    plan: ActionPlan
    first: datetime.date
    last: datetime.date
    now: Moment

    @property
    def days(self) -> tuple[datetime.date, datetime.date]:
        return self.first, self.last

    @property
    def begins(self) -> Moment:
        """The first moment of the first day in London."""
        return datetime.datetime.combine(self.first, datetime.time(), clock.LONDON)

    @property
    def ends(self) -> Moment:
        """The last moment of the last day; of today, now."""
        return min(clock.end_of(self.last), self.now)

    @property
    def moments(self) -> tuple[Moment, Moment]:
        return self.begins, self.ends

    def plan_at(self, moment: Moment) -> PlanAt | None:
        """The plan as it was; None where it was not recorded yet."""
        try:
            return plan_as_at(self.plan, moment)
        except NotThereYet:
            return None


@dataclasses.dataclass(frozen=True)
class File:
    """A file of a bundle: its path in it, what it is, and its bytes."""

    path: str
    words: str
    body: bytes


@dataclasses.dataclass(frozen=True)
class Part:
    """A part of a bundle. Its files are made while they are written, one after the other.

    `says`: sentences above the list of its files; `nothing`: what is said where there is none.
    """

    heading: str
    files: Iterable[File]
    nothing: str
    says: Sequence[str] = ()


def csv_file(path: str, words: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterable[File]:
    """The rows as a CSV file, every cell guarded; no file where there is no row."""
    rows = list(rows)
    if rows:
        yield File(path, words, "".join(csv_chunks(headings, rows)).encode("utf-8", "replace"))
