"""The measure of test_accessibility.py itself: what is spoilt is found to be so."""

import re

import pytest
from playwright.sync_api import Browser

from tests.browser.axe import assert_well_here, every_fault
from tests.browser.conftest import NewPage, is_complaint
from tests.portal_process import (
    PortalProcess,
)


def test_faults_are_found(shared_portal: PortalProcess, new_page: NewPage) -> None:
    """The measure itself: a page that is spoilt is found to be so."""
    page = new_page(width=320)
    page.goto(f"{shared_portal.base_url}/glossary/")
    page.evaluate("""() => {
        const wide = document.createElement("p"), picture = document.createElement("img"),
            cut = document.createElement("p");
        wide.textContent = "w".repeat(400);
        wide.style.overflowWrap = "normal";
        cut.textContent = "One line.";
        cut.style = "overflow: hidden; height: 22px; font: 1rem/22px arial";
        document.querySelector("main").append(wide, picture, cut);
        document.documentElement.removeAttribute("lang");
    }""")
    found = "\n".join(every_fault(page))
    for fault in ("image-alt", "html-has-lang", "scrolls sideways", "forced colours: "):
        assert fault in found
    for text in ("320 wide, text spaced: ", "text at 200%: "):
        assert re.search(f"{text}.*cut off: .*One line", found)


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_faults_are_found_here(javascript: bool, shared_portal: PortalProcess, new_page: NewPage) -> None:
    """The measure at one width, where no scripts run as well."""
    page = new_page(javascript=javascript, width=360)
    page.goto(f"{shared_portal.base_url}/glossary/")
    assert_well_here(page, javascript=javascript)
    page.evaluate("document.querySelector('main').style.width = '400px'")
    with pytest.raises(AssertionError, match="scrolls sideways"):
        assert_well_here(page, javascript=javascript)


def test_a_report_in_the_console_is_a_complaint(shared_portal: PortalProcess, browser: Browser) -> None:
    page = browser.new_page()
    said: list[bool] = []
    page.on("console", lambda message: said.append(is_complaint(message)))
    page.goto(f"{shared_portal.base_url}/glossary/")
    assert said == []
    with page.expect_console_message():
        page.evaluate("document.body.append(Object.assign(document.createElement('script'), {textContent: '1'}))")
    page.close()
    assert said == [True]
