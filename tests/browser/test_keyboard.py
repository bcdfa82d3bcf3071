"""Every stop of the keyboard on the fullest page is in sight and marked; and the measure itself."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import NewPage, sign_in
from tests.browser.hands import tab_to
from tests.portal_process import PortalProcess

LAST = "footer li:last-child a"


@pytest.mark.parametrize("address", ["/design/", "/plans/2023-24/", "/plans/2023-24/actions/"])
def test_every_stop_is_marked(address: str, shared_portal: PortalProcess, new_page: NewPage) -> None:
    page = new_page()
    sign_in(page, shared_portal.base_url, "coordinator")
    page.goto(shared_portal.base_url + address)
    tab_to(page, LAST, most=300)
    tab_to(page, "body")


SPOILT = {
    "out of sight": "one.style.position = 'absolute'; one.style.top = '-999px'",
    "looks the same": "one.style.outline = 'none'; one.className = ''; one.style.background = 'white'",
}


@pytest.mark.parametrize("fault", SPOILT)
def test_a_bad_stop_is_found(fault: str, shared_portal: PortalProcess, new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{shared_portal.base_url}/glossary/")
    spoil(page, SPOILT[fault])
    with pytest.raises(AssertionError, match=fault):
        tab_to(page, LAST)


def spoil(page: Page, how: str) -> None:
    page.evaluate("() => { const one = document.querySelector('header a'); " + how + " }")
