"""Every way on from an update, by the keyboard alone and without scripts: no change, draft, correction, conflict."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage, sign_in
from tests.browser.hands import ON_THE_ACTION, Hands
from tests.portal_process import PortalProcess
from tests.visitor import Visitor, hidden_fields, red_update

MINE, THEIRS = "Three more schools have joined.", "One school has left, says the deputy."


@pytest.fixture(params=["by keyboard", "without scripts"])
def hands(request: pytest.FixtureRequest, portal: PortalProcess, new_page: NewPage) -> Hands:
    """The officer on their page, in both ways."""
    by_keys = request.param == "by keyboard"
    page = new_page(javascript=by_keys)
    sign_in(page, portal.base_url, "officer")
    page.goto(f"{portal.base_url}/my-actions/")
    return Hands(page, by_keys)


def write(hands: Hands, headline: str = MINE) -> None:
    hands.choose("status", "off_track")
    hands.write("headline", headline)
    for name in ("reason", "recovery", "consequence"):
        hands.write(name, "As agreed.")


def open_form(hands: Hands) -> str:
    """Open the first form that waits; its address."""
    address = hands.page.locator("a[href$='/progress/']").first.get_attribute("href") or ""
    hands.press(f"a[href='{address}']")
    return address


def expect_text(page: Page, text: str) -> None:
    expect(page.get_by_role("main")).to_contain_text(text)


def test_no_change(hands: Hands) -> None:
    hands.press("a[href$='/no-change/']")
    hands.press("button[name=submit]")
    hands.page.wait_for_url(ON_THE_ACTION)
    expect_text(hands.page, "Submitted at")


def test_draft_and_discard(hands: Hands) -> None:
    open_form(hands)
    hands.write("headline", MINE)
    hands.press("button[name=draft]")
    expect_text(hands.page, "Your draft has been saved.")
    expect(hands.page.locator("[name=headline]")).to_have_value(MINE)
    hands.press("button[name=discard]")
    expect_text(hands.page, "Your draft has been discarded.")


def test_correct(hands: Hands) -> None:
    open_form(hands)
    write(hands)
    hands.press("button[name=submit]")
    hands.press("a[href*='corrects=']")
    expect(hands.page.locator("[name=headline]")).to_have_value(MINE)
    hands.write("headline", "Two more schools have joined.")
    hands.press("button[name=submit]")
    expect_text(hands.page, "Two more schools have joined.")
    expect_text(hands.page, "Corrected by")


def others_update(portal: PortalProcess, address: str) -> None:
    """The deputy submits, while the officer writes."""
    deputy = Visitor(portal.base_url).sign_in("deputy")
    fields = red_update(THEIRS, **hidden_fields(deputy.get(address)[1]))
    assert deputy.post(address, fields)[0] == 302


@pytest.fixture
def conflict(hands: Hands, portal: PortalProcess) -> Hands:
    """The page that the officer gets because the deputy was faster."""
    address = open_form(hands)
    write(hands)
    others_update(portal, address)
    hands.press("button[name=submit]")
    expect(hands.page.get_by_role("heading", level=1)).to_contain_text("changed while you were writing")
    expect_text(hands.page, THEIRS)
    expect_text(hands.page, MINE)
    return hands


@pytest.mark.parametrize("button", ["button[value=add]", "button[value=over]"], ids=["add", "put over"])
def test_conflict_submitted(button: str, conflict: Hands) -> None:
    conflict.press(button)
    conflict.page.wait_for_url(ON_THE_ACTION)
    expect_text(conflict.page, "Submitted at")
    expect_text(conflict.page, MINE)
    corrected = conflict.page.get_by_text(re.compile("^Corrected by")).count()
    assert corrected == (1 if "over" in button else 0)


def test_conflict_changed_first(conflict: Hands) -> None:
    conflict.press("button[name=edit]")
    expect(conflict.page.locator("[name=headline]")).to_have_value(MINE)
    conflict.write("headline", "Four more schools have joined.")
    conflict.press("button[name=submit]")
    expect_text(conflict.page, "Four more schools have joined.")
    expect_text(conflict.page, THEIRS)


def test_conflict_dropped(conflict: Hands) -> None:
    conflict.press("button[name=drop]")
    expect_text(conflict.page, "What you wrote has been discarded. Nothing was submitted.")
    expect(conflict.page.get_by_role("main")).not_to_contain_text(MINE)
