"""The co-ordinator makes an agenda in a browser, and writes what was said of an item."""

import pytest
from playwright.sync_api import expect

from tests.browser.agenda_records import NEXT, TODAY
from tests.browser.conftest import HandsOf
from tests.portal_process import PortalProcess


@pytest.fixture
def partnership(portal: PortalProcess) -> PortalProcess:
    """A demonstration whose partnership meets today."""
    done = portal.manage("shell", "-c", "from tests.browser import agenda_records; agenda_records.add()")
    assert done.returncode == 0, done.stderr
    return portal


def test_an_agenda_is_made_and_put_in_order(hands_of: HandsOf, partnership: PortalProcess) -> None:
    cora = hands_of(partnership, "coordinator", NEXT + "agenda/")
    cora.press("button[name=submit]")
    cora.sees("items added.", "1. Welcome and apologies", "2. Declarations of interest")

    cora.press("#item-2 button[value=up]")
    cora.sees("1. Declarations of interest", "Now in place 1 of")
    expect(cora.page.locator(":focus")).to_contain_text("Move down: Declarations of interest, place 1 of")
    cora.press("#item-1 button[value=down]")
    cora.sees("2. Declarations of interest", "Now in place 2 of")
    expect(cora.page.locator(":focus")).to_contain_text("Move down: Declarations of interest, place 2 of")
    cora.finds_well()

    cora.press(f"a[href='{NEXT}items/1/withdraw/']")
    cora.press("button[name=submit]")
    cora.is_told("Enter why it is taken off")
    cora.write("withdrawn_reason", "The chair says it anyway.")
    cora.press("button[name=submit]")
    cora.sees("1. Declarations of interest", "The chair says it anyway.")

    cora.press(f"a[href='{NEXT}items/new/']")
    cora.press("button[name=submit]")
    cora.is_told("Enter the title", "Select the purpose")
    cora.write("title", "Short breaks")
    cora.choose("purpose", "discuss")
    cora.write("actions", "1a")
    cora.finds_well()
    cora.press("button[name=submit]")
    cora.sees("“Short breaks” has been added as item")
    cora.go(NEXT)
    cora.sees("Short breaks", "Taken off: Welcome and apologies")
    cora.finds_well()


def test_what_was_said_is_written_and_the_item_carried_over(hands_of: HandsOf, partnership: PortalProcess) -> None:
    cora = hands_of(partnership, "coordinator", TODAY + "agenda/")
    cora.press("button[name=submit]")
    item = TODAY + "items/1/"
    cora.go(item)
    cora.press(f"a[href='{item}declarations/']")
    cora.press("button[name=submit]")
    cora.is_told("Choose who declared an interest, or tick “None declared”")
    cora.tick("None declared")
    cora.press("button[name=submit]")
    cora.sees("The declarations have been saved.", "None declared.")

    cora.press(f"a[href='{item}minutes/']")
    cora.write("minutes", "See [here](https://example.org).")
    cora.press("button[name=submit]")
    expect(cora.page.locator(".govuk-error-summary")).to_contain_text("links are not printed")
    cora.write("minutes", "The chair welcomed **everybody**.")
    cora.press("button[name=submit]")
    cora.sees("The minutes of the item have been saved.", "The chair welcomed everybody.")
    cora.finds_well()

    cora.press(f"a[href='{item}papers/new/']")
    cora.press("button[name=submit]")
    cora.is_told("Enter the title")
    cora.write("title", "Figures")
    cora.press("button[name=submit]")
    cora.is_told("Enter a link to the paper or choose its file, and not both")
    cora.write("url", "https://example.org/figures")
    cora.press("button[name=submit]")
    cora.sees("The paper has been added.", "Figures")

    cora.press(f"form[action='{item}carry/'] button")
    cora.sees("The item is carried over.", "Item 1 of 4 September 2024", "Figures")
    cora.press("main a[href$='/history/']")
    cora.sees("Agenda item “Welcome and apologies”: added")
    cora.finds_well()


def test_an_ask_is_put_on_the_agenda(hands_of: HandsOf, partnership: PortalProcess) -> None:
    cora = hands_of(partnership, "coordinator", "/plans/2023-24/actions/2e/")
    cora.press("form[action^='/asks/'] button")
    cora.sees("The ask is on the agenda.", "2e: Decision asked.", "To decide")
    cora.go("/plans/2023-24/actions/2e/")
    cora.sees("On the agenda of 4 September 2024")
    cora.finds_well()
