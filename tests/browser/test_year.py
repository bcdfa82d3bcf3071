"""The partnership's year in a browser, from its schedule to what the Board resolved and a promise that is kept.

By the keyboard alone, and without scripts on a narrow screen.
"""

import datetime
import re

import pytest
from playwright.sync_api import expect

from send_portal import clock
from tests.browser.conftest import HandsOf
from tests.browser.hands import Hands
from tests.portal_process import PortalProcess

JANUARY = "/meetings/2025-01-09-local-inclusion-partnership/"
MARCH = "/meetings/2025-03-13-local-inclusion-partnership/"
REPORT = "/reports/2025-03-26-health-and-wellbeing-board/"
SAVE = "main button[name=submit]"
PARTNERSHIP = "Local Inclusion Partnership"
# Enough for a quorum; the first two are not.
EVERYBODY = ("Pat Lindley", "Sara Whitlow", "Hana Sorley", "Jo Tremlow", "Mo Tarrant", "Theo Brandling")


def on(portal: PortalProcess, year: int, month: int, day: int, hour: int) -> None:
    """Go on at another time: the sessions of those who work stay open."""
    moment = datetime.datetime(year, month, day, hour, tzinfo=clock.LONDON)
    seconds = round((moment - datetime.datetime.now(datetime.UTC)).total_seconds())
    portal.environment["PORTAL_CLOCK_SHIFT"] = str(seconds)
    portal.restart()


def item(hands: Hands, meeting: str, words: str) -> str:
    """The address of the agenda item whose title begins so."""
    hands.go(meeting)
    link = hands.page.get_by_role("main").get_by_role("link", name=re.compile(words)).first
    return str(link.get_attribute("href"))


def came(hands: Hands, meeting: str, *names: str) -> None:
    """Record who was there, in person."""
    hands.go(meeting)
    hands.press(f"main a[href='{meeting}attendance/']")
    for name in names:
        row = hands.page.locator("fieldset", has=hands.page.locator("legend", has_text=name)).locator("select").first
        hands.pick(str(row.get_attribute("name")), "Present")
    hands.press(SAVE)


@pytest.mark.parametrize(
    "hands_of", [(True, 1280), (False, 360)], ids=["by keyboard", "without scripts"], indirect=True
)
def test_a_year(hands_of: HandsOf, portal: PortalProcess) -> None:
    cora = hands_of(portal, "coordinator", "/meetings/schedule/")
    plan_the_year(cora)
    make_the_agenda(cora)
    on(portal, 2025, 1, 2, 13)
    cora.go(JANUARY)
    cora.press(f"main a[href='{JANUARY}papers-out/']")
    cora.press(SAVE)
    cora.sees("Papers out")

    on(portal, 2025, 1, 9, 17)
    meet_without_quorum(cora)
    on(portal, 2025, 3, 13, 17)
    meet_again(cora)
    on(portal, 2025, 3, 14, 10)
    report_to_the_board(cora)
    on(portal, 2025, 3, 27, 10)
    keep_the_promise(cora)
    done = portal.manage("audit_check")
    assert done.returncode == 0, done.stdout + done.stderr


def plan_the_year(cora: Hands) -> None:
    cora.pick("body", "Local")
    for row, day in ((1, "9 1 2025"), (2, "13 3 2025")):
        cora.write(f"meeting{row}-date", day)
        cora.write(f"meeting{row}-begins", "14:00")
        cora.write(f"meeting{row}-ends", "16:00")
        cora.write(f"meeting{row}-papers", "7")
    cora.press(SAVE)
    cora.sees("2 meetings planned.")
    cora.go("/plans/2023-24/cycles/")
    cora.sees("9 January 2025", "13 March 2025")


def make_the_agenda(cora: Hands) -> None:
    cora.go(JANUARY)
    cora.press(f"main a[href='{JANUARY}agenda/']")
    cora.press(SAVE)
    cora.sees("items added.", "Welcome and apologies", "2e: Decision asked.")
    cora.press("#item-2 button[value=up]")
    cora.sees("Now in place 1 of")


