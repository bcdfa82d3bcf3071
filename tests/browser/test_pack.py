"""The pack in a browser: what matters on the first screen of a phone, one reading order, and whole rows on A4."""

import io
import re

import pypdf
import pytest
from playwright.sync_api import Page

from tests.browser.conftest import HandsOf, NewPage, sign_in
from tests.portal_process import PortalProcess

PHONE = {"width": 360, "height": 640}
SENT = "/meetings/2024-07-11-local-inclusion-partnership/pack/"
DRAFT = "/meetings/2024-09-12-local-inclusion-partnership/pack/"
FIRST = ("Difference made:", "Got worse:", "Asked of us:")
SECTIONS = [
    "What matters", "Coverage", "Counts", "What changed", "Exceptions", "What is asked, and the decision wanted",
    "Milestones", "Agenda", "Matters arising", "Not updated", "The last eight cycles", "Key", "Files",
]  # fmt: skip
ROWS = """[...document.querySelectorAll(".portal-document__table tbody tr")].map(
    row => [...row.cells].map(cell => cell.textContent))"""
HEADS = """[...document.querySelectorAll(".portal-document__table")].map(table => [
    [...table.querySelectorAll("thead th")].map(cell => cell.textContent).join(""),
    [...table.querySelectorAll("tbody tr")].map(row => row.textContent)])"""


def opened(new_page: NewPage, portal: PortalProcess, address: str, width: int = 1280) -> Page:
    page = new_page(width=width)
    sign_in(page, portal.base_url, "member")
    page.goto(portal.base_url + address)
    page.wait_for_load_state()
    return page


@pytest.mark.parametrize("address", [SENT, DRAFT], ids=["sent out", "draft"])
def test_the_first_screen_of_a_phone_tells_what_matters(
    address: str, shared_portal: PortalProcess, new_page: NewPage
) -> None:
    page = opened(new_page, shared_portal, address, width=PHONE["width"])
    page.set_viewport_size(PHONE)
    page.evaluate("scrollTo(0, 0)")
    bottoms = []
    for words in FIRST:
        box = page.locator("main li", has_text=words).first.bounding_box()
        assert box is not None
        bottoms.append(box["y"] + box["height"])
    assert bottoms == sorted(bottoms)
    assert bottoms[-1] <= PHONE["height"], bottoms


@pytest.mark.parametrize("width", [1280, 360])
def test_it_is_read_aloud_in_the_agreed_order(width: int, shared_portal: PortalProcess, new_page: NewPage) -> None:
    page = opened(new_page, shared_portal, SENT, width=width)
    tree = page.get_by_role("main").aria_snapshot()
    assert re.findall(r'heading "([^"]+)" \[level=1\]', tree) == ["Pack for the meeting of 11 July 2024"]
    assert re.findall(r'heading "([^"]+)" \[level=2\]', tree) == SECTIONS
    order = ["Local Inclusion Partnership", "Pack for the meeting", "As sent out", *FIRST, 'heading "Coverage"']
    places = [tree.index(words) for words in order]
    assert places == sorted(places)
    assert 'rowheader "1a"' in tree


def test_a_phone_jumps_to_a_part(shared_portal: PortalProcess, new_page: NewPage) -> None:
    page = opened(new_page, shared_portal, SENT, width=PHONE["width"])
    parts = page.get_by_role("navigation", name="In this pack")
    assert parts.get_by_role("link").all_text_contents() == SECTIONS[1:]
    for name in ("Exceptions", "Files"):
        parts.get_by_role("link", name=name, exact=True).click()
        box = page.get_by_role("heading", name=name, exact=True, level=2).bounding_box()
        assert box is not None
        assert box["y"] < page.viewport_size["height"]
        page.evaluate("scrollTo(0, 0)")


def letters(text: str) -> str:
    """Without white space, which a file sets as it likes."""
    return re.sub(r"\s", "", text)


def test_no_row_is_torn_on_a4(shared_portal: PortalProcess, new_page: NewPage) -> None:
    page = opened(new_page, shared_portal, SENT)
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert [float(side) for side in printed.pages[0].mediabox[2:]] == pytest.approx([595, 842], abs=1)
    sheets = [letters(sheet.extract_text()) for sheet in printed.pages]
    rows = page.evaluate(ROWS)
    assert len(rows) > 80
    for row in rows:
        cells = [letters(cell) for cell in row]
        assert any(all(cell in sheet for cell in cells) for sheet in sheets), row
    tables = [(letters(head), [letters(row) for row in rows]) for head, rows in page.evaluate(HEADS)]
    strip, told = tables[-2]
    on = [sheet for sheet in sheets if any(row in sheet for row in told)]
    assert len(on) > 1
    assert all(strip in sheet for sheet in on)
    assert "Menu" not in sheets[0]
    assert not any("Inthispack" in sheet for sheet in sheets)


def test_it_is_well_in_every_way(shared_portal: PortalProcess, hands_of: HandsOf) -> None:
    mo = hands_of(shared_portal, "member", "/meetings/")
    mo.press(f"main a[href='{DRAFT}']")
    mo.sees("Draft", "What matters", "It is frozen when papers go out.")
    mo.finds_well()
    mo.go(SENT)
    mo.sees("As sent out", "stays as it is")
    mo.finds_well()
