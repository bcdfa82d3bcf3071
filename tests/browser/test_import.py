"""A plan that lives in a spreadsheet comes into the portal: by the keyboard alone, and without scripts."""

import re

from playwright.sync_api import expect

from tests.actions.importing_pages import book
from tests.browser.conftest import HandsOf
from tests.browser.hands import Hands, tab_to
from tests.portal_process import PortalProcess

IMPORT = "/plans/2025-26/import/"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADINGS = (
    "Priority",
    "Ref",
    "What we will do",
    "Responsible officer",
    "Timescale",
    "BRAG",
    "Update",
    "Success criteria",
)
ROWS = (
    ("Priority 1: Early help", "1.1", "Open a drop-in in each town", "SENCos", "31/03/2026", "Green",
     "Two of three are open.", "Families find help within a week"),
    ("Priority 1: Early help", "1.2", "Train health visitors", "Olive Marsden / ICB", "Ongoing", "Behind", "", ""),
    ("Priority 2: Adult life", "2.1", "Write to every college", "AD Education", "TBC", "Completed", "", ""),
)  # fmt: skip
RISKS = (("Risk", "Likelihood", "Impact", "Mitigation"), ("No staff", "3", "4", "Advertise"))


def choose_file(hands: Hands, name: str, body: bytes) -> None:
    """Choose a file: the window in which one does is the browser's own."""
    if hands.by_keys:
        tab_to(hands.page, "[name=file]")
    hands.page.locator("[name=file]").set_input_files({"name": name, "mimeType": EXCEL, "buffer": body})


def go_on(hands: Hands) -> None:
    hands.press("form.portal-measure button[name=submit]")


def test_a_plan_from_a_spreadsheet(hands_of: HandsOf, empty_portal: PortalProcess) -> None:
    cora = hands_of(empty_portal, "coordinator", "/plans/new/")
    for name, text in {"title": "Our plan", "slug": "2025-26", "local_area": "Northshire", "ends_2": "2026"}.items():
        cora.write(name, text)
    go_on(cora)
    cora.sees("This plan is empty")
    cora.press(f"a[href='{IMPORT}']")
    cora.sees("Bring in the action plan that you keep in a spreadsheet")
    cora.finds_well()
    choose_file(cora, "old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    go_on(cora)
    cora.is_told(re.compile("This is a workbook of an older Excel"))
    cora.finds_well()
    choose_file(cora, "SEND plan.xlsx", book(*ROWS, headings=HEADINGS, **{"Risk log": RISKS}))
    go_on(cora)
    cora.sees("Which sheet is the action plan?", "Risk log: a risk log")
    cora.finds_well()
    cora.press("a[href$='?all=1']")
    cora.sees("Choose it only if it is your action plan all the same")
    cora.finds_well()
    go_on(cora)
    cora.sees("What does each column of “Plan” hold?", "Which row holds the headings?")
    cora.finds_well()
    go_on(cora)
    cora.sees("Each word is asked about once")
    cora.finds_well()
    answer_words(cora)
    go_on(cora)
    cora.sees("Check what will be brought in", "Open a drop-in in each town", "Name these people as leads?")
    cora.finds_well()
    go_on(cora)
    cora.sees("SEND plan.xlsx has been brought in: 3 actions added.", "See what changed today", "Early help")
    cora.finds_well()
    cora.go("/plans/2025-26/actions/1.2/")
    cora.sees("Train health visitors", "Olive Marsden", "At risk")
    cora.go("/plans/2025-26/printed-leads/")
    cora.sees("“SENCos”", "Printed for 1.1.")
    cora.finds_well()
    assert empty_portal.manage("audit_check").returncode == 0


def answer_words(cora: Hands) -> None:
    """Say what the portal does not know."""
    label = cora.page.locator("label", has_text="“Behind”")
    name = (label.get_attribute("for") or "").removeprefix("id_")
    cora.pick(name, "At")
    expect(cora.page.locator("[name=review]")).to_have_value("2026")


def test_one_goes_back_and_discards(hands_of: HandsOf, portal: PortalProcess) -> None:
    cora = hands_of(portal, "coordinator", "/plans/2023-24/set-up/")
    cora.press("a[href='/plans/2023-24/import/']")
    choose_file(cora, "plan.xlsx", book(("Priority 1", "1a", "Other words", "", "", "", "", ""), headings=HEADINGS))
    go_on(cora)
    go_on(cora)
    go_on(cora)
    cora.sees("from “Ensure regular", "to “Other words”", "Not in the spreadsheet, left as they are")
    cora.finds_well()
    cora.press(".portal-steps a[href$='/columns/']")
    cora.sees("What does each column")
    cora.page.go_back()
    cora.sees("Check what will be brought in")
    cora.press("form[action$='/discard/'] button")
    cora.sees("plan.xlsx was discarded. Nothing of it has come into the plan.")
    cora.finds_well()
