"""The co-ordinator plans in a browser: milestones, related actions, a new action and its sub-action, a pause."""

from tests.browser.conftest import HandsOf
from tests.portal_process import PortalProcess

PLAN = "/plans/2023-24/"
ACTION = PLAN + "actions/4c/"
STEP = "Every school has a trained reviewer"


def test_milestone_is_added_and_dropped(hands_of: HandsOf, portal: PortalProcess) -> None:
    cora = hands_of(portal, "coordinator", ACTION)
    cora.press(f"a[href='{ACTION}milestones/']")
    cora.press("button[name=submit]")
    cora.is_told("Enter what the milestone is")
    cora.write("title", STEP)
    cora.write_date("due", "", "10", "2024")
    cora.press("button[name=submit]")
    cora.sees("The milestone has been added.", "October 2024")

    address = cora.page.get_by_role("link", name=f"Change “{STEP}”").get_attribute("href")
    cora.press(f"a[href='{address}']")
    cora.choose("standing", "dropped")
    cora.press("button[name=submit]")
    cora.is_told("Enter why it has been dropped")
    cora.write("reason", "Schools train together.")
    cora.press("button[name=submit]")
    cora.sees("Dropped: Schools train together.")
    cora.go(ACTION + "history/")
    cora.sees("Cora Bellweather", STEP, "Schools train together.")


def test_actions_are_related_and_no_longer(hands_of: HandsOf, portal: PortalProcess) -> None:
    cora = hands_of(portal, "coordinator", ACTION)
    cora.press(f"a[href='{ACTION}related/']")
    cora.press("button[name=submit]")
    cora.is_told("Choose the related action", "Enter why they are related")
    cora.pick("other", "5e")
    cora.write("reason", "Both change reviews.")
    cora.press("button[name=submit]")
    cora.sees("5e has been linked to 4c.")
    cora.go(PLAN + "actions/5e/")
    cora.sees("Related actions")
    cora.press(f"main a[href='{ACTION}']")

    cora.press(f"a[href='{ACTION}related/']")
    cora.press(f"a[href='{ACTION}related/5e/']")
    cora.press("button[name=submit]")
    cora.is_told("Enter why they are no longer related")
    cora.write("reason", "5e has a review of its own.")
    cora.press("button[name=submit]")
    cora.sees("5e is no longer linked to 4c.")
    cora.go(ACTION + "history/")
    cora.sees("Both change reviews.", "5e has a review of its own.")


def test_a_new_action_its_sub_action_and_a_pause(hands_of: HandsOf, portal: PortalProcess) -> None:
    cora = hands_of(portal, "coordinator", PLAN)
    cora.press(f"a[href='{PLAN}actions/new/']")
    cora.press("button[name=submit]")
    cora.is_told(
        "Select a priority", "Enter the reference", "Enter the wording", "Select whether it is proposed or agreed",
        "Enter why you are adding it",
    )  # fmt: skip
    cora.pick("priority", "4")
    cora.write("reference", "4z")
    cora.write("title", "Train the reviewers")
    cora.pick("lead", "Olive")
    cora.choose("plan_state", "agreed")
    cora.write("reason", "Agreed on 11 July.")
    cora.press("button[name=submit]")
    cora.sees("4z has been added to the plan", "Olive Marsden")

    cora.press("a[href$='?parent=4z']")
    cora.write("reference", "4z(i)")
    cora.write("title", "Find the trainers")
    cora.choose("plan_state", "proposed")
    cora.write("reason", "Asked for by the schools.")
    cora.press("button[name=submit]")
    cora.sees("4z(i) has been added to the plan", "Train the reviewers")

    cora.go(PLAN + "actions/4z/state/")
    cora.choose("state", "paused")
    cora.write("reason", "A post is vacant.")
    cora.write_date("paused_until", "", "spring", "2025")
    cora.press("button[name=submit]")
    cora.sees("Paused until spring 2025", "Find the trainers")
    cora.press("a[href$='/4z/history/']")
    cora.sees("Cora Bellweather", "Agreed on 11 July.", "A post is vacant.")
