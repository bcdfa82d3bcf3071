"""One action at two moments side by side: every field in words, and the updates that came between."""

import dataclasses
import datetime
from collections.abc import Callable, Iterable, Mapping

from django.http import QueryDict

from actions.as_at import ActionAt, PersonAt, UpdateAt, action_as_at
from actions.as_at.moments import AsAt, NotShown, as_at, moment_words
from actions.as_at.parts import EvidenceAt, MilestoneAt
from actions.flags import day_words
from actions.models import Action, ActionOrganisation, ProgressUpdate
from design.look import Look
from priorities.models import ActionPlan
from priorities.status import PlanState, Status

NOTHING = "Nothing"


class NotComparable(ValueError):
    """The two moments do not give two states of the action; the message is a sentence for the reader, `field` the one
    of the form to put it right in (`since`, `until`).
    """

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclasses.dataclass(frozen=True)
class Compared:
    """A field of an action: its name, and what it said at the two moments."""

    label: str
    before: str
    after: str

    @property
    def differs(self) -> bool:
        return self.before != self.after


@dataclasses.dataclass(frozen=True)
class CameBetween:
    """An update that came between, with the look of its status."""

    update: UpdateAt
    look: Look


@dataclasses.dataclass(frozen=True)
class Comparison:
    """Two states of an action. `until` is None where the later one is now."""

    since: AsAt
    until: AsAt | None
    fields: list[Compared]
    updates: list[CameBetween]

    @property
    def headings(self) -> tuple[str, str]:
        """The two moments, over their columns."""
        return self.since.heading, self.until.heading if self.until else "Today"

    @property
    def differing(self) -> list[Compared]:
        return [field for field in self.fields if field.differs]

    @property
    def same(self) -> list[Compared]:
        return [field for field in self.fields if not field.differs]


def comparison(action: Action, parameters: QueryDict, now: datetime.datetime) -> Comparison:
    """What stood at the two moments that the address names; a fixed number of queries.

    Raises NotComparable where one is no moment of the past, they are in the wrong order or the action was not there.
    """
    since = _moment(parameters, action.plan, now, "from", "since")
    until = _moment(parameters, action.plan, now, "to", "until")
    later = until.moment if until else now
    if since is None or since.moment >= later:
        raise NotComparable(
            "since", "The first day must be before the second one. Choose an earlier day to begin with."
        )
    before, after = (action_as_at(action.plan, moment, action.pk) for moment in (since.moment, later))
    if before is None or after is None:
        added = Action.history.filter(id=action.pk).earliest("history_id").history_date
        raise NotComparable(
            "since",
            f"{action.reference} was not in the plan {since.words}: it was added on {moment_words(added)}.",
        )
    known = {update.pk for update in before.updates}
    came = [CameBetween(one, Status(one.status).look) for one in after.updates if one.pk not in known]
    return Comparison(since, until, compared(before, after), came)


def _moment(parameters: QueryDict, plan: ActionPlan, now: datetime.datetime, name: str, field: str) -> AsAt | None:
    try:
        return as_at(parameters, plan, now, name)
    except NotShown as refusal:
        raise NotComparable(field, str(refusal)) from refusal


def compared(before: ActionAt, after: ActionAt) -> list[Compared]:
    """Every field, in the order in which a reader asks."""
    return [Compared(label, words(before) or NOTHING, words(after) or NOTHING) for label, words in FIELDS.items()]


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(lines)


def _day(day: datetime.date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""


def _person(person: PersonAt | None) -> str:
    if person is None:
        return ""
    left = "" if person.is_active else " (has left)"
    return ", ".join(filter(None, (person.name, person.post))) + left


def _lead(action: ActionAt) -> str:
    return _person(action.lead) or (f"“{action.lead_as_printed}”, as printed" if action.lead_as_printed else "")


def _state(action: ActionAt) -> str:
    words = str(PlanState(action.plan_state).label)
    if action.paused_until is not None:
        words += f" until {action.paused_until}"
    return f"{words} by {action.replaced_by}" if action.replaced_by else words


def _due(action: ActionAt) -> str:
    if action.is_ongoing:
        return f"Ongoing, reviewed {action.review}" if action.review else "Ongoing"
    return str(action.due or "") or (f"“{action.due_as_printed}”, as printed" if action.due_as_printed else "")


def _proposed(action: ActionAt) -> str:
    proposal = action.open_proposal
    return f"{proposal.to}: “{proposal.reason}”" if proposal else ""


def _organisations(action: ActionAt) -> str:
    part = {value: str(label) for value, label in ActionOrganisation.Part.choices}
    return _lines(f"{one.organisation.name}, {part[one.part]}" for one in action.organisations)


def _milestone(one: MilestoneAt) -> str:
    if one.met_on is not None:
        return f"{one.title}: met {_day(one.met_on)}"
    if one.is_dropped:
        return f"{one.title}: dropped. {one.dropped_reason}"
    return f"{one.title}: {one.due or 'no date set'}"


def _evidence(one: EvidenceAt) -> str:
    words = f"{one.title}, {one.kind_words.lower()}"
    return f"{words}: withdrawn. {one.withdrawn_reason}" if one.is_withdrawn else words


def _asked(action: ActionAt) -> str:
    last = action.last_update
    if last is None or last.ask == ProgressUpdate.Ask.NOTHING:
        return ""
    return f"{ProgressUpdate.Ask(last.ask).label}: {last.ask_text}"


def _last(name: str) -> Callable[[ActionAt], str]:
    """What the last update said."""
    return lambda action: getattr(action.last_update, name) if action.last_update else ""


FIELDS: Mapping[str, Callable[[ActionAt], str]] = {
    "Status": lambda action: str(Status(action.status).label),
    "In the plan": _state,
    "Reason for this state": lambda action: action.state_reason,
    "Due": _due,
    "Original due date": lambda action: str(action.original_due or ""),
    "Proposed due date": _proposed,
    "Planned start": lambda action: str(action.planned_start or ""),
    "Completed": lambda action: _day(action.completed_on),
    "Last update": lambda action: day_words(action.last_update_at) if action.last_update_at else "",
    "Headline": _last("headline"),
    "Why at risk or off track": _last("reason"),
    "What is being done": _last("recovery"),
    "If nothing is done": _last("consequence"),
    "Asked of the partnership": _asked,
    "Difference made": _last("difference_made"),
    "Lead": _lead,
    "Co-leads": lambda action: _lines(map(_person, action.co_leads)),
    "Deputy": lambda action: _person(action.deputy),
    "Senior responsible officer": lambda action: _person(action.sro),
    "Organisations": _organisations,
    "Agreed wording": lambda action: action.title,
    "In plain words": lambda action: action.plain_words,
    "The difference it should make": lambda action: action.difference,
    "How we will know": lambda action: action.success_measure,
    "Wording as printed": lambda action: action.source_text,
    "Objective": lambda action: action.objective,
    "Milestones": lambda action: _lines(map(_milestone, action.milestones)),
    "Evidence": lambda action: _lines(map(_evidence, action.evidence)),
    "Co-production": lambda action: _lines(
        f"{_day(one.on_date)}: {one.who_took_part}" for one in action.co_productions
    ),
    "Open queries": lambda action: _lines(action.open_queries),
    "Sub-actions": lambda action: ", ".join(action.sub_actions),
    "Part of": lambda action: action.parent,
}
