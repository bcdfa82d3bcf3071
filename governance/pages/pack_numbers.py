"""Where the numbers of a pack lead on its page: each to the list that it counts, as at the moment of the pack."""

import datetime
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from accounts.models import Organisation
from actions.coverage import NOBODY_LEADS
from actions.filters import list_address
from actions.forms.filter import NOBODY
from audit.as_at import rows_at
from design.fields import date_words
from documents.content import Block, Bullet, Cell, Document, Heading, Paragraph, Table, words
from documents.page import Counts, anchor_of
from governance.pack.content import COVERAGE
from governance.pack.foremost import ASKED, ASKS, CHANGED
from priorities.change_kinds import ChangeKind
from priorities.models import ActionPlan
from priorities.status import BY_URGENCY

STATUS_OF = {str(one.label): one.value for one in BY_URGENCY}
ALL = "All"
# What the columns of coverage count, as the list has it.
OWED = {"Updated": {"show": "updated"}, "Not updated": {"flag": "not-updated"}, "Owed": {"show": "owed"}}
RECEIVED = re.compile(r"(?:([1-9]\d*|0) of|All) ([1-9]\d* updates?) owed")
EVERY = re.compile(r"[1-9]\d* of [1-9]\d*(?=\.$)")
DAY = "%d %B %Y"
Said = tuple[str, str]
# The address of a number by the first cell of its row and the heading of its column; empty where it leads nowhere.
CellLink = Callable[[str, str], str]


class PackNumbers:
    """The numbers of one pack. `at` is its moment as addresses have it, empty where it tells of now; `first` says
    where the numbers of the first lines lead, by what they count.
    """

    def __init__(
        self,
        document: Document,
        plans: Sequence[ActionPlan],
        as_at: datetime.datetime,
        at: str,
        first: Mapping[str, str],
    ) -> None:
        """A query."""
        self.document, self.plans, self.at, self.first = document, plans, at, first
        rows = rows_at(Organisation, as_at).order_by().values_list("name", "id")
        self.organisations: dict[str, object] = {**dict(rows), NOBODY_LEADS: NOBODY}

    def counts(self) -> Counts:
        """Where they lead; what is 0 leads nowhere."""
        cells: dict[tuple[int, int, int], str] = {}
        texts: dict[int, Sequence[Said]] = {}
        for place, (section, plan, block) in enumerate(self._placed()):
            if plan is None:
                continue
            if isinstance(block, Table) and (link := self._links(block, plan)) is not None:
                cells |= {(place, *at): href for at, href in _linked(block, link)}
            elif isinstance(block, Bullet | Paragraph):
                texts[place] = list(self._said(words(block.text), section, plan, is_first=isinstance(block, Bullet)))
        return Counts(cells, texts)

    def _placed(self) -> Iterator[tuple[str, ActionPlan | None, Block]]:
        """Each block with the heading that it stands under, and the plan that it tells of. Of several plans each has a
        heading of its own before the two of the meeting, and one behind them.
        """
        section, plan = "", self.plans[0] if len(self.plans) == 1 else None
        of_headings = iter([*self.plans, None, None, *self.plans] if len(self.plans) > 1 else [])
        for block in self.document.blocks:
            if isinstance(block, Heading):
                section = block.text
                plan = next(of_headings, plan) if block.level == Heading.level else plan
            yield section, plan, block

    def _links(self, table: Table, plan: ActionPlan) -> CellLink | None:
        known: Mapping[str, Callable[[ActionPlan], CellLink]] = {
            "Counts": self._by_priority, "Coverage": self._by_organisation, "Over cycles": self._over_cycles,
        }  # fmt: skip
        return known[table.sheet](plan) if table.sheet in known else None

    def _by_priority(self, plan: ActionPlan) -> CellLink:
        def link(row: str, column: str) -> str:
            priority = "" if row == ALL else row.partition(" ")[0]
            return list_address(plan, priority=priority, at=self.at, **_of_status(column))

        return link

    def _by_organisation(self, plan: ActionPlan) -> CellLink:
        def link(row: str, column: str) -> str:
            organisation = self.organisations.get(row)
            if organisation is None:
                return ""
            return list_address(plan, organisation=organisation, part="lead", at=self.at, **OWED[column])

        return link

    def _over_cycles(self, plan: ActionPlan) -> CellLink:
        """At the end of a meeting's day, and, in the last row, of this pack."""

        def link(row: str, column: str) -> str:
            day = _day(row)
            return list_address(plan, at=day.isoformat() if day else self.at, **_of_status(column))

        return link

    def _said(self, text: str, section: str, plan: ActionPlan, *, is_first: bool) -> Iterator[Said]:
        if is_first:
            yield from ((found[0], self.first[name]) for name in self.first if (found := _counted(name, text)))
        elif section == COVERAGE and (owed := RECEIVED.match(text)):
            if owed[1] and owed[1] != "0":
                yield owed[1], list_address(plan, show="updated", at=self.at)
            yield owed[2], list_address(plan, show="owed", at=self.at)
        elif section == CHANGED and (every := EVERY.search(text)):
            yield every[0], list_address(plan, state="agreed", at=self.at)
        elif section == CHANGED:
            labels = map(str, ChangeKind.labels)
            yield from ((found[0], f"#{anchor_of(name)}") for name in labels if (found := _counted(name, text)))


def first_lines(changes: str) -> dict[str, str]:
    """Where the numbers of the first lines lead; `changes`: the page of changes, where it tells the same."""
    told = {
        str(one.label): f"{changes}&kind={one.value}" if changes else f"#{anchor_of(CHANGED)}"
        for one in (ChangeKind.DIFFERENCE, ChangeKind.WORSE)
    }
    return told | {ASKED: f"#{anchor_of(ASKS)}"}


def _linked(table: Table, link: CellLink) -> Iterator[tuple[tuple[int, int], str]]:
    headings = [column.heading for column in table.columns]
    for at, row in enumerate(table.rows):
        for column in range(1, len(row)):
            if _is_some(row[column]) and (href := link(row[0].text, headings[column])):
                yield (at, column), href


def _is_some(cell: Cell) -> bool:
    """Whether it counts anything: "0 and 1 sub-action" does."""
    return isinstance(cell.value, int) and bool(cell.value or "sub-action" in cell.text)


def _of_status(column: str) -> dict[str, str]:
    return {"show": "in-plan"} if column == ALL else {"status": STATUS_OF[column]}


def _counted(name: str, text: str) -> re.Match[str] | None:
    return re.search(rf"{re.escape(name)}: [1-9]\d*", text)


def _day(text: str) -> datetime.date | None:
    try:
        day = datetime.datetime.strptime(text, DAY).date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None
    return day if date_words(day) == text else None
