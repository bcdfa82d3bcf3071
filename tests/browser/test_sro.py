"""A senior responsible officer's ten minutes, in a browser: what is red, their judgement, the report on one A4."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import assert_well
from tests.browser.conftest import NewPage, sign_in
from tests.browser.hands import EVERY_WAY, EVERY_WIDTH, tab_to
from tests.portal_process import PortalProcess

PLAN = "/plans/2023-24/"
REASON = "The costs of equipment hold up two actions."
FILL = """
import uuid
from accounts.models import User
from actions.account import Account
from actions.models import Action
from actions.services import add_milestone, submit_progress
from priorities.partial_date import PartialDate
from send_portal import clock
by = {"by": User.objects.get(email="coordinator@demo.example"), "now": clock.now()}
long = "Some more words that nobody can print on one page with all the others beside them. " * 20
for action in Action.objects.filter(priority__number=3, plan_state="agreed"):
    add_milestone(**by, action=action, title=long, due=PartialDate.month(2025, 1))
    submit_progress(**by, action=action, submission=uuid.uuid4(), received_by="telephone", account=Account(
        status="off_track", headline="EHCP " + long[:190], reason=long, recovery=long, consequence=long,
        next_steps=long, ask="help", ask_text=long, difference_made=long))
"""


def go(page: Page, name: str) -> None:
    """Follow an item of the menu, which is folded on a small screen with scripts."""
    menu = page.get_by_role("button", name="Menu")
    if menu.is_visible():
        menu.click()
    page.get_by_role("navigation", name="Menu").get_by_role("link", name=name, exact=True).click()


@EVERY_WAY
def test_ten_minutes(javascript: bool, width: int, portal: PortalProcess, new_page: NewPage) -> None:
    page = new_page(javascript=javascript, width=width)
    sign_in(page, portal.base_url, "sro")
    go(page, "What I am accountable for")
    main = page.get_by_role("main")
    expect(main).to_contain_text(re.compile(r"\d+ off track.*, \d+ at risk"))
    expect(main).to_contain_text("Decision asked")
    expect(main).to_contain_text("Decide proposed due dates (1)")
    expect(main).to_contain_text("Updates not received")
    page.get_by_role("button", name="Agree to 4 November 2024 for 6a").click()
    expect(main).to_contain_text("6a: 4 November 2024 has been agreed")
    go(page, "What I am accountable for")
    expect(main).to_contain_text("There are no proposed due dates to decide.")
    page.get_by_role("link", name="Highlight report of priority 5").click()
    expect(main).to_contain_text("The senior responsible officer has not given one.")

    go(page, "What I am accountable for")
    page.get_by_role("link", name="Give your judgement on priority 5").click()
    page.get_by_role("button", name="Give this judgement").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Select how it is going")
    page.locator("input[name=status][value=at_risk]").check()
    page.locator("[name=reason]").fill(REASON)
    page.get_by_role("button", name="Give this judgement").click()
    expect(main).to_contain_text("Your judgement has been recorded")
    expect(main).to_contain_text(REASON)
    page.get_by_role("link", name="This priority on one page, to print").click()
    expect(main).to_contain_text(REASON)
    expect(main).to_contain_text("Assistant director for education and inclusion")
    expect(main).not_to_contain_text("Sara Whitlow")


@EVERY_WIDTH
def test_by_the_keyboard_alone(width: int, portal: PortalProcess, new_page: NewPage) -> None:
    page = new_page(width=width)
    sign_in(page, portal.base_url, "sro")
    if page.get_by_role("button", name="Menu").is_visible():
        tab_to(page, ".govuk-service-navigation__toggle")
        page.keyboard.press("Enter")
    tab_to(page, "a[href='/accountable/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/accountable/")
    tab_to(page, "a[href$='/priorities/5/judgement/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/judgement/")
    tab_to(page, "input[name=status]")
    page.keyboard.press("Space")
    tab_to(page, "[name=reason]")
    page.keyboard.type(REASON)
    tab_to(page, "button[name=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/priorities/5/")
    expect(page.get_by_role("main")).to_contain_text(REASON)


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_abbreviations_open(javascript: bool, shared_portal: PortalProcess, new_page: NewPage) -> None:
    page = new_page(javascript=javascript, width=360)
    sign_in(page, shared_portal.base_url, "member")
    page.goto(f"{shared_portal.base_url}{PLAN}actions/4c/")
    meaning = page.get_by_text("education, health and care plan").first
    expect(meaning).to_be_hidden()
    tab_to(page, ".portal-abbreviations summary")
    page.keyboard.press("Enter")
    expect(meaning).to_be_visible()


def test_well_in_every_state(portal: PortalProcess, new_page: NewPage) -> None:
    page = new_page()
    sign_in(page, portal.base_url, "sro")
    form = f"{portal.base_url}{PLAN}priorities/3/judgement/"
    for address in ("/accountable/", PLAN + "priorities/3/judgement/", PLAN + "priorities/3/highlight/",
                    PLAN + "priorities/7/highlight/"):  # fmt: skip
        page.goto(portal.base_url + address)
        assert_well(page)
    page.goto(form)
    with page.expect_navigation():
        page.get_by_role("button", name="Give this judgement").click()
    assert page.locator(".govuk-error-summary").count() == 1
    assert_well(page)
    for address in (PLAN, PLAN + "actions/4c/", PLAN + "priorities/3/"):
        page.goto(portal.base_url + address)
        page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
        assert_well(page)
    other = new_page()
    sign_in(other, portal.base_url, "officer")
    other.goto(f"{portal.base_url}/accountable/")
    expect(other.get_by_role("main")).to_contain_text("You are not the senior responsible officer")
    assert_well(other)


def sheets(page: Page) -> int:
    """How many sheets of A4 the page takes when it is printed."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))


def test_the_highlight_report_is_one_a4(portal: PortalProcess, new_page: NewPage) -> None:
    """Every priority of the demonstration, and one whose people wrote far more than it holds."""
    page = new_page()
    sign_in(page, portal.base_url, "sro")
    for number in range(1, 8):
        page.goto(f"{portal.base_url}{PLAN}priorities/{number}/highlight/")
        assert sheets(page) == 1, number
    page.goto(f"{portal.base_url}{PLAN}priorities/3/judgement/")
    page.locator("input[name=status][value=off_track]").check()
    page.locator("[name=reason]").fill("Two thousand characters of reasons. " * 55)
    page.get_by_role("button", name="Give this judgement").click()
    done = portal.manage("shell", "-c", FILL)
    assert done.returncode == 0, done.stderr
    page.goto(f"{portal.base_url}{PLAN}priorities/3/highlight/")
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"And \d+ more"))
    expect(page.get_by_role("main")).to_contain_text("Read the whole judgement")
    assert sheets(page) == 1
    page.goto(f"{portal.base_url}{PLAN}actions/")
    assert sheets(page) > 1, "the measure itself"
