"""How much the pages cost at 40 and at 10,000 actions, beside bare Django pages, all in one run: see README.md."""

import argparse
import datetime
import os
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SMALL, MIDDLE, LARGE = 40, 1_000, 10_000
LAST_PAGE = "last page of the list"
PAGES = {
    "list": "/plans/large/actions/",
    "filtered list": "/plans/large/actions/?status=at_risk",
    "text search, rare": "/plans/large/actions/?q=7.3",
    "text search, common": "/plans/large/actions/?q=transport",
    "plan on a page": "/plans/large/",
    "CSV of everything": "/plans/large/actions.csv",
}


def days_ago(days: int) -> datetime.date:
    return (datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=days)).date()


A_YEAR_AGO = f"at={days_ago(365)}"
# Between these days every action has its last update.
CHANGES = f"/plans/large/changes/?since={days_ago(90)}&until={days_ago(30)}"
# What the floor does not have.
PORTAL_ALONE = {
    "plan as at a year ago": f"/plans/large/?{A_YEAR_AGO}",
    "priority as at a year ago": f"/plans/large/priorities/3/?{A_YEAR_AGO}",
    "list as at a year ago": f"/plans/large/actions/?{A_YEAR_AGO}",
    "list as at a year ago, not updated": f"/plans/large/actions/?flag=not-updated&{A_YEAR_AGO}",
    "list as at a year ago, no lead, by due date": f"/plans/large/actions/?flag=no-lead&sort=due&{A_YEAR_AGO}",
    "action as at a year ago": f"/plans/large/actions/1.5/?{A_YEAR_AGO}",
    "action, a year ago and now": f"/plans/large/actions/1.5/compare/?{A_YEAR_AGO.replace('at=', 'from=')}",
    "list by due date": "/plans/large/actions/?sort=due",
    "not updated": "/plans/large/actions/?flag=not-updated",
    "no update for two cycles": "/plans/large/actions/?flag=silent",
    "overdue, asked": "/plans/large/actions/?flag=overdue&flag=asked",
    LAST_PAGE: f"/plans/large/actions/?page={LARGE // 50}",
    "partners": "/plans/large/partners/",
    "charts": "/plans/large/charts/",
    "what changed in two months": CHANGES,
    "what changed in a year": f"/plans/large/changes/?since={days_ago(395)}&until={days_ago(30)}",
}


class Worker:
    """A process of its own for one size, with the portal or with the floor."""

    def __init__(self, data: Path, settings: str = "send_portal.settings", database: str = "") -> None:
        """`database`: the address of its data, left out: SQLite in the folder."""
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": settings, "PORTAL_MODE": "demonstration", "PORTAL_DATA": str(data),
            "PORTAL_CLOCK_SHIFT": "0", "SECRET_KEY": "only for benchmarks " * 5, "PYTHONPATH": str(ROOT),
        }  # fmt: skip
        self.environment.pop("DATABASE_URL", None)
        if database:
            self.environment["DATABASE_URL"] = database
        self.process: subprocess.Popen[str] | None = None

    def manage(self, *arguments: str) -> None:
        """Run a management command on its data."""
        command = [sys.executable, str(ROOT / "manage.py"), *arguments]
        subprocess.run(command, env=self.environment, check=True, stdout=subprocess.DEVNULL)

    def ask(self, line: str) -> str:
        """What the process answers to a line of worker.py."""
        if self.process is None:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "benchmarks.worker"], cwd=ROOT, env=self.environment, text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            )  # fmt: skip
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().strip()
        assert answer, f"no answer to {line}"
        return answer

    def stop(self) -> None:
        """End the process; the next question starts another one."""
        if self.process is not None:
            self.process.communicate()
            self.process = None


def prepare(folder: Path, size: int) -> Path:
    """SQLite data with so many actions; made once for a folder."""
    data = folder / str(size)
    if not (data / "done").exists():
        fill(Worker(data), data, size)
        (data / "done").touch()
    return data


