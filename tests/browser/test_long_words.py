"""A pasted link or a word without an end breaks: no page grows wider than the window, at any width."""

from tests.browser.conftest import NewPage, sign_in
from tests.portal_process import PortalProcess

# Everything that an update holds, each as long as it may be and without a place to break.
GIVE_UPDATE = """
import uuid
from actions.account import Account, EvidenceGiven
from actions.models import Action
from actions.services.progress import submit_progress
from priorities.partial_date import PartialDate
from send_portal import clock
link = "https://example.org/" + "a" * 220
texts = ("happened", "reason", "recovery", "consequence", "next_steps", "ask_text", "difference_made")
account = Account(
    status="at_risk", ask="decision", **dict.fromkeys(texts, link), headline="h" * 200,
    proposed_due=PartialDate.year(2030), proposed_reason=link,
    figure_what="w" * 200, figure_was="1" * 40, figure_is="2" * 40, figure_source="s" * 200,
    evidence=EvidenceGiven(title="e" * 200, kind="survey", url=link, dated_on=None),
)
action = Action.objects.get(key="1a")
submit_progress(action=action, by=action.lead, now=clock.now(), submission=uuid.uuid4(), account=account)
"""
PLAN = "/plans/2023-24/"
ACTION = PLAN + "actions/1a/"
PAGES = (
    PLAN, PLAN + "priorities/1/", PLAN + "actions/", ACTION, ACTION + "history/", ACTION + "progress/",
    ACTION + "no-change/", "/my-actions/",
)  # fmt: skip
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_no_page_grows_wider(portal: PortalProcess, new_page: NewPage) -> None:
    done = portal.manage("shell", "-v0", "-c", GIVE_UPDATE)
    assert done.returncode == 0, done.stderr
    page = new_page()
    sign_in(page, portal.base_url, "coordinator")
    wider = []
    for address in PAGES:
        page.goto(portal.base_url + address)
        for width in (320, 700, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            if page.evaluate(WIDER):
                wider.append((address, width))
    assert wider == []
