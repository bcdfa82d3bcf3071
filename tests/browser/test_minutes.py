"""The minutes of a meeting in a browser: read, summarised for families, agreed by the next meeting, and noted upon."""

import pytest

from tests.browser.conftest import HandsOf
from tests.governance.minuting import MINUTES, PAGE, SECRET, SEPTEMBER
from tests.portal_process import PortalProcess


@pytest.fixture
def minuted_portal(portal: PortalProcess) -> PortalProcess:
    """A demonstration with a meeting that was held, and the one after it."""
    done = portal.manage("shell", "-c", "from tests.browser import minuted_meeting; minuted_meeting.add()")
    assert done.returncode == 0, done.stderr
    return portal


def test_minutes_are_written_agreed_and_noted(minuted_portal: PortalProcess, hands_of: HandsOf) -> None:
    cora = hands_of(minuted_portal, "coordinator", PAGE)
    cora.sees("Draft minutes", "Agree the minutes")
    cora.press(f"main a[href='{MINUTES}']")
    cora.sees("not agreed yet", "Contains exempt items", SECRET, "Decision 1:")
    cora.finds_well()

    cora.press(f"main a[href='{MINUTES}summary/']")
    cora.sees("What this means for families")
    cora.finds_well()
    cora.write("families_summary", "> quoted")
    cora.press("button[name=submit]")
    cora.is_told(
        "In “What this means for families”, change “> quoted”: take > away and put quotation marks round the words"
    )
    cora.write("families_summary", "You will see how long children wait.")
    cora.press("button[name=submit]")
    cora.sees("The summary has been saved.", "You will see how long children wait.")

    cora.press(f"main a[href='{MINUTES}agree/']")
    cora.finds_well()
    cora.press("button[name=submit]")
    cora.is_told("Choose the decision that agreed them, or the meeting that did")
    cora.pick("at", str(SEPTEMBER.day))
    cora.press("button[name=submit]")
    cora.sees("Check this before you continue")
    cora.press(".portal-soft button[name=submit]")
    cora.sees("The minutes are agreed.", "Agreed by decision 1 of 2 September 2024")

    cora.press(f"main a[href='{MINUTES}notes/']")
    cora.finds_well()
    cora.write("text", "The figure is 61.")
    cora.press("button[name=submit]")
    cora.sees("The note has been added.", "Notes on these minutes", "The figure is 61.")
    cora.finds_well()


def test_others_read_them_and_nothing_exempt(minuted_portal: PortalProcess, hands_of: HandsOf) -> None:
    reader = hands_of(minuted_portal, "reader", MINUTES)
    reader.sees("Item 4: exempt", "None declared")
    assert SECRET not in reader.page.content()
    reader.finds_well()
