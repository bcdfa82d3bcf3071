"""The plan at the beginning and at the end of a period, and its evidence: from the plan as at those two moments."""

from collections.abc import Iterable, Iterator, Sequence

from django.conf import settings

from actions.as_at import ActionAt, PlanAt
from actions.as_at.parts import EvidenceAt
from actions.as_at.records import Then
from actions.files.actions import HEADINGS, rows_of_file_then
from actions.querysets import actions_at
from documents.cells import day_cell
from documents.content import Block, Document, Heading
from documents.page import to_standalone_html
from governance.bundle.outcome_files import outcome_files
from governance.bundle.period import File, Part, Period, csv_file
from governance.reports.draft import DEMONSTRATION, UNWRITTEN, moment_words
from governance.reports.tables import actions_table, counts_chart, counts_table, key_table
from governance.reports.told import Telling
from send_portal import clock

EVIDENCE = (
    "Reference", "Action", "Evidence", "Kind", "Link", "Date", "Added on", "Added in this period",
    "Withdrawn because",
)  # fmt: skip


def plan_part(period: Period, then: PlanAt | None, later: PlanAt | None) -> Part:
    """The plan at the beginning and at the end, each as a page and as CSV; how actions ended."""
    came = moment_words(period.recorded_at)
    absent = f"The plan was not recorded here yet in this period. It came into the portal on {came}."
    late = f"The plan came into the portal on {came}, after this period had begun: it is told of from then on."
    files = _both(period, (("beginning", then), ("end", later)))
    return Part("The plan at the beginning and at the end", files, absent, [late] * period.begins_with_plan)


def _both(period: Period, plans: Iterable[tuple[str, PlanAt | None]]) -> Iterator[File]:
    for name, plan in plans:
        if plan is not None:
            yield from _plan_files(period, plan, name)
            yield from outcome_files(period, plan) if name == "end" else ()


def evidence_part(period: Period, later: PlanAt | None) -> Part:
    """The evidence that was recorded by the end, withdrawn pieces with the reason."""
    rows = [
        _evidence(period, action, piece)
        for action in (later.actions if later is not None else ())
        for piece in action.evidence
    ]
    files = csv_file("evidence.csv", "Evidence, with links, as at the end of the period", EVIDENCE, rows)
    return Part("Evidence", files, "No evidence was recorded by the end of this period.")


def paper(title: str, period: Period, plan: PlanAt, blocks: tuple[Block, ...]) -> Document:
    """A page about the plan as it was."""
    return Document(
        title=title,
        header=(plan.local_area,),
        blocks=blocks,
        as_at=f"As at {period.words(plan.moment)}",
        classification=DEMONSTRATION * settings.IS_DEMONSTRATION,
    )


def _plan_files(period: Period, plan: PlanAt, name: str) -> Iterator[File]:
    path = f"plan/plan-at-the-{name}-{max(plan.today, period.first)}"
    said = f"The plan at the {name}, as at {period.words(plan.moment)}"
    page = paper(plan.title, period, plan, tuple(_plan_blocks(Telling(UNWRITTEN, plan))))
    yield File(f"{path}.html", said, to_standalone_html(page).encode())
    actions = actions_at(period.plan, plan.moment).order_by("priority__number", "position", "pk")
    rows = rows_of_file_then(actions, Then(period.plan, plan.moment))
    yield from csv_file(f"{path}.csv", f"{said}, an action on each line (CSV)", HEADINGS, rows)


def _plan_blocks(telling: Telling) -> Iterator[Block]:
    plan = telling.plan
    yield Heading(f"How the {plan.first_level_plural} are going")
    chart = counts_chart(plan)
    if chart.bars:
        yield chart
    yield counts_table(plan)
    if plan.key:
        yield Heading("What the statuses mean")
        yield key_table(plan)
    yield Heading("Actions")
    yield from (actions_table(telling, priority) for priority in plan.priorities)


def _evidence(period: Period, action: ActionAt, piece: EvidenceAt) -> Sequence[str]:
    return (
        action.reference,
        action.title,
        piece.title,
        piece.kind_words,
        piece.url,
        day_cell(piece.dated_on),
        day_cell(clock.london_date(piece.added_at)),
        "yes" if period.begins <= piece.added_at else "no",
        piece.withdrawn_reason,
    )
