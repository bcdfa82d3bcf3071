"""The day after the papers deadline: the senior responsible officer and the co-ordinator."""

import types
from collections.abc import Callable
from typing import Any

from actions.models import Action
from actions.services import edit_action, propose_due_date
from governance.services.meetings import cancel_meeting
from notices.models import Kind, NoticeTopic
from notices.reminding import preview
from priorities.models import ActionPlan
from priorities.partial_date import PartialDate
from tests.governance.meeting_days import planned
from tests.notices.conftest import at
from tests.notices.post import PostOffice
from tests.notices.test_owed import PORTAL, mails
from tests.world import PLANNED, give_update

Act = Callable[[str], Action]
DAY = "2024-09-06"
RISK = {"reason": "A post is vacant.", "recovery": "It is advertised.", "consequence": "A delay."}


def test_an_sro_hears_what_is_missing_red_asked_and_to_agree(people: types.SimpleNamespace, act: Act) -> None:
    give_update(act("1a"), people.olive, at("2024-08-20"), status="off_track", headline="No nurse yet", **RISK)
    give_update(act("2a"), people.otis, at("2024-08-20"), ask="help", ask_text="A contact in health")
    propose_due_date(
        action=act("4c"),
        due=PartialDate.day(2025, 3, 31),
        reason="More schools",
        by=people.olive,
        now=at("2024-08-20"),
    )
    mail = mails(DAY)["sara"]
    told = (
        "after the papers deadline: 4 not updated (and 1 sub-action), 1 off track, 1 asking the partnership, "
        "1 with a date for your word"
    )
    assert mail.subject == f"SEND action plan: {told}"
    for words in (
        "Stockton-on-Tees Borough Council: 4",
        "No lead yet: 1",
        "No nurse yet",
        "Help asked: A contact in health",
        "Agreed: 31 December 2024. Proposed: 31 March 2025",
        f"{PORTAL}/plans/2023-24/actions/4c/due-date/",
        f"{PORTAL}/accountable/",
    ):
        assert words in mail.text, words


def test_an_sro_with_nothing_to_hear_gets_no_mail(people: types.SimpleNamespace, act: Act) -> None:
    for key, who in {"1a": "olive", "1b": "olive", "3f": "olive", "4c": "olive", "2a": "otis", "3f.i": "otis"}.items():
        give_update(act(key), getattr(people, who), at("2024-08-20"))
    edit_action(action=act("1c"), by=people.cora, now=PLANNED, lead=people.mo)
    give_update(act("1c"), people.mo, at("2024-08-20"))
    assert set(mails(DAY)) == {"cora"}


def test_the_coordinator_hears_what_is_missing_by_organisation(people: types.SimpleNamespace, act: Act) -> None:
    give_update(act("1a"), people.olive, at("2024-08-20"))
    mail = mails(DAY)["cora"]
    assert (
        mail.subject == "SEND action plan: after the papers deadline: 1 of 34 updates are in, and 0 of 4 sub-actions"
    )
    assert "Stockton-on-Tees Borough Council\n  4 actions and 1 sub-action to come, 1 action in" in mail.text
    deadline = (
        "for the meeting of Thursday 12 September 2024 was 12 noon on Thursday 5 September 2024. 1 of 34 updates"
    )
    assert deadline in mail.text
    assert "No organisation and no lead" in mail.text
    assert f"{PORTAL}/plans/2023-24/" in mail.text


def test_who_is_both_reads_both_in_one_mail(people: types.SimpleNamespace, act: Act) -> None:
    edit_action(action=act("1a"), by=people.cora, now=PLANNED, sro=people.cora, reason="New")
    mail = mails(DAY)["cora"]
    assert mail.subject.endswith("not updated, and more")
    assert "updates are in" in mail.text


def test_whose_word_counts_is_told_of_a_date(people: types.SimpleNamespace, act: Act) -> None:
    """Of an action without an SRO of its own it is the priority's."""
    edit_action(action=act("1a"), by=people.cora, now=PLANNED, sro=None, reason="None")
    propose_due_date(
        action=act("1a"), due=PartialDate.day(2025, 3, 31), reason="More", by=people.olive, now=at("2024-08-20")
    )
    assert "Proposed: 31 March 2025" in mails(DAY)["sara"].text


def test_an_update_after_papers_went_out_counts_as_received(people: types.SimpleNamespace, act: Act) -> None:
    give_update(act("1a"), people.olive, at("2024-09-05", "18:00"))
    assert "1 of 34 updates are in, and 0 of 4 sub-actions" in mails(DAY)["cora"].subject


def test_a_meeting_that_is_cancelled_is_not_told_as_if_it_were_held(people: types.SimpleNamespace, act: Act) -> None:
    meeting = planned(people.cora, "2024-10-10", "2024-10-03")
    cancel_meeting(meeting=meeting, by=people.cora, now=at("2024-10-03", "09:00"), reason="Snow")
    found = mails("2024-10-04")
    [asked] = preview([people.olive], ActionPlan.objects.get(), at("2024-10-04"))
    for mail in (found["sara"], found["cora"], asked):
        assert "the meeting of Thursday 10 October 2024 was 12 noon on Thursday 3 October 2024" in mail.text
        assert "That meeting is cancelled." in mail.text


def test_it_is_told_once(run: Any, post: PostOffice, people: types.SimpleNamespace) -> None:
    for day in (DAY, "2024-09-09", "2024-09-10"):
        run(day)
    assert post.readers == ["cora@portal.example", "sara@portal.example"]
    assert set(NoticeTopic.objects.values_list("kind", flat=True)) == {Kind.DAY_AFTER}


def test_an_sro_hears_of_sub_actions_apart(people: types.SimpleNamespace, act: Act) -> None:
    """As the page to which the mail leads counts them."""
    for key, who in (("3f", people.olive), ("3f.i", people.otis)):
        give_update(act(key), who, at("2024-08-20"), status="off_track", **RISK)
    assert "1 off track (and 1 sub-action)" in mails(DAY)["sara"].subject
