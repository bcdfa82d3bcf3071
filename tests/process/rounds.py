"""People who submit updates while something dies under them."""

import http.client
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from tests.visitor import Visitor, hidden_fields, red_update

POSTS, THREADS = 200, 8


class Round:
    """200 updates from eight tabs over all forms of the officer; at a number of acknowledged ones, something dies."""

    def __init__(self, visitor: Visitor, forms: list[str], number: int) -> None:
        self.visitor, self.forms, self.number = visitor, forms, number
        self.left = iter(range(POSTS))
        self.lock = threading.Lock()
        self.is_time_to_die = threading.Event()
        self.acknowledged: list[tuple[str, str]] = []
        self.broken = 0
        self.others: list[tuple[int, str]] = []

    def run(self, dies_after: int, kill: Callable[[], None]) -> None:
        """Post, and kill on the way; done when all posts have their answer, or none is to be had any more."""
        with ThreadPoolExecutor(THREADS) as threads:
            running = [threads.submit(self._submit_all, self.visitor.twin(), dies_after) for _ in range(THREADS)]
            self.is_time_to_die.wait(timeout=20)
            kill()
            for one in running:
                one.result()

    def other_than(self, *statuses: int) -> list[tuple[int, str]]:
        """Answers that are neither a success nor one of these, each with its page."""
        return [(status, page) for status, page in self.others if status not in statuses]

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
            status, page = tab.get(form)
            if status == 200:
                status, page = tab.post(form, red_update(headline, **hidden_fields(page)))
        except (OSError, http.client.HTTPException):
            self.broken += 1
            return
        with self.lock:
            if status == 302:
                self.acknowledged.append((form, headline))
            else:
                self.others.append((status, page))
            if len(self.acknowledged) >= dies_after:
                self.is_time_to_die.set()


def lost(visitor: Visitor, acknowledged: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """What was acknowledged and is not in the story of its action."""
    forms = {form for form, _ in acknowledged}
    stories = {form: visitor.get(form.replace("/progress/", "/?updates=all"))[1] for form in forms}
    return [said for said in acknowledged if f"<strong>{said[1]}</strong>" not in stories[said[0]]]
