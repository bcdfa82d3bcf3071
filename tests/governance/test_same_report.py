"""A report on one moment is one report: whatever is written meanwhile, every build of it is the same."""

import datetime
import os
import threading
import types
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from actions.models import Action
from audit.recording import Refused
from governance.models import Format
from governance.reports.reading import preview
from governance.reports.rendering import render
from governance.reports.verifying import findings
from governance.services.publishing import finalise
from governance.services.recommendations import set_recommendations
from governance.services.reports import edit_report, edit_section
from governance.services.wordings import set_wordings
from tests.governance.reporting import EARLIER, start, write
from tests.portal_process import PortalProcess
from tests.visitor import Visitor, forms_to_update, hidden_fields, red_update
from tests.world import NOW, give_update

# `make drill` builds it two hundred times.
BUILDS = int(os.environ.get("PORTAL_TEST_BUILDS", "20"))
THREADS = 2
BUILD = """
from accounts.models import User
from actions.models import ProgressUpdate
from documents.canonical import digest, to_json
from governance.models import Body
from governance.reports.draft import DRAFT
from governance.reports.reading import content_at
from governance.services.publishing import LEAST_AGE
from governance.services.reports import start_report
from priorities.models import ActionPlan
from priorities.partial_date import PartialDate
from send_portal import clock

report = start_report(
    plan=ActionPlan.objects.get(slug="2023-24"), body=Body.objects.get(slug="health-and-wellbeing-board"),
    by=User.objects.get(email="coordinator@demo.example"), now=clock.now(), title="Progress", report_of="Director",
    date=PartialDate.day(2024, 9, 25),
)
now = clock.now()
counts, digests = set(), set()
for _ in range({builds}):
    counts.add(ProgressUpdate.objects.count())
    content = content_at(report, written_at=now, as_at=now - LEAST_AGE, standing=DRAFT)
    digests.add(digest(to_json(content)))
print(len(digests), len(counts), len(content.blocks))
"""


@pytest.mark.process
@pytest.mark.xdist_group("process")
def test_builds_are_equal_while_updates_are_posted(portal: PortalProcess) -> None:
    visitor = Visitor(portal.base_url).sign_in("officer")
    forms = forms_to_update(visitor.get("/my-actions/")[1])
    is_built = threading.Event()
    with ThreadPoolExecutor(THREADS) as threads:
        posting = [threads.submit(post_until, is_built, visitor.twin(), forms[at::THREADS]) for at in range(THREADS)]
        try:
            done = portal.manage("shell", "-v0", "-c", BUILD.format(builds=BUILDS))
        finally:
            is_built.set()
        posted = sum(one.result() for one in posting)
    assert done.returncode == 0, done.stderr
    digests, moments_seen, blocks = map(int, done.stdout.split())
    assert digests == 1
    # Updates did come in between the builds, and the report says something.
    assert posted >= moments_seen - 1 >= 3
    assert blocks > 20
    checked = portal.manage("audit_check")
    assert checked.returncode == 0, checked.stdout


def post_until(is_over: threading.Event, tab: Visitor, forms: list[str]) -> int:
    """Submit one update after the other; how many were acknowledged. Nobody else is at these forms."""
    acknowledged = 0
    while not is_over.is_set():
        form = forms[acknowledged % len(forms)]
        status, page = tab.get(form)
        assert status == 200, page
        status, page = tab.post(form, red_update(f"Post {acknowledged}.", **hidden_fields(page)))
        assert status == 302, page
        acknowledged += 1
    return acknowledged


def test_builds_are_equal_after_every_write(act: Callable[[str], Action], people: types.SimpleNamespace) -> None:
    report = write(start(people.cora), people.cora)
    first = preview(report, EARLIER)
    for key in ("1a", "1b", "4c"):
        give_update(act(key), people.olive, NOW, headline=f"A later word on {key}.")
        assert preview(report, EARLIER) == first
    write(report, people.cora, NOW)
    assert preview(report, EARLIER) == first
    assert preview(report, NOW) != first


def test_nothing_is_written_into_a_frozen_past(act: Callable[[str], Action], people: types.SimpleNamespace) -> None:
    """A change that began before the finalising and comes after it would count as written before."""
    report = write(start(people.cora), people.cora)
    version = finalise(report=report, by=people.cora, now=NOW)
    late = {"by": people.cora, "now": NOW - datetime.timedelta(seconds=1)}
    detail = report.sections.get(kind="detail")
    for change in (
        lambda: edit_report(**late, report=report, title="Late"),
        lambda: edit_section(**late, section=detail, is_included=True, narrative="Late."),
        lambda: set_recommendations(**late, report=report, texts=["Late."]),
        lambda: set_wordings(**late, report=report, texts={act("1a"): "Late."}),
    ):
        with pytest.raises(Refused, match="finalised while you were saving"):
            change()
    assert list(findings(version)) == []


@pytest.mark.parametrize("format", Format)
def test_a_renderer_asks_nothing(
    format: Format, people: types.SimpleNamespace, django_assert_num_queries: Callable[..., object]
) -> None:
    document = preview(write(start(people.cora), people.cora), NOW)
    with django_assert_num_queries(0):  # type: ignore[attr-defined]
        assert render(document, format)
