"""The desk in a browser: six late leads brought in, two by a reminder, three by telephone, one recorded as silent; and
the report that prints it. By the keyboard alone where it is wide, without scripts where it is narrow.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewPage, sign_in
from tests.browser.hands import Hands
from tests.browser.late_leads import LATE
from tests.portal_process import PortalProcess

DESK = "/plans/2023-24/cycle/"
PAPER = "/reports/2024-09-25-health-and-wellbeing-board/"
SUBMIT = "button[name=submit]"
WAYS = pytest.mark.parametrize(
    ("by_keys", "width"), [(True, 1280), (False, 360)], ids=["1280 by keyboard", "360 without scripts"]
)


@pytest.fixture
def late(portal: PortalProcess) -> PortalProcess:
    """A portal with six late leads."""
    done = portal.manage("shell", "-c", "from tests.browser import late_leads; late_leads.make()")
    assert done.returncode == 0, done.stderr
    return portal


def sit_down(new_page: NewPage, portal: PortalProcess, who: str, path: str, *, by_keys: bool, width: int) -> Hands:
    page = new_page(javascript=by_keys, width=width)
    sign_in(page, portal.base_url, who)
    page.goto(portal.base_url + path)
    return Hands(page, by_keys)


def is_at(hands: Hands, anchor: str) -> None:
    """The line has the focus, wherever the keyboard goes on from there."""
    expect(hands.page).to_have_url(re.compile(f"#{re.escape(anchor)}$"))
    expect(hands.page.locator(f"[id='{anchor}']")).to_be_focused()


def opens(key: str, rest: str = "") -> str:
    """The link of a line that opens a form in it."""
    return f"a[href*='/cycle/actions/{key}/{rest}#'], a[href*='/cycle/actions/{key}/{rest}?']"


def enters(cora: Hands, key: str) -> None:
    """What somebody says on the telephone, into the line of their action."""
    cora.press(opens(key))
    is_at(cora, f"line-{key}")
    cora.choose("received_by", "telephone")
    cora.choose("status", "not_started")
    cora.write("headline", f"Work on {key} begins in October.")
    cora.press(SUBMIT)
    cora.sees(f"{key}: Submitted at", "The record says that you entered it for")


def reminds(cora: Hands, name: str) -> None:
    """One lead: first the mail, then the click."""
    selector = f"a[href*='/cycle/remind/lead-']:text-is('Remind {name}')"
    address = cora.page.locator(selector).get_attribute("href")
    cora.press(f"a[href='{address}']")
    cora.sees("Send a reminder", f"To {name}")
    cora.press(SUBMIT)
    cora.sees(f"A reminder goes to {name}.", "Reminded on")


def updates(lead: Hands, key: str) -> None:
    """What the mail asks for."""
    lead.go(f"/plans/2023-24/actions/{key}/progress/")
    lead.choose("status", "on_track")
    lead.write("headline", f"Work on {key} goes on.")
    lead.press(SUBMIT)
    if lead.page.locator("#soft-questions").count():
        lead.press(SUBMIT)
    lead.sees("Submitted at")


@WAYS
def test_six_late_leads(by_keys: bool, width: int, late: PortalProcess, new_page: NewPage) -> None:
    way = {"by_keys": by_keys, "width": width}
    cora = sit_down(new_page, late, "coordinator", "/plans/2023-24/", **way)
    cora.press(f"main a[href='{DESK}']")
    cora.sees("23 of 29 received")
    cora.finds_well()

    for name in ("Olive Marsden", "Otis Fairbairn"):
        reminds(cora, name)
    for key, who in LATE.items():
        updates(sit_down(new_page, late, who, "/my-actions/", **way), key)
    cora.go(f"{DESK}?state=missing")
    cora.sees("25 of 29 received")

    left = [link.get_attribute("id") or "" for link in cora.page.locator(".portal-tasks__title").all()]
    first, second, third, silent = [one.removeprefix("line-") for one in left]
    cora.press(opens(first))
    cora.press(SUBMIT)
    cora.is_told("Select how you received it", "Select how it is going")
    cora.finds_well()
    cora.go(f"{DESK}?state=missing")
    for key, following in ((first, second), (second, third), (third, silent)):
        enters(cora, key)
        is_at(cora, f"line-{following}")
    cora.sees("28 of 29 received")
    cora.press(opens(silent, "no-update/"))
    cora.finds_well()
    cora.choose("asked_by", "telephone")
    cora.press(SUBMIT)
    cora.sees("may still come in time")  # the papers deadline is tomorrow
    cora.finds_well()
    cora.press(f".portal-soft {SUBMIT}")
    cora.sees("No update received, recorded on 4 September 2024", "28 of 29 received")
    is_at(cora, "desk")
    cora.finds_well()

    report_says(cora, f"Recorded as not received: {silent} on 4 September 2024.")


def report_says(cora: Hands, text: str) -> None:
    """The September paper, as it would be printed."""
    cora.go("/reports/new/")
    cora.pick("body", "Health")
    cora.write_date("date", "25", "9", "2024")
    cora.write("title", "Progress and next steps")
    cora.write("report_of", "Director of Children’s Services")
    cora.press(SUBMIT)
    cora.sees("28 updates received in this cycle, 1 missing.", "Bring them in at the desk")
    cora.go(f"{PAPER}preview/")
    cora.sees(text, "– no update received, recorded on 4 September 2024")
