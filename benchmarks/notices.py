"""What a run of `send_notices` costs with 400 people, at 1,000 and at 10,000 actions. See README.md.

Mails, queries until all of them stand in the outbox, and CPU seconds of the process for that and for sending them to
nowhere. Sending takes two writes and a read a mail, whatever there is.
"""

import argparse
import tempfile
from pathlib import Path

from benchmarks.run import LARGE, MIDDLE, Worker, prepare

KINDS = ("five-days", "day-after")


def measure(folder: Path) -> None:
    """Print the table."""
    print("| mails of | actions | mails | queries to write them | seconds | seconds to send them |")
    print("| --- | --- | --- | --- | --- | --- |")
    for size in (MIDDLE, LARGE):
        worker = Worker(prepare(folder, size))
        for kind in KINDS:
            print(f"| {kind} | {size:,} | {' | '.join(worker.ask(f'notices {kind}').split())} |", flush=True)
        worker.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="make the plans here; a run changes them")
    arguments = parser.parse_args()
    if arguments.data:
        measure(arguments.data.absolute())
        return
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder))


if __name__ == "__main__":
    main()
