"""Health: live for anyone, ready only when everything stands."""

import pytest
from django.db import OperationalError, connection
from django.test import Client

from accounts import services
from audit.recording import Process
from send_portal import checks, clock

TEST = Process("a test")

pytestmark = pytest.mark.django_db


def test_live_for_anyone():
    response = Client().get("/health/live")

    assert response.status_code == 200
    assert response.content == b"ok\n"


def test_ready_for_anyone():
    response = Client().get("/health/ready")

    assert response.content == b"ready\n"
    assert response.status_code == 200


def test_not_ready_while_a_migration_waits(monkeypatch):
    monkeypatch.setattr(checks.MigrationExecutor, "migration_plan", lambda *args: ["one"])

    response = Client().get("/health/ready")

    assert response.status_code == 503
    assert response.content == b"send_portal.E002\n"


def test_not_ready_and_no_stack_while_the_database_is_away(monkeypatch):
    def away(*args, **kwargs):
        raise OperationalError("could not connect to host db")

    monkeypatch.setattr("django.db.backends.base.base.BaseDatabaseWrapper.cursor", away)
    client = Client()
    client.cookies["session"] = "some-session"

    response = client.get("/health/ready")

    assert response.status_code == 503
    assert b"send_portal.E001" in response.content
    assert b"could not connect" not in response.content
    assert client.get("/health/live").status_code == 200


@pytest.mark.parametrize(
    ("vendor", "version", "ids"),
    [
        ("sqlite", (3, 38, 5), ["send_portal.E004"]),
        ("sqlite", (3, 39, 0), []),
        ("sqlite", (3, 40, 1), []),
        ("postgresql", (3, 38, 5), []),
    ],
)
def test_a_sqlite_that_is_too_old_stops_the_start(monkeypatch, vendor, version, ids):
    monkeypatch.setattr(checks.sqlite3, "sqlite_version_info", version)
    monkeypatch.setattr(connection, "vendor", vendor)

    found = checks.sqlite_is_new_enough(None, databases=["default"])

    assert [problem.id for problem in found] == ids
    assert all("3.39" in problem.hint for problem in found)


def test_what_stops_the_start_is_looked_for_before_it(monkeypatch):
    """By the tag that the server asks for, where the database is SQLite."""
    monkeypatch.setattr(checks.sqlite3, "sqlite_version_info", (3, 38, 5))

    ids = [problem.id for problem in checks.problems(checks.START)]

    assert ids == (["send_portal.E004"] if connection.vendor == "sqlite" else [])


def test_only_reading():
    for address in ("/health/live", "/health/ready"):
        assert Client().post(address).status_code == 405


@pytest.mark.parametrize(
    ("is_demonstration", "is_active", "ids"),
    [(False, True, ["send_portal.E003"]), (False, False, []), (True, True, [])],
)
def test_an_active_demonstration_person_stops_production(settings, is_demonstration, is_active, ids):
    settings.IS_DEMONSTRATION = is_demonstration
    now = clock.now()
    school = services.add_organisation(by=TEST, now=now, name="A school", sector="education")
    person = services.add_person(
        by=TEST, now=now, email="jo@demo.example", name="Jo", organisation=school, is_demonstration=True
    )
    if not is_active:
        services.change_person(person=person, by=TEST, now=now, reason="Left", is_active=False)

    assert [problem.id for problem in checks.problems(checks.START)] == ids
