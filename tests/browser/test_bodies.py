"""The partnership in a browser: its quorum, members and terms of reference, and who was at a meeting."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import HandsOf
from tests.browser.hands import Hands
from tests.portal_process import PortalProcess

PARTNERSHIP = "/bodies/local-inclusion-partnership/"
MEETING = "/meetings/2024-07-11-local-inclusion-partnership/"


def add_member(cora: Hands, person: str, organisation: str) -> None:
    """Somebody is a member since 1 July 2023."""
    cora.press("a[href$='/members/new/']")
    cora.pick("user", person)
    cora.pick("organisation", organisation)
    cora.write_date("from_on", "1", "July", "2023")
    cora.press("button[name=submit]")
    cora.sees(f"{person} ", "has been added.")


def field(cora: Hands, name: str, number: int) -> str:
    """The name of the first or second field in the row of a person."""
    row = cora.page.locator("fieldset", has=cora.page.locator("legend", has_text=name))
    return row.locator("select").nth(number).get_attribute("name") or ""


def test_who_was_there_and_whether_it_was_quorate(hands_of: HandsOf, portal: PortalProcess) -> None:
    cora = hands_of(portal, "coordinator", PARTNERSHIP)
    cora.sees("Annex 1: not supplied", "At least 5 voting members", "Full from September 2023")
    cora.press("a[href$='/quorum/new/']")
    cora.press("button[name=submit]")
    cora.is_told("Enter at least one of members, organisations, sectors and posts")
    cora.write("members", "2")
    cora.write_date("from_on", "1", "7", "2024")
    cora.press("button[name=submit]")
    cora.sees("At least 2 voting members. Who joins remotely counts.", "in force today")

    cora.press("a[href$='/members/new/']")
    cora.press("button[name=submit]")
    cora.is_told("Choose the person", "Choose the organisation")
    cora.go(PARTNERSHIP)
    add_member(cora, "Ada", "Stockton")
    cora.finds_well()

    cora.go(MEETING)
    cora.press("a[href$='/attendance/']")
    cora.pick(field(cora, "Ada Penhallow", 0), "A")
    cora.press("button[name=submit]")
    cora.is_told(re.compile("^Choose who stood in for Ada "))
    cora.pick(field(cora, "Ada Penhallow", 1), "Dev")
    cora.press("button[name=submit]")
    cora.sees(
        "The attendance has been saved.", "Quorum met: 8 voting members, 2 needed.", re.compile("Dev .* for Ada ")
    )
    cora.finds_well()


def test_terms_of_reference_and_the_end_of_a_membership(hands_of: HandsOf, portal: PortalProcess) -> None:
    cora = hands_of(portal, "coordinator", PARTNERSHIP)
    cora.press("a[href$='/terms/new/']")
    cora.write("text", "1. Purpose: to drive the plan forward.")
    cora.press("button[name=submit]")
    cora.press("a[href$='/terms/2/']")
    cora.sees("Terms of reference, version 2", "to drive the plan forward")
    cora.finds_well()

    cora.go(PARTNERSHIP)
    add_member(cora, "Ada", "Stockton")
    cora.press("a[href*='/members/']:not([href$='/new/'])")
    cora.write_date("until_on", "1", "July", "2024")
    cora.press("button[name=submit]")
    cora.sees("The membership has been saved.", "Former members", "29 June 2023 until 1 July 2024")
    cora.press("a[href$='/history/']:not([href*='house-style'])")
    expect(cora.page.get_by_role("heading", level=1)).to_have_text("History")
    cora.sees("Until", "1 July 2024")


def test_a_body_is_added_and_changed(hands_of: HandsOf, portal: PortalProcess) -> None:
    cora = hands_of(portal, "coordinator", "/bodies/")
    cora.press("a[href$='/bodies/new/']")
    cora.press("button[name=submit]")
    cora.is_told("Enter the name of the body", "Select where it is run")
    cora.write("name", "Scrutiny Panel")
    cora.choose("where", "elsewhere")
    cora.press("button[name=submit]")
    cora.sees("The Scrutiny Panel has been added.", "No resolution is recorded.")
    cora.finds_well()
    cora.press("a[href$='/scrutiny-panel/edit/']")
    cora.write("purpose", "It looks on.")
    cora.press("button[name=submit]")
    cora.sees("The body has been saved.", "It looks on.")
