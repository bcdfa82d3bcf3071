"""The September paper in a browser: started, written, previewed, finalised, downloaded; and read by a member."""

import re

from playwright.sync_api import APIResponse, Page, expect

from tests.browser.axe import assert_well
from tests.browser.conftest import NewPage, sign_in
from tests.browser.hands import EVERY_WAY
from tests.browser.test_evidence import follow, press
from tests.portal_process import PortalProcess

BODY = "Health and Wellbeing Board"
PAPER = "/reports/2024-09-25-health-and-wellbeing-board/"
# How a file of each format begins.
ZIP = b"PK\x03\x04"
BEGINNINGS = {"docx": ZIP, "xlsx": ZIP, "pdf": b"%PDF-1.", "html": b"<!doctype html>", "csv": b"\xef\xbb\xbf"}


def fill(page: Page, **texts: str) -> None:
    for name, text in texts.items():
        page.locator(f"[name={name}]").fill(text)


def start(page: Page) -> None:
    """The report of 25 September 2024, from the list of reports."""
    follow(page, "Start a report")
    page.locator("[name=body]").select_option(label=BODY)
    fill(page, date_0="25", date_1="9", date_2="2024", title="Progress and next steps",
         report_of="Director of Children’s Services")  # fmt: skip
    press(page, "Start the report")


def write(page: Page) -> None:
    """What the portal cannot say: from the report's page to each section and back."""
    for heading, text in (
        ("Summary", "What the board is told about the plan."),
        ("Detail", "The work goes on. {#work}\n\nIt has two parts:\n\n- schools\n- families"),
        ("Legal implications", "As [[work]] says, the Act applies."),
    ):
        follow(page, re.compile(f"^{heading}$"))
        fill(page, narrative=text)
        press(page, "Save")
    follow(page, re.compile("^Financial implications$"))
    page.locator("[name=chosen][value=no_direct_implications]").check()
    press(page, "Save")
    for number, text in enumerate(("Note the progress made.", "Agree to receive a report in March."), 1):
        follow(page, re.compile("^Recommendations$"))
        fill(page, **{f"text_{number}": text})
        press(page, "Save")


def export(page: Page, standing: str) -> None:
    """Five files and all of them in a ZIP, each by its button."""
    buttons = page.locator("form[action$='/export/'] button")
    assert buttons.count() == len(BEGINNINGS) + 1
    for button in buttons.all():
        with page.expect_download() as downloading:
            button.click()
        name = downloading.value.suggested_filename
        assert standing in name
        beginning = (BEGINNINGS | {"zip": ZIP})[name.rpartition(".")[2]]
        assert downloading.value.path().read_bytes().lower().startswith(beginning.lower()), name


def download(page: Page, name: str) -> APIResponse:
    """The file behind a link of the page, asked for as the browser asks."""
    address = page.get_by_role("main").get_by_role("link", name=name, exact=True).get_attribute("href") or ""
    return page.context.request.get("/".join(page.url.split("/")[:3]) + address)


def assert_downloads(page: Page, standing: str) -> None:
    """Five files to read, each of its kind and under its name."""
    links = page.get_by_role("main").locator(", ".join(f"a[href$='.{format}']" for format in BEGINNINGS))
    names = links.all_inner_texts()
    assert len(names) == len(BEGINNINGS)
    found = {}
    for name in names:
        answer = download(page, name)
        assert answer.status == 200
        file = answer.headers["content-disposition"]
        assert standing in file
        found[file.rsplit(".", 1)[1].rstrip('"')] = answer.body()
    assert set(found) == set(BEGINNINGS)
    for format, beginning in BEGINNINGS.items():
        assert found[format].lower().startswith(beginning.lower()), format


