"""The agenda of a meeting as one person may see it: its items with all that hangs on them."""

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Prefetch

from accounts.models import User
from actions.models import Action, Question
from governance.access.reports import visible_reports
from governance.models import AgendaItem, BoardReport, Declaration, ItemAction, ItemPriority, Meeting, Paper
from governance.pages.agenda_changes import Change, changes_after_papers
from governance.reports.narrative import Written, written
from priorities.models import ActionPlan, Priority


@dataclasses.dataclass(frozen=True)
class PaperRow:
    """A paper at its newest version, and those that it replaced, the newest first."""

    paper: Paper
    earlier: tuple[Paper, ...] = ()


@dataclasses.dataclass(frozen=True)
class ItemRow:
    """An item of an agenda; of an exempt one that the person may not see, the number alone."""

    number: int
    item: AgendaItem | None = None
    papers: tuple[PaperRow, ...] = ()
    actions: tuple[Action, ...] = ()
    priorities: tuple[Priority, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    report: BoardReport | None = None
    question: Question | None = None
    carried_from: AgendaItem | None = None
    changes: tuple[Change, ...] = ()

    @property
    def is_hidden(self) -> bool:
        return self.item is None

    @property
    def is_withdrawn(self) -> bool:
        return self.item is not None and self.item.is_withdrawn

    @property
    def minutes(self) -> list[Written]:
        """What the minutes say of it, in paragraphs; nothing where they say nothing."""
        return written(self.item.minutes) if self.item is not None else []

    @property
    def blocks(self) -> list["Block"]:
        """The same as a page sets it: sub-headings, paragraphs and lists."""
        return blocks_of(self.minutes)

    @property
    def was_changed(self) -> bool:
        """Whether the item or a paper of it changed after papers went out."""
        return bool(self.changes)


def agenda_of(meeting: Meeting, user: User) -> list[ItemRow]:
    """All items in their order, those that were taken off last; a fixed number of queries.

    An exempt item that the person may not see has a row with its number and nothing else, and none once it is off.
    """
    items = list(_with_parts(AgendaItem.objects.filter(meeting=meeting)))
    hidden = _hidden(items, user)
    reports = _reports(items, user)
    changes = changes_after_papers(meeting, user)
    rows = [
        ItemRow(item.number) if item.pk in hidden else _row(item, meeting, user, hidden, reports, changes)
        for item in items
        if not (item.pk in hidden and item.is_withdrawn)
    ]
    return sorted(rows, key=lambda row: row.is_withdrawn)


def row_of(item: AgendaItem, user: User) -> ItemRow:
    """The row of one item that the person may see, as `agenda_of` gives it."""
    return next(row for row in agenda_of(item.meeting, user) if row.item == item)


def _with_parts(items: Any) -> Iterable[AgendaItem]:
    papers = Paper.objects.select_related("replaced_by").order_by("-version", "-pk")
    actions = ItemAction.objects.select_related("action__plan").order_by("action__priority_id", "action__position")
    priorities = ItemPriority.objects.select_related("priority__plan").order_by("priority__number")
    declarations = Declaration.objects.select_related("user__organisation")
    asked = ("ask__action__plan", "question__action__plan", "question__asked_by", "question__answered_by")
    found: Iterable[AgendaItem] = items.select_related(*asked, "carried_from__meeting").prefetch_related(
        Prefetch("papers", papers),
        Prefetch("action_links", actions),
        Prefetch("priority_links", priorities),
        Prefetch("declarations", declarations),
    )
    return found


def _hidden(items: Sequence[AgendaItem], user: User) -> set[int]:
    """Of these and those that they were carried over from, the exempt ones that the person may not see."""
    keys = {item.pk for item in items} | {item.carried_from_id for item in items if item.carried_from_id}
    return set(AgendaItem.objects.hidden_from(user).filter(pk__in=keys).values_list("pk", flat=True))


def _reports(items: Sequence[AgendaItem], user: User) -> dict[int, BoardReport]:
    """The reports that the items name, as far as the person may see them."""
    keys = {item.report_id for item in items if item.report_id}
    return {report.pk: report for report in visible_reports(user).filter(pk__in=keys)}


def _row(
    item: AgendaItem,
    meeting: Meeting,
    user: User,
    hidden: set[int],
    reports: dict[int, BoardReport],
    changes: dict[int, list[Change]],
) -> ItemRow:
    item.meeting = meeting
    return ItemRow(
        item.number,
        item,
        papers=tuple(_papers(item)),
        actions=tuple(link.action for link in item.action_links.all() if _shows(link.action.plan, user)),
        priorities=tuple(link.priority for link in item.priority_links.all() if _shows(link.priority.plan, user)),
        declarations=tuple(item.declarations.all()),
        report=reports.get(item.report_id or 0),
        question=item.question if item.question is not None and _shows(item.question.action.plan, user) else None,
        carried_from=item.carried_from if item.carried_from_id not in hidden else None,
        changes=tuple(changes.get(item.pk, ())),
    )


def _shows(plan: ActionPlan, user: User) -> bool:
    return plan.status != ActionPlan.State.DRAFT or user.is_coordinator


def _papers(item: AgendaItem) -> Iterable[PaperRow]:
    """Each paper once, in the order in which they first came."""
    own = {paper.pk: paper for paper in item.papers.all()}
    for paper in own.values():
        paper.item = item
    newest = [paper for paper in own.values() if not hasattr(paper, "replaced_by")]
    chains = []
    for paper in newest:
        chain, before = [], own.get(paper.replaces_id or 0)
        while before is not None:
            chain.append(before)
            before = own.get(before.replaces_id or 0)
        chains.append(PaperRow(paper, tuple(chain)))
    return sorted(chains, key=lambda row: (row.earlier[-1] if row.earlier else row.paper).pk)


@dataclasses.dataclass(frozen=True)
class Block:
    """A sub-heading, a paragraph, or a list of items (pairs of text and the texts of the list within it)."""

    kind: str
    text: Any = ()
    items: tuple[Any, ...] = ()


def blocks_of(paragraphs: Iterable[Written]) -> list[Block]:
    """Written paragraphs, those of a list together."""
    blocks: list[Block] = []
    for one in paragraphs:
        if not one.level:
            blocks.append(Block("heading" if one.is_heading else "paragraph", one.text))
            continue
        if not blocks or blocks[-1].kind != "list":
            blocks.append(Block("list"))
        items = blocks[-1].items
        if one.level > 1 and items:
            text, within = items[-1]
            items = (*items[:-1], (text, (*within, one.text)))
        else:
            items = (*items, (one.text, ()))
        blocks[-1] = dataclasses.replace(blocks[-1], items=items)
    return blocks
