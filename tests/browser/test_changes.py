"""The night before a meeting: a member reads what changed, says so, and watches an action."""

import re
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import HandsOf, NewPage, sign_in
from tests.portal_process import PortalProcess

PAGE = "/plans/2023-24/changes/"
IN_ORDER = (
    "Difference made", "Got worse", "Asked of us", "Got better",
    "Neither better nor worse", "Completed and closed",
    "Dates moved and proposed", "New, paused, withdrawn, replaced and back in the plan",
    "Wording, people and measures", "Milestones met and missed", "Decided", "Not updated", "Everything else",
    "No net change", "Have you read this?", "All recorded changes",
)  # fmt: skip


def in_reading_order(page: Page) -> Iterator[tuple[str, str]]:
    """Role and name of all that the accessibility tree holds, as a screen reader comes to it."""
    page.wait_for_load_state()
    session = page.context.new_cdp_session(page)
    nodes: dict[str, Any] = {node["nodeId"]: node for node in session.send("Accessibility.getFullAXTree")["nodes"]}
    waiting = [next(one["nodeId"] for one in nodes.values() if "parentId" not in one)]
    while waiting:
        node = nodes[waiting.pop()]
        waiting += [child for child in reversed(node.get("childIds", ())) if child in nodes]
        if not node["ignored"]:
            yield node["role"]["value"], node.get("name", {}).get("value", "")


def kinds(names: list[str]) -> list[str]:
    """Which of the groups these names are of, in their order."""
    found = [re.sub(r" \(\d+\)$", "", name) for name in names]
    return [name for name in found if name in IN_ORDER]


def test_the_order_in_which_it_is_read(shared_portal: PortalProcess, new_page: NewPage) -> None:
    page = new_page(width=360)
    sign_in(page, shared_portal.base_url, "member")
    page.goto(shared_portal.base_url + PAGE)
    told = list(in_reading_order(page))
    headings = [name for role, name in told if role == "heading"]
    assert headings[0].startswith("What changed since the meeting of ")
    assert headings[1] == "On this page"
    groups = kinds(headings)
    assert groups[:3] == ["Difference made", "Got worse", "Asked of us"]
    assert groups[-1] == "All recorded changes"
    assert groups == sorted(groups, key=IN_ORDER.index)
    # The links to the groups stand before them, with the same numbers, in the same order.
    links = [name for role, name in told if role == "link"]
    assert kinds(links) == [group for group in groups if group != "Have you read this?"]
    assert [name for name in headings if re.search(r"\(\d+\)$", name)] == [
        name for name in links if re.search(r"\(\d+\)$", name)
    ]
    # A change of status is read as words, from and to.
    words = " ".join(" ".join(name for role, name in told if role == "StaticText").split())
    assert re.search(r"From (Not started|On track|At risk) to (At risk|Off track)", words)


def test_a_member_reads_what_changed(portal: PortalProcess, hands_of: HandsOf) -> None:
    hands = hands_of(portal, "member", "/plans/2023-24/")
    hands.press(f"main a[href='{PAGE}']")
    hands.sees(re.compile("What changed since the meeting of .*, until now"), "Got worse", "All recorded changes")
    hands.finds_well()
    hands.press("form[action$='/changes/read/'] button")
    hands.sees("You have read what changed up to")
    hands.go(f"{PAGE}?since=read")
    hands.sees("What changed since you last marked this as read", "Nothing changed in this time.")
    hands.finds_well()

    hands.go(f"{PAGE}?since=2024-13-45")
    hands.is_told("There is no such day. Choose a meeting from the list, or enter a day")
    hands.finds_well()
    hands.pick("since", "Meeting")
    hands.pick("kind", "Got")
    hands.press(f"form[action='{PAGE}'] button")
    hands.sees("Only some changes are shown: Got worse.", "Got worse (")
    expect(hands.page.get_by_role("main")).not_to_contain_text("Difference made (")
    hands.finds_well()


def test_a_member_watches_an_action(portal: PortalProcess, hands_of: HandsOf) -> None:
    hands = hands_of(portal, "member", "/plans/2023-24/actions/1a/")
    hands.press("form[action$='/watch/'] button")
    hands.sees("You now watch 1a.", "Stop watching")
    hands.finds_well()
    hands.go("/plans/2023-24/priorities/2/")
    hands.press("form[action$='/watch/'] button")
    hands.sees("You now watch priority 2.")
    hands.finds_well()
    hands.go("/my-actions/")
    hands.sees("What I watch in the", "(2)")
    hands.finds_well()
    hands.go(f"{PAGE}?watched=yes")
    hands.sees("Only some changes are shown: Only what I watch.")
    references = hands.page.locator("main table .portal-ref").all_inner_texts()
    assert references
    assert all(one.strip().startswith(("1a", "2")) for one in references)
