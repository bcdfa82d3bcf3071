"""Once minutes are agreed nothing of their meeting changes: every service that writes what belongs to one locks it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import governance.services

SERVICES = Path(governance.services.__file__).parent
# What a service is given where it writes what belongs to a meeting.
OF_A_MEETING = re.compile(
    r"\b(Meeting|AgendaItem|Attendance|Declaration|Decision|MeetingAction|MinutesNote|Paper)\b(?!\.)"
)
LOCKS = {"locked_meeting"}
WRITES = {"save", "create", "delete", "bulk_create", "touch"}
# These write what agreed minutes do not hold, or check for themselves.
MAY_FOLLOW = {
    "add_note": "a note is for agreed minutes alone",
    "add_commitment": "what was promised is recorded when it is known",
    "report_meeting_action": "that it is done is no part of the minutes",
    "withdraw_meeting_action": "that it is no longer needed is no part of the minutes",
    "add_published_report": "a report to a meeting is not part of its minutes",
    "start_report": "a report to a meeting is not part of its minutes",
}


def functions() -> dict[str, ast.FunctionDef]:
    """Every function of the services by its name; one that is its module's own, by the module's and its name."""
    found = {}
    for path in SERVICES.glob("*.py"):
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef):
                for called in ast.walk(node):
                    if isinstance(called, ast.Name) and called.id.startswith("_"):
                        called.id = f"{path.stem}.{called.id}"
                found[f"{path.stem}.{node.name}" if node.name.startswith("_") else node.name] = node
    return found


FUNCTIONS = functions()


def calls(function: ast.FunctionDef) -> set[str]:
    """The names of what it calls."""
    names = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
    return {name.id for name in names if isinstance(name, ast.Name)}


def reaches(function: ast.FunctionDef, seen: frozenset[str] = frozenset()) -> bool:
    """Whether it, or a function of the services that it calls, locks the meeting."""
    called = calls(function)
    if called & LOCKS:
        return True
    further = (called & FUNCTIONS.keys()) - seen
    return any(reaches(FUNCTIONS[name], seen | further) for name in further)


def recorded(function: ast.FunctionDef) -> list[ast.stmt]:
    """The statements of a service that stand inside `recording()`, in their order."""
    return [
        statement
        for block in ast.walk(function)
        if isinstance(block, ast.With) and "recording" in ast.unparse(block.items[0])
        for statement in block.body
    ]


def locks(statement: ast.stmt) -> bool:
    """Whether a statement locks the meeting, itself or through a function of the services."""
    called = {name.id for name in ast.walk(statement) if isinstance(name, ast.Name)}
    return bool(called & LOCKS) or any(reaches(FUNCTIONS[name]) for name in called & FUNCTIONS.keys())


def writes(statement: ast.stmt) -> bool:
    """Whether a statement writes a record."""
    called = (node.func for node in ast.walk(statement) if isinstance(node, ast.Call))
    return any(isinstance(one, ast.Attribute) and one.attr in WRITES for one in called)


def writers() -> Iterator[str]:
    """The services that change something of a meeting."""
    for name, function in FUNCTIONS.items():
        given = [arg for arg in (*function.args.args, *function.args.kwonlyargs) if arg.annotation is not None]
        is_of_one = any(OF_A_MEETING.search(ast.unparse(arg.annotation)) for arg in given)  # type: ignore[arg-type]
        if is_of_one and "." not in name and "recording" in calls(function):
            yield name


WRITERS = sorted(writers())


def test_there_are_such_services() -> None:
    assert {"write_summary", "agree_minutes", "add_note"} <= set(WRITERS)


@pytest.mark.parametrize("name", WRITERS)
def test_it_locks_the_meeting_first(name: str) -> None:
    """Before anything is written, unless it may follow agreed minutes."""
    statements = recorded(FUNCTIONS[name])
    first_lock = next((number for number, one in enumerate(statements) if locks(one)), None)
    first_write = next((number for number, one in enumerate(statements) if writes(one)), len(statements))
    assert (first_lock is not None) is (name not in MAY_FOLLOW)
    assert first_lock is None or first_lock < first_write


def test_a_lock_that_comes_too_late_is_seen() -> None:
    late = ast.parse("def late():\n  with recording(by=by, now=now):\n    item.save()\n    locked_meeting(meeting)")
    first, second = recorded(late.body[0])  # type: ignore[arg-type]
    assert (writes(first), locks(first), locks(second)) == (True, False, True)
