"""Somebody comes and somebody leaves: invited by the administrator, handed over by the co-ordinator."""

import re

from playwright.sync_api import expect

from tests.browser.axe import assert_well
from tests.browser.conftest import HandsOf, NewPage, sign_in
from tests.portal_process import PortalProcess

PLAN = "/plans/2023-24/"
PEOPLE = "/admin/accounts/user/"
NOTE = "The forum was promised an answer by October."
PASSWORD = "three random words"


def test_a_person_is_invited_and_leaves(hands_of: HandsOf, portal: PortalProcess) -> None:
    ada = hands_of(portal, "admin", PEOPLE + "add/")
    ada.press("button[name=submit]")
    ada.is_told("Enter the name", "Enter the e-mail address", "Select an organisation")
    ada.write("name", "Nell Gray")
    ada.write("email", "nell@demo.example")
    ada.pick("organisation", "Integrated")
    ada.press("button[name=submit]")
    ada.sees("An invitation has been sent to nell@demo.example", "They have not chosen a password yet")
    person = ada.page.url

    ada.press("a[href*='/rolegrant/add/']")
    ada.choose("role", "reader")
    ada.write("reason", "The inspection")
    ada.press("button[name=submit]")
    ada.is_told("Enter the last day of the reader’s access")
    ada.write_date("until_on", "31", "March", "2025")
    ada.press("button[name=submit]")
    ada.sees("Until 31 March 2025")

    accept(hands_of, portal)
    ada.page.goto(person)
    ada.sees("They have chosen a password.")
    ada.press("a[href$='/close/']")
    ada.write("reason", "The inspection is over")
    ada.press("button[name=submit]")
    ada.sees("This account is closed")
    ada.go(PEOPLE + "access/")
    ada.sees("Ada Penhallow")
    expect(ada.page.get_by_role("main")).not_to_contain_text("Nell Gray")


def accept(hands_of: HandsOf, portal: PortalProcess) -> None:
    """What the invited person does: follow the link of the mail, choose a password, and read the plan."""
    (mail,) = (portal.data / "mail").iterdir()
    link = re.search(r"http\S+(/password/reset/\S+)", mail.read_text())
    assert link
    nell = hands_of(portal, "", link[1])
    for name in ("password1", "password2"):
        nell.write(name, PASSWORD)
    nell.press("main button[type=submit]")
    nell.go("/sign-in/")
    nell.write("login", "nell@demo.example")
    nell.write("password", PASSWORD)
    nell.press("main button[type=submit]")
    nell.sees("SEND Action Plan 2023/24")


def test_a_leaver_hands_over(hands_of: HandsOf, portal: PortalProcess) -> None:
    cora = hands_of(portal, "coordinator", PLAN)
    cora.press(f"a[href='{PLAN}handover/']")
    cora.sees("Gail Restorick has left")
    cora.press(f"main a[href^='{PLAN}handover/']")
    cora.press("button[name=submit]")
    cora.is_told("Choose somebody", "Enter the handover note")
    cora.pick("to", "Olive")
    cora.write("reason", NOTE)
    cora.press("button[name=submit]")
    cora.sees("You have handed over 1 item", "There is nothing to hand over.")
    cora.go(PLAN + "actions/5c/history/")
    cora.sees(re.compile("Gail Restorick.*Olive Marsden"), NOTE)

    olive = hands_of(portal, "officer", "/my-actions/")
    olive.press(f"a[href='{PLAN}actions/5c/progress/']")
    olive.sees("Handed over to you on", "by Cora Bellweather", NOTE)


def test_pages_are_accessible(portal: PortalProcess, new_page: NewPage) -> None:
    page = new_page()
    sign_in(page, portal.base_url, "admin")
    people = portal.base_url + PEOPLE
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
    page.goto(f"{portal.base_url}{PLAN}handover/")
    assert_well(page)
    page.get_by_role("link", name="Hand over what Gail Restorick was responsible for").click()
    assert_well(page)
    page.locator("button[name=submit]").click()
    assert_well(page)
