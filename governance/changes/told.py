"""What the page of changes tells: lines in groups. Words alone; whoever shows them asks the database nothing."""

import dataclasses
import datetime

from actions.numbers import Numbers
from priorities.change_kinds import ChangeKind as Kind

__all__ = ["Group", "Kind", "Line", "Narrowed", "NotUpdated"]


@dataclasses.dataclass(frozen=True)
class Line:
    """One field of one thing, or the thing itself, as it stood before and stands after.

    `subject`: its printed reference ("3f", "Priority 3"; empty where it has none), `title`: its words, `href` its page
    and `history_href` its history (empty where it has none). `what`: the field ("Status"). `before` is empty for what
    is new, `after` for what is gone. `at`, `by`, `why`: of the last step, by whoever they were then. `note`: more that
    belongs to it ("Moved twice").
    """

    kind: Kind
    subject: str
    title: str
    href: str
    history_href: str
    what: str
    before: str
    after: str
    at: datetime.datetime
    by: str
    why: str = ""
    note: str = ""


@dataclasses.dataclass(frozen=True)
class Group:
    """The lines of one kind. `total`: how many there are; `lines`: those of this page."""

    kind: Kind
    total: int
    lines: tuple[Line, ...]

    @property
    def heading(self) -> str:
        return str(self.kind.label)

    @property
    def has_more(self) -> bool:
        """Whether there are more than these."""
        return self.total > len(self.lines)


@dataclasses.dataclass(frozen=True)
class NotUpdated:
    """An organisation that leads actions whose update is owed and has not come: how many, and the list of them."""

    organisation: str
    missing: Numbers


@dataclasses.dataclass(frozen=True)
class Narrowed:
    """What of it is wanted: one kind (its code), one priority (its number), what one organisation leads (its id), only
    what the person watches.
    """

    kind: str = ""
    priority: int | None = None
    organisation: int | None = None
    watched: bool = False

    @property
    def is_to_actions(self) -> bool:
        """Whether only what belongs to some actions, or to their priority, is told."""
        return self.priority is not None or self.organisation is not None or self.watched
