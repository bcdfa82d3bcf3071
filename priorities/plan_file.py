"""The plan file: a plan as a council prints it, read and checked before anything is written.

The format is priorities/plans/plan.schema.json, told in words by plan_shape. What no schema can say (references that
are not there, months that do not exist) is checked in plan_checks. Every problem is told at once, each with its line.
"""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from priorities.partial_date import PartialDate, Precision, parse_partial_date
from priorities.plan_checks import check_faults
from priorities.plan_document import Document, Unreadable, read_document
from priorities.plan_problems import PlanFileError, problems
from priorities.plan_shape import shape_faults
from priorities.references import reference_key


@dataclasses.dataclass(frozen=True)
class MilestoneEntry:
    title: str
    due: PartialDate | None


@dataclasses.dataclass(frozen=True)
class ActionEntry:
    """An action of the file. `texts` holds the optional wording under the names of the model's fields."""

    reference: str
    title: str
    plan_state: str
    query: str
    due: PartialDate | None
    planned_start: PartialDate | None
    milestones: tuple[MilestoneEntry, ...]
    sub_actions: tuple["ActionEntry", ...]
    texts: Mapping[str, str]
    objective: str = ""

    @property
    def key(self) -> str:
        return reference_key(self.reference)


@dataclasses.dataclass(frozen=True)
class ObjectiveEntry:
    reference: str
    title: str


@dataclasses.dataclass(frozen=True)
class PriorityEntry:
    number: int
    title: str
    focus: str
    source: str
    is_placeholder: bool
    query: str
    objectives: tuple[ObjectiveEntry, ...]
    actions: tuple[ActionEntry, ...]


@dataclasses.dataclass(frozen=True)
class TermEntry:
    term: str
    meaning: str
    is_confirmed: bool


@dataclasses.dataclass(frozen=True)
class OrganisationEntry:
    name: str
    sector: str


@dataclasses.dataclass(frozen=True)
class BodyEntry:
    """A body by its key; the others that it names are keys of the same file.

    `phases` are codes and when each begins; `terms` is where the source names terms of reference that
    were not supplied.
    """

    key: str
    name: str
    reports_to: str
    replaces: str
    is_run_here: bool = False
    sets_cycles: bool = False
    resolution_form: str = ""
    phases: tuple[tuple[str, PartialDate], ...] = ()
    terms: str = ""
    source: str = ""


@dataclasses.dataclass(frozen=True)
class MeetingEntry:
    body: str
    date: PartialDate
    business: str
    source: str
    is_held: bool = False


@dataclasses.dataclass(frozen=True)
class CommitmentEntry:
    """Something promised to a body; `source` names the paragraph or the recommendation that promises it."""

    to: str
    title: str
    due: PartialDate | None
    note: str
    source: str


@dataclasses.dataclass(frozen=True)
class ReportEntry:
    """The report from which the plan was taken."""

    to: str
    date: PartialDate
    title: str
    posts: tuple[str, ...]
    recommendations: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class PlanFile:
    """A whole plan. `plan` holds the arguments of `priorities.services.add_plan`, `reason` what its history says."""

    plan: Mapping[str, Any]
    priorities: tuple[PriorityEntry, ...]
    related: tuple[tuple[str, str], ...]
    glossary: tuple[TermEntry, ...]
    organisations: tuple[OrganisationEntry, ...]
    bodies: tuple[BodyEntry, ...] = ()
    meetings: tuple[MeetingEntry, ...] = ()
    commitments: tuple[CommitmentEntry, ...] = ()
    report: ReportEntry | None = None
    reason: str = ""


def read_plan_file(source: str | bytes) -> PlanFile:
    """The checked content of a plan file. Raises PlanFileError with every problem, by line; writes nothing."""
    try:
        document = read_document(source)
    except Unreadable as error:
        raise PlanFileError(problems(Document(), error.faults)) from error
    found = problems(document, [*document.faults, *shape_faults(document), *check_faults(document)])
    if found:
        raise PlanFileError(found)
    return _plan_file(document.data)


TEXTS = (
    "source", "source_text", "plain_words", "difference", "success_measure", "lead_as_printed", "due_as_printed",
    "status_as_printed",
)  # fmt: skip


