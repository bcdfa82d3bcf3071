"""Apps form a ladder: each imports only from those to its left, wherever in the file the import stands."""

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent
LADDER = ("send_portal", "design", "documents", "audit", "accounts", "priorities", "actions", "governance", "notices")
# Makes files and knows no record: Django need not know it.
NOT_INSTALLED = {"documents"}
VAGUE = {"core", "common", "utils", "util", "helpers", "misc"}
SOURCES = [path.relative_to(ROOT) for app in LADDER for path in sorted((ROOT / app).rglob("*.py"))]
# Calls that import or name an app by a string: a way round an import statement.
BY_NAME = {"get_model", "get_app_config", "import_module", "import_string", "__import__"}


@functools.cache
def parsed(source: Path) -> ast.Module:
    return ast.parse((ROOT / source).read_text())


def imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and module of every import."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, "." * node.level + (node.module or "")


def named_in_calls(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and name where a call does an import's work; the project alone may know apps this way."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) in BY_NAME and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield node.lineno, first.value


def called(node: ast.Call) -> str:
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def climbs(app: str, tree: ast.Module) -> list[str]:
    """The imports of an app's module that lead to its right, or nowhere that can be told."""
    too_high = LADDER[LADDER.index(app) + 1 :]
    modules = imports(tree) if app == "send_portal" else (*imports(tree), *named_in_calls(tree))
    return [
        f"line {line} names {module}"
        for line, module in modules
        if module.startswith(".") or module.partition(".")[0] in too_high
    ]


@pytest.mark.parametrize("app", LADDER)
def test_an_app_imports_only_from_its_left(app: str) -> None:
    found = {str(source): climbs(app, parsed(source)) for source in SOURCES if source.parts[0] == app}
    assert found, f"{app} has no module"
    assert {source: lines for source, lines in found.items() if lines} == {}


WAYS_ROUND = (
    "import actions",
    "from actions.models import Action",
    "def late():\n    from actions import models",
    "if TYPE_CHECKING:\n    import actions.models",
    "apps.get_model('actions', 'Action')",
    "importlib.import_module('actions.models')",
    "from ..actions import models",
)


@pytest.mark.parametrize("code", WAYS_ROUND)
def test_a_way_round_is_seen(code: str) -> None:
    assert climbs("priorities", ast.parse(code))


@pytest.mark.parametrize("code", ["import accounts.models", "from priorities import status", "import actionsplus"])
def test_what_is_allowed_is_let_through(code: str) -> None:
    assert climbs("priorities", ast.parse(code)) == []


def test_every_app_stands_on_the_ladder() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    installed = [name for name in settings.INSTALLED_APPS if (ROOT / name).is_dir()]
    assert packages == set(LADDER)
    # Installed from the highest down: a higher app's templates come first.
    assert installed == [app for app in reversed(LADDER) if app not in NOT_INSTALLED]


@pytest.mark.parametrize("app", [app for app in LADDER if app not in NOT_INSTALLED])
def test_foreign_keys_lead_left(app: str) -> None:
    if not apps.is_installed(app):
        pytest.fail(f"{app} is not installed")
    too_high = LADDER[LADDER.index(app) + 1 :]
    for model in apps.get_app_config(app).get_models():
        for field in model._meta.get_fields():
            if field.is_relation and not field.auto_created and field.related_model is not None:
                assert field.related_model._meta.app_label not in too_high, f"{model.__name__}.{field.name}"


def test_migrations_depend_on_the_left() -> None:
    for source in SOURCES:
        if source.parts[1] != "migrations":
            continue
        too_high = LADDER[LADDER.index(source.parts[0]) + 1 :]
        for node in ast.walk(parsed(source)):
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in ("dependencies", "run_before"):
                named = {item.value for item in ast.walk(node.value) if isinstance(item, ast.Constant)}
                assert named.isdisjoint(too_high), source


def test_the_audit_names_the_person_by_the_setting_alone() -> None:
    for source in SOURCES:
        if source.parts[0] in ("send_portal", "design", "audit") and source.name != "settings.py":
            texts = {node.value for node in ast.walk(parsed(source)) if isinstance(node, ast.Constant)}
            assert "accounts.User" not in texts, source


def test_no_module_is_a_drawer_for_everything() -> None:
    names = {part.removesuffix(".py") for source in SOURCES for part in source.parts}
    assert names & VAGUE == set()


def fetches(tree: ast.Module) -> list[str]:
    """Where a module looks one record up by itself."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [f"line {node.lineno}: {ast.unparse(node.func)}" for node in calls if is_fetch(node)]


def is_fetch(node: ast.Call) -> bool:
    name, whole = called(node), ast.unparse(node.func)
    if name in ("get_object_or_404", "aget_object_or_404"):
        return True
    if name in ("get", "aget"):
        return ".objects." in whole or ".filter(" in whole
    return name in ("first", "last", "earliest", "latest") and (".filter(" in whole or ".exclude(" in whole)


def test_views_fetch_through_access() -> None:
    """A bare get() shows or changes what `access` was never asked about."""
    views = [source for source in SOURCES if "views" in source.stem or "views" in source.parts]
    assert {"views.py", "admin_views.py", "cycles.py"} <= {source.name for source in views}
    found = {str(source): fetches(parsed(source)) for source in views}
    assert {source: lines for source, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "code",
    [
        "get_object_or_404(User, pk=1)",
        "Action.objects.get(pk=1)",
        "Action.objects.select_related('plan').get(pk=1)",
        "plan.cycles.filter(pk=1).first()",
        "plan.cycles.filter(pk=1).get()",
        "Action.objects.related_to(action).exclude(pk=1).last()",
    ],
)
def test_a_fetch_past_access_is_seen(code: str) -> None:
    assert fetches(ast.parse(code))


def test_reading_what_was_fetched_is_let_through() -> None:
    assert fetches(ast.parse("request.GET.get('page')\npriority.judgements.first()")) == []


def test_nobody_asks_the_computer_for_the_time() -> None:
    """The project's `clock` knows what day it is; how long a session lasts is counted in real time."""
    for source in SOURCES:
        if source.parts[0] == "send_portal":
            continue
        for node in ast.walk(parsed(source)):
            if isinstance(node, ast.Call) and called(node) in ("today", "utcnow", "now", "localdate"):
                asked = ast.unparse(node.func)
                sessions = source == Path("accounts/middleware.py") and asked == "timezone.now"
                assert sessions or asked.startswith("clock."), f"{source}:{node.lineno}: {asked}"
