"""What changed in the plan since the period of a report began, withdrawals included: in short, and each by itself."""

from collections.abc import Iterable, Iterator

from actions.as_at import ActionAt, PlanAt
from actions.as_at.changes import Changes, LeadChange, changes_between
from documents.content import Cell, Column, Table, plain
from governance.reports.draft import moment_words
from governance.reports.narrative import Written
from governance.reports.tables import as_at
from governance.reports.told import Telling, counted
from priorities.status import Status

Line = tuple[str, str, str]


def changes(telling: Telling, before: PlanAt | None) -> Iterator[Written | Table]:
    """How much changed, and what came into the plan or left it. Every change is in `all_changes`."""
    if before is None:
        body = telling.draft.body
        first = f"This is the first report on the plan to the {body}, so there is nothing to compare it with."
        yield _say(first if telling.draft.is_first else "The period of this report has no beginning.")
        return
    found = changes_between(before, telling.plan)
    since = moment_words(before.moment)
    if found.is_empty:
        yield _say(f"Nothing in the plan has changed since {since}.")
        return
    told = [counted(number, one, several) for number, one, several in _numbers(found) if number]
    yield _say(f"Since {since}: {', '.join(told)}. The appendix lists each.")
    if places := tuple(_places(found)):
        yield _table(telling, "What came into the plan and what left it", places, sheet="In and out of the plan")


def all_changes(telling: Telling, before: PlanAt | None) -> Iterator[Table]:
    """The table of every change; nothing where there is none."""
    if before is not None and (lines := tuple(_lines(telling, changes_between(before, telling.plan)))):
        yield _table(telling, "Changes", lines, sheet="Changes")


def _table(telling: Telling, caption: str, lines: Iterable[Line], sheet: str) -> Table:
    return Table(
        caption,
        (Column("Ref."), Column("What", 3), Column("From, to or why", 6)),
        tuple((Cell(reference), Cell(what), Cell(words)) for reference, what, words in lines),
        sheet=sheet,
        note=as_at(telling.plan),
    )


def _numbers(found: Changes) -> Iterator[tuple[int, str, str]]:
    """How many changes of each kind, with the words for one and for several."""
    yield len(list(_places(found))), "change of what is in the plan", "changes of what is in the plan"
    brought = sum(change.is_brought_in for change in found.statuses)
    yield len(found.statuses) - brought, "new status", "new statuses"
    yield brought, "status brought in from a spreadsheet", "statuses brought in from a spreadsheet"
    yield len(found.dates_set), "due date set", "due dates set"
    yield len(found.dates_moved), "due date moved", "due dates moved"
    yield len(found.reworded), "text written or reworded", "texts written or reworded"
    yield len(found.leads), "change of lead", "changes of lead"
    yield len(found.milestones_met), "milestone met", "milestones met"
    yield len(found.milestones_missed), "milestone missed", "milestones missed"
    yield len(found.evidence_added), "piece of evidence added", "pieces of evidence added"
    yield len(found.evidence_withdrawn), "piece of evidence withdrawn", "pieces of evidence withdrawn"


def _lines(telling: Telling, found: Changes) -> Iterator[Line]:
    yield from _places(found)
    for change in found.statuses:
        words = f"{Status(change.before).label} → {Status(change.after).label}. {telling.line(change.action)}"
        what = "Status, brought in from a spreadsheet" if change.is_brought_in else "Status"
        yield change.action.reference, what, words.strip()
    for moved in (*found.dates_set, *found.dates_moved):
        words = f"{moved.before_words} → {moved.after_words}" + (f". {moved.reason}" if moved.reason else "")
        yield moved.action.reference, "Due date", words
    for wording in found.reworded:
        was = f"“{wording.before}” → " if wording.before else ""
        yield wording.action.reference, wording.what.capitalize(), f"{was}“{wording.after}”"
    for lead in found.leads:
        yield lead.action.reference, "Lead", _lead(telling, lead)
    for what, milestones in (("Milestone met", found.milestones_met), ("Milestone missed", found.milestones_missed)):
        for one in milestones:
            yield one.action.reference, what, one.milestone.title
    for what, pieces in (
        ("Evidence added", found.evidence_added), ("Evidence withdrawn", found.evidence_withdrawn)
    ):  # fmt: skip
        for piece in pieces:
            yield piece.action.reference, what, piece.evidence.title


def _lead(telling: Telling, change: LeadChange) -> str:
    """Who led and who leads; another person in the same post is said to be one."""
    before = telling.leading(change.lead_before, change.co_leads_before)
    after = telling.leading(change.lead_after, change.co_leads_after)
    return f"{before} → {after}" if before != after else f"{after}: another person"


def _places(found: Changes) -> Iterator[Line]:
    for priority in found.priorities_added:
        yield str(priority.number), "Added to the plan", priority.title
    for renamed in found.priorities_renamed:
        yield str(renamed.priority.number), "Renamed", f"“{renamed.before}” → “{renamed.priority.title}”"
    for what, actions in (
        ("Added", found.added), ("Agreed", found.agreed), ("Paused", found.paused), ("Resumed", found.resumed),
        ("Closed", found.closed), ("Replaced", found.replaced), ("Withdrawn", found.withdrawn),
        ("Back in the plan", found.brought_back),
    ):  # fmt: skip
        for action in actions:
            yield action.reference, what, _why(what, action)


def _why(what: str, action: ActionAt) -> str:
    by = f" Replaced by {action.replaced_by}." if what == "Replaced" and action.replaced_by else ""
    return f"{action.title if what == 'Added' else action.state_reason}{by}"


def _say(text: str) -> Written:
    return Written(plain(text))
