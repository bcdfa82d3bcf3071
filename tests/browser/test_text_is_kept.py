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
    expect(page.get_by_role("main")).to_contain_text("It is not submitted yet.")
    expect(page.locator("[name=headline]")).to_have_value(HEADLINE)
    expect(page.locator("[name=happened]")).to_have_value(HAPPENED)
    expect(page.locator("input[name=status][value=off_track]")).to_be_checked()
    for name in ("reason", "recovery", "consequence"):
        page.locator(f"[name={name}]").fill("As agreed.")
    page.locator("button[name=submit]").first.click()
    if page.locator("input[name=considered]").count():
        page.locator("button[name=submit]").first.click()
    expect(page.get_by_role("main")).to_contain_text("Submitted at")
    assert updates(page, portal.base_url, address) == before + 1


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


def test_leaving_without_typing_does_not_ask(shared_portal: PortalProcess, new_page: NewPage) -> None:
    page = new_page()
    address = open_form(page, shared_portal.base_url)
    asked: list[Dialog] = []
    page.on("dialog", lambda dialog: asked.append(dialog) or dialog.accept())
    page.locator("[name=headline]").click()
    page.get_by_role("link", name=re.compile("^Back to ")).click()
    page.wait_for_url(f"**{address.removesuffix('progress/')}")
    assert asked == []
