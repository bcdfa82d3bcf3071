"""The portal's main job, in a browser: an officer signs in, submits an update, and the plan's pages show it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage, sign_in
from tests.browser.hands import follow, tab_to
from tests.portal_process import PortalProcess

HEADLINE = "Three more schools have joined the pilot."


def first_action_to_update(page: Page, base_url: str) -> str:
    """The key of the first action that waits for this person's update."""
    page.goto(f"{base_url}/my-actions/")
    address = page.locator("a[href$='/progress/']").first.get_attribute("href") or ""
    return address.split("/")[-3]


def assert_shown(page: Page, base_url: str, key: str) -> None:
    """The action, its history and the plan say it."""
    one = f"{base_url}/plans/2023-24/actions/{key}/"
    page.goto(one)
    expect(page.get_by_role("main")).to_contain_text(HEADLINE)
    expect(page.get_by_role("main")).to_contain_text("Olive Marsden")
    page.goto(f"{one}history/")
    expect(page.get_by_role("main")).to_contain_text(re.compile("Off track"))
    expect(page.get_by_role("main")).to_contain_text("Olive Marsden")
    page.goto(f"{base_url}/plans/2023-24/")
    expect(page.get_by_role("main")).to_contain_text(HEADLINE)


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_an_officer_gives_an_update(javascript: bool, portal: PortalProcess, new_page: NewPage) -> None:
    page = new_page(javascript=javascript)
    sign_in(page, portal.base_url, "officer")
    key = first_action_to_update(page, portal.base_url)
    page.goto(f"{portal.base_url}/my-actions/")
    page.locator(f"a[href$='/actions/{key}/progress/']").first.click()

    page.locator("input[name=status][value=off_track]").check()
    page.locator("[name=headline]").fill(HEADLINE)
    if javascript:
        expect(page.locator("[data-printed-for=id_headline]")).to_have_text(HEADLINE)
    page.locator("[name=happened]").fill("They started in July.")
    page.locator("button[name=submit]").click()

    summary = page.locator(".govuk-error-summary")
    summary.get_by_role("link").first.click()
    expect(page.locator("[name=reason]")).to_be_visible()
    expect(page.locator("[name=headline]")).to_have_value(HEADLINE)
    page.locator("[name=reason]").fill("A post is vacant.")
    page.locator("[name=recovery]").fill("It is advertised.")
    page.locator("[name=consequence]").fill("The pilot ends late.")
    submit(page)

    expect(page.get_by_role("main")).to_contain_text("Submitted at")
    assert_shown(page, portal.base_url, key)


def submit(page: Page) -> None:
    """Press submit; where soft questions come first, once more."""
    follow(page.locator("button[name=submit]").first)
    if page.locator("input[name=considered]").count():
        follow(page.locator("button[name=submit]").first)


def test_by_the_keyboard_alone(portal: PortalProcess, new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{portal.base_url}/my-actions/")
    tab_to(page, "#id_login")
    page.keyboard.type("officer@demo.example")
    tab_to(page, "#id_password")
    page.keyboard.type("demonstration")
    page.keyboard.press("Enter")
    page.wait_for_url("**/my-actions/")

    address = page.locator("a[href$='/progress/']").first.get_attribute("href") or ""
    tab_to(page, f"a[href='{address}']")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}")

    tab_to(page, "input[name=status]")
    page.keyboard.press("Space")
    while not page.locator("input[name=status][value=off_track]").is_checked():
        page.keyboard.press("ArrowDown")
    for name, text in {
        "headline": HEADLINE, "happened": "They started in July.", "reason": "A post is vacant.",
        "recovery": "It is advertised.", "consequence": "The pilot ends late.",
    }.items():  # fmt: skip
        tab_to(page, f"[name={name}]")
        page.keyboard.type(text)
    tab_to(page, "button[name=submit]")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    if page.locator("input[name=considered]").count():
        tab_to(page, "button[name=submit]")
        page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/actions/[^/]+/$"))

    expect(page.get_by_role("main")).to_contain_text("Submitted at")
    assert_shown(page, portal.base_url, address.split("/")[-3])
