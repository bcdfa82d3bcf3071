"""The pages that nobody is meant to see often stand as well as the others: faults, sign-in again, a new password."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.axe import assert_well
from tests.browser.conftest import NewPage, sign_in
from tests.portal_process import PortalProcess, Prepared
from tests.send_portal.faulty_urls import FAULTS

FORM = "/plans/2023-24/actions/1a/progress/"
OVER = "/plans/2022-23/"


@pytest.fixture(scope="module")
def rare_portal(prepared_portal: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PortalProcess]:
    """A demonstration with the records of rare_records.py, and the faults of faulty_urls.py."""
    portal = PortalProcess(tmp_path_factory.mktemp("rare"), prepared_portal)
    portal.environment["DJANGO_SETTINGS_MODULE"] = "tests.browser.faulty_settings"
    with portal:
        done = portal.manage("shell", "-c", "from tests.browser import rare_records; rare_records.add()")
        assert done.returncode == 0, done.stderr
        yield portal


def heading(page: Page) -> str:
    return page.locator("h1").inner_text()


@pytest.mark.parametrize("kind", FAULTS)
def test_faults(kind: str, rare_portal: PortalProcess, new_page: NewPage) -> None:
    page = new_page()
    answer = page.goto(f"{rare_portal.base_url}/fault/{kind}/")
    assert answer is not None
    assert answer.status >= 400
    assert_well(page)


def test_no_such_page(rare_portal: PortalProcess, new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{rare_portal.base_url}/no-such-page/")
    assert heading(page) == "Page not found"
    assert_well(page)


def test_several_plans_and_several_pages(rare_portal: PortalProcess, new_page: NewPage) -> None:
    page = new_page()
    sign_in(page, rare_portal.base_url, "coordinator")
    assert heading(page) == "Choose a plan"
    assert_well(page)
    page.goto(rare_portal.base_url + OVER)
    assert "This plan’s period is over." in page.get_by_role("main").inner_text()
    assert_well(page)
    for address in (OVER + "actions/", OVER + "actions/1.51/history/"):
        for number in (1, 2):
            page.goto(f"{rare_portal.base_url}{address}?page={number}")
            assert page.locator(".govuk-pagination [aria-current=page]").inner_text() == str(number)
            assert_well(page)


@pytest.mark.parametrize("text", ["A line that is kept.", "Far too long. " * 5_000], ids=["carried", "too long"])
def test_signed_out_while_writing(text: str, rare_portal: PortalProcess, new_page: NewPage) -> None:
    page = new_page()
    write(page, rare_portal, text)
    page.context.clear_cookies(name="session")
    press_submit(page)
    assert "You were signed out." in page.get_by_role("main").inner_text()
    assert page.locator("textarea").count() == (len(text) > 64_000)
    assert_well(page)


def test_form_that_did_not_come_from_the_page(rare_portal: PortalProcess, new_page: NewPage) -> None:
    page = new_page()
    write(page, rare_portal, "A line that is kept.")
    page.context.clear_cookies(name="csrf")
    press_submit(page)
    assert heading(page) == "The form was not sent"
    assert page.locator("textarea").count() > 0
    assert_well(page)


def write(page: Page, portal: PortalProcess, text: str) -> None:
    """Something in the co-ordinator's form for an update."""
    sign_in(page, portal.base_url, "coordinator")
    page.goto(portal.base_url + FORM)
    page.locator("[name=happened]").fill(text)


def press_submit(page: Page) -> None:
    with page.expect_navigation():
        page.locator("button[name=submit]").first.click()


def test_a_new_password(rare_portal: PortalProcess, new_page: NewPage) -> None:
    page = new_page()
    ask_for_a_new_password(page, rare_portal, "reader")
    mail = max((rare_portal.data / "mail").iterdir(), key=lambda path: path.stat().st_mtime).read_text()
    link = re.search(r"http\S+/password/reset/\S+", mail)
    assert link, mail
    page.goto(link[0])
    assert heading(page) == "Choose a new password"
    assert_well(page)
    for password, after in (
        ("short", "Choose a new password"),
        ("three random words", "Your password has been changed"),
    ):
        page.get_by_label("New password", exact=True).fill(password)
        page.get_by_label("New password again").fill(password)
        with page.expect_navigation():
            page.get_by_role("button", name="Save the password").click()
        assert heading(page) == after
        assert_well(page)


def test_too_many_attempts(rare_portal: PortalProcess, new_page: NewPage) -> None:
    """First the sign-in form says so, for one account; then a page of its own, for what is asked too often."""
    page = new_page()
    for _ in range(6):
        page.goto(f"{rare_portal.base_url}/sign-in/")
        page.get_by_label("E-mail address").fill("nobody@demo.example")
        page.get_by_label("Password", exact=True).fill("wrong")
        with page.expect_navigation():
            page.get_by_role("main").get_by_role("button", name="Sign in").click()
    assert "You have tried too many times" in page.locator(".govuk-error-summary").inner_text()
    assert_well(page)
    for _ in range(6):
        ask_for_a_new_password(page, rare_portal, "nobody")
    assert heading(page) == "Too many attempts"
    assert_well(page)


def ask_for_a_new_password(page: Page, portal: PortalProcess, who: str) -> None:
    page.goto(f"{portal.base_url}/password/reset/")
    page.get_by_label("E-mail address").fill(f"{who}@demo.example")
    with page.expect_navigation():
        page.get_by_role("button", name="Send the link").click()