def fill(worker: Worker, data: Path, size: int) -> None:
    """Make tables and files, and a plan with so many actions."""
    data.mkdir(parents=True, exist_ok=True)
    for command in (["migrate"], ["createcachetable"], ["collectstatic", "--no-input"]):
        worker.manage(*command)
    worker.ask(f"generate {size}")
    worker.stop()


def times_of(name: str, size: int) -> int:
    """How many requests make a round: enough to be measured, not so many that a run takes an hour."""
    return 3 if name.startswith("CSV") and size == LARGE else 10


def measure(folder: Path, rounds: int) -> None:
    """Print the tables."""
    data = {size: prepare(folder, size) for size in (SMALL, MIDDLE, LARGE)}
    workers = {
        (kind, size): Worker(data[size], settings)
        for kind, settings in (("portal", "send_portal.settings"), ("floor", "benchmarks.floor_settings"))
        for size in (SMALL, LARGE)
    }
    print_cpu(workers, taken(workers, rounds), rounds)
    print_changes(workers["portal", LARGE])
    for worker in workers.values():
        worker.stop()
    print_memory({size: Worker(data[size]) for size in (MIDDLE, LARGE)})


def taken(workers: Mapping[tuple[str, int], Worker], rounds: int) -> Mapping[tuple[str, str, int], float]:
    """The median cost of each page, kind and size; each round asks for everything once, the first one warms up."""
    costs = defaultdict(list)
    for number in range(rounds + 1):
        for name, address in {**PAGES, **PORTAL_ALONE}.items():
            for (kind, size), worker in workers.items():
                is_there = kind == "portal" or name in PAGES
                if is_there and (size == LARGE or name != LAST_PAGE):
                    cost = float(worker.ask(f"cpu {address} {times_of(name, size)}"))
                    costs[name, kind, size] += [cost] if number else []
    return {key: statistics.median(of_page) for key, of_page in costs.items()}


def print_cpu(
    workers: Mapping[tuple[str, int], Worker], costs: Mapping[tuple[str, str, int], float], rounds: int
) -> None:
    print(f"CPU milliseconds per request, median of {rounds} interleaved rounds; queries at {LARGE:,} actions\n")
    print(
        f"| page | floor {SMALL} | portal {SMALL} | floor {LARGE:,} | portal {LARGE:,} | times the floor | queries |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for name, address in {**PAGES, **PORTAL_ALONE}.items():
        cells = [costs.get((name, kind, size)) for size in (SMALL, LARGE) for kind in ("floor", "portal")]
        words = ["–" if cost is None else f"{cost:.1f}" for cost in cells]
        beside = f"{cells[3] / cells[2]:.1f}" if cells[2] and cells[3] else "–"
        queries = workers["portal", LARGE].ask(f"queries {address}")
        print(f"| {name} | {' | '.join(words)} | {beside} | {queries} |")


def print_changes(worker: Worker) -> None:
    print(f"\nWhat changed between two meetings, {LARGE:,} actions, all of them changed: CPU milliseconds\n")
    print("| part | cost |\n| --- | --- |")
    for part in ("groups", "recorded", "page"):
        print(f"| {part} | {float(worker.ask(f'changes {part} 10')):.0f} |")


def print_memory(workers: Mapping[int, Worker]) -> None:
    print("\nMost memory of a new process that has shown the list, and then sent the CSV\n")
    print("| actions | before, MB | after, MB |\n| --- | --- | --- |")
    for size, worker in workers.items():
        worker.ask(f"cpu {PAGES['list']} 1")
        before = float(worker.ask("peak"))
        worker.ask(f"cpu {PAGES['CSV of everything']} 1")
        print(f"| {size:,} | {before:.1f} | {float(worker.ask('peak')):.1f} |")
        worker.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="keep the generated plans here, and find them again")
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    if arguments.data:
        measure(arguments.data.absolute(), arguments.rounds)
        return
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), arguments.rounds)


if __name__ == "__main__":
    main()
