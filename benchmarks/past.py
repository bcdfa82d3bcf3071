"""How long the pages of what changed and of the past take at 10,000 actions and 130,000 history rows, on SQLite and on
PostgreSQL in one run: see README.md.
"""

import argparse
import os
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2

from benchmarks.run import LARGE, PORTAL_ALONE, Worker, fill, prepare

PAGES = {name: address for name, address in PORTAL_ALONE.items() if "changed" in name or "a year ago" in name}
PAGES |= {"what got worse in a year": f"{PAGES['what changed in a year']}&kind=worse"}
PAGES |= {"action": "/plans/large/actions/1.5/"}
PACKS = {"pack, every action changed": "pack held", "pack, nothing changed": "pack next"}
DATABASE = "portal_benchmark"


def measure(folder: Path, rounds: int) -> None:
    """Print the tables."""
    workers = {"SQLite": Worker(prepare(folder, LARGE))}
    if server := os.environ.get("PORTAL_TEST_DATABASE_URL"):
        workers["PostgreSQL"] = on_postgres(server, folder / "postgresql")
    pages = PAGES | {name: workers["SQLite"].ask(question) for name, question in PACKS.items()}
    print_pages(workers, pages, taken(workers, pages, rounds), rounds)
    for worker in workers.values():
        worker.stop()
    print_bundle(workers)


def on_postgres(server: str, data: Path) -> Worker:
    """On a database of its own on the server, made anew."""
    connection = psycopg2.connect(server)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {DATABASE}")
        cursor.execute(f"CREATE DATABASE {DATABASE}")
    connection.close()
    worker = Worker(data, database=urlsplit(server)._replace(path=f"/{DATABASE}").geturl())
    fill(worker, data, LARGE)
    return worker


def taken(
    workers: Mapping[str, Worker], pages: Mapping[str, str], rounds: int
) -> Mapping[tuple[str, str], tuple[float, float]]:
    """The least that each page took on each database, of the clock and of CPU; the first round warms up."""
    costs = defaultdict(list)
    for number in range(rounds + 1):
        for name, address in pages.items():
            for kind, worker in workers.items():
                clock, cpu = worker.ask(f"clock {address} {1 if name in PACKS or not number else 5}").split()
                costs[name, kind] += [(float(clock), float(cpu))] if number else []
    return {key: (min(one for one, _ in told), min(one for _, one in told)) for key, told in costs.items()}


def print_pages(
    workers: Mapping[str, Worker],
    pages: Mapping[str, str],
    costs: Mapping[tuple[str, str], tuple[float, float]],
    rounds: int,
) -> None:
    print(
        f"Milliseconds at {LARGE:,} actions, the least of {rounds} interleaved rounds: of the clock, and of CPU with"
    )
    print("that of the database\n")
    print(f"| page | {' | '.join(f'{kind} | CPU' for kind in workers)} | queries |")
    print(f"| --- |{' --- |' * (2 * len(workers) + 1)}")
    for name, address in pages.items():
        told = (f"{cost:,.0f}" for kind in workers for cost in costs[name, kind])
        print(f"| {name} | {' | '.join(told)} | {workers['SQLite'].ask(f'queries {address}')} |", flush=True)


def print_bundle(workers: Mapping[str, Worker]) -> None:
    print("\nA bundle of the plan's whole life, and the most memory of the process that made it\n")
    print("| database | CPU, s | MB |\n| --- | --- | --- |")
    for kind, worker in workers.items():
        cost = float(worker.ask("bundle large 1")) / 1000
        print(f"| {kind} | {cost:.1f} | {float(worker.ask('peak')):.0f} |", flush=True)
        worker.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="keep the generated SQLite plan here, and find it again")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    if arguments.data:
        measure(arguments.data.absolute(), arguments.rounds)
        return
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), arguments.rounds)


if __name__ == "__main__":
    main()
