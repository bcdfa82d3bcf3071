"""Reading changes nothing: after a walk through every page as each person, the database is what it was."""

import datetime
import hashlib
import re
import types
from collections import Counter, deque
from collections.abc import Callable
from html import unescape
from urllib.parse import urldefrag, urljoin

import pytest
from django.db import connection
from django.test import Client
from django.urls import get_resolver, resolve

from accounts.services import add_person, change_person
from actions.models import Action
from actions.services import add_driver, add_milestone, edit_action, record_outcome, relate_actions, save_draft
from governance.models import Meeting
from governance.services.house_styles import use_base
from governance.services.meetings import cancel_meeting, send_papers_out, undo_state
from governance.services.publishing import finalise, record_as_published
from priorities.partial_date import PartialDate
from tests.access.imports import began
from tests.actions.questions import answer, ask
from tests.governance.agendas import full_item
from tests.governance.composing import composed
from tests.governance.deciding import decide, give, held, partnership
from tests.governance.meeting_days import planned
from tests.governance.minuting import agreed_before, minuted
from tests.governance.reporting import start, write
from tests.governance.styling import letterhead
from tests.world import NOW, PEOPLE, PLANNED, TESTER, give_evidence, give_update, tell_co_production

# A session keeps, roughly, when it was last seen.
MAY_CHANGE = {"django_session"}
EXAMPLES_OF_A_PAGE = 4
RISK = {"status": "at_risk", "reason": "A post is vacant.", "recovery": "It is advertised.", "consequence": "A delay."}


