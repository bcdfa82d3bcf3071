"""The plan as at a day in a browser: by the form and by a meeting, at both widths, without scripts, and read aloud."""

from playwright.sync_api import expect

from tests.browser.conftest import HandsOf
from tests.browser.hands import Hands, tab_to
from tests.portal_process import PortalProcess

PLAN = "/plans/2023-24/"
DAY = "at=2024-03-13"
PAGES = (PLAN, f"{PLAN}priorities/5/", f"{PLAN}actions/", f"{PLAN}actions/5b/")
# Of the links inside a page, those that may leave the day: to meetings, to today, within the page.
LOOSE = """main => [...main.querySelectorAll('a')].map(a => a.getAttribute('href')).filter(href =>
    !/((at|from)=2024-03-13|since=2024-03-14)/.test(href) && !/^(#|http|\\/meetings\\/)/.test(href))"""
FORMS = "main => [...main.querySelectorAll('form')].map(form => form.method)"


def unfold(hands: Hands) -> None:
    """Open the form that asks for another day."""
    if hands.by_keys:
        tab_to(hands.page, "#as-at summary")
        hands.page.keyboard.press("Enter")
    else:
        hands.page.locator("#as-at summary").click()


def test_the_plan_of_a_day(hands_of: HandsOf, portal: PortalProcess) -> None:
    """From today's plan to that of a day, on to an action of that day, to what differs, and back."""
    mo = hands_of(portal, "member", PLAN)
    unfold(mo)
    mo.write_date("at", "13", "March", "2024")
    mo.press("#as-at button")
    assert mo.page.url.endswith(f"{PLAN}?{DAY}")
    mo.sees("This is the plan as it stood at the end of 13 March 2024.", "Nothing can be changed here.")
    for address in PAGES:
        mo.go(f"{address}?{DAY}")
        mo.sees("as it stood at the end of 13 March 2024")
        mo.finds_well()
        main = mo.page.locator("main")
        assert main.evaluate(LOOSE) == [address.rsplit("?")[0]]
        assert set(main.evaluate(FORMS)) == {"get"}
    mo.press("a[href*='compare/']")
    mo.sees("details differ", "Updates that came between", "Different")
    mo.finds_well()
    mo.press(f"a[href='{PLAN}actions/5b/?{DAY}']")
    mo.press(f"main a[href='{PLAN}actions/5b/']")
    expect(mo.page.get_by_text("as it stood")).to_have_count(0)


def test_the_plan_of_a_meeting(hands_of: HandsOf, portal: PortalProcess) -> None:
    mo = hands_of(portal, "member", f"{PLAN}actions/5b/?{DAY}")
    unfold(mo)
    mo.pick("at", "9")
    mo.press("#as-at form:last-of-type button")
    mo.sees("This is the action as it stood when the meeting of 9 May 2024 began.")
    mo.finds_well()


def test_a_day_before_the_plan(hands_of: HandsOf, portal: PortalProcess) -> None:
    mo = hands_of(portal, "member", f"{PLAN}?at=2020-01-01")
    mo.sees("The plan has been in the portal since 28 June 2023")
    mo.finds_well()
    mo.write_date("at", "31", "2", "2024")
    mo.press("#as-at button")
    mo.is_told("The day must be a real date")
    mo.finds_well()
    mo.press("main a[href$='at=2023-06-28']")
    mo.sees("This is the plan as it stood at the end of 28 June 2023.")
    mo.finds_well()


def test_two_days_side_by_side(hands_of: HandsOf, portal: PortalProcess) -> None:
    mo = hands_of(portal, "member", f"{PLAN}actions/5b/history/")
    mo.press("a[href$='compare/']")
    mo.finds_well()
    mo.press("main form button")
    mo.is_told("Enter the first day or choose a meeting")
    mo.write_date("since", "13", "3", "2024")
    mo.pick("until_named", "9")
    mo.press("main form button")
    mo.sees("as it stood at the end of 13 March 2024", "when the meeting of 9 May 2024 began", "A simpler design")
    mo.finds_well()
