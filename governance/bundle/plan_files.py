"""The plan then and now, what changed between, and its evidence: from the plan as at two moments, without a query."""

from collections.abc import Iterator, Sequence

from django.conf import settings

from actions.as_at import ActionAt, PlanAt, PriorityAt
from actions.as_at.parts import EvidenceAt
from design.fields import date_words
from documents.cells import day_cell
from documents.content import Appendix, Block, Document, Heading, Paragraph, words
from documents.page import to_standalone_html
from governance.bundle.period import File, Part, Period, csv_file
from governance.reports.changes import all_changes, changes
from governance.reports.content import ALL_CHANGES
from governance.reports.draft import DEMONSTRATION, ReportDraft, moment_words
from governance.reports.narrative import Written
from governance.reports.tables import actions_table, counts_chart, counts_table, key_table
from governance.reports.told import Telling, status_words
from priorities.partial_date import PartialDate, Precision
from priorities.status import PlanState
from send_portal import clock

PLAN = (
    "Reference", "Priority", "Part of", "Action", "As the source has it", "In the plan", "Reason for this state",
    "Status", "Lead", "Due", "Original due date", "Last update", "Headline", "Why at risk or off track",
)  # fmt: skip
CHANGES = ("Reference", "What", "From, to or why")
EVIDENCE = (
    "Reference", "Action", "Evidence", "Kind", "Link", "Date", "Added on", "Added in this period",
    "Withdrawn because",
)  # fmt: skip
# A paper that nobody wrote anything for: it prints posts and what leads said.
PLAIN = ReportDraft(title="", body="", header=(), recommendation_lead="", recommendations=(), sections=())


def plan_part(period: Period, then: PlanAt | None, later: PlanAt | None) -> Part:
    """The plan at both moments, each as a page and as CSV."""
    told = zip(period.moments, period.days, (then, later), strict=True)
    absent = [
        f"The plan was not recorded here yet at {moment_words(moment)}." for moment, _, plan in told if plan is None
    ]
    files = (
        file
        for name, day, plan in zip(("then", "now"), period.days, (then, later), strict=True)
        if plan is not None
        for file in _plan_files(plan, f"plan/plan-{name}-{day}")
    )
    return Part("The plan then and now", files, "", absent)


def changes_part(period: Period, then: PlanAt | None, later: PlanAt | None) -> Part:
    """What differs between the two moments."""
    nothing = (
        "There is nothing to compare: the plan was not recorded here yet at the beginning of this period. All that "
        "was recorded since stands in the plan as it was at the end."
    )
    if then is None or later is None:
        return Part("What changed", (), nothing)
    says = (
        f"What differs between {moment_words(then.moment)} and {moment_words(later.moment)}. What came and went "
        "between them is in the portal’s history.",
    )
    return Part("What changed", _changes_files(Telling(PLAIN, later), then), "", says)


def evidence_part(period: Period, later: PlanAt | None) -> Part:
    """The evidence that was recorded by the end, withdrawn pieces with the reason."""
    rows = [
        _evidence(period, action, piece)
        for action in (later.actions if later is not None else ())
        for piece in action.evidence
    ]
    files = csv_file("evidence.csv", "Evidence, with links, as at the end of the period", EVIDENCE, rows)
    return Part("Evidence", files, "No evidence was recorded by the end of this period.")


def _plan_files(plan: PlanAt, path: str) -> Iterator[File]:
    said = f"The plan as at {moment_words(plan.moment)}"
    yield File(f"{path}.html", said, to_standalone_html(_plan_page(plan)).encode())
    rows = (_row(priority, action) for priority in plan.priorities for action in priority.actions)
    yield from csv_file(f"{path}.csv", f"{said}, an action on each line (CSV)", PLAN, rows)


def _plan_page(plan: PlanAt) -> Document:
    return _document(plan.title, plan, tuple(_plan_blocks(Telling(PLAIN, plan))))


def _document(title: str, plan: PlanAt, blocks: tuple[Block, ...], appendices: tuple[Appendix, ...] = ()) -> Document:
    return Document(
        title=title,
        header=(plan.local_area,),
        blocks=blocks,
        appendices=appendices,
        as_at=f"As at {moment_words(plan.moment)}",
        classification=DEMONSTRATION * settings.IS_DEMONSTRATION,
    )


def _plan_blocks(telling: Telling) -> Iterator[Block]:
    plan = telling.plan
    yield Heading(f"How the {plan.first_level_plural} are going")
    chart = counts_chart(telling)
    if chart.bars:
        yield chart
    yield counts_table(telling)
    if plan.key:
        yield Heading("What the statuses mean")
        yield key_table(telling)
    yield Heading("Actions")
    yield from (actions_table(telling, priority) for priority in plan.priorities)


def _changes_files(telling: Telling, then: PlanAt) -> Iterator[File]:
    said = [Paragraph(one.text) if isinstance(one, Written) else one for one in changes(telling, then)]
    tables = list(all_changes(telling, then))
    appendices = (Appendix(ALL_CHANGES, tuple(tables)),) if tables else ()
    page = _document(f"What changed in the {telling.plan.title}", telling.plan, tuple(said), appendices)
    first = words(said[0].text).split(".")[0] if said and isinstance(said[0], Paragraph) else ""
    yield File("changes/changes.html", f"{first}.", to_standalone_html(page).encode())
    rows = ([cell.text for cell in row] for table in tables for row in table.rows)
    yield from csv_file("changes/changes.csv", "Every change on a line (CSV)", CHANGES, rows)


def _row(priority: PriorityAt, action: ActionAt) -> Sequence[str]:
    update = action.last_update
    return (
        action.reference,
        f"{priority.number}. {priority.title}",
        action.parent,
        action.title,
        action.source_text,
        PlanState(action.plan_state).label,
        action.state_reason,
        status_words(action),
        action.lead.post if action.lead is not None else "",
        _due(action),
        _date(action.original_due),
        day_cell(clock.london_date(update.submitted_at)) if update else "",
        update.headline if update else "",
        update.reason if update else "",
    )


def _due(action: ActionAt) -> str:
    if action.due is None:
        return "Ongoing" if action.is_ongoing else action.due_as_printed
    return _date(action.due)


def _date(date: PartialDate | None) -> str:
    """A day for spreadsheets; what is known to the month, the season or the year in words."""
    if date is None:
        return ""
    return day_cell(date.on) if date.precision == Precision.DAY else str(date)


def _evidence(period: Period, action: ActionAt, piece: EvidenceAt) -> Sequence[str]:
    return (
        action.reference,
        action.title,
        piece.title,
        piece.kind_words,
        piece.url,
        day_cell(piece.dated_on),
        date_words(clock.london_date(piece.added_at)),
        "yes" if period.begins <= piece.added_at else "no",
        piece.withdrawn_reason,
    )
