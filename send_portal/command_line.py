"""Django's command line, which says in words that a database is not prepared."""

from django.core.management import execute_from_command_line
from django.db import DatabaseError, connection

from send_portal import checks

# These bring a database to this version: what fails in them is not that it is of another one.
PREPARES = ("prepare", "serve", "migrate", "createcachetable", "test")
SHOW_ALL = "--traceback"
NOT_PREPARED = "{where} is not prepared for this version. Run `manage.py prepare` first, and then this command again."
NO_ANSWER = "{where} does not answer. Start it, or correct DATABASE_URL."


def run(argv: list[str]) -> None:
    """Run the command. One that fails because the database is missing or of another version ends with one line that
    says what to do, and exit code 1; with `--traceback` it fails as Django has it, as does every other."""
    try:
        execute_from_command_line(argv)
    except DatabaseError:
        told = "" if SHOW_ALL in argv or set(argv[1:2]) & set(PREPARES) else _what_to_do()
        if not told:
            raise
        raise SystemExit(told) from None


def _what_to_do() -> str:
    """What to do about a database that is missing or of another version; empty where it is neither."""
    found = {problem.id for problem in checks.problems(checks.READY)}
    is_file = connection.vendor == "sqlite"
    where = f"The database {connection.settings_dict['NAME']}" if is_file else "The database of DATABASE_URL"
    if "send_portal.E001" in found and not is_file:
        return NO_ANSWER.format(where=where)
    return NOT_PREPARED.format(where=where) if found & {"send_portal.E001", "send_portal.E002"} else ""
