"""Bringing a spreadsheet into a plan: all of what its preview showed, or nothing."""

import dataclasses
import datetime
from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction

from accounts.models import User
from actions.from_sheet.compare import Comparison
from actions.from_sheet.found import Compared
from actions.from_sheet.present import PlanStanding, present
from actions.from_sheet.steps import Opened
from actions.importing.told import Level
from actions.models import Action, ImportDraft
from actions.services.editing import edit_action
from actions.services.imports import GONE
from actions.services.planning import add_action
from actions.services.printed_updates import Printed, record_printed
from audit.recording import Refused, StaleRecord
from priorities.models import ActionPlan, Objective, Priority
from priorities.services import add_objective, add_priority, edit_objective, edit_priority

BLOCKED = "Something in the spreadsheet must be put right first. It is listed on this page."
NOTHING = "The plan already says all that the spreadsheet says. There is nothing to bring in."


@dataclasses.dataclass(frozen=True)
class Brought:
    """What came into the plan."""

    added: int
    changed: int


def bring_in(
    *, draft: ImportDraft, seen: Mapping[str, int], named: Collection[int], by: User, now: datetime.datetime
) -> Brought:
    """Write what the spreadsheet would change, each through its service, all or nothing; the draft then goes.

    `seen` is the plan as the preview showed it (`PlanStanding.marks`), `named` the ids of the people proposed as leads
    who are to be named. All is read and compared again. Raises Refused where the draft is gone, the plan is closed,
    something must be put right first or there is nothing to do; StaleRecord, with a PlanStanding, where anything of
    the plan has changed since the preview.
    """
    opened = Opened(draft)
    # Read before anybody has to wait: where the draft or the plan has changed by then, all is refused.
    _ = opened.reading
    try:
        with transaction.atomic():
            plan = ActionPlan.objects.locked(draft.plan_id)
            kept = ImportDraft.objects.select_for_update().filter(pk=draft.pk, user=by).select_related("plan").first()
            if kept is None or kept.said != draft.said:
                raise Refused(GONE)
            if plan.is_closed:
                raise Refused("The plan is closed, so nothing in it changes.")
            found = present(plan)
            PlanStanding(found).require(seen)
            comparison = opened.compared_with(found)
            if comparison.blocking:
                raise Refused(BLOCKED)
            if not comparison.has_changes:
                raise Refused(NOTHING)
            brought = _BringingIn(comparison, kept, named, by, now).run()
            kept.delete()
            return brought
    except StaleRecord as stale:
        if isinstance(stale.record, PlanStanding):
            raise
        # Somebody was faster by the blink of an eye: the lock of the plan does not hold its actions.
        raise StaleRecord(str(stale), PlanStanding(present(draft.plan))) from stale


class _BringingIn:
    def __init__(
        self, comparison: Comparison, draft: ImportDraft, named: Collection[int], by: User, now: datetime.datetime
    ) -> None:
        self.comparison, self.plan, self.draft, self.named = comparison, comparison.present.plan, draft, named
        self.change: dict[str, Any] = {"by": by, "now": now, "reason": draft.reason}
        self.priorities: dict[int, Priority] = dict(comparison.present.priorities)
        self.objectives: dict[tuple[int, str], Objective] = dict(comparison.present.objectives)
        self.actions: dict[str, Action] = dict(comparison.present.actions)

    def run(self) -> Brought:
        takes = {
            Level.PRIORITY: self._priority,
            Level.OBJECTIVE: self._objective,
            Level.ACTION: self._action,
            Level.SUB_ACTION: self._action,
        }
        for one in self.comparison.compared:
            takes[one.entry.kind](one)
        actions = [one for one in self.comparison.compared if one.entry.is_action]
        return Brought(sum(one.is_new for one in actions), sum(one.is_changed for one in actions))

    def _priority(self, one: Compared) -> None:
        if one.is_new:
            self.priorities[one.key] = add_priority(plan=self.plan, number=one.key, **one.values, **self.change)
        elif one.is_changed:
            revision = one.record.revision
            edit_priority(priority=one.record, revision=revision, **one.values, **self.change)

    def _objective(self, one: Compared) -> None:
        number, reference = one.key
        title = one.entry.title
        if one.is_changed:
            edit_objective(objective=one.record, revision=one.record.revision, title=title, **self.change)
        if not one.is_new:
            return
        priority = self.priorities[number]
        self.objectives[one.key] = add_objective(
            priority=priority,
            reference=reference,
            title=title,
            position=sum(key[0] == number for key in self.objectives) + 1,
            **self.change,
        )

    def _action(self, one: Compared) -> None:
        if one.is_new:
            self._new(one)
            return
        action = self._changed(one)
        if printed := self._printed(one):
            record_printed(action=action, **printed._asdict(), **self.change)

    def _printed(self, one: Compared) -> Printed | None:
        told = one.update
        return Printed(told.status, told.headline, told.happened, self.draft.printed_on) if told is not None else None

    def _new(self, one: Compared) -> None:
        values = {name: value for name, value in one.values.items() if name != "is_ongoing"}
        lead = one.lead if one.lead is not None and one.lead.pk in self.named else None
        co_leads = [person for person in one.co_leads if person.pk in self.named]
        action = add_action(
            plan=self.plan,
            priority=self.priorities[one.priority or 0],
            parent=self.actions[one.parent] if one.parent else None,
            objective=self.objectives[one.objective] if one.objective else None,
            reference=one.entry.reference,
            plan_state=self.draft.plan_state,
            lead=lead,
            printed=self._printed(one),
            among=self.actions,
            **values,
            **self.change,
        )
        if co_leads:
            action = edit_action(action=action, co_leads=co_leads, **self.change)
        self.actions[one.key] = action

    def _changed(self, one: Compared) -> Action:
        action: Action = one.record
        values = dict(one.values)
        if one.lead is not None and one.lead.pk in self.named:
            values["lead"] = one.lead
        if one.objective is not None:
            values["objective"] = self.objectives[one.objective]
        if values:
            action = edit_action(action=action, revision=action.revision, **values, **self.change)
        return action
