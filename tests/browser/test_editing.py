"""The co-ordinator changes an action in a browser: its wording, people and dates; every form in every state."""

import re

from playwright.sync_api import Page, expect

from tests.browser.axe import assert_well
from tests.browser.conftest import HandsOf, NewPage, sign_in
from tests.portal_process import PortalProcess

PLAN = "/plans/2023-24/"
WORDING = "Review every plan within twelve months"


def one(portal: PortalProcess, key: str, page: str = "") -> str:
    return f"{portal.base_url}{PLAN}actions/{key}/{page}"


def press(page: Page, name: str) -> None:
    """Press the button and see the page that answers."""
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name=name).click()


def test_wording_people_and_dates(hands_of: HandsOf, portal: PortalProcess) -> None:
    cora = hands_of(portal, "coordinator", PLAN + "actions/4c/")
    cora.press("a[href$='/4c/edit/']")
    cora.sees("“Improve EHCP review process to ensure”")
    cora.write("title", WORDING)
    cora.write("plain_words", "Plans are looked at in time.")
    cora.pick("lead", "Olive")
    cora.pick("co_lead_0", "Hana")
    cora.write_date("due", "", "autumn", "2025")
    cora.press("button[name=submit]")
    cora.is_told("Say why the wording, the people or the dates change")
    expect(cora.page.locator("[name=title]")).to_have_value(WORDING)
    cora.write("reason", "The answer to the query says so.")
    cora.press("button[name=submit]")

    expect(cora.page.get_by_role("heading", level=1)).to_have_text(WORDING)
    cora.sees("4c has been saved", "Plans are looked at in time.", "Olive Marsden", "Hana Sorley", "autumn 2025",
              "The answer to the query says so.", "31 March 2025")  # fmt: skip
    cora.press("a[href$='/4c/history/']")
    cora.sees("Cora Bellweather", "The answer to the query says so.", re.compile("Otis Fairbairn.*Olive Marsden"))


def test_leaving_with_unsaved_text_asks(portal: PortalProcess, new_page: NewPage) -> None:
    page = new_page()
    sign_in(page, portal.base_url, "coordinator")
    page.goto(one(portal, "4c", "edit/"))
    page.locator("[name=plain_words]").fill("Half a sentence")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_role("link", name="Back to 4c").click()
    expect(page.locator("[name=plain_words]")).to_have_value("Half a sentence")
    assert asked == ["beforeunload"]


def test_every_page_in_every_state(portal: PortalProcess, new_page: NewPage) -> None:
    """Empty, with errors, full, and in conflict: axe has nothing to say, and nothing scrolls sideways."""
    page = new_page()
    sign_in(page, portal.base_url, "coordinator")
    for address in (PLAN + "drivers/", PLAN + "drivers/new/", PLAN + "actions/new/"):
        page.goto(portal.base_url + address)
        assert_well(page)
        if page.locator("form[data-warn-unsaved]").count():
            press(page, "Add the")
            page.locator(".govuk-error-summary").wait_for()
            assert_well(page)
    page.goto(f"{portal.base_url}{PLAN}drivers/new/")
    page.locator("[name=kind][value=strategy]").check()
    page.locator("[name=title]").fill("SEND and alternative provision strategy")
    press(page, "Add the driver")
    page.goto(one(portal, "4c", "edit/"))
    page.get_by_label("Strategy: SEND and alternative provision strategy").check()
    press(page, "Save")
    for address in (one(portal, "4c"), f"{portal.base_url}{PLAN}drivers/"):
        page.goto(address)
        expect(page.get_by_role("main")).to_contain_text("SEND and alternative provision strategy")
        assert_well(page)
    page.get_by_role("link", name="Change “SEND and alternative provision strategy”").click()
    assert_well(page)
    for key, name in (
        ("4c", "edit/"),
        ("3f", "state/"),
        ("4c", "milestones/"),
        ("4c", "related/"),
        ("1a", "milestones/"),
    ):
        page.goto(one(portal, key, name))
        assert_well(page)
        if page.locator("[name=title]").count():
            page.locator("[name=title]").fill("")
        page.locator("main button[name=submit]").click()
        page.locator(".govuk-error-summary").wait_for()
        assert_well(page)


def test_two_at_once(portal: PortalProcess, new_page: NewPage) -> None:
    mine, theirs = new_page(), new_page()
    for page in (mine, theirs):
        sign_in(page, portal.base_url, "coordinator")
        page.goto(one(portal, "4c", "edit/"))
    theirs.locator("[name=difference]").fill("Families wait less.")
    theirs.locator("[name=reason]").fill("As agreed.")
    press(theirs, "Save")
    mine.locator("[name=plain_words]").fill("Plans are looked at in time.")
    mine.locator("[name=reason]").fill("Plainer.")
    press(mine, "Save")
    expect(mine.get_by_role("main")).to_contain_text("What has changed since you opened this page")
    expect(mine.get_by_role("main")).to_contain_text("Families wait less.")
    expect(mine.locator("[name=plain_words]")).to_have_value("Plans are looked at in time.")
    assert_well(mine)
