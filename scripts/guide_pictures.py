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
    of_second_plan: bool = False  # taken at the end, once another council’s plan is there


NEXT = "/meetings/2024-09-12-local-inclusion-partnership/"
HELD = "/meetings/2024-07-11-local-inclusion-partnership/"
SECOND_PLAN = ROOT / "tests" / "priorities" / "northshire.yaml"
REPORT = {
    "Plan": "SEND Action Plan 2023/24",
    "To which body?": "Health and Wellbeing Board",
    "Day": "25",
    "Month or season": "9",
    "Year": "2024",
    "Title": "SEND action plan: progress",
    "Report of": "Director of Children’s Services",
}
PICTURES = [
    Picture("sign-in", "", "/sign-in/", height=640),
    Picture("my-actions", "officer", "/my-actions/", begins="main"),
    Picture("update-form", "officer", PLAN + "actions/1b/progress/", height=900, begins="main"),
    Picture("no-change", "officer", PLAN + "actions/1b/no-change/", height=380, begins="main"),
    Picture("deputy-update", "deputy", PLAN + "actions/1b/progress/", height=560, begins="main"),
    Picture("accountable", "sro", "/accountable/", begins="main"),
    Picture("agree-date", "sro", "/accountable/", height=250, begins="#dates-2023-24"),
    Picture("judgement", "sro", PLAN + "priorities/3/judgement/", height=820, begins="main"),
    Picture("plan", "member", PLAN, height=860),
    Picture("changes", "member", PLAN + "changes/", width=1100, height=760, begins="main"),
    Picture("pack", "member", NEXT + "pack/", height=760, begins="main"),
    Picture("action", "member", PLAN + "actions/1c/", height=860, begins="main"),
    Picture("meeting", "chair", NEXT, height=900, begins="main"),
    Picture("quorum", "chair", HELD, height=460, begins="h2:has-text('Attendance')"),
    Picture("history", "reader", PLAN + "actions/1c/history/", height=760, begins="main"),
    Picture("as-at", "reader", PLAN + "actions/3f.i/?at=2024-03-01", height=640, begins="main"),
    Picture("add-person", "admin", "/admin/accounts/user/add/", height=760, begins="main"),
    Picture("who-has-access", "admin", "/admin/accounts/user/access/", width=1100, height=520, begins="main"),
    Picture("set-up", "coordinator", PLAN + "set-up/", height=760, begins="#priority-1"),
    Picture("enter-for", "coordinator", PLAN + "actions/1b/progress/", height=860, begins="main"),
    Picture("import-plan", "coordinator", PLAN + "import/", height=700, begins="main"),
    Picture("desk", "coordinator", PLAN + "cycle/", height=860, begins="main"),
    Picture("succession", "coordinator", PLAN + "succession/", height=860, begins="main"),
    Picture("agenda", "coordinator", NEXT + "agenda/", height=860, begins="h2:has-text('Suggested by the portal')"),
    Picture(
        "report", "coordinator", "/reports/new/", height=900, begins="main", typed=REPORT, pressed="Start the report"
    ),
    Picture(
        "other-plan", "coordinator", "/plans/inclusion-2024/set-up/", height=860, begins="main", of_second_plan=True
    ),
]


@dataclasses.dataclass(frozen=True)
class Demonstration:
    """Where it is reached, and the settings under which its commands find its data."""

    address: str
    environment: Mapping[str, str]

    def load(self, plan: Path) -> None:
        """Load a plan file into it."""
        command = [sys.executable, "manage.py", "load_plan", str(plan), "--reason", "As agreed by the partnership"]
        subprocess.run(command, cwd=ROOT, env=self.environment, check=True)


@contextlib.contextmanager
def demonstration() -> Iterator[Demonstration]:
    """A portal that has just been loaded; it goes, with its data, at the end."""
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
            yield Demonstration(f"http://127.0.0.1:{port}", environment)
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
        fill(page, label, text)
    if picture.pressed:
        page.get_by_role("main").get_by_role("button", name=picture.pressed).click()
        page.wait_for_load_state()
    if picture.begins:
        top = page.locator(picture.begins).first.evaluate("it => it.getBoundingClientRect().top + scrollY")
        page.evaluate("top => scrollTo(0, top)", top - (0 if picture.begins == "main" else 16))
    page.screenshot(path=FOLDER / f"{picture.name}.png")
    print(picture.name)
    page.close()


def fill(page: Page, label: str, text: str) -> None:
    """Type into the field of that label, or choose in it."""
    field = page.get_by_label(label, exact=True).first
    if field.evaluate("it => it.tagName") == "SELECT":
        field.select_option(label=text)
    else:
        field.fill(text)


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
    wanted = [picture for picture in PICTURES if not named or picture.name in named]
    with demonstration() as shown, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for picture in wanted:
            if not picture.of_second_plan:
                take(browser, shown.address, picture)
        if later := [picture for picture in wanted if picture.of_second_plan]:
            shown.load(SECOND_PLAN)
            for picture in later:
                take(browser, shown.address, picture)
        browser.close()
    for old in () if named else FOLDER.glob("*.png"):
        if old.stem not in {picture.name for picture in PICTURES}:
            old.unlink()


if __name__ == "__main__":
    main()
