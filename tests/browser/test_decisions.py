"""Decisions in a browser: recorded at a shadow meeting, ratified at a full one; a meeting action until it is done."""

import re

import pytest

from tests.browser.conftest import HandsOf
from tests.portal_process import PortalProcess

SHADOW, FULL = "/meetings/of-the-shadow/", "/meetings/of-the-full-body/"
SUBMIT = "button[name=submit]"


@pytest.fixture
def met(portal: PortalProcess) -> PortalProcess:
    """A portal whose partnership has met twice."""
    done = portal.manage("shell", "-c", "from tests.browser import met; met.add()")
    assert done.returncode == 0, done.stderr
    return portal


def test_a_decision_from_the_meeting_to_the_plan(hands_of: HandsOf, met: PortalProcess) -> None:
    cora = hands_of(met, "coordinator", f"{SHADOW}items/1/decisions/new/")
    cora.sees("From what is recorded, it is for ratification.", "was a shadow on")
    cora.finds_well()
    cora.press(SUBMIT)
    cora.is_told("Enter what was decided")
    cora.write("text", "to pause the work.")
    cora.pick("action_1", "1a")
    cora.pick("effect_1", "Paused")
    cora.press(SUBMIT)
    cora.sees("The Partnership agreed to pause the work.", "For ratification", "The plan still says: agreed.")
    cora.finds_well()
    cora.press("a[href*='/actions/1a/state/']")
    cora.sees(re.compile("State in the plan"))

    cora.go(FULL)
    cora.sees("1 earlier decision waits to be ratified")
    cora.press(f"a[href='{FULL}ratify/']")
    cora.finds_well()
    cora.press(SUBMIT)
    cora.is_told("Choose at least one decision to ratify")
    cora.tick("Decision 1 of ")
    cora.press(SUBMIT)
    cora.sees("The Partnership agreed to ratify decision 1 of ", "Made")
    cora.go("/decisions/")
    cora.sees("19 decisions", "Ratified by decision 1 of ")
    cora.finds_well()
    cora.go(SHADOW)
    cora.sees("Ratified by decision 1 of ")
    cora.finds_well()


def test_a_meeting_action_from_the_meeting_to_done(hands_of: HandsOf, met: PortalProcess) -> None:
    cora = hands_of(met, "coordinator", f"{FULL}items/1/meeting-actions/new/")
    cora.finds_well()
    cora.write("text", "Write to schools")
    cora.press(SUBMIT)
    cora.is_told("Choose who is to do it")
    cora.pick("assigned_to", "Olive")
    cora.press(SUBMIT)
    cora.sees("Olive Marsden has a meeting action.", "Write to schools")

    lead = hands_of(met, "officer", "/my-actions/")
    lead.sees("Meeting actions for me (2)")
    asked = lead.page.get_by_role("main").get_by_role("link", name="Write to schools")
    lead.press(f"main a[href='{asked.get_attribute('href')}']")
    lead.finds_well()
    lead.press("a[href$='/done/']")
    lead.finds_well()
    lead.write_date("done_on", "31", "12", "2199")
    lead.press(SUBMIT)
    assert "must be on or before" in lead.page.locator(".govuk-error-summary").inner_text()
    lead.write_date("done_on", "3", "9", "2024")
    lead.write("note", "Sent to all")
    lead.press(SUBMIT)
    lead.sees("The meeting action is done.", "Sent to all")
    lead.go("/meeting-actions/")
    lead.sees("Done or no longer needed (2)")
    lead.finds_well()
