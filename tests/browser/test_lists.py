"""Finding actions: the filter, its chips, sorting, the CSV, from a number to its list; partners."""

import csv
import io
import re

from playwright.sync_api import Page, expect

from tests.browser.axe import assert_well
from tests.browser.conftest import NewPage, sign_in
from tests.browser.hands import EVERY_WAY, EVERY_WIDTH, follow, tab_to
from tests.portal_process import PortalProcess

PLAN = "/plans/2023-24/"
LIST = PLAN + "actions/"


def shown(page: Page) -> list[str]:
    """The references in the list, in its order."""
    page.wait_for_load_state()
    return [text.strip() for text in page.locator("main table .portal-ref").all_inner_texts()]


@EVERY_WAY
def test_a_member_narrows_the_list(
    javascript: bool, width: int, shared_portal: PortalProcess, new_page: NewPage
) -> None:
    page = new_page(javascript=javascript, width=width)
    sign_in(page, shared_portal.base_url, "member")
    page.goto(shared_portal.base_url + LIST)
    everything = shown(page)
    assert len(everything) > 30

    page.get_by_label("Priority").select_option("3")
    page.get_by_label("Sort by").select_option("status")
    page.get_by_text("More filters").click()
    page.get_by_label("Slipped").check()
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page).to_have_url(re.compile(r"priority=3.*sort=status.*flag=slipped"))
    narrowed = shown(page)
    assert narrowed
    assert all(reference.startswith("3") for reference in narrowed)
    expect(page.get_by_role("heading", level=2).first).to_contain_text(f"{len(narrowed)} action")

    follow(page.get_by_role("link", name=re.compile(r"^Slipped\W+remove")))
    assert set(narrowed) < set(shown(page))
    follow(page.get_by_role("link", name=re.compile(r"^Priority 3\W+remove")))
    assert set(shown(page)) == set(everything)


def test_by_the_keyboard_alone(shared_portal: PortalProcess, new_page: NewPage) -> None:
    page = new_page()
    sign_in(page, shared_portal.base_url, "member")
    page.goto(shared_portal.base_url + LIST)
    tab_to(page, "#id_q")
    page.keyboard.type("pathway")
    tab_to(page, "summary")
    page.keyboard.press("Enter")
    tab_to(page, "#id_flag_asked")
    page.keyboard.press("Space")
    tab_to(page, ".portal-filter button")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"q=pathway.*flag=asked"))
    assert shown(page) == ["3f(i)"]
    tab_to(page, ".portal-chip")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "q=pathway" not in url)
    assert len(shown(page)) > 1


def test_the_file_has_what_is_shown(shared_portal: PortalProcess, new_page: NewPage) -> None:
    page = new_page()
    sign_in(page, shared_portal.base_url, "member")
    page.goto(f"{shared_portal.base_url}{LIST}?status=at_risk&sort=due")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download these as CSV").click()
    assert download.value.suggested_filename == "actions-2023-24.csv"
    file = download.value.path().read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(file, newline="")))
    assert [row["Reference"] for row in rows] == shown(page)
    assert {row["Status"] for row in rows} == {"At risk"}


@EVERY_WIDTH
def test_from_a_number_to_its_list(width: int, shared_portal: PortalProcess, new_page: NewPage) -> None:
    page = new_page(width=width)
    sign_in(page, shared_portal.base_url, "member")
    page.goto(shared_portal.base_url + PLAN)
    number = page.get_by_role("link", name=re.compile(r"^\d+ overdue$"))
    overdue = int((number.text_content() or "").split()[0])
    follow(number)
    assert len(shown(page)) == overdue
    page.get_by_role("link", name="By organisation").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Partners")
    follow(page.get_by_role("cell", name=re.compile("at risk")).first.get_by_role("link"))
    expect(page.get_by_role("link", name=re.compile("^Led by"))).to_be_visible()
    assert shown(page)


def test_nothing_wrong_in_any_state(shared_portal: PortalProcess, new_page: NewPage) -> None:
    page = new_page()
    sign_in(page, shared_portal.base_url, "member")
    for query in ("", "?q=no+such+words", "?q=%00", "?flag=overdue&flag=asked&sort=due&organisation=none"):
        page.goto(shared_portal.base_url + LIST + query)
        page.get_by_text("More filters").click()
        assert_well(page)
    page.goto(f"{shared_portal.base_url}{LIST}?q=%00")
    page.locator(".govuk-error-summary").get_by_role("link").click()
    expect(page.locator("#id_q")).to_be_focused()
