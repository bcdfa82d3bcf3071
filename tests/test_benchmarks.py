"""That the benchmarks still start: they are run by hand, and seldom."""

import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.portal_process import ROOT


@pytest.mark.parametrize("settings", ["send_portal.settings", "benchmarks.floor_settings"])
def test_the_process_of_a_benchmark_starts_and_answers(settings: str, tmp_path: Path) -> None:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": settings, "PORTAL_MODE": "demonstration", "PORTAL_DATA": str(tmp_path),
        "SECRET_KEY": "only for a test " * 5,
    }  # fmt: skip
    asked = subprocess.run(
        [sys.executable, "-m", "benchmarks.worker"], cwd=ROOT, env=environment, input="peak\n", text=True,
        capture_output=True, check=True,
    )  # fmt: skip
    assert float(asked.stdout) > 0


@pytest.mark.parametrize("name", ["past", "portal", "reports", "run"])
def test_what_they_ask_the_portal_for_is_there(name: str) -> None:
    assert importlib.import_module(f"benchmarks.{name}")
