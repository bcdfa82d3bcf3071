"""What was recorded of a plan's actions up to a moment, kind by kind: one query each, whatever their number."""

import dataclasses
import datetime
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from actions.as_at.parts import (
    CoProductionAt,
    DueDateChangeAt,
    EvidenceAt,
    FigureAt,
    MilestoneAt,
    NoUpdateAt,
    PartnerAt,
    PersonAt,
    ProposalAt,
    UpdateAt,
)
from actions.as_at.people import People
from actions.models import (
    Action,
    ActionCoLead,
    ActionOrganisation,
    CoProduction,
    DueDateChange,
    DueDateProposal,
    Evidence,
    Milestone,
    NoUpdateReceived,
    ProgressUpdate,
)
from audit.as_at import added_at, listed, rows_at
from audit.models import AuditedModel
from priorities.partial_date import PartialDate
from priorities.status import PlanState

Part = TypeVar("Part")
ByAction = dict[int, tuple[Part, ...]]

ACTION = (
    "id", "priority_id", "objective_id", "parent_id", "position", "reference", "key", "title", "source_text",
    "plain_words", "difference", "success_measure", "lead_id", "deputy_id", "sro_id", "lead_as_printed",
    "due_as_printed", "status_as_printed", "progress_as_printed", "progress_printed_on", "planned_start_on",
    "planned_start_precision", "original_due_on", "original_due_precision", "due_on", "due_precision", "is_ongoing",
    "review_on", "review_precision", "plan_state", "plan_state_reason", "paused_until_on", "paused_until_precision",
    "replaced_by_id", "status", "completed_on", "last_update_id",
)  # fmt: skip
# What an update says in the words of its row: the fields of `UpdateAt` before those of people.
SAID = tuple(field.name for field in dataclasses.fields(UpdateAt))
SAID = SAID[: SAID.index("author")]
FIGURE = ("figure_what", "figure_was", "figure_was_on", "figure_is", "figure_is_on", "figure_source")


def partial_date(row: Any, name: str) -> PartialDate | None:
    """The date that two columns of a row hold."""
    on = getattr(row, f"{name}_on")
    return None if on is None else PartialDate(on, getattr(row, f"{name}_precision"))


def grouped(parts: Iterable[tuple[int, Part]]) -> ByAction[Part]:
    """The parts of each action, in the order in which they come."""
    found: dict[int, list[Part]] = defaultdict(list)
    for action, part in parts:
        found[action].append(part)
    return {action: tuple(of_action) for action, of_action in found.items()}


