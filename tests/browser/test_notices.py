"""Mails: a lead chooses which they get, the co-ordinator sees what became of them, and they stand for everybody."""

import pytest
from playwright.sync_api import Page

from tests.browser.axe import assert_well
from tests.browser.conftest import HandsOf, NewPage
from tests.notices.post import post_office
from tests.notices.test_process import begin, end
from tests.portal_process import PortalProcess

# One mail of each fate, as runs of the last hours have left them.
FATES = """
import datetime
from accounts.models import User
from notices.models import Notice, NoticeRun
from send_portal import clock
now = clock.now()
then = now - datetime.timedelta(hours=2)
fates = [{}, {"claimed_at": then}, {"claimed_at": then, "sent_at": then},
         {"given_up_at": then, "last_error": "550 no such mailbox"}]
for person, fate in zip(User.objects.order_by("pk"), fates):
    Notice.objects.create(user=person, due_for=clock.today(), subject="SEND action plan: 2 updates due by 12 noon on "
        "Thursday 5 September 2024", text="T", html="H", created_at=then, next_try_at=now, **fate)
NoticeRun.objects.create(pk=1, ended_at=now)
"""


def test_a_lead_chooses_and_the_coordinator_looks(hands_of: HandsOf, portal: PortalProcess) -> None:
    done = portal.manage("shell", "-v0", "-c", FATES)
    assert done.returncode == 0, done.stderr
    olive = hands_of(portal, "officer", "/me/")
    olive.press("a[href='/me/notices/']")
    olive.finds_well()
    olive.choose("what", "only-due")
    olive.press("button[name=submit]")
    olive.sees("The portal sends you only what is due.")
    cora = hands_of(portal, "coordinator", "/me/")
    cora.press("a[href='/notices/']")
    cora.sees(
        "May not have gone (1)", "Refused (1)", "Waiting (1)", "Sent in the last 30 days (1)", "550 no such mailbox"
    )
    cora.finds_well()


@pytest.fixture
def mails(portal: PortalProcess) -> list[str]:
    """The HTML of all that goes on the day of the papers deadline and on the day after it."""
    with post_office() as post:
        said = [end(begin(portal, post, seconds)) for seconds in (0, 24 * 60 * 60)]
    assert len(post.taken) > 4, said
    return [mail.get_body(("html",)).get_content() for mail in post.taken]


def test_mails_stand_for_everybody(mails: list[str], new_page: NewPage) -> None:
    page: Page = new_page()
    for html in sorted(mails, key=len)[-3:]:
        page.set_content(html)
        assert page.locator("img").count() == 0
        assert_well(page)
