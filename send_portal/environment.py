"""How the settings read the environment: problems are collected, and all of them stop the start at once."""

import datetime
import os
import re
import secrets
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

REFUSED = 3  # gunicorn gives up on a worker that ends with this code instead of starting it again and again

FIRST_START = datetime.datetime(2024, 9, 4, 8, 0, tzinfo=datetime.UTC)  # 09:00 in London
"""What a demonstration's clock shows when it is first started: the day before papers close."""

T = TypeVar("T")


class Environment:
    """Reads variables. A value that makes no sense is noted in `problems`, and the default stands in for it."""

    def __init__(self) -> None:
        self._env = environ.Env()
        self.problems: list[str] = []

    def text(self, name: str, default: str = "") -> str:
        """The text, without the spaces around it."""
        return str(self._env.str(name, default)).strip()

    def choice(self, name: str, choices: tuple[str, ...], default: str) -> str:
        """One of a few words."""
        value = self.text(name) or default
        if value not in choices:
            self.problems.append(f"{name} is {value!r}: it must be {' or '.join(choices)}.")
            return default
        return value

    def flag(self, name: str) -> bool:
        """1 or 0; not set is 0."""
        return self.choice(name, ("1", "0"), "0") == "1"

    def whole_number(self, name: str, default: int) -> int:
        """A whole number, negative ones included."""
        return self._read(name, "a whole number", lambda: self._env.int(name, default), default)

    def names(self, name: str) -> list[str]:
        """What stands between commas."""
        return [part for part in map(str.strip, self.text(name).split(",")) if part]

    def database(self, name: str, default: str) -> dict[str, Any]:
        """A database URL as Django's settings want it."""
        url = self.text(name) or default
        scheme = url.partition("://")[0]
        if scheme not in ("postgresql", "postgres", "sqlite"):
            self.problems.append(f"{name} is not a database URL: write postgresql://user:password@host:5432/name.")
            return {}
        return self._read(name, "a database URL", lambda: self._env.db_url_config(url), {})

    def mail(self, name: str, default: str) -> dict[str, Any]:
        """Django's EMAIL settings from a URL."""
        url = self.text(name) or default
        return self._read(name, "a mail URL", lambda: self._env.email_url_config(url), {})

    def require(self, is_there: object, problem: str) -> None:
        """Note the problem unless the thing is there."""
        if not is_there:
            self.problems.append(problem)

    def refuse_if_problems(self) -> None:
        """Say everything that is wrong in one message and end the process."""
        if self.problems:
            lines = "\n".join(f"  - {problem}" for problem in self.problems)
            refuse(f"The portal does not start:\n{lines}\ndocs/settings.md describes every setting.")

    def _read(self, name: str, what: str, read: Callable[[], T], default: T) -> T:
        try:
            return read()
        except (ImproperlyConfigured, ValueError, KeyError):
            # The value itself is not repeated: it may hold a password.
            self.problems.append(f"{name} is not {what}.")
            return default


def is_origin(text: str, *, schemes: tuple[str, ...]) -> bool:
    """Whether it is a scheme of these and a host, with a port or without, and nothing else."""
    try:
        parts = urlsplit(text)
        has_port = parts.port is None or parts.port > 0
    except ValueError:
        return False
    is_whole = (
        text == f"{parts.scheme}://{parts.netloc}" and "@" not in parts.netloc and not set(text) & set(" \\<>\"'")
    )
    return is_whole and has_port and bool(parts.hostname) and parts.scheme in schemes


def is_notify_key(text: str) -> bool:
    """Whether it ends as keys of GOV.UK Notify do: with the ids of a service and of a secret."""
    uuid = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    return re.search(f"{uuid}-{uuid}$", text) is not None


def refuse(message: str) -> None:
    """End the process with one message: no stack, and nothing that starts it again."""
    print(message, file=sys.stderr)
    raise SystemExit(REFUSED)


def make_folder(folder: Path) -> None:
    """Make the folder in which the portal keeps its files, for its owner alone; refuse where it cannot write there."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        refuse(
            f"The portal cannot keep its files in {folder}: {error.strerror}.\n"
            "Set PORTAL_DATA to a folder in which it may write, such as PORTAL_DATA=var."
        )


def kept_secret_key(folder: Path) -> str:
    """The demonstration's own secret key: made once, kept in the folder, readable by its owner alone."""
    return _kept(folder / "secret-key", lambda: secrets.token_urlsafe(50))


def kept_clock_shift(folder: Path) -> int:
    """Seconds from the real time to the demonstration's: set at the first start, so that it runs on from there."""

    def shift() -> str:
        return str(int((FIRST_START - datetime.datetime.now(datetime.UTC)).total_seconds()))

    return int(_kept(folder / "clock-shift", shift))


def _kept(path: Path, make: Callable[[], str]) -> str:
    make_folder(path.parent)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    value = make()
    with os.fdopen(descriptor, "w") as file:
        file.write(value)
    return value
