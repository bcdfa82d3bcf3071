"""What somebody has typed is not lost: not with their session, and not by leaving the page."""

import re

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.browser.conftest import NewPage, sign_in
from tests.portal_process import PortalProcess

HEADLINE = "Reviews are on time again – see “figure 2” & <notes>."
HAPPENED = "Line one.\n\nLine three, with 100% of £5."
SESSIONS_END = "from django.contrib.sessions.models import Session; Session.objects.all().delete()"


def open_form(page: Page, base_url: str) -> str:
    """The first form that waits for the officer, and its address."""
    sign_in(page, base_url, "officer")
    page.goto(f"{base_url}/my-actions/")
    address = page.locator("a[href$='/progress/']").first.get_attribute("href") or ""
    page.goto(base_url + address)
    return address


def write(page: Page) -> None:
    page.locator("input[name=status][value=off_track]").check()
    page.locator("[name=headline]").fill(HEADLINE)
    page.locator("[name=happened]").fill(HAPPENED)


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("button", ["submit", "draft"])
def test_session_ends_while_writing(javascript: bool, button: str, portal: PortalProcess, new_page: NewPage) -> None:
    page = new_page(javascript=javascript)
    address = open_form(page, portal.base_url)
    before = updates(page, portal.base_url, address)
    page.goto(portal.base_url + address)
    write(page)
    assert portal.manage("shell", "-c", SESSIONS_END).returncode == 0

    page.locator(f"button[name={button}]").first.click()
    expect(page.get_by_role("main")).to_contain_text("You were signed out.")
    page.get_by_label("E-mail address").fill("officer@demo.example")
    page.get_by_label("Password", exact=True).fill("demonstration")
    page.get_by_role("main").get_by_role("button", name="Sign in").click()

    page.wait_for_url(f"**{address}")
    expect(page.get_by_role("main")).to_contain_text("has not been submitted yet.")
    expect(page.locator("[name=headline]")).to_have_value(HEADLINE)
    expect(page.locator("[name=happened]")).to_have_value(HAPPENED)
    expect(page.locator("input[name=status][value=off_track]")).to_be_checked()
    for name in ("reason", "recovery", "consequence"):
        page.locator(f"[name={name}]").fill("As agreed.")
    press(page, "submit")
    if page.locator("input[name=considered]").count():
        press(page, "submit")
    expect(page.get_by_role("main")).to_contain_text("Submitted at")
    assert updates(page, portal.base_url, address) == before + 1


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_back_and_submit_again_is_one_update(javascript: bool, portal: PortalProcess, new_page: NewPage) -> None:
    page = new_page(javascript=javascript)
    address = open_form(page, portal.base_url)
    before = updates(page, portal.base_url, address)
    page.goto(portal.base_url + address)
    submit_in_full(page)
    expect(page.get_by_role("main")).to_contain_text("Submitted at")
    while not page.url.endswith(address):
        page.go_back()
    submit_in_full(page)
    expect(page.get_by_role("main")).to_contain_text("This update was already submitted at")
    assert updates(page, portal.base_url, address) == before + 1


def submit_in_full(page: Page) -> None:
    """Fill the form, whatever stands in it, and submit; where soft questions come first, once more."""
    write(page)
    for name in ("reason", "recovery", "consequence"):
        page.locator(f"[name={name}]").fill("As agreed.")
    press(page, "submit")
    if page.locator("input[name=considered]").count():
        press(page, "submit")


def updates(page: Page, base_url: str, form: str) -> int:
    """How many updates tell the action's story."""
    page.goto(base_url + form.replace("/progress/", "/?updates=all"))
    return page.locator("[id^=update-]").count()


def test_leaving_with_unsaved_text_asks_first(shared_portal: PortalProcess, new_page: NewPage) -> None:
    page = new_page()
    address = open_form(page, shared_portal.base_url)
    page.locator("[name=headline]").click()
    page.keyboard.type("Not saved")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.once("dialog", stay)
    page.get_by_role("link", name=re.compile("^Back to ")).click()
    expect(page.locator("[name=headline]")).to_have_value("Not saved")
    assert asked == ["beforeunload"]
    assert page.url.endswith(address)
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("link", name=re.compile("^Back to ")).click()
    page.wait_for_url(f"**{address.removesuffix('progress/')}")


def asks_before_leaving(page: Page) -> bool:
    """Whether the page, once it is touched, holds back who follows a link; they stay."""
    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.locator("h1").click()
    link = page.get_by_role("contentinfo").get_by_role("link").first
    link.click()
    if not asked:
        page.go_back()
    return asked == ["beforeunload"]


def test_text_that_comes_back_is_unsaved(portal: PortalProcess, new_page: NewPage) -> None:
    """Questions, a refused draft, a conflict, "change mine first", an ended session: none marks a field."""
    page, other = new_page(), new_page()
    address = open_form(page, portal.base_url)
    write(page)
    for name in ("reason", "recovery", "consequence"):
        page.locator(f"[name={name}]").fill("As agreed.")
    page.locator("[name=next_steps]").fill("NHS number 943 476 5919")
    press(page, "submit")
    expect(page.locator("input[name=considered]")).to_have_count(1)
    assert asks_before_leaving(page)

    press(page, "draft")
    assert not asks_before_leaving(page)
    page.locator("[name=draft_seen]").evaluate("mark => { mark.value = ''; }")
    press(page, "draft")
    expect(page.get_by_role("main")).to_contain_text("You have saved another draft")
    assert asks_before_leaving(page)

    sign_in(other, portal.base_url, "deputy")
    other.goto(portal.base_url + address)
    write(other)
    for name in ("reason", "recovery", "consequence"):
        other.locator(f"[name={name}]").fill("As agreed.")
    press(other, "submit")
    press(page, "submit")
    if page.locator("input[name=considered]").count():
        press(page, "submit")
    expect(page.get_by_role("heading", level=1)).to_contain_text("changed while you were writing")
    assert asks_before_leaving(page)
    press(page, "edit")
    expect(page.locator("[name=headline]")).to_have_value(HEADLINE)
    assert asks_before_leaving(page)

    assert portal.manage("shell", "-c", SESSIONS_END).returncode == 0
    press(page, "draft")
    expect(page.get_by_role("main")).to_contain_text("You were signed out.")
    assert asks_before_leaving(page)
    page.get_by_label("E-mail address").fill("officer@demo.example")
    page.get_by_label("Password", exact=True).fill("demonstration")
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"**{address}")
    assert asks_before_leaving(page)


def press(page: Page, button: str) -> None:
    with page.expect_navigation():
        page.locator(f"button[name={button}]").first.click()


def test_leaving_without_typing_does_not_ask(shared_portal: PortalProcess, new_page: NewPage) -> None:
    page = new_page()
    address = open_form(page, shared_portal.base_url)
    asked: list[Dialog] = []
    page.on("dialog", lambda dialog: asked.append(dialog) or dialog.accept())
    page.locator("[name=headline]").click()
    page.get_by_role("link", name=re.compile("^Back to ")).click()
    page.wait_for_url(f"**{address.removesuffix('progress/')}")
    assert asked == []
