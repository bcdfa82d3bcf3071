"""Two clicks that arrive at the same instant: one change, and twice success."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.portal_process import PortalProcess
from tests.visitor import Visitor, forms_to_update

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


def test_a_question_is_answered_and_put_on_the_agenda(portal: PortalProcess) -> None:
    """Both lock the action and then its question, so neither waits for the other for ever."""
    lead, cora = Visitor(portal.base_url).sign_in("officer"), Visitor(portal.base_url).sign_in("coordinator")
    action = forms_to_update(lead.get("/my-actions/")[1])[0].removesuffix("progress/")
    cora.get(action)
    for number in range(PAIRS):
        asked = {"text": f"What about {number}?", "writer": f"ask{number}"}
        assert cora.post(f"{action}questions/new/", asked)[0] == 302
    lead.get(action)
    together = threading.Barrier(2)

    def send(visitor: Visitor, address: str, **fields: object) -> int:
        together.wait(timeout=30)
        return visitor.post(address, fields)[0]

    questions = dict.fromkeys(re.findall(r'action="/questions/(\d+)/agenda/"', cora.get(action)[1]))
    assert len(questions) == PAIRS
    answers = []
    with ThreadPoolExecutor(2) as threads:
        for pk in questions:
            form = f"{action}questions/{pk}/answer/"
            told = threads.submit(send, lead.twin(), form, answer="Yes.", revision=1, writer=f"told{pk}")
            put = threads.submit(send, cora.twin(), f"/questions/{pk}/agenda/", writer=f"put{pk}")
            answers += [told.result(), put.result()]
    assert answers == [302] * 2 * PAIRS
    page = cora.get(action)[1]
    assert page.count("Answered question") == PAIRS
    assert 'action="/questions/' not in page
    assert portal.manage("audit_check").returncode == 0


def test_two_spreadsheets_of_one_person_at_once(portal: PortalProcess) -> None:
    """From two browsers: both are taken, the later one stays, and either browser goes on with that one."""
    browsers = [Visitor(portal.base_url).sign_in("coordinator") for _ in range(2)]
    together = threading.Barrier(2)

    def send(visitor: Visitor, name: str) -> int:
        together.wait(timeout=30)
        fields = {"file": (name, f"Reference,Action,Lead\n1z,{name},ICB\n".encode()), "plan_state": "agreed"}
        return visitor.post("/plans/2023-24/import/", fields | {"writer": name})[0]

    for browser in browsers:
        browser.get("/plans/2023-24/import/")
    answers = []
    with ThreadPoolExecutor(2) as threads:
        for number in range(PAIRS):
            answers += threads.map(send, browsers, [f"a{number}.csv", f"b{number}.csv"])
            seen = [re.findall(r"([ab]\d+)\.csv, into", b.get("/plans/2023-24/import/columns/")[1]) for b in browsers]
            assert seen[0] == seen[1]
            assert seen[0][0] in (f"a{number}", f"b{number}")
    assert answers == [302] * 2 * PAIRS