def meet_without_quorum(cora: Hands) -> None:
    cora.go(JANUARY)
    cora.press(f"main a[href='{JANUARY}hold/']")
    cora.press(SAVE)
    came(cora, JANUARY, *EVERYBODY[:2])
    cora.sees("Quorum not met")

    asked = item(cora, JANUARY, "2e: Decision asked")
    cora.go(asked)
    cora.press(f"main a[href='{asked}minutes/']")
    cora.write("minutes", "Members want the new model, and are too few to say so for good.")
    cora.press(SAVE)
    cora.sees("too few to say so for good")
    cora.go(f"{asked}decisions/new/")
    cora.write("text", "the new model begins in two clusters")
    cora.press(SAVE)
    cora.sees("The Partnership agreed that the new model begins in two clusters", "or ratification", "Quorum not met")
    cora.go(f"{asked}meeting-actions/new/")
    cora.write("text", "Cost the two clusters")
    cora.pick("assigned_to", "Olive")
    cora.press(SAVE)
    cora.sees("Cost the two clusters")
    cora.go(f"{JANUARY}minutes/")
    cora.sees("not agreed yet", "the new model begins in two clusters", "Cost the two clusters")


def meet_again(cora: Hands) -> None:
    cora.go(f"{MARCH}agenda/")
    cora.press(SAVE)
    cora.sees("Minutes of the meeting of 9 January 2025", "Matters arising")
    cora.go(MARCH)
    cora.press(f"main a[href='{MARCH}hold/']")
    cora.press(SAVE)
    came(cora, MARCH, *EVERYBODY)
    cora.sees("Quorum met", "Cost the two clusters")

    cora.go(f"{JANUARY}minutes/agree/")
    cora.pick("at", "13")
    cora.press(SAVE)
    cora.sees("Check this before you continue")
    cora.press(".portal-soft button[name=submit]")
    cora.sees("The minutes are agreed.")
    cora.go(f"{JANUARY}attendance/")
    cora.sees("minutes of this meeting are agreed")

    cora.go(MARCH)
    cora.press(f"main a[href='{MARCH}ratify/']")
    cora.tick("Decision 1 of 9 January 2025")
    cora.press(SAVE)
    cora.sees("decision 1 of 9 January 2025 is ratified")
    cora.go("/plans/2023-24/actions/2e/")
    cora.sees("9 January 2025")


def report_to_the_board(cora: Hands) -> None:
    cora.go("/reports/new/")
    cora.pick("body", "Health")
    cora.write_date("date", "26", "3", "2025")
    cora.write("title", "Progress and next steps")
    cora.write("report_of", "Director of Children’s Services")
    cora.press(SAVE)
    for kind, text in (("summary", "What the Board is told."), ("detail", "The work goes on."),
                       ("legal", "The Act applies.")):  # fmt: skip
        cora.go(f"{REPORT}sections/{kind}/")
        cora.write("narrative", text)
        cora.press(SAVE)
    cora.go(f"{REPORT}sections/financial/")
    cora.choose("chosen", "no_direct_implications")
    cora.press(SAVE)
    cora.go(f"{REPORT}recommendations/")
    cora.write("text_1", "Note the progress made.")
    cora.press(SAVE)
    cora.go(f"{REPORT}preview/")
    cora.sees("Decisions and meetings", "the new model begins in two clusters")
    cora.go(f"{REPORT}finalise/")
    cora.press(SAVE)
    cora.sees("Version 1 is finalised.")


def keep_the_promise(cora: Hands) -> None:
    cora.go(f"{REPORT}recommendations/1/")
    cora.choose("outcome", "agreed")
    cora.write_date("resolved_on", "26", "3", "2025")
    cora.press(SAVE)
    cora.sees("The resolution has been saved.")
    cora.go("/forward-plan/")
    promise = cora.page.locator("tr", has_text="Detailed action plan").get_by_role(
        "link", name=re.compile("met", re.I)
    )
    cora.go(str(promise.first.get_attribute("href")))
    cora.write_date("met_on", "26", "3", "2025")
    cora.press(SAVE)
    expect(cora.page.locator("tr", has_text="Detailed action plan")).to_contain_text("26 March 2025")
