"""The plan as at a moment, from history alone; what papers are built from and verified against."""

from actions.as_at.building import NotThereYet, action_as_at, plan_as_at
from actions.as_at.parts import PersonAt, UpdateAt
from actions.as_at.plan_at import ActionAt, PlanAt, PriorityAt

__all__ = ["ActionAt", "NotThereYet", "PersonAt", "PlanAt", "PriorityAt", "UpdateAt", "action_as_at", "plan_as_at"]