def fingerprint() -> dict[str, str]:
    """A digest of every table."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            if table not in MAY_CHANGE:
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                rows = sorted(repr(row) for row in cursor.fetchall())
                found[table] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


def links(page: str, address: str) -> list[str]:
    """Addresses in this portal that the page links to, without static files."""
    found = (urldefrag(urljoin(address, unescape(href)))[0] for href in re.findall(r'<a\b[^>]*\bhref="([^"]*)"', page))
    return [link for link in found if link.startswith("/") and not link.startswith("/static/")]


def kind(address: str) -> str:
    """The same for pages that one view shows with the same parameters."""
    path, _, query = address.partition("?")
    found = resolve(path)
    return f"{found.view_name or found.route}?{','.join(sorted(re.findall(r'(?:^|&)([^=&]+)=', query)))}"


def walk(client: Client, *starts: str) -> Counter[str]:
    """Follow links, a few examples of each page; how often each kind was seen. No page is missing or broken."""
    seen: set[str] = set()
    kinds: Counter[str] = Counter()
    waiting = deque(starts)
    while waiting:
        address = waiting.popleft()
        if address in seen or kinds[kind(address)] >= EXAMPLES_OF_A_PAGE:
            continue
        seen.add(address)
        kinds[kind(address)] += 1
        response = client.get(address)
        assert response.status_code in (200, 302), f"{address} answers {response.status_code}"
        if response.status_code == 302:
            # The administration's "view on site" leads out of it with the host before the path.
            waiting.append(urljoin(address, response["Location"].removeprefix("http://testserver")))
        elif response["Content-Type"].startswith("text/html"):
            page = response.content.decode()
            if "<textarea" in page:
                assert 'id="free-text-notice"' in page, f"{address} does not say who reads what is written in it"
                assert "data-warn-unsaved" in page, f"{address} lets unsaved text be left without a word"
            waiting.extend(links(page, address))
    return kinds


@pytest.fixture
def lived_in(people: types.SimpleNamespace, act: Callable[[str], Action]) -> None:
    """A plan with updates, a draft, something to decide, a lead who has left; 1a has all that belongs to one."""
    gone = add_person(
        by=TESTER, now=PLANNED, email="gone@portal.example", name="Gil Past", organisation=people.mo.organisation
    )
    edit_action(action=act("2b"), by=people.cora, now=PLANNED, lead=gone)
    change_person(person=gone, by=people.ada, now=NOW, reason="Left", is_active=False)
    proposed = {"proposed_due": PartialDate.month(2025, 3), "proposed_reason": "Posts vacant"}
    give_update(act("1a"), people.olive, NOW - datetime.timedelta(days=60), **proposed)
    said = {"by": people.cora, "now": NOW}
    add_milestone(**said, action=act("1a"), title="Pilot")
    relate_actions(**said, one=act("1a"), other=act("1b"))
    add_driver(**said, plan=act("1a").plan, kind="strategy", title="SEND strategy")
    give_update(act("4c"), people.dev, **RISK)
    give_update(act("2a"), people.otis, ask="help", ask_text="A contact in health", **RISK)
    give_evidence(act("1a"), people.olive)
    tell_co_production(act("1a"), people.olive)
    answer(ask("1a", people.ian), people.olive)
    ask("1a", people.otis, "And then?")
    began(people)
    edit_action(action=act("1c"), lead_as_printed="SENCos", **said)
    agreed_before(minuted(people), people)
    meeting = held(partnership())
    decide(meeting, effects={act("1a"): "paused"})
    decide(meeting, standing="for_ratification", standing_reason="The chair had left")
    give(meeting, people.olive, actions=[act("1a")])
    held(meeting.body, datetime.date(2024, 9, 3))
    save_draft(
        action=act("1b"), by=people.olive, now=NOW, fields={"headline": ["Half a"]}, revision=act("1b").revision
    )


@pytest.mark.parametrize("who", ["anon", *PEOPLE])
def test_reading_changes_nothing(who: str, lived_in: None, as_: Callable[[str], Client]) -> None:
    client = as_(who)
    before = fingerprint()
    kinds = walk(client, "/", "/my-actions/", "/roles/", "/sign-in/", "/health/live", "/health/ready")
    assert fingerprint() == before
    assert len(kinds) >= (7 if who == "anon" else 15)


def test_the_walk_comes_everywhere(
    lived_in: None, people: types.SimpleNamespace, act: Callable[[str], Action], as_: Callable[[str], Client]
) -> None:
    """What the portal has for readers is linked from its pages."""
    report = write(start(people.cora), people.cora)
    said = {"by": people.cora, "now": NOW}
    use_base(**said, style=report.body.house_style, name="letterhead.docx", body=letterhead())
    finalise(**said, report=report)
    planned(people.cora)
    cancelled = Meeting.objects.get(slug="2023-09-local-inclusion-partnership")
    cancel_meeting(**said, meeting=cancelled, reason="Snow")
    record_as_published(**said, report=report, file=b"%PDF-1.7", file_name="paper.pdf")
    composed(people)
    full_item(people.cora)
    record_outcome(**said, action=act("1a"), outcome="dropped", reason="Overtaken")
    reached = set()
    for who in ("anon", "olive", "cora", "sara"):
        reached |= {found.partition("?")[0] for found in walk(as_(who), "/")}
    # What is not among the first of its kind that a walk comes to: agreed minutes, papers that went out twice, an item
    # that has everything.
    twice = planned(people.cora, "2025-03-13", papers="2025-03-06")
    send_papers_out(**said, meeting=twice)
    undo_state(**said, meeting=twice, reason="Too early")
    send_papers_out(**said, meeting=twice)
    full = "/meetings/2024-09-04-local-inclusion-partnership/items/1/"
    agreed = "/meetings/2024-06-06-local-inclusion-partnership/minutes/"
    for rare in (agreed, f"{twice.get_absolute_url()}pack/", full, f"{full}declarations/"):
        page = as_("cora").get(rare).content.decode()
        reached |= {kind(link).partition("?")[0] for link in links(page, rare)}
    apps = [app for app in get_resolver().url_patterns if str(app.pattern) == ""]
    pages = {page.name for app in apps for page in app.url_patterns}
    elsewhere = {
        # Typed, not linked; the others come up in the course of a new password, or where an account is closed.
        "short-action", "short-priority", "short-evidence", "short-queries", "short-questions", "design",
        "account_logout", "account_inactive", "account_reset_password_done", "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        # Only where a plan has more actions than one page of the set-up takes.
        "set-up-part", "outcomes-part",
        # Only where a plan follows another, or may, and where each action has its outcome.
        "begin-next-plan", "choose-next-plan", "unlink-next-plan", "close-plan",
        # Posted, to keep who took a report out of the portal.
        "export-draft", "export-version",
        # Buttons of the agenda, its items and the action page.
        "move-item", "carry-item", "put-ask-on-agenda", "put-question-on-agenda",
        # Buttons of what changed, and of what may be watched.
        "mark-changes-as-read", "watch-action", "watch-priority",
        # A button of an import.
        "discard-import",
        # A button, only where a plan became current after a meeting was planned.
        "meeting-cycles",
        # Loaded by pages, and only where a council has its own.
        "brand-css", "brand-logo",
    }  # fmt: skip
    assert pages - reached == elsewhere


def test_a_change_would_be_seen(people: types.SimpleNamespace, act: Callable[[str], Action]) -> None:
    before = fingerprint()
    save_draft(action=act("1a"), by=people.olive, now=NOW, fields={}, revision=1)
    after = fingerprint()
    assert [table for table in after if after[table] != before[table]] == ["actions_progressdraft"]