@EVERY_WAY
def test_the_september_paper(javascript: bool, width: int, portal: PortalProcess, new_page: NewPage) -> None:
    page = new_page(javascript=javascript, width=width)
    sign_in(page, portal.base_url, "coordinator")
    page.goto(f"{portal.base_url}/reports/")
    start(page)
    main = page.get_by_role("main")
    expect(main).to_contain_text("“Financial implications” is empty: write it, or choose “no direct implications”")
    write(page)
    expect(main).to_contain_text("Nothing stands in the way of finalising it.")
    follow(page, "Preview")
    expect(main).to_contain_text("DRAFT")
    expect(main).to_contain_text("As 1 says, the Act applies.")
    expect(main).to_contain_text("There are no direct financial implications.")
    export(page, "-draft.")
    page.goto(portal.base_url + PAPER)
    press(page, "Finalise")
    press(page, "Finalise it")
    expect(main).to_contain_text("Version 1 is finalised. Its files never change.")
    follow(page, "Version 1")
    export(page, "-version-1.")

    member = new_page(javascript=javascript, width=width)
    sign_in(member, portal.base_url, "member")
    member.goto(f"{portal.base_url}/reports/")
    follow(member, "Progress and next steps")
    read = member.get_by_role("main")
    expect(read).to_contain_text("Agree to receive a report in March.")
    expect(read).not_to_contain_text("DRAFT")
    expect(read.get_by_role("link", name=re.compile("Record what was resolved|Finalise"))).to_have_count(0)
    assert_downloads(member, "-version-1.")
    done = portal.manage("verify_report")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_file_is_kept_under_its_name(portal: PortalProcess, new_page: NewPage) -> None:
    page = new_page()
    sign_in(page, portal.base_url, "coordinator")
    page.goto(f"{portal.base_url}/reports/")
    start(page)
    follow(page, "Preview")
    with page.expect_download() as downloading:
        page.get_by_role("main").get_by_role("button", name="PDF", exact=True).click()
    assert downloading.value.suggested_filename == "2024-09-25-health-and-wellbeing-board-draft.pdf"
    assert downloading.value.path().read_bytes().startswith(b"%PDF")


def test_the_forms_are_well(portal: PortalProcess, new_page: NewPage) -> None:
    """Empty, with errors, in conflict; the pages before anything is written, as a draft, and finalised."""
    page = new_page()
    sign_in(page, portal.base_url, "coordinator")
    page.goto(f"{portal.base_url}/reports/")
    assert_well(page)
    follow(page, "Start a report")
    assert_well(page)
    press(page, "Start the report")
    assert page.locator(".govuk-error-summary").count() == 1
    assert_well(page)
    page.goto(f"{portal.base_url}/reports/")
    start(page)
    assert_well(page)
    follow(page, "Change the details")
    assert_well(page)
    page.goto(f"{portal.base_url}{PAPER}sections/detail/")
    fill(page, narrative="As [[gone]] says.")
    press(page, "Save")
    expect(page.get_by_role("main")).to_contain_text("No paragraph is named “gone”")
    assert_well(page)
    for form in ("sections/financial/", "recommendations/", "wordings/", "preview/"):
        page.goto(portal.base_url + PAPER + form)
        assert_well(page)
    page.goto(f"{portal.base_url}{PAPER}finalise/")
    assert_well(page)
    press(page, "Finalise it")
    expect(page.get_by_role("main")).to_contain_text("is empty: write it, or choose “no direct implications”")
    assert_well(page)


def test_what_comes_after_is_well(portal: PortalProcess, new_page: NewPage) -> None:
    """The report ready and finalised, its version, a correction, what was resolved, and what was promised."""
    page, member = new_page(), new_page()
    sign_in(page, portal.base_url, "coordinator")
    page.goto(f"{portal.base_url}/reports/")
    start(page)
    write(page)
    assert_well(page)
    press(page, "Finalise")
    press(page, "Finalise it")
    assert_well(page)
    press(page, "Finalise")
    press(page, "Finalise it")
    expect(page.get_by_role("main")).to_contain_text("Enter what this version corrects")
    assert_well(page)
    page.goto(f"{portal.base_url}{PAPER}recommendations/1/")
    press(page, "Save")
    assert_well(page)
    page.goto(f"{portal.base_url}{PAPER}versions/1/")
    assert_well(page)
    sign_in(member, portal.base_url, "member")
    for address in ("/reports/", PAPER, "/reports/2023-06-28-health-and-wellbeing-board/", "/forward-plan/"):
        member.goto(portal.base_url + address)
        assert_well(member)
    page.goto(f"{portal.base_url}/forward-plan/")
    assert_well(page)
    follow(page, re.compile("Say that it is met"))
    assert_well(page)
    press(page, "Save")
    assert page.locator(".govuk-error-summary").count() == 1
    assert_well(page)
