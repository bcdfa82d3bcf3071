"""Portals that run, for tests to ask for.

A server that a test has left as it found it serves the next one, from a fresh copy of the demonstration.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.portal_process import PortalProcess, Prepared, prepare


class Keeper:
    """Has a portal ready for one test after the other: the same server while nobody has touched it."""

    def __init__(self, prepared: Prepared, folder: Path) -> None:
        self.prepared, self.folder = prepared, folder
        self.portal: PortalProcess | None = None

    def fresh(self) -> PortalProcess:
        """A running portal, with the data as they were prepared: the same server where it has run without a stop and
        with the settings that it began with, else a new one. A test that must have a new one calls `restart()`.
        """
        if self.portal is not None and self.portal.is_as_begun:
            self.portal.renew()
        else:
            self.close()
            self.portal = PortalProcess(self.folder, self.prepared)
            self.portal.__enter__()
        return self.portal

    def close(self) -> None:
        if self.portal is not None:
            self.portal.__exit__()
        self.portal = None


@pytest.fixture(scope="session")
def prepared_portal(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Prepared:
    """The loaded demonstration, shared by all test processes of this run."""
    base = tmp_path_factory.getbasetemp()
    return prepare((base if worker_id == "master" else base.parent) / "portal")


@pytest.fixture(scope="session")
def portal_keeper(prepared_portal: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Keeper]:
    """The server of this process's tests."""
    with contextlib.closing(Keeper(prepared_portal, tmp_path_factory.mktemp("kept"))) as keeper:
        yield keeper


@pytest.fixture
def portal(portal_keeper: Keeper) -> PortalProcess:
    """A fresh demonstration, served for one test."""
    return portal_keeper.fresh()


@pytest.fixture(scope="session")
def shared_portal(prepared_portal: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PortalProcess]:
    """A demonstration served for all tests of this process that only read it."""
    with PortalProcess(tmp_path_factory.mktemp("shared"), prepared_portal) as running:
        yield running


@pytest.fixture(scope="session")
def prepared_empty_portal(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Prepared:
    """A demonstration without a plan, shared by all test processes of this run."""
    base = tmp_path_factory.getbasetemp()
    return prepare((base if worker_id == "master" else base.parent) / "empty", plan="none")


@pytest.fixture(scope="session")
def empty_portal_keeper(prepared_empty_portal: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Keeper]:
    """As `portal_keeper`, without a plan."""
    with contextlib.closing(Keeper(prepared_empty_portal, tmp_path_factory.mktemp("kept_empty"))) as keeper:
        yield keeper


@pytest.fixture
def empty_portal(empty_portal_keeper: Keeper) -> PortalProcess:
    """A fresh demonstration without a plan, served for one test."""
    return empty_portal_keeper.fresh()
