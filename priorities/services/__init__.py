"""What changes plans, priorities, keys, cycles and the glossary."""

from priorities.services.cycles import add_cycle, edit_cycle, move_cycle, new_cycle
from priorities.services.glossary import add_term
from priorities.services.plans import add_plan, edit_plan, edit_status_meaning
from priorities.services.priorities import (
    add_objective,
    add_priority,
    edit_objective,
    edit_priority,
    give_judgement,
    name_priority_sro,
)

__all__ = [
    "add_cycle",
    "add_objective",
    "add_plan",
    "add_priority",
    "add_term",
    "edit_cycle",
    "edit_objective",
    "edit_plan",
    "edit_priority",
    "edit_status_meaning",
    "give_judgement",
    "move_cycle",
    "name_priority_sro",
    "new_cycle",
]
