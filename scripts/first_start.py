"""Starts the portal in a fresh clone with `make run` and says how long it takes to answer.

Usage: scripts/first_start.py CLONE PORT
"""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

SECONDS_AT_MOST = 300


def answers(port: int) -> bool:
    """Whether the portal is live."""
    with (
        contextlib.suppress(OSError),
        urllib.request.urlopen(f"http://127.0.0.1:{port}/health/live", timeout=5) as response,
    ):
        return bool(response.status == 200)
    return False


def seconds_until_live(clone: str, port: int) -> float | None:
    """Start, wait for the first answer, stop. None if there is none."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PORTAL_", "MAKE"))}
    with tempfile.TemporaryFile("w+") as output:
        started = time.monotonic()
        command = ["make", "run", f"PORT={port}"]
        process = subprocess.Popen(
            command, cwd=clone, env=environment, stdout=output, stderr=output, start_new_session=True
        )
        try:
            while time.monotonic() - started < SECONDS_AT_MOST and process.poll() is None:
                if answers(port):
                    return time.monotonic() - started
                time.sleep(0.1)
            output.seek(0)
            print(output.read(), file=sys.stderr)
            return None
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            process.wait()


def main() -> int:
    clone, port = sys.argv[1], int(sys.argv[2])
    for name in ("first", "second"):
        seconds = seconds_until_live(clone, port)
        if seconds is None:
            print(f"The {name} start gave no answer.", file=sys.stderr)
            return 1
        print(f"The {name} start took {seconds:.1f} s until the portal answered.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
