"""A proposed due date: agreed in one click or declined with a reason, and what the lead sees of it."""

import types
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from accounts.services import change_person
from actions.models import Action, DueDateChange, DueDateProposal
from actions.services import decide_due_date, edit_action, set_due_date
from audit.recording import Refused
from priorities.partial_date import PartialDate
from priorities.services import name_priority_sro
from tests.actions.editing import one, told
from tests.actions.reading import texts
from tests.world import NOW, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
MARCH = PartialDate.month(2025, 3)
AGREE = {"agree": "1"}


@pytest.fixture
def proposal(act: Act, people: types.SimpleNamespace) -> DueDateProposal:
    """Olive proposes March 2025 for 1a."""
    give_update(act("1a"), people.olive, proposed_due=MARCH, proposed_reason="Posts vacant")
    return DueDateProposal.objects.get()


def url_of(proposal: DueDateProposal, key: str = "1a") -> str:
    return one(key, f"due-date/{proposal.pk}/")


@pytest.mark.parametrize(("who", "as_whom"), [("sara", "Sara Quill, SRO of 1a"), ("cora", "Cora Vale, co-ordinator")])
def test_agree_in_one_click(
    who: str, as_whom: str, proposal: DueDateProposal, as_: As, act: Act, people: types.SimpleNamespace
) -> None:
    client = as_(who)
    page = texts(client.get(one("1a")))
    assert "Olive Marsh proposes <strong>March 2025</strong> instead of 31 December 2024: “Posts vacant”" in page
    assert f'action="{url_of(proposal)}"' in page
    answer = client.post(url_of(proposal), AGREE)
    assert (answer.status_code, answer["Location"]) == (302, one("1a"))
    assert (act("1a").due, str(act("1a").original_due)) == (MARCH, "31 December 2024")
    assert "1a: March 2025 has been agreed" in texts(client.get(one("1a")))
    assert DueDateChange.objects.filter(action=act("1a"), proposal=proposal, reason="Posts vacant").count() == 1
    assert f"{as_whom} | Posts vacant | Due date moved from 31 December 2024 to March 2025" in told(
        act("1a"), people.cora
    )


def test_decline_says_why_and_the_lead_reads_it(
    proposal: DueDateProposal, as_: As, act: Act, people: types.SimpleNamespace
) -> None:
    client = as_("sara")
    answer = client.post(url_of(proposal), {"reason": " "})
    assert answer.status_code == 422
    assert "Enter why you are declining it" in texts(answer)
    assert DueDateProposal.objects.get().is_open
    assert client.post(url_of(proposal), {"reason": "Too late for families"}).status_code == 302
    assert str(act("1a").due) == "31 December 2024"
    said = "was declined by Sara Quill on 4 September 2024: “Too late for families”"
    for page in ("", "progress/"):
        assert f"Your proposed date, March 2025, {said}" in texts(as_("olive").get(one("1a", page)))
        assert f"The proposed date, March 2025, {said}" in texts(as_("dev").get(one("1a", page)))
    assert "Declined by Sara Quill on 4 September 2024: “Too late for families”" in texts(as_("mo").get(one("1a")))
    give_update(act("1a"), people.olive, NOW.replace(hour=10))
    assert "Your proposed date" not in texts(as_("olive").get(one("1a", "progress/")))


def test_open_one_waits_and_readers_decide_nothing(proposal: DueDateProposal, as_: As) -> None:
    for who in ("olive", "mo", "otis"):
        page = texts(as_(who).get(one("1a")))
        assert "Waiting for the co-ordinator or the SRO" in page
        assert url_of(proposal) not in page
    assert "Your proposed date" not in texts(as_("olive").get(one("1a")))


def test_second_click_is_met_kindly(proposal: DueDateProposal, as_: As, act: Act) -> None:
    client = as_("sara")
    assert client.post(url_of(proposal), AGREE).status_code == 302
    revision = act("1a").revision
    for who, fields in (("sara", AGREE), ("cora", {"reason": " "}), ("cora", AGREE)):
        answer = as_(who).post(url_of(proposal), fields, follow=True)
        assert "March 2025 was agreed by Sara Quill on 4 September 2024. Nothing has changed." in texts(answer)
    assert act("1a").revision == revision
    assert client.get(url_of(proposal))["Location"] == one("1a")


