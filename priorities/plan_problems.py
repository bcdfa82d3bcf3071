"""What is wrong with a plan file, told to whoever wrote it: the line, where that is in the plan, what to do."""

import dataclasses
from collections.abc import Iterable
from typing import Any

from priorities.plan_document import Document, Fault, Path, value_at

# What an entry of a list is called, and the field that it is known by.
CALLED = {
    "priorities": ("priority", "number"),
    "objectives": ("objective", "ref"),
    "actions": ("action", "ref"),
    "sub_actions": ("sub-action", "ref"),
    "milestones": ("milestone", ""),
    "related": ("related pair", ""),
    "glossary": ("glossary term", "term"),
    "organisations": ("organisation", "name"),
    "commitments": ("commitment", ""),
    "bodies": ("body", "key"),
    "meetings": ("meeting", ""),
    "principles": ("principle", ""),
    "recommendations": ("recommendation", ""),
}
LONGEST_NAME = 40


@dataclasses.dataclass(frozen=True, order=True)
class Problem:
    """One wrong field: its line, where that is in the plan, and what to do."""

    line: int
    where: str
    message: str

    def __str__(self) -> str:
        return ": ".join(filter(None, (f"Line {self.line}", self.where, self.message)))


class PlanFileError(Exception):
    """A plan file that cannot be used; `problems` are in the order of its lines."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def problems(document: Document, faults: Iterable[Fault]) -> list[Problem]:
    """One problem a field, the first that is said of it; by line."""
    first: dict[tuple[Path, int], Fault] = {}
    for fault in faults:
        # Faults of the whole file tell of different lines.
        first.setdefault((fault.path, 0 if fault.path else fault.line), fault)
    return sorted(
        Problem(fault.line, _printable(_where(document.data, fault.path)), _printable(fault.message))
        for fault in first.values()
    )


def _printable(text: str) -> str:
    """The text as any terminal can show it on one line: a problem may quote what is wrong with a file."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)


def _where(data: Any, path: Path) -> str:
    """The path in words: "priority 3, action 3f, sub-action 3f(v), plan_state"."""
    words = []
    for end, step in enumerate(path, start=1):
        if isinstance(step, str):
            is_list = end < len(path) and step in CALLED and isinstance(path[end], int)
            words += [] if is_list else [step[:LONGEST_NAME]]
            continue
        called, known_by = CALLED.get(str(path[end - 2]), ("entry", ""))
        name = value_at(data, (*path[:end], known_by)) if known_by else None
        is_name = isinstance(name, str | int) and not isinstance(name, bool) and str(name)
        words.append(f"{called} {str(name)[:LONGEST_NAME]}" if is_name else f"{called} no. {step + 1}")
    return ", ".join(words)
