"""Settings: refused when unsafe, described in full."""

import re
import stat
import subprocess
import sys

import pytest
from django.db import ConnectionHandler

from tests.portal_process import ROOT
from tests.send_portal.conftest import PRODUCTION, read_settings

PRAGMAS = {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 1, "busy_timeout": 20_000}


@pytest.fixture
def refusal(production_environment, capsys):
    def refuse(**changes: str | None) -> str:
        for name, value in changes.items():
            if value is None:
                production_environment.delenv(name)
            else:
                production_environment.setenv(name, value)
        with pytest.raises(SystemExit) as exit_:
            read_settings()
        assert exit_.value.code == 3
        return capsys.readouterr().err

    return refuse


def test_production_starts_with_what_it_needs(production_settings):
    assert production_settings["IS_DEMONSTRATION"] is False
    assert production_settings["DEBUG"] is False
    assert production_settings["DATABASES"]["default"]["CONN_MAX_AGE"] == 600
    assert "SILENCED_SYSTEM_CHECKS" not in production_settings


def test_everything_that_is_missing_is_named_at_once(refusal):
    message = refusal(SECRET_KEY=None, PORTAL_ALLOWED_HOSTS=None, DATABASE_URL=None)

    for name in ("SECRET_KEY", "PORTAL_ALLOWED_HOSTS", "DATABASE_URL"):
        assert f"  - {name} is missing" in message


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORTAL_MODE", "prod"),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "a" * 60),
        ("PORTAL_ALLOWED_HOSTS", "portal.example, *"),
        ("PORTAL_CLOCK_SHIFT", "60"),
        ("PORTAL_TRUSTED_PROXIES", "one"),
        ("PORTAL_TRUSTED_PROXIES", "-1"),
        ("DATABASE_URL", "mysql://portal@db/portal"),
        ("DATABASE_URL", "postgresql://portal@db:port/portal"),
        ("DATABASE_URL", "sqlite:////data/portal.sqlite3"),
        ("PORTAL_ALLOW_SQLITE", "yes"),
        ("EMAIL_URL", "carrier-pigeon://loft"),
        ("PORTAL_TRUSTED_ORIGINS", "portal.example"),
        ("PORTAL_BRAND_COLOUR", "petrol"),
        ("PORTAL_BRAND_COLOUR", "#ffc247"),
        ("PORTAL_LOGO", "no-such-logo.svg"),
        ("PORTAL_LOGO", "/etc/hostname"),
    ],
)
def test_nonsense_is_refused_by_name(refusal, name, value):
    if name == "PORTAL_ALLOW_SQLITE":
        message = refusal(DATABASE_URL="sqlite:////data/portal.sqlite3", PORTAL_ALLOW_SQLITE=value)
    else:
        message = refusal(**{name: value})

    assert f"  - {name}" in message
    assert "secret@" not in message


def test_a_logo_needs_the_councils_name(refusal, tmp_path):
    (tmp_path / "logo.svg").touch()

    assert "  - PORTAL_COUNCIL_NAME is missing" in refusal(PORTAL_DATA=str(tmp_path), PORTAL_LOGO="logo.svg")


def test_a_council_has_its_own_words_and_look(production_environment, tmp_path):
    (tmp_path / "logo.PNG").touch()
    own = {
        "PORTAL_DATA": str(tmp_path), "PORTAL_LOGO": "logo.PNG", "PORTAL_COUNCIL_NAME": "North Council",
        "PORTAL_BRAND_COLOUR": "#5C2D91", "PORTAL_CONTACT": "plan@north.example",
        "PORTAL_ORGANISATION_NAME": "North Partnership",
    }  # fmt: skip
    for name, value in own.items():
        production_environment.setenv(name, value)

    settings = read_settings()

    assert settings["PORTAL_LOGO"] == tmp_path / "logo.PNG"
    assert settings["PORTAL_BRAND_COLOUR"] == "#5c2d91"
    assert settings["PORTAL_ORGANISATION_NAME"] == "North Partnership"


def test_only_a_demonstration_begins_with_a_plan(production_environment, monkeypatch):
    production_environment.setenv("PORTAL_PLAN", "first")
    assert read_settings()["PORTAL_PLAN"] == "none"

    production_environment.setenv("PORTAL_MODE", "demonstration")
    assert read_settings()["PORTAL_PLAN"] == "first"


