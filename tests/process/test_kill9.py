"""The server killed while people submit: what was acknowledged is there, and every change has its history row."""

import http.client
import os
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.portal_process import PortalProcess
from tests.visitor import Visitor, forms_to_update, hidden_fields, red_update

pytestmark = [pytest.mark.process, pytest.mark.xdist_group("process")]
POSTS, THREADS = 200, 8
# `make drill` kills it fifty times.
ROUNDS = int(os.environ.get("PORTAL_TEST_KILLS", "3"))


class Round:
    """200 updates from eight tabs over all forms of the officer; the server dies at a number of acknowledged ones."""

    def __init__(self, portal: PortalProcess, visitor: Visitor, forms: list[str], number: int) -> None:
        self.portal, self.visitor, self.forms, self.number = portal, visitor, forms, number
        self.left = iter(range(POSTS))
        self.lock = threading.Lock()
        self.is_time_to_die = threading.Event()
        self.acknowledged: list[tuple[str, str]] = []
        self.broken = 0
        self.others: list[int] = []

    def run(self, dies_after: int) -> None:
        with ThreadPoolExecutor(THREADS) as threads:
            running = [threads.submit(self._submit_all, self.visitor.twin(), dies_after) for _ in range(THREADS)]
            self.is_time_to_die.wait(timeout=20)
            self.portal.kill()
            for one in running:
                one.result()

    def _submit_all(self, tab: Visitor, dies_after: int) -> None:
        while not self.broken:
            with self.lock:
                post = next(self.left, None)
            if post is None:
                self.is_time_to_die.set()
                return
            self._submit(tab, post, dies_after)

    def _submit(self, tab: Visitor, post: int, dies_after: int) -> None:
        form, headline = self.forms[post % len(self.forms)], f"Round {self.number}, post {post}."
        try:
            tokens = hidden_fields(tab.get(form)[1])
            status, _ = tab.post(form, red_update(headline, **tokens))
        except (OSError, http.client.HTTPException):
            self.broken += 1
            return
        with self.lock:
            if status == 302:
                self.acknowledged.append((form, headline))
            else:
                self.others.append(status)
            if len(self.acknowledged) >= dies_after:
                self.is_time_to_die.set()


def test_killed_while_people_submit(portal: PortalProcess) -> None:
    visitor = Visitor(portal.base_url).sign_in("officer")
    forms = forms_to_update(visitor.get("/my-actions/")[1])
    assert len(forms) >= 3
    acknowledged: list[tuple[str, str]] = []
    broken = 0
    for number in range(ROUNDS):
        one = Round(portal, visitor, forms, number)
        one.run(dies_after=20 + 20 * (number % 3))
        portal.restart()
        # Whoever is slower than somebody else is told so; nobody gets a fault.
        assert set(one.others) <= {409}
        assert one.acknowledged
        acknowledged += one.acknowledged
        broken += one.broken
        checked = portal.manage("audit_check")
        assert checked.returncode == 0, checked.stdout + checked.stderr
    assert broken, "no post was under way when the server died"

    stories = {form: visitor.get(form.replace("/progress/", "/?updates=all"))[1] for form in forms}
    lost = [said for said in acknowledged if f"<strong>{said[1]}</strong>" not in stories[said[0]]]
    assert lost == []
