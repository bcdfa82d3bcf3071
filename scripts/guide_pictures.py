"""Takes the pictures of the guides from a demonstration of its own, so that they show the portal as it is.

Usage: scripts/guide_pictures.py [NAME …]   all of them, or those named
"""

import contextlib
import dataclasses
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "guides" / "pictures"
SECONDS_TO_START = 180
PLAN = "/plans/2023-24/"


@dataclasses.dataclass(frozen=True)
class Picture:
    """What a picture shows: whose page, what is typed or chosen there first, and from where on."""

    name: str
    who: str  # whose account; empty for a visitor
    path: str
    width: int = 900
    height: int = 640
    begins: str = ""  # a selector; the picture begins there, not at the top
    typed: Mapping[str, str] = dataclasses.field(default_factory=dict)  # by label
    chosen: tuple[str, ...] = ()  # labels of choices
    pressed: str = ""  # the button that is pressed at the end


PICTURES = [
    Picture("sign-in", "", "/sign-in/", height=560),
    Picture("my-actions", "officer", "/my-actions/"),
]


@contextlib.contextmanager
def demonstration() -> Iterator[str]:
    """The address of a portal that has just been loaded; it goes, with its data, at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")} | {
            "PORTAL_MODE": "demonstration",
            "PORTAL_DATA": folder,
            "PORTAL_ORGANISATION_NAME": "Stockton-on-Tees Local Inclusion Partnership",
        }
        command = [sys.executable, "manage.py", "serve", f"--port={port}"]
        server = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)
        try:
            wait_for(f"http://127.0.0.1:{port}/health/live", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGTERM)
            server.wait()


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    """Return as soon as the portal answers; SystemExit where it does not."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and server.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own server
            return
        time.sleep(0.2)
    raise SystemExit("The demonstration did not start.")


def take(browser: Browser, address: str, picture: Picture) -> None:
    """Sit down as that person, do what the picture shows, and write its file."""
    page = browser.new_page(viewport={"width": picture.width, "height": picture.height})
    if picture.who:
        sign_in(page, address, picture.who)
    page.goto(address + picture.path)
    for label in picture.chosen:
        page.get_by_label(label, exact=True).check()
    for label, text in picture.typed.items():
        page.get_by_label(label).fill(text)
    if picture.pressed:
        page.get_by_role("main").get_by_role("button", name=picture.pressed).click()
        page.wait_for_load_state()
    if picture.begins:
        top = page.locator(picture.begins).first.evaluate("it => it.getBoundingClientRect().top + scrollY")
        page.evaluate("top => scrollTo(0, top - 16)", top)
    page.screenshot(path=FOLDER / f"{picture.name}.png")
    page.close()


def sign_in(page: Page, address: str, who: str) -> None:
    """Through the form, as people do."""
    page.goto(f"{address}/sign-in/")
    page.get_by_label("E-mail address").fill(f"{who}@demo.example")
    page.get_by_label("Password", exact=True).fill("demonstration")
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/sign-in/" not in url)


def main() -> None:
    """All pictures, or those named; with all of them, what is no longer taken goes."""
    named = sys.argv[1:]
    if unknown := set(named) - {picture.name for picture in PICTURES}:
        raise SystemExit(f"There is no picture called {', '.join(sorted(unknown))}.")
    with demonstration() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for picture in PICTURES:
            if not named or picture.name in named:
                take(browser, address, picture)
                print(picture.name)
        browser.close()
    for old in () if named else FOLDER.glob("*.png"):
        if old.stem not in {picture.name for picture in PICTURES}:
            old.unlink()


if __name__ == "__main__":
    main()
