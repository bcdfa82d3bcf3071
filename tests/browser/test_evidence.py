"""What supports an action, in a browser: evidence and co-production added, shown and put right; a query answered."""

import re

from playwright.sync_api import Page, expect

from tests.browser.axe import assert_well
from tests.browser.conftest import HandsOf, NewPage, sign_in
from tests.browser.hands import EVERY_WAY, EVERY_WIDTH, tab_to
from tests.portal_process import PortalProcess

PLAN = "/plans/2023-24/"
ONE = PLAN + "actions/1a/"


def press(page: Page, name: str) -> None:
    """Press the button of the form and see the page that answers."""
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str | re.Pattern[str]) -> None:
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("link", name=name).first.click()


@EVERY_WAY
def test_evidence_from_adding_to_withdrawing(
    javascript: bool, width: int, portal: PortalProcess, new_page: NewPage
) -> None:
    page = new_page(javascript=javascript, width=width)
    sign_in(page, portal.base_url, "officer")
    page.goto(portal.base_url + ONE)
    follow(page, "Add evidence")
    press(page, "Add evidence")
    page.locator(".govuk-error-summary").get_by_role("link", name="Enter what the evidence is").click()
    expect(page.locator("[name=title]")).to_be_focused()
    page.locator("[name=title]").fill("Views of NHS number 943 476 5919")
    page.locator("[name=kind]").select_option("survey")
    press(page, "Add evidence")
    expect(page.get_by_role("heading", name="Check this before you continue")).to_be_visible()
    page.locator("[name=title]").fill("Views of 42 families")
    press(page, "Add evidence")
    main = page.get_by_role("main")
    expect(main).to_contain_text("“Views of 42 families” has been recorded as evidence for 1a.")

    page.goto(f"{portal.base_url}{PLAN}evidence/")
    page.locator("[name=priority]").select_option("1")
    page.locator("[name=kind]").select_option("survey")
    press(page, "Show")
    expect(main).to_contain_text("Views of 42 families")
    expect(main).not_to_contain_text("Notes of the first two co-production meetings")

    page.goto(portal.base_url + ONE)
    follow(page, re.compile("Change or withdraw.*Views of 42 families"))
    follow(page, "Withdraw this evidence instead")
    page.locator("[name=reason]").fill("Only 12 had answered.")
    press(page, "Withdraw evidence")
    expect(main).to_contain_text("Withdrawn: Only 12 had answered.")
    page.goto(f"{portal.base_url}{PLAN}evidence/")
    expect(main).to_contain_text("and 2 withdrawn")


def test_co_production_is_told_and_completed(hands_of: HandsOf, portal: PortalProcess) -> None:
    dev = hands_of(portal, "deputy", PLAN + "actions/2b/")
    dev.sees("No co-production recorded.")
    dev.press("a[href$='/actions/2b/co-production/']")
    dev.write_date("on_date", "20", "August", "2024")
    dev.press("button[name=submit]")
    dev.is_told("Enter who took part", "Enter what they said, what you did, or what you could not do")
    dev.write("who_took_part", "Nine young people")
    dev.write("you_said", "Nobody asks us.")
    dev.press("button[name=submit]")
    dev.sees("Nobody asks us.", "20 August 2024")
    dev.press("a[href*='/actions/2b/co-production/']:not([href$='/co-production/'])")
    dev.write("we_did", "We ask every term.")
    dev.press("button[name=submit]")
    dev.sees("We ask every term.")


def test_query_is_raised(hands_of: HandsOf, portal: PortalProcess) -> None:
    cora = hands_of(portal, "coordinator", PLAN + "actions/1a/")
    cora.press("a[href*='queries/new/']")
    cora.press("button[name=submit]")
    cora.is_told("Enter what the source leaves open")
    cora.write("question", "Which mechanisms are meant?")
    cora.press("button[name=submit]")
    cora.sees("Which mechanisms are meant?")
    cora.go(PLAN + "queries/")
    cora.sees("Which mechanisms are meant?")