def test_one_small_host_may_use_sqlite(production_environment):
    production_environment.setenv("DATABASE_URL", "sqlite:////data/portal.sqlite3")
    production_environment.setenv("PORTAL_ALLOW_SQLITE", "1")

    database = read_settings()["DATABASES"]["default"]

    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert database["NAME"] == "/data/portal.sqlite3"


@pytest.mark.django_db
def test_sqlite_writes_ahead_and_checks_foreign_keys(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'portal.sqlite3'}")
    connection = ConnectionHandler(read_settings()["DATABASES"])["default"]

    with connection.cursor() as cursor:
        found = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in PRAGMAS]
    connection.close()

    assert dict(zip(PRAGMAS, found, strict=True)) == PRAGMAS


def test_demonstration_keeps_its_key_and_its_clock(monkeypatch, tmp_path):
    monkeypatch.setenv("PORTAL_DATA", str(tmp_path / "new"))
    monkeypatch.delenv("SECRET_KEY")
    monkeypatch.delenv("PORTAL_CLOCK_SHIFT")

    first, second = read_settings(), read_settings()

    assert first["SECRET_KEY"] == second["SECRET_KEY"]
    assert len(first["SECRET_KEY"]) >= 50
    assert first["CLOCK_SHIFT"] == second["CLOCK_SHIFT"]
    assert first["CLOCK_SHIFT"].total_seconds() < 0
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "new" / "secret-key").stat().st_mode) == 0o600


@pytest.mark.parametrize("folder", ["/dev/null", "/dev/null/in-it", "/proc/nope", "/proc", "/tmp/" + "x" * 300])
def test_a_folder_that_cannot_be_is_refused_in_words(monkeypatch, capsys, folder):
    monkeypatch.setenv("PORTAL_DATA", folder)
    monkeypatch.delenv("SECRET_KEY")
    with pytest.raises(SystemExit) as exit_:
        read_settings()
    assert exit_.value.code == 3
    message = capsys.readouterr().err
    assert f"The portal cannot keep its files in {folder}: " in message
    assert "Set PORTAL_DATA to a folder in which it may write" in message


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize("command", ["manage.py check", "-m gunicorn --bind 127.0.0.1:0 send_portal.wsgi"])
def test_refusal_is_one_message_and_no_stack(production_environment, command):
    production_environment.delenv("SECRET_KEY")
    production_environment.setenv("DJANGO_SETTINGS_MODULE", "send_portal.settings")

    done = run(*command.split())

    assert done.returncode == 3
    assert "SECRET_KEY is missing" in done.stderr
    assert "Traceback" not in done.stderr


def test_deployment_checks_are_clean_and_none_is_silenced(production_environment):
    production_environment.setenv("DJANGO_SETTINGS_MODULE", "send_portal.settings")

    done = run("manage.py", "check", "--deploy", "--fail-level", "WARNING")

    assert done.returncode == 0, done.stderr
    assert "no issues (0 silenced)" in done.stdout


def test_every_setting_is_described():
    code = (ROOT / "send_portal" / "settings.py").read_text()
    read = set(re.findall(r'env\.(?:text|choice|flag|whole_number|names|database|mail)\(\s*"([A-Z_]+)"', code))
    described = set(re.findall(r"^### `([A-Z_]+)`", (ROOT / "docs" / "settings.md").read_text(), re.MULTILINE))

    assert set(PRODUCTION) <= read
    assert described == read


def test_only_the_settings_read_the_environment():
    elsewhere = {"tests", ".venv", "var", "benchmarks", "scripts"}
    files = [path for path in ROOT.glob("*/**/*.py") if path.relative_to(ROOT).parts[0] not in elsewhere]

    reading = re.compile(r"os\.(environ\b(?!\.setdefault)|getenv)")

    assert [str(path) for path in files if reading.search(path.read_text())] == []


def test_development_lock_holds_everything_of_the_other_one():
    pins = [
        set(re.findall(r"^[a-z0-9._-]+(?:\[[a-z,]+\])?==\S+", (ROOT / name).read_text(), re.MULTILINE))
        for name in ("requirements.lock", "requirements-dev.lock")
    ]

    assert pins[0]
    assert pins[0] <= pins[1]
