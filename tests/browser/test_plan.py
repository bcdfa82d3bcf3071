"""The co-ordinator keeps the plan in a browser: its own words, its key, its cycles, a priority and what drives it."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import HandsOf
from tests.portal_process import PortalProcess

PLAN = "/plans/2023-24/"
FINDING = "Families wait too long for a plan"


def test_its_own_words(hands_of: HandsOf, portal: PortalProcess) -> None:
    cora = hands_of(portal, "coordinator", PLAN)
    cora.press(f"a[href='{PLAN}edit/']")
    cora.write("title", "Our action plan")
    cora.write("successor_title", "Local Inclusion Plan 2025-28")
    cora.press("button[name=submit]")
    cora.is_told("Say why the plan changes")
    cora.write("reason", "The partnership has renamed it.")
    cora.press("button[name=submit]")
    expect(cora.page.get_by_role("heading", level=1)).to_have_text("Our action plan")
    cora.sees("The plan has been saved.")
    cora.press(f"a[href='{PLAN}history/']")
    cora.sees("Cora Bellweather", "The partnership has renamed it.", "Local Inclusion Plan 2025-28")


def test_its_key(hands_of: HandsOf, portal: PortalProcess) -> None:
    cora = hands_of(portal, "coordinator", PLAN)
    cora.press(f"a[href='{PLAN}key/']")
    cora.press(f"a[href='{PLAN}key/at_risk/']")
    cora.write("meaning", "We may be late, and we know what to do.")
    cora.press("button[name=submit]")
    cora.is_told("Enter why you are changing this")
    cora.write("reason", "Shorter.")
    cora.press("button[name=submit]")
    cora.sees("What “At risk” means has been saved.", "We may be late, and we know what to do.")
    cora.press(f"a[href='{PLAN}history/']")
    cora.sees("Cora Bellweather", "Shorter.")
    cora.go(PLAN + "actions/4c/progress/")
    cora.sees("We may be late, and we know what to do.")


def test_its_cycles(hands_of: HandsOf, portal: PortalProcess) -> None:
    cora = hands_of(portal, "coordinator", PLAN)
    cora.press(f"a[href='{PLAN}cycles/']")
    cora.press(f"a[href='{PLAN}cycles/new/']")
    cora.write_date("meeting_on", "13", "1", "2025")
    cora.write_date("papers_on", "20", "January", "2025")
    cora.write("papers_time", "late")
    cora.press("button[name=submit]")
    cora.is_told(
        "The papers deadline must not be after the day of the meeting",
        "The time of the papers deadline must be a time, such as 12:00 or 4:15pm",
    )
    cora.write_date("papers_on", "6", "January", "2025")
    cora.write("papers_time", "12:00")
    cora.press("button[name=submit]")
    cora.sees("The cycle for the meeting of 13 January 2025 has been added.", "Monday 6 January 2025, noon")

    address = cora.page.get_by_role("link", name=re.compile("13 January 2025")).get_attribute("href")
    cora.press(f"a[href='{address}']")
    cora.write_date("meeting_on", "14")
    cora.write("reason", "The hall is taken.")
    cora.press("button[name=submit]")
    cora.sees("Tuesday 14 January 2025")
    cora.press(f"a[href='{PLAN}history/']")
    cora.sees("The hall is taken.")


def test_a_priority(hands_of: HandsOf, portal: PortalProcess) -> None:
    one = PLAN + "priorities/3/"
    cora = hands_of(portal, "coordinator", one)
    cora.press(f"a[href='{one}edit/']")
    cora.write("title", "Meeting needs early")
    cora.pick("sro", "Kit")
    cora.press("button[name=submit]")
    cora.is_told("Say why you are changing it")
    cora.write("reason", "Sara Whitlow has handed it on.")
    cora.press("button[name=submit]")
    cora.sees("Priority 3 has been saved.", "Meeting needs early", "Kit Ormsby")
    cora.press(f"a[href='{one}history/']")
    cora.sees(re.compile("Sara Whitlow.*Kit Ormsby"), "Sara Whitlow has handed it on.")


def test_what_drives_it(hands_of: HandsOf, portal: PortalProcess) -> None:
    """A finding is added, reworded, and answered by an action."""
    cora = hands_of(portal, "coordinator", PLAN)
    cora.press(f"a[href='{PLAN}drivers/']")
    cora.press(f"a[href='{PLAN}drivers/new/']")
    cora.press("button[name=submit]")
    cora.is_told("Select the kind", "Enter the title")
    cora.choose("kind", "inspection_finding")
    cora.write("title", "Families wait")
    cora.write("source", "March 2023, paragraph 12")
    cora.press("button[name=submit]")
    cora.sees("The driver has been added.", "Inspection finding, March 2023, paragraph 12")

    address = cora.page.get_by_role("link", name="Change “Families wait”").get_attribute("href")
    cora.press(f"a[href='{address}']")
    cora.write("title", FINDING)
    cora.press("button[name=submit]")
    cora.is_told("Say why the driver changes")
    cora.write("reason", "As the report words it.")
    cora.press("button[name=submit]")
    cora.sees("The driver has been saved.", FINDING)
    cora.go(PLAN + "actions/4c/edit/")
    cora.tick(FINDING)
    cora.press("button[name=submit]")
    cora.sees("4c has been saved", FINDING)
    cora.go(PLAN + "history/")
    cora.sees("As the report words it.")
