"""Changes as a page shows them: lines with the looks of statuses, in groups."""

import dataclasses
from collections.abc import Sequence

from design.look import Look
from governance.changes.judgements import WHAT as JUDGEMENT
from governance.changes.told import Kind, Line, NotUpdated
from priorities.status import Status

LOOKS = {status.label: status.look for status in Status}
# What is longer than this stands below what it was, not beside it.
SHORT = 40


@dataclasses.dataclass(frozen=True)
class Shown:
    """A line as a page shows it: a status with its look."""

    line: Line

    @property
    def before(self) -> Look | None:
        return self._look(self.line.before)

    @property
    def after(self) -> Look | None:
        return self._look(self.line.after)

    @property
    def what(self) -> str:
        """The field; nothing where the heading above says so already."""
        return "" if self.line.what == self.line.kind.label else self.line.what

    @property
    def is_said(self) -> bool:
        """Whether its own words say all: something new that has no more to it."""
        return not self.line.before and self.line.after == self.line.title

    def _look(self, words: str) -> Look | None:
        return LOOKS.get(words) if self.line.what in ("Status", JUDGEMENT) else None


@dataclasses.dataclass(frozen=True)
class ShownGroup:
    """A group as a page shows it. `more`: the address of all of its lines, where only the first are here; `before`
    and `after`: of those before and after these, where it stands alone; `organisations`: before the lines, who owes
    what, with `apart`: how many sub-actions there are beside the total, in words.
    """

    kind: Kind
    total: int
    apart: str = ""
    rows: Sequence[Shown] = ()
    more: str = ""
    before: str = ""
    after: str = ""
    organisations: Sequence[NotUpdated] = ()

    @property
    def is_short(self) -> bool:
        """Whether from and to of every line fit beside each other; otherwise all of them stand below each other."""
        moved = [row.line for row in self.rows if not row.is_said]
        return all(len(line.before) <= SHORT and len(line.after) <= SHORT for line in moved)
