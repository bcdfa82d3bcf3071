"""What tests of notices get: a mail server on loopback, and a run of the command at a moment."""

import datetime
import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from send_portal import clock
from tests.notices.post import PostOffice, post_office

SMTP = "django.core.mail.backends.smtp.EmailBackend"


def at(day: str, time: str = "08:10") -> datetime.datetime:
    """The moment at which London's clocks show this."""
    return clock.london_moment(datetime.date.fromisoformat(day), datetime.time.fromisoformat(time))


@pytest.fixture
def post(settings: Any) -> Iterator[PostOffice]:
    """A mail server that the portal sends to."""
    with post_office() as office:
        settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", office.port
        yield office


@pytest.fixture
def run(db: None, clock_stands: Callable[[datetime.datetime], None]) -> Callable[..., str]:
    """`run("2024-09-05")`, `run("2024-09-05", "12:30")`: send_notices then; what it says, failures too."""

    def run_at(day: str, time: str = "08:10") -> str:
        clock_stands(at(day, time))
        out, err = io.StringIO(), io.StringIO()
        try:
            call_command("send_notices", stdout=out, stderr=err)
        except CommandError as error:
            err.write(f"FAILED {error}")
        return out.getvalue() + err.getvalue()

    return run_at
