"""A browser for tests: the system's Chromium, one per test module; every page has a context of its own.

The `portal` that a test opens has the data as they were prepared, and as a rule the server of the test before it (see
`PortalProcess.renew` in tests/portal_process.py): whoever stops it or changes its settings leaves it to nobody.
"""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.hands import WAYS, Hands
from tests.portal_process import PortalProcess

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-default-apps", "--disable-extensions", "--disable-sync", "--no-first-run", "--disable-dev-shm-usage",
]  # fmt: skip
SECONDS = 15
NewPage = Callable[..., Page]
HandsOf = Callable[[PortalProcess, str, str], Hands]


def chromium() -> str:
    """Where Chromium is."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    return ""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/tests/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group(f"browser {item.path.stem}"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium. It goes with its module: while it runs, nothing else in this process may run an event loop."""
    path = chromium()
    if not path:
        missing = "Chromium is missing. Install it: sudo apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(missing)
        # A newcomer's first `make test` passes without a browser, and names at its end what it left out.
        pytest.skip(missing)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[NewPage]:
    """`new_page(javascript=False, width=320)`: a page in a context of its own. No page may upset the console."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(*, javascript: bool = True, width: int = 1280) -> Page:
        context = browser.new_context(java_script_enabled=javascript, viewport={"width": width, "height": 900})
        context.set_default_timeout(SECONDS * 1000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if is_complaint(message) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def is_complaint(message: object) -> bool:
    """A CSP report or a script's error. That a page answered 403 or 422 is what the test asked for."""
    if message.type not in ("error", "warning"):  # type: ignore[attr-defined]
        return False
    return "the server responded with a status of" not in message.text  # type: ignore[attr-defined]


def sign_in(page: Page, base_url: str, who: str) -> None:
    """Sign in through the form, as people do."""
    page.goto(f"{base_url}/sign-in/")
    page.get_by_label("E-mail address").fill(f"{who}@demo.example")
    page.get_by_label("Password", exact=True).fill("demonstration")
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/sign-in/" not in url)


@pytest.fixture(params=WAYS, ids=lambda way: f"{way[1]} {'by keyboard' if way[0] else 'without scripts'}")
def hands_of(request: pytest.FixtureRequest, new_page: NewPage) -> HandsOf:
    """`hands_of(portal, "coordinator", "/plans/2023-24/")`: somebody signed in, or "" for nobody, at a page."""
    by_keys, width = request.param

    def sit_down(portal: PortalProcess, who: str, path: str) -> Hands:
        page = new_page(javascript=by_keys, width=width)
        if who:
            sign_in(page, portal.base_url, who)
        page.goto(portal.base_url + path)
        return Hands(page, by_keys)

    return sit_down