@pytest.mark.parametrize("first", [{"agree": "1"}, {"reason": "Too soon"}])
def test_a_reason_that_comes_too_late_is_not_lost(
    first: dict[str, str], proposal: DueDateProposal, as_: As, act: Act
) -> None:
    assert as_("sara").post(url_of(proposal), first).status_code == 302
    revision = act("1a").revision
    answer = as_("cora").post(url_of(proposal), {"reason": "Families <wait> too long"})
    assert answer.status_code == 409
    page = texts(answer)
    done = "agreed" if "agree" in first else "declined"
    assert f"March 2025 was {done} by Sara Quill on 4 September 2024. Nothing has changed." in page
    assert "What you wrote</h2> <p>Families &lt;wait&gt; too long</p>" in page
    assert act("1a").revision == revision


def test_the_same_reason_twice_is_no_conflict(proposal: DueDateProposal, as_: As) -> None:
    client = as_("sara")
    assert [client.post(url_of(proposal), {"reason": "Too late"}).status_code for _ in range(2)] == [302, 302]
    assert client.post(url_of(proposal), AGREE, follow=True).status_code == 200


def test_two_at_once(proposal: DueDateProposal, people: types.SimpleNamespace) -> None:
    """Both have read it open: the first word counts, the same word again is no fault."""
    decide_due_date(proposal=proposal, agree=True, by=people.sara, now=NOW)
    assert decide_due_date(proposal=proposal, agree=True, by=people.sara, now=NOW).state == "agreed"
    with pytest.raises(Refused, match="March 2025 was already agreed by Sara Quill on 4 September 2024"):
        decide_due_date(proposal=proposal, agree=False, by=people.cora, now=NOW)
    assert DueDateChange.objects.filter(proposal=proposal).count() == 1


def test_overtaken_meanwhile(proposal: DueDateProposal, as_: As, act: Act, people: types.SimpleNamespace) -> None:
    set_due_date(action=act("1a"), due=PartialDate.year(2025), by=people.cora, now=NOW, reason="Agreed so")
    answer = as_("sara").post(url_of(proposal), AGREE, follow=True)
    assert "March 2025 was overtaken by a later change" in texts(answer)
    assert act("1a").due == PartialDate.year(2025)


@pytest.mark.parametrize("who", ["olive", "mo", "ada", "ian"])
def test_whose_word_it_is(who: str, proposal: DueDateProposal, as_: As, people: types.SimpleNamespace) -> None:
    answer = as_(who).post(url_of(proposal), AGREE)
    assert answer.status_code == 403
    assert "Ask Sara Quill, the senior responsible officer, or the co-ordinator" in texts(answer)
    with pytest.raises(PermissionDenied):
        decide_due_date(proposal=proposal, agree=True, by=getattr(people, who), now=NOW)
    assert DueDateProposal.objects.get().is_open


def test_priority_sro_where_the_action_has_none(
    proposal: DueDateProposal, as_: As, act: Act, people: types.SimpleNamespace
) -> None:
    name_priority_sro(priority=act("1a").priority, sro=people.pat, by=people.cora, now=NOW, reason="Moved on")
    assert as_("pat").post(url_of(proposal), AGREE).status_code == 403
    edit_action(action=act("1a"), by=people.cora, now=NOW, reason="Moved on", sro=None)
    assert as_("sara").get(url_of(proposal)).status_code == 403
    assert "Ask Pat Heron, the senior responsible officer" in texts(as_("olive").get(url_of(proposal)))
    assert as_("pat").post(url_of(proposal), AGREE).status_code == 302
    assert DueDateProposal.history.first().actor_role == "SRO of priority 1"


def test_an_sro_who_has_left_is_nobody_to_ask(
    proposal: DueDateProposal, as_: As, people: types.SimpleNamespace
) -> None:
    change_person(person=people.sara, by=people.ada, now=NOW, reason="Left", is_active=False)
    assert "You cannot decide the due date proposed for 1a. Ask the co-ordinator." in texts(
        as_("olive").get(url_of(proposal))
    )


def test_wrong_method_and_id(proposal: DueDateProposal, as_: As) -> None:
    assert as_("cora").put(url_of(proposal)).status_code == 405
    for address in (url_of(proposal, "1b"), url_of(proposal, "9z"), one("1a", "due-date/424242/")):
        assert as_("cora").post(address, AGREE).status_code == 404
    assert DueDateProposal.objects.get().is_open
