"""Every page stands for everybody: axe-core finds nothing, wide and narrow and in the system's colours; nothing
scrolls sideways at 320 pixels, and nothing is cut off where the text is spaced or twice as large.

A new page adds itself to PAGES for somebody who sees it; faults, and what comes up in the course of something, are in
test_rare_pages.py.
"""

from urllib.parse import urlsplit

import pytest
from django.urls import get_resolver, resolve
from playwright.sync_api import Page

from governance.guides import GUIDES
from tests.browser.axe import assert_well, every_fault
from tests.browser.conftest import NewPage, sign_in
from tests.portal_process import (
    PortalProcess,
)

PLAN = "/plans/2023-24/"
PARTNERSHIP = "/bodies/local-inclusion-partnership/"
HELD = "/meetings/2024-07-11-local-inclusion-partnership/"
NEXT = "/meetings/2024-09-12-local-inclusion-partnership/"
STYLE = "/bodies/health-and-wellbeing-board/house-style/"
PAGES = {
    "officer": (
        PLAN, PLAN + "priorities/1/", PLAN + "priorities/7/", PLAN + "actions/", PLAN + "actions/?status=at_risk",
        PLAN + "actions/3f/", PLAN + "actions/3f.i/", PLAN + "actions/3f.v/", PLAN + "actions/3f/?updates=all",
        PLAN + "actions/3f/history/", PLAN + "history/", PLAN + "priorities/3/history/",
        "/my-actions/", "/me/", "/me/notices/", "/roles/", "/glossary/", "/accessibility/", "/privacy/",
        "/password/change/", "/sign-out/", PLAN + "evidence/", PLAN + "evidence/?kind=audit",
        PLAN + "evidence/?priority=7", PLAN + "queries/",
        PLAN + "partners/", PLAN + "actions/?flag=silent&sort=due", PLAN + "questions/",
        PLAN + "actions/1a/questions/new/", PLAN + "outcomes/", "/plans/",
    ),
    "sro": ("/accountable/", PLAN + "priorities/3/", PLAN + "priorities/3/highlight/",
            PLAN + "priorities/3/judgement/", PLAN + "priorities/2/judgement/"),
    "coordinator": ("/design/", PLAN + "drivers/", PLAN + "drivers/new/", PLAN + "actions/new/?parent=3f",
                    PLAN + "actions/2e/", PLAN + "actions/2e/due-date/", PLAN + "actions/2e/edit/",
                    PLAN + "actions/3f/state/",
                    PLAN + "actions/2e/milestones/", PLAN + "actions/4c/related/", PLAN + "actions/4c/related/2e/",
                    PLAN + "actions/1a/", PLAN + "actions/1a/progress/", PLAN + "actions/1a/no-change/",
                    PLAN + "queries/", PLAN + "queries/new/?action=4c", PLAN + "actions/1a/evidence/",
                    PLAN + "actions/1a/co-production/", PLAN + "edit/", PLAN + "key/", PLAN + "key/at_risk/",
                    PLAN + "cycles/", PLAN + "cycles/new/", PLAN + "priorities/new/", PLAN + "priorities/1/edit/",
                    PLAN + "import/", PLAN + "printed-leads/",
                    PLAN + "set-up/", PLAN + "set-up/1/", PLAN + "handover/", "/plans/new/",
                    PLAN + "cycle/", PLAN + "cycle/?organisation=none&state=received", PLAN + "cycle/remind/all/",
                    PLAN + "cycle/actions/1b/", PLAN + "cycle/actions/1b/no-update/",
                    PLAN + "succession/", PLAN + "succession/start/", PLAN + "succession/choose/",
                    PLAN + "succession/outcomes/",
                    PLAN + "succession/outcomes/1/", PLAN + "succession/close/",
                    "/reports/new/", "/forward-plan/new/",
                    STYLE, STYLE + "edit/", STYLE + "headings/financial/", STYLE + "word-file/", STYLE + "history/",
                    "/bodies/", "/bodies/new/", PARTNERSHIP, PARTNERSHIP + "edit/", PARTNERSHIP + "history/",
                    PARTNERSHIP + "phases/new/", PARTNERSHIP + "quorum/new/", PARTNERSHIP + "terms/new/",
                    PARTNERSHIP + "members/new/", HELD + "attendance/",
                    PARTNERSHIP + "decisions/new/", "/meetings/", "/meetings/new/", "/meetings/schedule/",
                    NEXT, NEXT + "edit/", NEXT + "papers-out/", NEXT + "cancel/", NEXT + "move/", NEXT + "history/",
                    NEXT + "agenda/", NEXT + "items/new/", NEXT + "items/4/", NEXT + "items/6/edit/",
                    NEXT + "items/6/withdraw/", NEXT + "items/6/papers/new/", NEXT + "items/6/history/",
                    HELD, HELD + "minutes/", HELD + "minutes/summary/", HELD + "minutes/agree/",
                    HELD + "items/5/minutes/", HELD + "items/5/declarations/", HELD + "items/5/decisions/new/",
                    HELD + "items/5/meeting-actions/new/", "/decisions/", "/decisions/?q=nothing",
                    "/meeting-actions/", "/bundle/", "/notices/",
                    "/reports/2023-06-28-health-and-wellbeing-board/published/"),
    "member": ("/my-actions/", PLAN, PLAN + "actions/1a/progress/", PLAN + "actions/?priority=7", "/reports/",
               "/reports/2023-06-28-health-and-wellbeing-board/", "/forward-plan/", "/bodies/",
               "/bodies/health-and-wellbeing-board/", "/bodies/local-inclusion-partnership/",
               "/meetings/2023-06-28-health-and-wellbeing-board/", "/meetings/2023-09-health-and-wellbeing-board/",
               "/reports/2023-06-28-health-and-wellbeing-board/history/"),
    "reader": (PLAN + "changes/", PLAN + "changes/?kind=dates", PLAN + "charts/", PLAN + "?at=2024-03-01",
               PLAN + "actions/?at=2024-03-01", PLAN + "priorities/3/?at=2024-03-01",
               PLAN + "actions/3f.i/?at=2024-03-01", PLAN + "actions/3f.i/compare/?from=2024-01-01&to=2024-09-01",
               HELD + "pack/", HELD + "pack/1/", NEXT + "pack/"),
    "": ("/sign-in/?next=/my-actions/", "/password/reset/", "/password/reset/sent/", "/password/reset/3-abc/",
         "/account/inactive/", "/glossary/", "/help/", *(f"/help/{guide}/" for guide in GUIDES)),
}  # fmt: skip
# Pages with a number of ours in their address, and where the co-ordinator finds a link to one.
NUMBERED = {
    "answer-query": PLAN + "queries/",
    "answer-question": PLAN + "questions/",
    "close-question": PLAN + "questions/",
    "change-co-production": PLAN + "actions/1a/",
    "change-evidence": PLAN + "actions/1a/",
    "decide-due-date": PLAN + "actions/2e/",
    "decision": "/decisions/",
    "meeting-action": "/meeting-actions/",
    "edit-phase": PARTNERSHIP,
    "edit-milestone": PLAN + "actions/3f/milestones/",
    "hand-over": PLAN + "handover/",
    "meet-promise": "/forward-plan/",
}


