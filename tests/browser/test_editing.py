"""The co-ordinator lives with the plan in a browser: wording, people, dates, state, milestones, drivers, proposals."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import assert_well
from tests.browser.conftest import NewPage, sign_in
from tests.browser.hands import ON_THE_ACTION, follow, tab_to
from tests.portal_process import PortalProcess

PLAN = "/plans/2023-24/"
WORDING = "Review every plan within twelve months"
WIDE_AND_NARROW = pytest.mark.parametrize(
    ("javascript", "width"), [(True, 1280), (False, 1280), (True, 360)], ids=["wide", "without scripts", "narrow"]
)


def one(portal: PortalProcess, key: str, page: str = "") -> str:
    return f"{portal.base_url}{PLAN}actions/{key}/{page}"


def press(page: Page, name: str) -> None:
    """Press the button and see the page that answers."""
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name=name).click()


def fill_date(page: Page, name: str, *parts: str) -> None:
    for number, text in enumerate(parts):
        page.locator(f"[name={name}_{number}]").fill(text)


@WIDE_AND_NARROW
def test_wording_people_and_dates(javascript: bool, width: int, portal: PortalProcess, new_page: NewPage) -> None:
    page = new_page(javascript=javascript, width=width)
    sign_in(page, portal.base_url, "coordinator")
    page.goto(one(portal, "4c"))
    page.get_by_role("link", name="Wording, people and dates").click()
    expect(page.get_by_role("main")).to_contain_text("“Improve EHCP review process to ensure”")

    page.locator("[name=title]").fill(WORDING)
    page.locator("[name=co_lead_0]").select_option(label="Hana Sorley, Integrated Care Board")
    fill_date(page, "due", "", "autumn", "2025")
    press(page, "Save")
    page.locator(".govuk-error-summary").wait_for()
    expect(page.locator("[name=title]")).to_have_value(WORDING)
    page.locator("[name=reason]").fill("The answer to the query says so.")
    press(page, "Save")

    main = page.get_by_role("main")
    expect(main.get_by_role("heading", level=1)).to_have_text(WORDING)
    for text in (
        "4c has been saved",
        "Hana Sorley",
        "autumn 2025",
        "The answer to the query says so.",
        "31 March 2025",
    ):
        expect(main).to_contain_text(text)
    page.get_by_role("link", name="History of changes").click()
    expect(page.get_by_role("main")).to_contain_text("Cora Bellweather")
    expect(page.get_by_role("main")).to_contain_text("The answer to the query says so.")


@WIDE_AND_NARROW
def test_state_milestones_and_a_new_sub_action(
    javascript: bool, width: int, portal: PortalProcess, new_page: NewPage
) -> None:
    page = new_page(javascript=javascript, width=width)
    sign_in(page, portal.base_url, "coordinator")
    page.goto(one(portal, "4c"))
    page.get_by_role("link", name="Milestones").click()
    page.locator("[name=title]").fill("Every school has a trained reviewer")
    fill_date(page, "due", "", "10", "2024")
    press(page, "Add the milestone")
    page.get_by_role("link", name="Change “Every school has a trained reviewer”").click()
    page.locator("[name=standing][value=dropped]").check()
    page.locator("[name=reason]").fill("Schools train together.")
    press(page, "Save")
    expect(page.get_by_role("main")).to_contain_text("Dropped: Schools train together.")

    page.goto(one(portal, "4c"))
    page.get_by_role("link", name="Add a sub-action").click()
    page.locator("[name=reference]").fill("4c(i)")
    page.locator("[name=title]").fill("Train the reviewers")
    page.locator("[name=plan_state][value=agreed]").check()
    page.locator("[name=reason]").fill("Agreed on 11 July.")
    press(page, "Add the action")
    expect(page.get_by_role("main")).to_contain_text("4c(i) has been added to the plan")

    page.get_by_role("link", name="State in the plan").click()
    page.locator("[name=state][value=paused]").check()
    page.locator("[name=reason]").fill("A post is vacant.")
    fill_date(page, "paused_until", "", "spring", "2025")
    press(page, "Save")
    expect(page.get_by_role("main")).to_contain_text("Paused until spring 2025")


def propose(page: Page, year: str) -> None:
    """Ask for another due date, on the update form."""
    page.locator("[name=status][value=off_track]").check()
    for name, text in {
        "headline": f"The pilot starts in {year}.", "reason": "A post.", "recovery": "Advertised.",
        "consequence": "Delay.", "proposed_reason": "A vacant post",
    }.items():  # fmt: skip
        page.locator(f"[name={name}]").fill(text)
    fill_date(page, "proposed_due", "", "", year)
    follow(page.locator("button[name=submit]").first)
    if page.locator("input[name=considered]").count():
        follow(page.locator("button[name=submit]").first)
    page.wait_for_url(ON_THE_ACTION)


def look(page: Page, javascript: bool) -> None:
    """Nothing is wrong with the page, as far as that can be told: axe is a script, and waits for ever without."""
    if javascript:
        assert_well(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_a_word_on_a_due_date(javascript: bool, portal: PortalProcess, new_page: NewPage) -> None:
    """Declined with a reason, which the lead reads; proposed again, and agreed in one click."""
    lead, coordinator = new_page(javascript=javascript), new_page(javascript=javascript, width=360)
    sign_in(lead, portal.base_url, "officer")
    lead.goto(f"{portal.base_url}/my-actions/")
    form = portal.base_url + (lead.locator("a[href$='/progress/']").first.get_attribute("href") or "")
    lead.goto(form)
    propose(lead, "2026")

    sign_in(coordinator, portal.base_url, "coordinator")
    coordinator.goto(lead.url)
    look(coordinator, javascript)
    coordinator.get_by_role("main").get_by_role("link", name=re.compile("^Decline")).click()
    press(coordinator, "Decline it")
    look(coordinator, javascript)
    coordinator.locator("[name=reason]").fill("Families cannot wait so long.")
    press(coordinator, "Decline it")
    lead.reload()
    expect(lead.get_by_role("main")).to_contain_text("Your proposed date, 2026, was declined by Cora Bellweather on")
    expect(lead.get_by_role("main")).to_contain_text("“Families cannot wait so long.”")
    look(lead, javascript)

    lead.goto(form)
    expect(lead.get_by_role("main")).to_contain_text("Your proposed date, 2026, was declined")
    propose(lead, "2027")
    coordinator.reload()
    press(coordinator, "Agree to 2027")
    expect(coordinator.get_by_role("main")).to_contain_text("2027 has been agreed")
    lead.reload()
    expect(lead.get_by_role("main")).to_contain_text("Your proposed date, 2027, was agreed by Cora Bellweather on")


def test_by_the_keyboard_alone(portal: PortalProcess, new_page: NewPage) -> None:
    page = new_page()
    sign_in(page, portal.base_url, "coordinator")
    page.goto(one(portal, "4c"))
    tab_to(page, "a[href$='/4c/edit/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/4c/edit/")
    tab_to(page, "[name=plain_words]")
    page.keyboard.press("Control+A")
    page.keyboard.type("Plans are looked at in time.")
    tab_to(page, "[name=lead]")
    page.keyboard.type("Olive")
    tab_to(page, "[name=reason]")
    page.keyboard.type("Otis has moved on.")
    tab_to(page, "button[name=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/actions/4c/")
    for text in ("Plans are looked at in time.", "Olive Marsden"):
        expect(page.get_by_role("main")).to_contain_text(text)


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