def test_query_is_answered_and_corrected(hands_of: HandsOf, portal: PortalProcess) -> None:
    cora = hands_of(portal, "coordinator", PLAN + "queries/")
    address = cora.page.get_by_role("link", name=re.compile(r"Answer it.*3f\(v\)")).get_attribute("href")
    cora.press(f"a[href='{address}']")
    cora.press("button[name=submit]")
    cora.is_told("Enter the answer", "Enter where the answer comes from")
    cora.write("answer", "It is in scope.")
    cora.write("reason", "The author, by telephone")
    cora.press("button[name=submit]")
    cora.sees("It is in scope.", "The query has been answered. Change the agreed wording of 3f(v) now")
    cora.press(f"a[href='{address}']")
    cora.write("answer", "It is in scope from 2025.")
    cora.write("reason", "The year was left out")
    cora.press("button[name=submit]")
    cora.sees("It is in scope from 2025.", "Earlier answer: It is in scope.")
    cora.go(PLAN + "actions/3f.v/history/")
    cora.sees("Cora Bellweather", "The author, by telephone", "The year was left out")


@EVERY_WIDTH
def test_by_the_keyboard_alone(width: int, portal: PortalProcess, new_page: NewPage) -> None:
    page = new_page(width=width)
    sign_in(page, portal.base_url, "officer")
    page.goto(portal.base_url + ONE)
    tab_to(page, f"a[href='{ONE}evidence/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/evidence/")
    tab_to(page, "[name=title]")
    page.keyboard.type("Minutes of the forum")
    tab_to(page, "[name=kind]")
    page.keyboard.type("Minutes")
    for part, text in enumerate(("28", "August", "2024")):
        tab_to(page, f"[name=dated_on_{part}]")
        page.keyboard.type(text)
    tab_to(page, "button[name=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{ONE}")
    expect(page.get_by_role("main")).to_contain_text("Minutes of the forum")
    tab_to(page, f"a[href^='{ONE}evidence/'][href$='/']:not([href='{ONE}evidence/'])")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/evidence/\d+/$"))


def test_every_state_is_well(portal: PortalProcess, new_page: NewPage) -> None:
    """The forms with errors, with a soft question, in conflict; the pages with what was added, changed, withdrawn."""
    page, other = new_page(), new_page()
    sign_in(page, portal.base_url, "officer")
    sign_in(other, portal.base_url, "coordinator")
    for form in ("evidence/", "co-production/"):
        page.goto(portal.base_url + ONE + form)
        press(page, "Add evidence" if form == "evidence/" else "Record co-production")
        assert_well(page)
    page.goto(f"{portal.base_url}{ONE}evidence/")
    page.locator("[name=title]").fill("Views of NHS number 943 476 5919")
    page.locator("[name=kind]").select_option("survey")
    press(page, "Add evidence")
    assert_well(page)
    press(page, "Add evidence")
    follow(page, re.compile("Change or withdraw.*943"))
    assert_well(page)

    other.goto(page.url + "withdraw/")
    assert_well(other)
    other.locator("[name=reason]").fill("It names a child.")
    press(other, "Withdraw evidence")
    assert_well(other)
    page.locator("[name=title]").fill("Views of families")
    page.locator("[name=reason]").fill("It names a child.")
    press(page, "Save")
    expect(page.get_by_role("heading", name="What has changed since you opened this page")).to_be_visible()
    assert_well(page)

    for address in ("evidence/", "evidence/?kind=minutes", "queries/"):
        page.goto(portal.base_url + PLAN + address)
        assert_well(page)
    other.goto(f"{portal.base_url}{PLAN}queries/")
    follow(other, re.compile("Correct the answer"))
    other.locator("[name=reason]").fill("")
    press(other, "Save")
    assert_well(other)