@pytest.mark.parametrize("who", PAGES, ids=lambda who: who or "visitor")
def test_pages_with_content(who: str, shared_portal: PortalProcess, new_page: NewPage) -> None:
    page = new_page()
    if who:
        sign_in(page, shared_portal.base_url, who)
    found = []
    for address in PAGES[who]:
        answer = page.goto(shared_portal.base_url + address)
        assert answer is not None
        assert (page.url, answer.status in (200, 403)) == (shared_portal.base_url + address, True)
        found += every_fault(page)
    assert found == []


def test_pages_with_a_number(shared_portal: PortalProcess, new_page: NewPage) -> None:
    page = new_page()
    sign_in(page, shared_portal.base_url, "coordinator")
    found = []
    for name, address in NUMBERED.items():
        page.goto(shared_portal.base_url + address)
        links = [link.get_attribute("href") or "" for link in page.get_by_role("main").get_by_role("link").all()]
        paths = [urlsplit(link).path for link in links if link.startswith("/")]
        page.goto(shared_portal.base_url + next(path for path in paths if resolve(path).view_name == name))
        found += every_fault(page)
    assert found == []


# Names without a page in PAGES, and why.
ELSEWHERE = {
    "edit-cycle": "the demonstration's cycles are their meetings'; test_plan.py",
    **{f"import-{step}": "test_import.py" for step in ("sheet", "columns", "words", "preview")},
    **dict.fromkeys(("import-xlsx", "import-csv"), "a file"),
    "discard-import": "a button; test_import.py",
    "bundle-of-plan": "leads to the bundle",
    "unlink-next-plan": "offered while a next plan is empty: test_succession.py",
    "hold-meeting": "offered from the meeting's day on: test_meetings.py and test_year.py",
    "undo-meeting": "test_meetings.py",
    "ratify-decisions": "test_decisions.py and test_year.py",
    "add-minutes-note": "test_minutes.py",
    "meeting-cycles": "a button",
    "move-item": "a button",
    "carry-item": "a button",
    "put-ask-on-agenda": "a button",
    "put-question-on-agenda": "a button",
    **dict.fromkeys(("mark-changes-as-read", "watch-action", "watch-priority"), "a button"),
    **dict.fromkeys(("changes-file", "pack-file", "numbered-pack-file"), "a file"),
    "short-changes": "leads to what changed",
    "begin-next-plan": "comes after a next plan is started: test_succession.py",
    "outcome-file": "a file",
    **dict.fromkeys(("replace-paper", "withdraw-paper", "take-back-declaration"), "as adding one: test_agenda.py"),
    **dict.fromkeys(
        (
            "edit-decision",
            "withdraw-decision",
            "edit-meeting-action",
            "report-meeting-action",
            "withdraw-meeting-action",
        ),
        "as recording one: test_decisions.py",
    ),
    **dict.fromkeys(
        ("meeting-calendar", "deadline-calendar", "minutes-file", "paper", "decision-file", "question-file"), "a file"
    ),
    "edit-quorum-rule": "as adding one; test_bodies.py",
    "edit-membership": "test_bodies.py",
    "terms": "test_bodies.py",
    "terms-file": "a file",
    "home": "leads to the plan; the choice between two is in test_rare_pages.py",
    "short-actions": "leads to the action list",
    "short-action": "leads to the action",
    "short-priority": "leads to the priority",
    "short-evidence": "leads to the evidence",
    "short-queries": "leads to the queries",
    "short-questions": "leads to the questions",
    "short-key": "leads to the status key",
    "short-desk": "leads to the desk",
    "edit-driver": "test_editing.py adds a driver and changes it",
    "withdraw-evidence": "comes after change-evidence: test_evidence.py",
    "action-file": "a file",
    "evidence-csv": "a file",
    "export-draft": "a file",
    "export-version": "a file",
    "version-file": "a file",
    "version-zip": "a file",
    "published-file": "a file",
    "word-file": "a file",
    **dict.fromkeys(
        (
            "edit-report",
            "report-preview",
            "finalise-report",
            "report-version",
            "edit-section",
            "recommendations",
            "resolve",
            "board-wordings",
        ),
        "test_report.py writes a report",
    ),
    "brand-css": "a style sheet",
    "brand-logo": "a picture",
    "account_reset_password_from_key_done": "comes after a new password: test_rare_pages.py",
}


