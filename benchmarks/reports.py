"""What a board report and a bundle cost: the real plan and one of 1,000 actions. See README.md.

CPU milliseconds of a warm process: the content from history (its database included), each format of it that is kept,
and a bundle of the whole life of the plan.
"""

import argparse
import tempfile
from pathlib import Path

from benchmarks.run import MIDDLE, Worker, prepare

FORMATS = ("content", "pdf", "docx", "xlsx", "html", "csv")
REAL, LARGE = "2023-24", "large"


def prepare_real(folder: Path) -> Path:
    """The demonstration: the real plan, with what people say about it. Made once for a folder."""
    data = folder / "real"
    if not data.exists():
        data.mkdir(parents=True)
        Worker(data).manage("prepare")
    return data


def measure(folder: Path, times: int) -> None:
    """Print the table."""
    real, large = Worker(prepare_real(folder)), Worker(prepare(folder, MIDDLE))
    print(f"CPU milliseconds of a warm process, mean of {times}; of {MIDDLE:,} actions, one run\n")
    print(f"| report | real plan | {MIDDLE:,} actions |\n| --- | --- | --- |")
    for format in FORMATS:
        costs = float(real.ask(f"report {REAL} {format} {times}")), float(large.ask(f"report {LARGE} {format} 1"))
        print(f"| {format} | {costs[0]:.0f} | {costs[1]:,.0f} |", flush=True)
    costs = float(real.ask(f"bundle {REAL} 2")), float(large.ask(f"bundle {LARGE} 1"))
    print(f"| bundle | {costs[0]:,.0f} | {costs[1]:,.0f} |", flush=True)
    for worker in (real, large):
        worker.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="keep the plans here, and find them again")
    parser.add_argument("--times", type=int, default=20)
    arguments = parser.parse_args()
    if arguments.data:
        measure(arguments.data.absolute(), arguments.times)
        return
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), arguments.times)


if __name__ == "__main__":
    main()
