"""`manage.py serve`: prepare, say where the portal is and how to sign in, and hand over to gunicorn."""

import os
import socket
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from send_portal.demonstration import accounts

LAST_PORT = 65535


class Command(BaseCommand):
    """Serves on 127.0.0.1 only; a proxy in front brings it to others."""

    help = "Prepare the portal and serve it on 127.0.0.1 with gunicorn."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", default="8000")

    def handle(self, *args: Any, port: str, **options: Any) -> None:
        number = port_number(port)
        refuse_used_port(number)
        call_command("prepare", stdout=self.stdout)
        self.stdout.write(f"\n{settings.PORTAL_SERVICE_NAME}: http://127.0.0.1:{number}/ (stop with Ctrl+C)")
        if settings.IS_DEMONSTRATION:
            self.stdout.write("Sign in with one of these addresses; the password of each is: demonstration")
            for email, words in accounts().items():
                self.stdout.write(f"  {email:26}{words}")
        self.stdout.flush()
        connections.close_all()
        os.chdir(settings.ROOT)
        address = f"127.0.0.1:{number}"
        if settings.IS_DEMONSTRATION:
            os.environ.setdefault("PORTAL_URL", f"http://{address}")
        # The process becomes gunicorn, so that Ctrl+C and signals reach it directly.
        os.execv(sys.executable, [sys.executable, "-m", "gunicorn", "--bind", address, "send_portal.wsgi"])  # noqa: S606


def port_number(text: str) -> int:
    """The port that somebody named; refused where no program can be reached at it."""
    if text.isascii() and text.isdigit() and len(text) <= len(str(LAST_PORT)) and 1 <= int(text) <= LAST_PORT:
        return int(text)
    raise CommandError(f"PORT is {text!r}: write a number from 1 to {LAST_PORT}, for example make run PORT=8001")


def refuse_used_port(port: int) -> None:
    """Say so before a minute is spent on preparing."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            other = port + 1 if port < LAST_PORT else port - 1
            raise CommandError(f"Port {port} is in use. Choose another one: make run PORT={other}") from None