def test_no_page_is_left_out() -> None:
    """Every name in our own addresses is in PAGES or NUMBERED, or says where it is looked at. The admin is not."""
    apps = [app for app in get_resolver().url_patterns if str(app.pattern) == ""]
    names = {page.name for app in apps for page in app.url_patterns}
    shown = {resolve(urlsplit(address).path).view_name for addresses in PAGES.values() for address in addresses}
    assert names - shown - set(NUMBERED) == set(ELSEWHERE)


def test_every_page_of_an_update(portal: PortalProcess, new_page: NewPage) -> None:
    """The form empty, with errors, with soft questions, in conflict, submitted; and a draft."""
    page = new_page()
    sign_in(page, portal.base_url, "officer")
    page.goto(f"{portal.base_url}/my-actions/")
    form = page.locator("a[href$='/progress/']").first.get_attribute("href") or ""
    page.goto(portal.base_url + form)
    assert_well(page)
    press(page, "submit")
    assert page.locator(".govuk-error-summary").count() == 1
    assert_well(page)

    fill(page, headline="It goes on.")
    press(page, "draft")
    assert_well(page)
    other = new_page()
    sign_in(other, portal.base_url, "deputy")
    other.goto(portal.base_url + form)
    fill(other, headline="It goes on, says the deputy.", happened="NHS number 943 476 5919")
    press(other, "submit")
    assert other.locator("input[name=considered]").count() == 1
    assert_well(other)
    press(other, "submit")
    assert_well(other)

    press(page, "submit")
    assert page.get_by_role("heading", name="This action changed while you were writing").count() == 1
    assert_well(page)
    page.goto(portal.base_url + form.replace("/progress/", "/"))
    assert_well(page)


def fill(page: Page, **texts: str) -> None:
    page.locator("input[name=status][value=off_track]").check()
    for name, text in ({"reason": "A post.", "recovery": "Advertised.", "consequence": "Delay."} | texts).items():
        page.locator(f"[name={name}]").fill(text)


def press(page: Page, button: str) -> None:
    """Press a button of the form and see the page that answers."""
    with page.expect_navigation():
        page.locator(f"button[name={button}]").first.click()


def test_refused_sign_in(shared_portal: PortalProcess, new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{shared_portal.base_url}/sign-in/")
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.locator(".govuk-error-summary").wait_for()
    assert_well(page)
