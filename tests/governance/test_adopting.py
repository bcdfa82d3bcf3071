"""The guide for another council: its commands and settings are those that there are."""

import re
import shlex
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.management import call_command, get_commands, load_command_class
from django.core.management.base import BaseCommand, CommandError

from governance.guides import FOLDER
from priorities.models import ActionPlan

SOURCE = (FOLDER / "adopting.md").read_text(encoding="utf-8")
MAKEFILE = (settings.ROOT / "Makefile").read_text(encoding="utf-8")
DEPLOYING = (settings.ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
ASSIGNED = re.compile(r"(?P<name>[A-Z_]+)=(?P<value>.*)", re.DOTALL)


def commands() -> Iterator[list[str]]:
    """Every command of its code blocks, as words."""
    for line in SOURCE.splitlines():
        if line.startswith("    ") and (words := shlex.split(line)):
            yield words


def parted(words: list[str]) -> tuple[list[str], list[str]]:
    """The names that are set in front of a command, and the command."""
    count = next(place for place, word in enumerate(words) if not ASSIGNED.fullmatch(word))
    return [word.partition("=")[0] for word in words[:count]], words[count:]


def documented() -> set[str]:
    return set(re.findall(r"^### `([A-Z_]+)`", (settings.ROOT / "docs" / "settings.md").read_text(), re.MULTILINE))


def test_it_has_commands_of_both_kinds() -> None:
    found = [" ".join(words) for words in commands()]
    assert "make run PLAN=none" in found
    assert any("manage.py load_plan" in command for command in found)


@pytest.mark.parametrize("words", list(commands()), ids=" ".join)
def test_a_command_can_be_given(words: list[str]) -> None:
    names, command = parted(words)
    assert set(names) <= documented()
    if command[0] == "make":
        targets, variables = command[1:2], [ASSIGNED.fullmatch(word) for word in command[2:]]
        assert re.search(rf"^{targets[0]}:.*## ", MAKEFILE, re.MULTILINE)
        for variable in variables:
            assert variable
            assert re.search(rf"^{variable['name']} \?=", MAKEFILE, re.MULTILINE)
    elif command[1] == "manage.py":
        assert command[0] == ".venv/bin/python"
        _parse(command[2], command[3:])
    else:
        # How the settings are read and the portal is served is told once more where it is deployed.
        assert f"    {' '.join(command)}\n" in DEPLOYING


def _parse(name: str, options: list[str]) -> None:
    """Raises CommandError where there is no such command, or it does not take these."""
    try:
        app = get_commands()[name]
    except KeyError:
        raise CommandError(f"there is no {name}") from None
    made = app if isinstance(app, BaseCommand) else load_command_class(app, name)
    made.create_parser("manage.py", name).parse_args(options)


@pytest.mark.parametrize(
    ("name", "options"), [("load_plans", []), ("load_plan", ["x.yaml", "--nonsense"]), ("load_plan", [])]
)
def test_a_command_that_is_not_there_would_be_found(name: str, options: list[str]) -> None:
    with pytest.raises(CommandError):
        _parse(name, options)


def test_every_setting_is_documented() -> None:
    named = set(re.findall(r"\b[A-Z]+(?:_[A-Z]+)+\b", SOURCE))
    assert "PORTAL_BRAND_COLOUR" in named
    assert named <= documented()


def test_its_example_is_another_plan(db: None) -> None:
    command = next(words for words in commands() if "load_plan" in words)
    file, reason = command[command.index("load_plan") + 1], command[-1]
    call_command("load_plan", str(settings.ROOT / file), reason=reason, verbosity=0)
    plan = ActionPlan.objects.get(local_area="Northshire")
    assert plan.first_level == "outcome"
    assert plan.actions.filter(reference="1.2.3").exists()
