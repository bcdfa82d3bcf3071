"""From one plan to the next: by the keyboard alone and without scripts, wide and narrow."""

from playwright.sync_api import expect

from tests.browser.conftest import HandsOf
from tests.browser.hands import Hands
from tests.portal_process import PortalProcess

PLAN, NEXT = "/plans/2023-24/", "/plans/2024-27/"
STEPS = PLAN + "succession/"
SAVE = "button[name=submit]"


def start(cora: Hands) -> None:
    cora.press(f"main a[href='{STEPS}']")
    cora.sees("Four steps.", "It begins as a draft")
    cora.finds_well()
    cora.press("a[href$='/start/']")
    cora.finds_well()
    cora.press(SAVE)
    cora.is_told("Enter the short name for web addresses")
    cora.write("slug", "2024-27")
    cora.press(SAVE)
    cora.sees("Local Inclusion Plan has been started as a draft", "2 actions")
    cora.press("a[href$='/succession/unlink/']")
    cora.sees("Another plan can then follow")
    cora.finds_well()
    cora.go(STEPS)


def say_how_each_ends(cora: Hands) -> None:
    cora.press("a[href$='/succession/outcomes/']")
    cora.finds_well()
    cora.pick('"1a-outcome"', "Carried")
    cora.pick('"1b-outcome"', "Dropped")
    cora.press(SAVE)
    cora.sees("1 outcome saved.")
    cora.is_told("1b: Enter why it is dropped")
    cora.finds_well()
    cora.write('"1b-reason"', "Part of daily work by now")
    cora.press(SAVE)
    cora.sees("1 outcome saved.", "Every agreed and paused action has an outcome.", "Carried to")


def close(cora: Hands) -> None:
    cora.go(STEPS)
    cora.press("a[href$='/succession/close/']")
    cora.sees("Still open in this plan", "1 open question")
    cora.finds_well()
    cora.write("reason", "Its period is over")
    cora.press(SAVE)
    cora.sees("have come for the meeting of 12 September 2024", "Close it before that meeting, and not after it?")
    cora.finds_well()
    cora.press(SAVE)
    cora.sees("SEND Action Plan 2023/24 is closed.")
    cora.press("a[href$='/succession/current/']")
    cora.sees("Updates will be due for", "When are its first updates due?")
    cora.finds_well()
    cora.choose("first", "later")
    cora.press(SAVE)
    cora.sees("Local Inclusion Plan is current.", "All four steps are done.")
    cora.finds_well()


def test_from_one_plan_to_the_next(hands_of: HandsOf, portal: PortalProcess) -> None:
    done = portal.manage("shell", "-c", "from tests.browser import ending_plan; ending_plan.add()")
    assert done.returncode == 0, done.stderr
    cora = hands_of(portal, "coordinator", PLAN)
    start(cora)
    say_how_each_ends(cora)
    close(cora)
    member = hands_of(portal, "member", "/")
    expect(member.page.get_by_role("heading", level=1)).to_have_text("Local Inclusion Plan")
    member.sees("Follows")
    member.go(NEXT + "actions/1a/")
    member.sees("From plan to plan", "Carried from 1a of SEND Action Plan 2023/24")
    member.finds_well()
    member.press(f"main a[href='{PLAN}actions/1a/']")
    member.sees("Carried to 1a of Local Inclusion Plan")
    member.go("/plans/")
    member.sees("Current", "Closed")
    member.finds_well()
    member.press(f"main a[href='{PLAN}outcomes/']")
    member.sees("Dropped", "Part of daily work by now")
    member.finds_well()
    assert portal.manage("audit_check").returncode == 0
