"""What a bundle is asked for, and what it is made of: parts in order, each with its files."""

import dataclasses
import datetime
import itertools
from collections.abc import Iterable, Sequence
from functools import cached_property

from actions.as_at import PlanAt, plan_as_at
from design.fields import date_words
from documents.csv_file import csv_chunks
from governance.reports.draft import moment_words
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
        """Since when it is told: what comes with the first midnight is of the period."""
        return clock.beginning_of(self.first)

    @property
    def ends(self) -> Moment:
        """The last moment of the last day; of today, now."""
        return min(clock.end_of(self.last), self.now)

    @property
    def moments(self) -> tuple[Moment, Moment]:
        return self.begins, self.ends

    def words(self, moment: Moment) -> str:
        """A moment of the period: "the beginning of 1 July 2024", "4 September 2024, 9am"."""
        return f"the beginning of {date_words(self.first)}" if moment == self.begins else moment_words(moment)

    @cached_property
    def recorded_at(self) -> Moment:
        """Since when the portal has the plan. A query."""
        return self.plan.recorded_since()

    @property
    def has_plan(self) -> bool:
        """Whether the portal had the plan by the end."""
        return self.recorded_at <= self.ends

    @property
    def begins_with_plan(self) -> bool:
        """Whether the plan came into the portal after the period had begun, and before it was over."""
        return self.begins < self.recorded_at <= self.ends

    @property
    def plan_moments(self) -> tuple[Moment, Moment]:
        """When the plan is told of: at the beginning, or when it came into the portal after that; at the end."""
        return max(self.begins, self.recorded_at), self.ends

    def plans(self) -> tuple[PlanAt | None, PlanAt | None]:
        """The plan at both, each with the updates of the period and the last one of each action before it; None where
        it was not recorded by the end.
        """
        if not self.has_plan:
            return None, None
        first, last = self.plan_moments
        return plan_as_at(self.plan, first, told_since=first), plan_as_at(self.plan, last, told_since=first)


@dataclasses.dataclass(frozen=True)
class File:
    """A file of a bundle: its path in it, what it is, and its bytes, which may be made while they are written."""

    path: str
    words: str
    body: bytes | Iterable[bytes]

    @property
    def pieces(self) -> Iterable[bytes]:
        """The bytes, one piece after the other; once."""
        return [self.body] if isinstance(self.body, bytes) else self.body


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
    """The rows as a CSV file, every cell guarded, written as they are read; no file where there is no row."""
    found = iter(rows)
    for first in itertools.islice(found, 1):
        pieces = csv_chunks(headings, itertools.chain([first], found))
        yield File(path, words, (piece.encode("utf-8", "replace") for piece in pieces))