@dataclasses.dataclass(frozen=True)
class Reading:
    """Reads what belongs to the actions of one plan (its id), as it was at a moment; `only`: to these of them. What
    they consist of is read of those that are named so alone.

    `told_since`: of the updates before that moment, the last one of each action alone.
    """

    plan: int
    moment: datetime.datetime
    people: People
    only: tuple[int, ...] | None = None
    told_since: datetime.datetime | None = None

    def references(self, rows: Iterable[Any]) -> dict[int, tuple[str, int | None]]:
        """The references of the actions in these rows and of those that they name, each with its parent."""
        told = {row.id: (row.reference, row.parent_id) for row in rows}
        if self.only is None:
            return told
        named = {pk for row in rows for pk in (row.parent_id, row.replaced_by_id) if pk}
        below = Action.history.order_by().filter(parent_id__in=self.only).values_list("id", flat=True)
        beside = rows_at(Action, self.moment, id__in=named.union(below) - told.keys())
        found = beside.order_by("position", "id").values_list("id", "reference", "parent_id")
        return told | {pk: (reference, parent) for pk, reference, parent in found}

    def actions(self) -> QuerySet:
        """Their rows, with when each was made, when it was first agreed, and since when it stands as it does."""
        so_far = Action.history.filter(id=OuterRef("id"), history_id__lte=OuterRef("history_id"))
        stood_otherwise = so_far.filter(~Q(plan_state=OuterRef("plan_state"))).order_by("-history_id")
        stands_so = so_far.filter(history_id__gt=OuterRef("last_otherwise")).order_by("history_id")
        agreed = so_far.filter(plan_state=PlanState.AGREED).order_by("history_id")
        return (
            rows_at(Action, self.moment, plan_id=self.plan, **({} if self.only is None else {"id__in": self.only}))
            .annotate(
                added_at=added_at(Action),
                first_agreed_at=Subquery(agreed.values("history_date")[:1]),
                last_otherwise=Coalesce(Subquery(stood_otherwise.values("history_id")[:1]), Value(0)),
            )
            .annotate(
                state_since=Subquery(stands_so.values("history_date")[:1]),
                state_by_id=Subquery(stands_so.values("history_user_id")[:1]),
            )
            .values_list(*ACTION, "added_at", "first_agreed_at", "state_since", "state_by_id", named=True)
        )

    def co_leads(self) -> ByAction[PersonAt]:
        rows = self._rows(ActionCoLead).values_list("action_id", "user_id")
        return grouped((action, self.people.known(user)) for action, user in rows)

    def partners(self) -> ByAction[PartnerAt]:
        rows = self._rows(ActionOrganisation).values_list("action_id", "organisation_id", "part")
        return grouped((action, PartnerAt(self.people.organisation(pk), part)) for action, pk, part in rows)

    def milestones(self) -> ByAction[MilestoneAt]:
        """By date; those without one last."""
        rows = list(self._rows(Milestone).values_list(
            "action_id", "id", "title", "due_on", "due_precision", "met_on", "is_dropped", "dropped_reason", named=True
        ))  # fmt: skip
        rows.sort(key=lambda row: (row.due_on or datetime.date.max, row.id))
        return grouped(
            (
                row.action_id,
                MilestoneAt(
                    row.id, row.title, partial_date(row, "due"), row.met_on, row.is_dropped, row.dropped_reason
                ),
            )
            for row in rows
        )

    def proposals(self) -> ByAction[ProposalAt]:
        rows = self._rows(DueDateProposal).annotate(proposed_at=added_at(DueDateProposal)).values_list(
            "action_id", "id", "to_on", "to_precision", "reason", "state", "proposed_at", "update_id", "decided_by_id",
            "decided_at", named=True,
        )  # fmt: skip
        return grouped(
            (
                row.action_id,
                ProposalAt(
                    row.id, PartialDate(row.to_on, row.to_precision), row.reason, row.state, row.proposed_at,
                    row.update_id, self.people.person(row.decided_by_id, row.decided_at), row.decided_at,
                ),
            )
            for row in rows
        )  # fmt: skip

    def date_changes(self) -> ByAction[DueDateChangeAt]:
        rows = self._appended(DueDateChange).values_list(
            "action_id", "from_on", "from_precision", "to_on", "to_precision", "reason", "recorded_at",
            "recorded_by_id", named=True,
        )  # fmt: skip
        return grouped(
            (
                row.action_id,
                DueDateChangeAt(
                    partial_date(row, "from"),
                    partial_date(row, "to"),
                    row.reason,
                    row.recorded_at,
                    self.people.person(row.recorded_by_id, row.recorded_at),
                ),
            )
            for row in rows
        )

    def updates(self, last: Iterable[int]) -> ByAction[Any]:
        """Rows, for `updates_until`; `last`: the last updates. Two queries, or one where all are told."""
        names = (*SAID, *FIGURE, "corrects_id", "author_id", "on_behalf_of_id", "action_id")
        wanted, older = self._appended(ProgressUpdate), []
        if self.told_since is not None:
            # It is submitted when it is recorded; its table has an index by that.
            wanted = wanted.filter(submitted_at__gte=self.told_since, submitted_at__lte=self.moment)
            told_before = ProgressUpdate.objects.filter(pk__in=listed(last), submitted_at__lt=self.told_since)
            older = list(told_before.order_by("pk").values_list(*names, named=True))
        rows = wanted.values_list(*names, named=True)
        return grouped((row.action_id, row) for row in (*older, *rows))

    def updates_until(self, last: int | None, rows: Iterable[Any]) -> tuple[UpdateAt, ...]:
        """The updates of an action up to its last one: none stands beside a status that does not know it yet."""
        told = [row for row in rows if last is not None and row.pk <= last]
        corrected = {row.corrects_id for row in told}
        return tuple(
            UpdateAt(
                **dict(zip(SAID, row, strict=False)),
                author=self.people.known(row.author_id, row.submitted_at),
                on_behalf_of=self.people.person(row.on_behalf_of_id, row.submitted_at),
                figure=FigureAt(*(getattr(row, name) for name in FIGURE)) if row.figure_what else None,
                corrects=row.corrects_id,
                is_corrected=row.pk in corrected,
            )
            for row in told
        )

    def evidence(self) -> ByAction[EvidenceAt]:
        rows = self._rows(Evidence).annotate(added_at=added_at(Evidence)).values_list(
            "action_id", "id", "title", "kind", "url", "dated_on", "added_at", "update_id", "is_withdrawn",
            "withdrawn_reason", "history_date", "history_user_id", named=True,
        )  # fmt: skip
        return grouped(
            (
                row.action_id,
                EvidenceAt(
                    row.id, row.title, row.kind, str(Evidence.Kind(row.kind).label), row.url, row.dated_on,
                    row.added_at, row.update_id, row.is_withdrawn, row.withdrawn_reason,
                    row.history_date, self.people.person(row.history_user_id, row.history_date),
                ),
            )
            for row in rows
        )  # fmt: skip

    def co_productions(self) -> ByAction[CoProductionAt]:
        """Newest first."""
        rows = self._rows(CoProduction).annotate(recorded_at=added_at(CoProduction)).order_by(
            F("on_date").desc(), F("id").desc()
        ).values_list(
            "action_id", "id", "on_date", "who_took_part", "you_said", "we_did", "could_not_because", "recorded_at"
        )  # fmt: skip
        return grouped((action, CoProductionAt(*told)) for action, *told in rows)

    def no_updates(self) -> ByAction[NoUpdateAt]:
        rows = self._appended(NoUpdateReceived).values_list("action_id", "cycle_id", "recorded_at", "asked_by")
        return grouped((action, NoUpdateAt(*told)) for action, *told in rows)

    def _rows(self, model: type[AuditedModel]) -> QuerySet:
        return rows_at(model, self.moment, action_id__in=listed(self.only or ()))

    def _appended(self, model: Any) -> QuerySet:
        known = model.objects.filter(recorded_at__lte=self.moment, action_id__in=listed(self.only or ()))
        return known.order_by("pk")
