"""Settings as a production portal has them."""

import runpy
from typing import Any

import pytest

from tests.portal_process import ROOT

PRODUCTION = {
    "PORTAL_MODE": "production",
    "SECRET_KEY": "0123456789 abcdefghij " * 4,
    "PORTAL_ALLOWED_HOSTS": "portal.example",
    "DATABASE_URL": "postgresql://portal:secret@127.0.0.1:5432/portal",
}


@pytest.fixture
def production_environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The environment of a portal that may start; change it from there."""
    monkeypatch.delenv("PORTAL_CLOCK_SHIFT")
    for name, value in PRODUCTION.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def read_settings() -> dict[str, Any]:
    """Run the settings file on its own, in the environment as it is now."""
    return runpy.run_path(str(ROOT / "send_portal" / "settings.py"))


@pytest.fixture
def production_settings(production_environment: pytest.MonkeyPatch) -> dict[str, Any]:
    """All settings of a production portal."""
    return read_settings()
