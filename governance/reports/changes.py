"""What changed in the plan since the period of a report began, withdrawals included."""

from collections.abc import Iterator

from actions.as_at import ActionAt, PlanAt
from actions.as_at.changes import Changes, changes_between
from documents.content import Cell, Column, Table, plain
from governance.reports.draft import moment_words
from governance.reports.narrative import Written
from governance.reports.tables import as_at
from governance.reports.told import Telling, counted
from priorities.status import Status

Line = tuple[str, str, str]


def changes(telling: Telling, before: PlanAt | None) -> Iterator[Written | Table]:
    """A paragraph that sums up and the table of changes; where the report has no earlier one, that it has none."""
    if before is None:
        yield _say("This is the first report on the plan from this portal, so there is nothing to compare it with.")
        return
    found = changes_between(before, telling.plan)
    lines = list(_lines(telling, found))
    if pieces := len(found.evidence_added):
        yield _say(f"{counted(pieces, 'piece')} of evidence {'was' if pieces == 1 else 'were'} added.")
    if not lines:
        yield _say(f"Nothing in the plan has changed since {moment_words(before.moment)}.")
        return
    yield _say(f"Changes in the plan since {moment_words(before.moment)}: {len(lines)}. The table lists each.")
    yield Table(
        "Changes",
        (Column("Ref."), Column("What", 3), Column("From, to or why", 6)),
        tuple((Cell(reference), Cell(what), Cell(words)) for reference, what, words in lines),
        sheet="Changes",
        note=as_at(telling),
    )


def _lines(telling: Telling, found: Changes) -> Iterator[Line]:
    yield from _places(found)
    for change in found.statuses:
        words = f"{Status(change.before).label} → {Status(change.after).label}. {telling.line(change.action)}"
        yield change.action.reference, "Status", words.strip()
    for moved in (*found.dates_set, *found.dates_moved):
        before, after = moved.before or "no date", moved.after or "no date"
        yield moved.action.reference, "Due date", f"{before} → {after}" + (f". {moved.reason}" if moved.reason else "")
    for wording in found.reworded:
        if wording.before:
            yield wording.action.reference, wording.what.capitalize(), f"“{wording.before}” → “{wording.after}”"
    for lead in found.leads:
        before, after = (
            telling.person(person) if person else "no lead" for person in (lead.lead_before, lead.lead_after)
        )
        yield lead.action.reference, "Lead", f"{before} → {after}"
    for what, milestones in (("Milestone met", found.milestones_met), ("Milestone missed", found.milestones_missed)):
        for one in milestones:
            yield one.action.reference, what, one.milestone.title
    for piece in found.evidence_withdrawn:
        yield piece.action.reference, "Evidence withdrawn", piece.evidence.title


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
