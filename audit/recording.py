"""Who changes what, when and why: the one door for every write to an audited record."""

import contextlib
import contextvars
import dataclasses
import datetime
import uuid
from collections.abc import Iterator
from typing import Any

from django.db import transaction


class NotRecorded(Exception):
    """An audited record was about to change outside `recording()`."""


class Refused(Exception):
    """A change that the rules do not allow; the message says what to do."""


class StaleRecord(Exception):
    """Somebody changed a record after it was read. `record` is as it stands now."""

    def __init__(self, message: str, record: Any) -> None:
        super().__init__(message)
        self.record = record


@dataclasses.dataclass(frozen=True)
class Process:
    """A command or job that changes records in nobody's name."""

    name: str
    pk: None = None
    audit_role: str = "process"


# What a reader calls the processes of this portal; the history keeps the names of their commands.
PROCESSES = {
    "export_report": "exported on the server (export_report)",
    "load_plan": "loaded from the plan file (load_plan)",
    "load_demo": "demonstration (load_demo)",
    "add_person": "added on the server (add_person)",
}


def author_words(name: str, role: str = "") -> str:
    """An author with their part, as a reader sees it: "Cora Vale, co-ordinator"; a process by what it did."""
    told = ", ".join(filter(None, (name, role)))
    process = told.removesuffix(f", {Process.audit_role}")
    return PROCESSES.get(process, process) if process != told else told


@dataclasses.dataclass(frozen=True)
class Recording:
    """The change that is going on: its author as they are now, its time and its reason."""

    user_id: int | None
    actor_name: str
    actor_role: str
    now: datetime.datetime
    reason: str
    change_id: uuid.UUID

    @property
    def author(self) -> str:
        """The author with their part, as append-only records keep them."""
        return ", ".join(filter(None, (self.actor_name, self.actor_role)))


_current: contextvars.ContextVar[Recording | None] = contextvars.ContextVar("recording", default=None)


@contextlib.contextmanager
def recording(*, by: Any, now: datetime.datetime, reason: str = "", role: str = "") -> Iterator[Recording]:
    """One change: a transaction in which audited records may be saved, and what their history rows will say.

    `by` is a person (with `name` and `audit_role`) or a `Process`; `role` names the part in which the person acts
    ("deputy") where that is not their granted role. All rows written inside share one `change_id`. Not to be nested:
    a change has one author and one reason.
    """
    if _current.get() is not None:
        raise RuntimeError("recording() inside recording(): a change has one author and one reason.")
    change = Recording(by.pk, by.name, role or by.audit_role, now, reason, uuid.uuid4())
    with transaction.atomic():
        token = _current.set(change)
        try:
            yield change
        finally:
            _current.reset(token)


def current_recording() -> Recording:
    """The change that is going on. Raises NotRecorded outside `recording()`."""
    change = _current.get()
    if change is None:
        raise NotRecorded("Audited records change only inside audit.recording(): call the service that does it.")
    return change
