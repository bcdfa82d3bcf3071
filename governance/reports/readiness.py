"""What is missing before a report can go out. It tells; few things block."""

import dataclasses
import datetime
from collections.abc import Iterator

from actions.as_at import ActionAt, PlanAt
from design.fields import date_words
from governance.models import SectionKind
from governance.reports.draft import NO_DIRECT, ReportDraft, SectionDraft
from governance.reports.naming import naming_problems
from governance.reports.narrative import written
from governance.reports.sections import SAYS
from priorities.status import Status
from send_portal import clock


@dataclasses.dataclass(frozen=True)
class Owed:
    """Whose updates are missing in the cycle, by organisation and lead."""

    organisation: str
    lead: str
    actions: tuple[ActionAt, ...]


@dataclasses.dataclass(frozen=True)
class Readiness:
    """What stands in the way (`blocking`), and what a reader would ask about."""

    received: int
    owed: tuple[Owed, ...]
    without_lead: tuple[ActionAt, ...]
    without_date: tuple[ActionAt, ...]
    contradictions: tuple[str, ...]
    open_queries: int
    late: tuple[ActionAt, ...]
    empty: tuple[str, ...]
    reviews_due: tuple[str, ...]
    blocking: tuple[str, ...]

    @property
    def missing(self) -> int:
        """How many updates are owed and not received."""
        return sum(len(one.actions) for one in self.owed)

    @property
    def is_ready(self) -> bool:
        """Whether nothing blocks."""
        return not self.blocking


def readiness(draft: ReportDraft, plan: PlanAt, after: PlanAt) -> Readiness:
    """What is missing of a report on `plan`; `after` is the plan now, for updates that came after its moment."""
    actions = list(plan.actions)
    return Readiness(
        received=sum(action.is_received and not action.is_sub_action for action in actions),
        owed=tuple(_owed(actions)),
        without_lead=tuple(action for action in actions if action.has_no_lead),
        without_date=tuple(action for action in actions if action.has_no_date),
        contradictions=tuple(_contradictions(actions)),
        open_queries=plan.open_queries,
        late=tuple(action for action in after.actions if _is_told_after(action, plan)),
        empty=tuple(empty_sections(draft)),
        reviews_due=tuple(_reviews_due(draft, clock.london_date(after.moment))),
        blocking=tuple(blocking(draft)),
    )


def empty_sections(draft: ReportDraft) -> list[str]:
    """The headings under which nothing is said, and which a finalised paper leaves out."""
    return [section.heading for section in draft.sections if _is_empty(section, draft)]


def blocking(draft: ReportDraft) -> Iterator[str]:
    """What keeps a report from being finalised: a financial or legal section that says nothing, a name that does not
    fit.
    """
    for section in draft.sections:
        if section.kind in NO_DIRECT and not section.is_nothing_direct and not written(section.narrative):
            yield f"“{section.heading}” is empty: write it, or choose “no direct implications”"
    yield from naming_problems(draft.sections, draft.recommendations, has_numbers=draft.has_numbers)


def _reviews_due(draft: ReportDraft, today: datetime.date) -> Iterator[str]:
    for section in draft.sections:
        if section.review_on is not None and section.review_on < today:
            day = date_words(section.review_on)
            yield f"The standing text of “{section.heading}” was due for review on {day}"


def _owed(actions: list[ActionAt]) -> Iterator[Owed]:
    owed: dict[tuple[str, str], list[ActionAt]] = {}
    for action in actions:
        if action.is_not_updated and not action.is_sub_action:
            lead = action.lead
            key = (lead.organisation.label, lead.name) if lead is not None else ("", "")
            owed.setdefault(key, []).append(action)
    for (organisation, name), of_lead in sorted(owed.items()):
        yield Owed(organisation, name, tuple(of_lead))


def _contradictions(actions: list[ActionAt]) -> Iterator[str]:
    for action in actions:
        if not action.is_open and action.status != Status.COMPLETE:
            continue
        missed = [one for one in action.milestones if one.is_missed(action.now.today)]
        if action.status == Status.ON_TRACK and missed and action.is_open:
            yield f"{action.reference} is on track, and {_milestones(len(missed))} past"
        if action.status == Status.ON_TRACK and action.is_overdue:
            yield f"{action.reference} is on track, and its due date has passed"
        if action.status == Status.COMPLETE and action.is_in_plan and not action.standing_evidence:
            yield f"{action.reference} is complete, and no evidence shows it"


def _milestones(number: int) -> str:
    return "the date of 1 milestone is" if number == 1 else f"the dates of {number} milestones are"


def _is_told_after(action: ActionAt, plan: PlanAt) -> bool:
    return action.last_update_at is not None and action.last_update_at > plan.moment


def _is_empty(section: SectionDraft, draft: ReportDraft) -> bool:
    if section.kind == SectionKind.RECOMMENDATIONS:
        return not draft.recommendations
    says_itself = section.kind in SAYS or section.kind == SectionKind.CHANGES
    return not (says_itself or section.is_nothing_direct or section.is_none or written(section.narrative))
