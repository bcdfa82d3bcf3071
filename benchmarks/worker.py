"""One process that answers for one size and one kind of page: it reads a line, does it, writes a line.

`generate <actions>`, `cpu <address> <times>` (milliseconds of this process per request, the database in it included),
`clock <address> <times>` (milliseconds of the clock of the fastest request, and of CPU per request with that of the
database, also where that is a PostgreSQL on this machine), `queries <address>`, `report <plan> <format> <times>`
(milliseconds of a report; "content" is what the formats are made of), `changes <part> <times>` (as `report`, of what
changed between two meetings), `bundle <plan> <times>` (of a bundle of the plan's whole life), `pack <which>` (the
address of the pack of the meeting held last, or coming next), `notices <kind>` (of a run of send_notices),
`peak` (the most memory that it ever took, in MB).
"""

import functools
import gc
import os
import resource
import sys
import time
from pathlib import Path

import django
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

django.setup()
# As send_portal/wsgi.py does.
get_resolver().url_patterns  # noqa: B018
gc.collect()
gc.freeze()

from accounts.models import User  # noqa: E402


def read(client: Client, address: str) -> int:
    """The page's length in bytes."""
    response = client.get(address)
    assert response.status_code == 200, f"{address}: {response.status_code}"
    return sum(map(len, response)) if response.streaming else len(response.content)


def cpu(client: Client, address: str, times: int) -> float:
    began = time.process_time()
    for _ in range(times):
        read(client, address)
    return 1000 * (time.process_time() - began) / times


def clock(client: Client, address: str, times: int) -> str:
    clocks = []
    began = time.process_time() + database()
    for _ in range(times):
        at = time.perf_counter()
        read(client, address)
        clocks.append(time.perf_counter() - at)
    took = time.process_time() + database() - began
    return f"{1000 * min(clocks)} {1000 * took / times}"


def database() -> float:
    """The seconds that PostgreSQL, on this machine, has worked for this process: its backend, and all that has helped
    any backend and has ended. SQLite works in this process.
    """
    if connection.vendor == "sqlite":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = Path(f"/proc/{cursor.fetchone()[0]}/stat").read_text().rpartition(")")[2].split()
    server = Path(f"/proc/{backend[1]}/stat").read_text().rpartition(")")[2].split()
    ticks = sum(map(int, (*backend[11:13], *server[13:15])))
    return ticks / os.sysconf("SC_CLK_TCK")


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        read(client, address)
    return len(captured)


@functools.cache
def visitor() -> Client:
    """Somebody who is signed in."""
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.earliest("pk"))
    return client


def answer(what: str, *arguments: str) -> object:
    """What a line asks for."""
    if what in ("generate", "report", "changes", "bundle", "notices", "pack"):
        # Only the portal can do these: the floor has not the packages that they name.
        from benchmarks import portal

        return getattr(portal, what)(*arguments)
    if what == "cpu":
        return cpu(visitor(), arguments[0], int(arguments[1]))
    if what == "clock":
        return clock(visitor(), arguments[0], int(arguments[1]))
    if what == "queries":
        return queries(visitor(), arguments[0])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    for line in sys.stdin:
        print(answer(*line.split()), flush=True)


if __name__ == "__main__":
    main()
