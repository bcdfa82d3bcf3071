"""Two clicks that arrive at the same instant: one change, and twice success."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.portal_process import PortalProcess
from tests.visitor import Visitor

pytestmark = [pytest.mark.process, pytest.mark.xdist_group("process")]
PAIRS = 15


def in_pairs(visitor: Visitor, address: str, fields: dict[str, object], word: str) -> list[int]:
    """Send the form twice at once, time and again with other words; all the answers."""
    together = threading.Barrier(2)

    def send(tab: Visitor, text: str) -> int:
        together.wait(timeout=30)
        return tab.post(address, fields | {word: text})[0]

    answers = []
    with ThreadPoolExecutor(2) as threads:
        for number in range(PAIRS):
            tabs = [visitor.twin(), visitor.twin()]
            answers += threads.map(lambda tab, number=number: send(tab, f"Once only, {number}."), tabs)
    return answers


def test_two_clicks_at_once_are_one_change(portal: PortalProcess) -> None:
    visitor = Visitor(portal.base_url).sign_in("coordinator")
    known = dict.fromkeys(re.findall(r'href="(/meetings/[^/"]+/)"', visitor.get("/meetings/")[1]))
    agenda = next(f"{one}agenda/" for one in known if visitor.get(f"{one}agenda/")[0] == 200)
    fields: dict[str, object] = {"purpose": "note", "writer": "one", "submit": "1"}
    answers = in_pairs(visitor, agenda.replace("agenda/", "items/new/"), fields, "title")
    assert answers == [302] * 2 * PAIRS
    added = re.findall(r"Take off<[^>]*>: Once only, (\d+)\.", visitor.get(agenda)[1])
    assert added == [str(number) for number in range(PAIRS)]
    assert portal.manage("audit_check").returncode == 0
