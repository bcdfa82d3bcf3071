"""Setting up a plan in a browser: from nothing, and 34 actions in one sitting."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import assert_well, assert_well_here
from tests.browser.conftest import HandsOf, NewPage, sign_in
from tests.browser.hands import EVERY_WAY, EVERY_WIDTH, Hands, tab_to
from tests.portal_process import ROOT, PortalProcess
from tests.world import PLAN_FILE

SET_UP = "/plans/2023-24/set-up/"
LEADS = ("Olive Marsden", "Otis Fairbairn", "Hana Sorley", "Nadia Hollins")
SRO = "Sara Whitlow"


@pytest.fixture
def portal_with_plan(empty_portal: PortalProcess) -> PortalProcess:
    """The plan as printed: no lead, no senior responsible officer, no date; and people who may be named."""
    done = empty_portal.manage("load_plan", str(ROOT / PLAN_FILE), "--recorded-at=2024-09-01T09:00")
    assert done.returncode == 0, done.stderr
    return empty_portal


def field(page: Page, key: str, name: str) -> Locator:
    return page.locator(f'[name="{key}-{name}"]')


def choose(select: Locator, person: str) -> None:
    """Choose a person by their name; the organisation stands behind it."""
    value = select.locator("option", has_text=re.compile(f"^{person}")).get_attribute("value")
    select.select_option(value)


def save(page: Page) -> None:
    with page.expect_navigation():
        page.locator("button[name=submit]").first.click()


def main(page: Page) -> Locator:
    return page.get_by_role("main")


def test_a_plan_from_nothing(hands_of: HandsOf, empty_portal: PortalProcess) -> None:
    cora = hands_of(empty_portal, "coordinator", "/")
    expect(cora.page).to_have_url(re.compile(r"/plans/new/$"))
    cora.finds_well()
    cora.press("button[name=submit]")
    cora.is_told("Enter the title", "Enter the short name for web addresses", "Enter the local area")
    cora.finds_well()
    for name, text in {"title": "Our plan", "slug": "2025-26", "local_area": "Northshire", "ends_2": "2026"}.items():
        cora.write(name, text)
    cora.press("button[name=submit]")
    cora.sees("This plan is empty")
    cora.finds_well()
    for title in ("Early help", "Adult life"):
        cora.press("a[href$='/priorities/new/']")
        cora.write("title", title)
        cora.pick("sro", "Sara")
        cora.press("button[name=submit]")
    cora.sees("2. Adult life")
    cora.finds_well()
    cora.press("main a[href$='/cycles/']")
    cora.press("a[href$='/cycles/new/']")
    cora.write_date("meeting_on", "14", "11", "2024")
    cora.write_date("papers_on", "7", "November", "2024")
    cora.write("papers_time", "4:15pm")
    cora.press("button[name=submit]")
    cora.sees("Thursday 7 November 2024, 4:15pm")
    make_current(cora)
    reader = hands_of(empty_portal, "member", "/")
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("Our plan")
    assert empty_portal.manage("audit_check").returncode == 0


def make_current(cora: Hands) -> None:
    """Show the plan to everybody, in the partnership's own words."""
    cora.go("/plans/2025-26/")
    cora.press("main a[href='/plans/2025-26/edit/']")
    cora.choose("status", "current")
    cora.write("first_level", "outcome")
    cora.write("first_level_plural", "outcomes")
    cora.write("reason", "Agreed by the partnership")
    cora.press("button[name=submit]")
    cora.sees("How the outcomes are going", "Early help")


