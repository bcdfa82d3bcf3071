"""The same form sent a hundred times at once: one update, and every answer a success."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.portal_process import PortalProcess
from tests.visitor import Visitor, forms_to_update, hidden_fields, red_update

pytestmark = [pytest.mark.process, pytest.mark.xdist_group("process")]
TIMES = 100


def test_a_hundred_clicks_are_one_update(portal: PortalProcess) -> None:
    visitor = Visitor(portal.base_url).sign_in("officer")
    form = forms_to_update(visitor.get("/my-actions/")[1])[0]
    fields = red_update("Clicked a hundred times", **hidden_fields(visitor.get(form)[1]))
    start = threading.Barrier(TIMES)

    def click(tab: Visitor) -> int:
        start.wait()
        return tab.post(form, fields)[0]

    with ThreadPoolExecutor(TIMES) as threads:
        answers = list(threads.map(click, [visitor.twin() for _ in range(TIMES)]))

    assert answers == [302] * TIMES
    story = visitor.get(form.replace("/progress/", "/?updates=all"))[1]
    assert story.count("<p><strong>Clicked a hundred times</strong></p>") == 1
    assert portal.manage("audit_check").returncode == 0
