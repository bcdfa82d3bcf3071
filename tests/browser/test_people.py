"""Somebody comes and somebody leaves: invited by the administrator, handed over by the co-ordinator."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import assert_well
from tests.browser.conftest import NewPage, sign_in
from tests.browser.hands import tab_to
from tests.portal_process import PortalProcess

HANDOVER = "/plans/2023-24/handover/"
NOTE = "The forum was promised an answer by October."


@pytest.mark.parametrize(("javascript", "width"), [(True, 1280), (False, 360)], ids=["wide", "narrow, no scripts"])
def test_a_person_is_invited_and_leaves(
    javascript: bool, width: int, portal: PortalProcess, new_page: NewPage
) -> None:
    page = new_page(javascript=javascript, width=width)
    sign_in(page, portal.base_url, "admin")
    page.goto(f"{portal.base_url}/admin/accounts/user/add/")
    page.get_by_role("button", name="Add").click()
    page.locator(".govuk-error-summary").get_by_role("link").first.click()
    page.keyboard.type("Nell Gray")
    page.get_by_label("E-mail address").fill("nell@demo.example")
    page.get_by_label("Organisation", exact=True).select_option(index=1)
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("main")).to_contain_text("An invitation has been sent to nell@demo.example")

    page.get_by_role("link", name="Grant a role").click()
    page.get_by_label("Reader").check()
    for name, text in (("Day", "31"), ("Month", "March"), ("Year", "2025")):
        page.get_by_label(name, exact=True).fill(text)
    page.get_by_label("Why they need it").fill("The inspection")
    page.get_by_role("button", name="Grant the role").click()
    expect(page.get_by_role("main")).to_contain_text("Until 31 March 2025")

    page.get_by_role("link", name="Close the account").click()
    page.get_by_label("Why the account is being closed").fill("The inspection is over")
    page.get_by_role("button", name="Close the account").click()
    expect(page.get_by_role("main")).to_contain_text("This account is closed")
    page.goto(f"{portal.base_url}/admin/accounts/user/access/")
    expect(page.get_by_role("main")).not_to_contain_text("Nell Gray")


def test_a_leaver_hands_over_by_the_keyboard(portal: PortalProcess, new_page: NewPage) -> None:
    page = new_page()
    sign_in(page, portal.base_url, "coordinator")
    page.goto(f"{portal.base_url}{HANDOVER}")
    page.get_by_role("link", name="Hand over what Gail Restorick was responsible for").click()
    tab_to(page, "select[name=to]")
    page.keyboard.type("Kit")
    tab_to(page, "[name=reason]")
    page.keyboard.type(NOTE)
    tab_to(page, "button[name=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{HANDOVER}")
    expect(page.get_by_role("main")).to_contain_text("You have handed over 1 item")
    page.goto(f"{portal.base_url}/plans/2023-24/actions/5c/history/")
    expect(page.get_by_role("main")).to_contain_text(re.compile("Gail Restorick.*Kit Ormsby"))
    expect(page.get_by_role("main")).to_contain_text(NOTE)
    page.goto(f"{portal.base_url}/plans/2023-24/actions/5c/progress/")


def test_pages_are_accessible(portal: PortalProcess, new_page: NewPage) -> None:
    page = new_page()
    sign_in(page, portal.base_url, "admin")
    people = f"{portal.base_url}/admin/accounts/user/"
    page.goto(f"{people}access/")
    assert_well(page)
    page.get_by_role("link", name="Ian Thackery").click()
    assert_well(page)
    reader = page.url
    page.get_by_role("link", name="Change the last day").click()
    assert_well(page)
    page.get_by_role("link", name="End the role now").click()
    assert_well(page)
    for address in (
        f"{people}add/",
        f"{reader.replace('change', 'close')}",
        f"{portal.base_url}/admin/accounts/organisation/add/",
    ):
        page.goto(address)
        assert_well(page)
        page.locator("button[name=submit]").click()
        expect(page.locator(".govuk-error-summary")).to_be_visible()
        assert_well(page)
    page = new_page()
    sign_in(page, portal.base_url, "coordinator")
    page.goto(f"{portal.base_url}{HANDOVER}")
    assert_well(page)
    page.get_by_role("link", name="Hand over what Gail Restorick was responsible for").click()
    assert_well(page)
    page.locator("button[name=submit]").click()
    assert_well(page)