def test_all_actions_in_one_sitting(portal_with_plan: PortalProcess, new_page: NewPage) -> None:
    """34 actions and 5 sub-actions get a lead, a senior responsible officer and a date, in one page saved once."""
    page = new_page()
    sign_in(page, portal_with_plan.base_url, "coordinator")
    page.goto(f"{portal_with_plan.base_url}/plans/2023-24/")
    page.get_by_role("link", name="Fill in people and dates").click()
    expect(main(page)).to_contain_text(
        "34 actions and 4 sub-actions without a lead, 34 actions and 4 sub-actions without a date"
    )
    assert_well(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    names = page.locator("select[name$='-lead']").evaluate_all("selects => selects.map(select => select.name)")
    keys = [name.removesuffix("-lead") for name in names]
    assert len(keys) == 39
    for place, key in enumerate(keys):
        choose(field(page, key, "lead"), LEADS[place % len(LEADS)])
        choose(field(page, key, "sro"), SRO)
        field(page, key, "due").fill(("31 3 2025", "July 2025", "autumn 2025")[place % 3])
    field(page, "5g", "due").fill("")
    field(page, "5g", "is_ongoing").check()
    field(page, "5g", "review").fill("2025")
    page.locator("summary", has_text="of 5g").click()
    page.get_by_role("group", name="5g").get_by_role("group", name="Leading").get_by_label(
        "Borough Council"
    ).last.check()
    save(page)
    expect(page.locator(".govuk-notification-banner--success")).to_contain_text("39 actions saved.")
    expect(main(page)).not_to_contain_text("without a lead")
    assert_well(page)

    page.goto(f"{portal_with_plan.base_url}/plans/2023-24/")
    expect(main(page)).to_contain_text(re.compile(r"34\s+of 34 open"))
    page.goto(f"{portal_with_plan.base_url}/plans/2023-24/actions/5g/")
    expect(main(page)).to_contain_text("Ongoing, reviewed 2025")
    page.goto(f"{portal_with_plan.base_url}/plans/2023-24/actions/1a/history/")
    expect(main(page)).to_contain_text("Cora Bellweather")
    assert portal_with_plan.manage("audit_check").returncode == 0


@EVERY_WAY
def test_wrong_rows(javascript: bool, width: int, portal_with_plan: PortalProcess, new_page: NewPage) -> None:
    page = new_page(javascript=javascript, width=width)
    sign_in(page, portal_with_plan.base_url, "coordinator")
    page.goto(portal_with_plan.base_url + SET_UP)
    choose(field(page, "1a", "lead"), LEADS[0])
    choose(field(page, "1b", "lead"), LEADS[1])
    choose(field(page, "1b", "deputy"), LEADS[1])
    field(page, "2a", "due").fill("soon")
    save(page)
    expect(main(page)).to_contain_text("1 action saved.")
    summary = page.locator(".govuk-error-summary")
    expect(summary.get_by_role("link")).to_have_count(2)
    assert_well_here(page, javascript=javascript)
    summary.get_by_role("link", name=re.compile("^2a: ")).click()
    expect(field(page, "2a", "due")).to_be_in_viewport()
    expect(field(page, "2a", "due")).to_have_value("soon")
    field(page, "2a", "due").fill("spring 2025")
    choose(field(page, "1b", "deputy"), LEADS[2])
    save(page)
    expect(main(page)).to_contain_text("2 actions saved.")
    page.goto(f"{portal_with_plan.base_url}/plans/2023-24/actions/2a/")
    expect(main(page)).to_contain_text("Spring 2025")


@EVERY_WAY
def test_two_fill_in_one_row(javascript: bool, width: int, portal_with_plan: PortalProcess, new_page: NewPage) -> None:
    page, other = (new_page(javascript=javascript, width=width) for _ in range(2))
    for one, lead in ((page, LEADS[0]), (other, LEADS[1])):
        sign_in(one, portal_with_plan.base_url, "coordinator")
        one.goto(portal_with_plan.base_url + SET_UP)
        choose(field(one, "1c", "lead"), lead)
    save(page)
    save(other)
    expect(main(other)).to_contain_text("1c: Somebody else has changed this action")
    expect(main(other)).to_contain_text("Lead from “nothing” to “Olive Marsden”")
    assert_well_here(other, javascript=javascript)
    save(other)
    expect(other.locator(".govuk-error-summary")).to_contain_text("Enter why you are changing 1c")
    other.locator("[name=reason]").fill("Otis has agreed to lead")
    save(other)
    expect(main(other)).to_contain_text("1 action saved.")
    other.goto(f"{portal_with_plan.base_url}/plans/2023-24/actions/1c/")
    expect(main(other)).to_contain_text("Otis Fairbairn")


@EVERY_WIDTH
def test_by_the_keyboard_alone(width: int, portal_with_plan: PortalProcess, new_page: NewPage) -> None:
    page = new_page(width=width)
    sign_in(page, portal_with_plan.base_url, "coordinator")
    page.goto(portal_with_plan.base_url + SET_UP)
    tab_to(page, "[name='1a-lead']")
    page.keyboard.type("Olive")
    for name in ("deputy", "sro", "planned_start", "due"):
        page.keyboard.press("Tab")
        expect(field(page, "1a", name)).to_be_focused()
    page.keyboard.type("31 3 2025")
    tab_to(page, "summary")
    page.keyboard.press("Enter")
    tab_to(page, "[name='1a-supporting']")
    page.keyboard.press("Space")
    tab_to(page, "button[name=submit]")
    page.keyboard.press("Enter")
    expect(main(page)).to_contain_text("1 action saved.")
    expect(field(page, "1a", "due")).to_have_value("31 March 2025")
    expect(page.locator("summary").first).to_contain_text("(supporting)")
