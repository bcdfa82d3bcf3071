"""The house style of the Board in a browser: style, headings and Word file; the paper as published as a file."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import assert_well
from tests.browser.conftest import NewPage, sign_in
from tests.browser.hands import tab_to
from tests.browser.test_evidence import EVERY_WAY, follow, press
from tests.browser.test_report import BODY, PAPER, download, fill, start
from tests.governance.styling import STYLE, letterhead, word_texts
from tests.portal_process import PortalProcess

PUBLISHED = "/reports/2023-06-28-health-and-wellbeing-board/"


@pytest.fixture
def word_file(tmp_path: Path) -> Path:
    """A council's Word file on the co-ordinator's disk."""
    path = tmp_path / "Letterhead 2024.docx"
    path.write_bytes(letterhead())
    return path


def open_style(page: Page, portal: PortalProcess) -> None:
    """A report is started, and from its page the house style of its body is opened."""
    sign_in(page, portal.base_url, "coordinator")
    page.goto(f"{portal.base_url}/reports/")
    start(page)
    follow(page, re.compile(f"^House style of the {BODY}$"))


@EVERY_WAY
def test_the_style_is_changed_and_the_paper_follows(
    javascript: bool, width: int, portal: PortalProcess, new_page: NewPage, word_file: Path
) -> None:
    page = new_page(javascript=javascript, width=width)
    open_style(page, portal)
    main = page.get_by_role("main")
    follow(page, "Change the house style")
    fill(page, header_lines="PAPER FOR {body}\n{date}", page_limit="1", classification="Official")
    press(page, "Save")
    expect(main).to_contain_text("The house style has been saved.")

    follow(page, "Legal implications")
    fill(page, heading="Legal advice", position="25", standing_text="The Act applies.",
         review_on_0="1", review_on_1="5", review_on_2="2024")  # fmt: skip
    press(page, "Save")
    expect(main).to_contain_text("Begins with a standing text, whose review was due on 1 May 2024")
    rows = main.get_by_role("rowheader").all_inner_texts()
    assert [row.split("\n")[0].split(" Begins")[0] for row in rows[:4]] == [
        "Summary", "Recommendations", "Legal advice", "Detail",
    ]  # fmt: skip

    follow(page, "Upload one")
    page.locator("[name=file]").set_input_files(word_file)
    press(page, "Save")
    expect(main).to_contain_text("Papers in Word now look as “Letterhead 2024.docx”.")

    page.goto(portal.base_url + PAPER)
    follow(page, "the preview counts them")
    expect(main).to_contain_text("PAPER FOR HEALTH AND WELLBEING BOARD")
    expect(main.locator(".portal-callout--gap")).to_contain_text(f"The {BODY} takes at most 1.")
    with page.expect_download() as downloading:
        main.get_by_role("button", name="Word", exact=True).click()
    assert word_texts(Path(downloading.value.path()).read_bytes())[0] == "Borough Council"


def test_by_keyboard_alone(portal: PortalProcess, new_page: NewPage, word_file: Path) -> None:
    page = new_page()
    open_style(page, portal)
    page.get_by_role("link", name="Change the house style").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_label("Most pages (optional)").focus()
    page.keyboard.type("8")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Democratic Services asked")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    main = page.get_by_role("main")
    expect(main).to_contain_text("The house style has been saved.")
    expect(main).to_contain_text("Separate files")
    page.get_by_role("link", name="Upload one").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    # The dialog that Enter opens is the browser's own, and opens late or never on a busy machine.
    tab_to(page, "[name=file]")
    page.locator(":focus").set_input_files(word_file)
    page.get_by_role("button", name="Save").focus()
    page.keyboard.press("Enter")
    expect(main).to_contain_text("Papers in Word now look as")


def test_the_pages_are_well(portal: PortalProcess, new_page: NewPage, word_file: Path) -> None:
    """As they open, with errors, with a file in use, over the limit."""
    page = new_page()
    open_style(page, portal)
    assert_well(page)
    for address, wrong in (("edit/", {"page_limit": "many"}), ("headings/financial/", {"heading": ""})):
        page.goto(portal.base_url + STYLE + address)
        assert_well(page)
        fill(page, **wrong)
        press(page, "Save")
        assert page.locator(".govuk-error-summary").count() == 1
        assert_well(page)
    page.goto(f"{portal.base_url}{STYLE}word-file/")
    assert_well(page)
    press(page, "Save")
    assert page.locator(".govuk-error-summary").count() == 1
    assert_well(page)
    page.locator("[name=file]").set_input_files(word_file)
    press(page, "Save")
    assert_well(page)
    follow(page, "Replace it or take it away")
    assert_well(page)
    page.goto(f"{portal.base_url}{STYLE}edit/")
    fill(page, page_limit="1")
    press(page, "Save")
    for address in (STYLE + "history/", PAPER, PAPER + "preview/"):
        page.goto(portal.base_url + address)
        assert_well(page)


@EVERY_WAY
def test_the_paper_as_published(
    javascript: bool, width: int, portal: PortalProcess, new_page: NewPage, tmp_path: Path
) -> None:
    paper = tmp_path / "Agenda item 7.pdf"
    paper.write_bytes(b"%PDF-1.7\nAs the board has it\nstartxref\n0\n%%EOF\n")
    page, member = new_page(javascript=javascript, width=width), new_page(javascript=javascript, width=width)
    sign_in(page, portal.base_url, "coordinator")
    page.goto(f"{portal.base_url}{PUBLISHED}published/")
    page.locator("[name=file]").set_input_files(paper)
    fill(page, differs="About the child with NHS number 943 476 5919")
    press(page, "Save")
    fill(page, differs="Page numbers.")
    press(page, "Save")
    expect(page.get_by_role("main")).to_contain_text("Choose the file again: a browser does not keep it")
    if javascript:
        assert_well(page)
    page.locator("[name=file]").set_input_files(paper)
    press(page, "Save")
    expect(page.get_by_role("main")).to_contain_text("The paper as published has been recorded.")
    sign_in(member, portal.base_url, "member")
    member.goto(portal.base_url + PUBLISHED)
    if javascript:
        assert_well(member)
    assert download(member, "Agenda item 7.pdf").body() == paper.read_bytes()
