"""Meetings in a browser: one is planned, moves and is cancelled; the schedule of a year; a session that ends."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import HandsOf, NewPage, sign_in
from tests.browser.test_text_is_kept import SESSIONS_END
from tests.portal_process import PortalProcess

BOARD = "Health and Wellbeing Board"
SAVE = "button[name=submit]"
FORWARD = "Choose another time: the clocks go forward that night, so this time does not exist"


def test_a_meeting_is_planned_moves_and_is_cancelled(portal: PortalProcess, hands_of: HandsOf) -> None:
    hands = hands_of(portal, "coordinator", "/meetings/")
    hands.sees("To come", "Plan and priorities for 2023/24")
    hands.finds_well()
    hands.press("a[href='/meetings/new/']")
    hands.pick("body", "Health")
    hands.write_date("date", "29", "3", "2026")
    hands.write("begins", "1:30")
    hands.write("business", "The year ahead")
    hands.press(SAVE)
    hands.is_told(FORWARD)
    hands.finds_well()
    hands.write("begins", "")
    hands.press(SAVE)
    hands.sees("The meeting of 29 March 2026 has been planned.", "Sunday 29 March 2026", "The year ahead")
    hands.finds_well()

    hands.press("a[href$='/move/']")
    hands.press(SAVE)
    hands.is_told("Enter the day or month of the meeting", "Enter why you are changing this")
    hands.write_date("date", "30", "March", "2026")
    hands.write("reason", "It was a Sunday")
    hands.press(SAVE)
    hands.sees("The meeting has moved to 30 March 2026.", "Moved from")
    hands.press("a[href*='2026-03-29']")
    hands.sees("Moved to 30 March 2026", "It was a Sunday")
    hands.press("a[href*='2026-03-30']")

    hands.press("a[href$='/cancel/']")
    hands.write("reason", "Nothing to decide")
    hands.press(SAVE)
    hands.sees("The meeting is cancelled.", "Nothing to decide")
    hands.press("a[href$='/undo/']")
    hands.write("reason", "The wrong meeting")
    hands.press(SAVE)
    hands.sees("The meeting is “planned” again.")
    hands.press("a[href$='/history/']")
    hands.sees("The wrong meeting", "Cancelled → Planned")
    hands.finds_well()


def test_the_schedule_of_a_year(portal: PortalProcess, hands_of: HandsOf) -> None:
    hands = hands_of(portal, "coordinator", "/meetings/")
    hands.press("a[href='/meetings/schedule/']")
    hands.pick("body", "Health")
    hands.write("meeting1-date", "21 1 2026")
    hands.write("meeting2-date", "31 2 2026")
    hands.press(SAVE)
    hands.is_told("Meeting 2: The day or month of the meeting must be a real date")
    hands.finds_well()
    expect(hands.page.locator("[name=meeting1-date]")).to_have_value("")
    hands.write("meeting2-date", "March 2026")
    hands.press(SAVE)
    hands.sees("1 meeting planned.", "21 January 2026", "March 2026")


@pytest.mark.parametrize("address", ["/meetings/new/", "/meetings/schedule/"])
@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_a_session_that_ends_keeps_what_was_typed(
    javascript: bool, address: str, portal: PortalProcess, new_page: NewPage
) -> None:
    page = new_page(javascript=javascript)
    sign_in(page, portal.base_url, "coordinator")
    page.goto(portal.base_url + address)
    place = page.locator("[name=place], [name=meeting1-place]")
    place.fill("Town hall")
    assert portal.manage("shell", "-c", SESSIONS_END).returncode == 0
    page.locator(SAVE).click()
    expect(page.get_by_role("main")).to_contain_text("You were signed out.")
    page.get_by_label("E-mail address").fill("coordinator@demo.example")
    page.get_by_label("Password", exact=True).fill("demonstration")
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"**{address}")
    expect(page.get_by_role("main")).to_contain_text("it has not been saved yet")
    expect(place).to_have_value("Town hall")