def _plan_file(data: Mapping[str, Any]) -> PlanFile:
    plan = data["plan"]
    return PlanFile(
        plan={
            "slug": plan["slug"],
            "title": plan["title"],
            "local_area": plan["local_area"],
            "status": plan.get("status", "draft"),
            "starts": _date(plan.get("starts")),
            "ends": _date(plan.get("in_place_until")),
            "vision": plan.get("vision", ""),
            "vision_source": plan.get("vision_source", ""),
            "principles": "\n".join(plan.get("principles", ())),
            "predecessor_title": plan.get("predecessor", ""),
            "successor_title": plan.get("successor", ""),
            **_first_level(plan.get("first_level")),
        },
        priorities=tuple(_priority(entry) for entry in data["priorities"]),
        related=tuple((one, other) for one, other in data.get("related") or ()),
        glossary=tuple(TermEntry(t["term"], t["means"], t.get("sure", True)) for t in data.get("glossary") or ()),
        organisations=tuple(OrganisationEntry(o["name"], o["sector"]) for o in data.get("organisations") or ()),
        **_governance(data.get("governance") or {}),
        commitments=tuple(
            CommitmentEntry(c["to"], c["title"], _date(c), c.get("note", ""), c.get("source", ""))
            for c in data.get("commitments") or ()
        ),
        reason=data.get("reason", ""),
    )


def _governance(data: Mapping[str, Any]) -> dict[str, Any]:
    report = data.get("report")
    return {
        "bodies": tuple(_bodies(data.get("bodies") or ())),
        "meetings": tuple(
            MeetingEntry(m["body"], _day_or_month(m), m.get("business", ""), m.get("source", ""), m.get("held", False))
            for m in data.get("meetings") or ()
        ),
        "report": report
        and ReportEntry(
            to=report["to"],
            date=parse_partial_date(report["date"], Precision.DAY),
            title=report["title"],
            posts=tuple(report.get("from", ())),
            recommendations=tuple(report.get("recommendations", ())),
        ),
    }


def _bodies(data: Sequence[Mapping[str, Any]]) -> Iterator[BodyEntry]:
    """The bodies; which one replaces another may stand with either."""
    replaced = {body["replaced_by"]: body["key"] for body in data if "replaced_by" in body}
    for body in data:
        replaces = body.get("replaces") or replaced.get(body["key"], "")
        begins = {phase: body.get(f"{phase}_from") for phase in ("shadow", "full")}
        yield BodyEntry(
            body["key"],
            body["name"],
            body.get("reports_to", ""),
            replaces,
            is_run_here=body.get("run_here", False),
            sets_cycles=body.get("sets_cycles", False),
            resolution_form=body.get("resolution_form", ""),
            phases=tuple((code, parse_partial_date(on, Precision.MONTH)) for code, on in begins.items() if on),
            terms=body.get("terms_not_supplied", ""),
            source=body.get("source", ""),
        )


def _day_or_month(meeting: Mapping[str, Any]) -> PartialDate:
    if "date" in meeting:
        return parse_partial_date(meeting["date"], Precision.DAY)
    return parse_partial_date(meeting["month"], Precision.MONTH)


def _first_level(entry: Mapping[str, Any] | None) -> dict[str, str]:
    """What the file calls a priority; a file that leaves it out leaves it to the co-ordinator."""
    return {"first_level": entry["one"], "first_level_plural": entry["several"]} if entry else {}


def _priority(entry: Mapping[str, Any]) -> PriorityEntry:
    objectives = entry.get("objectives") or ()
    return PriorityEntry(
        number=entry["number"],
        title=entry["title"],
        focus=entry.get("focus", ""),
        source=entry.get("source", ""),
        is_placeholder=entry.get("placeholder", False),
        query=entry.get("query", ""),
        objectives=tuple(ObjectiveEntry(o["ref"], o["title"]) for o in objectives),
        actions=(
            *(_action(action) for action in entry.get("actions") or ()),
            *(_action(action, o["ref"]) for o in objectives for action in o["actions"]),
        ),
    )


def _action(entry: Mapping[str, Any], objective: str = "") -> ActionEntry:
    return ActionEntry(
        reference=entry["ref"],
        title=entry["title"],
        plan_state=entry.get("plan_state", "agreed"),
        query=entry.get("query", ""),
        due=_date(entry.get("due")),
        planned_start=_date(entry.get("planned_start")),
        milestones=tuple(MilestoneEntry(m["title"], _date(m)) for m in entry.get("milestones") or ()),
        sub_actions=tuple(_action(sub, objective) for sub in entry.get("sub_actions") or ()),
        texts={name: entry[name] for name in TEXTS if name in entry},
        objective=objective,
    )


def _date(entry: Mapping[str, Any] | None) -> PartialDate | None:
    return parse_partial_date(entry["due"], entry["precision"]) if entry and "due" in entry else None
