"""Evidence of an action: add it at any time, change and withdraw it with a reason; nothing is lost."""

import datetime
import types
from collections.abc import Callable

import pytest
from django.test import Client

from actions.account import EvidenceGiven
from actions.models import Action, Evidence
from actions.services import change_evidence, set_plan_state, withdraw_evidence
from audit.recording import Refused
from tests.actions.reading import texts
from tests.world import NOW, asked, give_evidence, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
ONE = "/plans/2023-24/actions/1a/"
ADD = ONE + "evidence/"
DAY = {"dated_on_0": "28", "dated_on_1": "August", "dated_on_2": "2024"}
GOOD = {"title": "Survey of parent carers", "kind": "survey", "url": "https://www.example.org/survey", **DAY}


@pytest.fixture
def survey(act: Act, people: types.SimpleNamespace) -> Evidence:
    """A piece of evidence of 1a, added by Olive."""
    return give_evidence(act("1a"), people.olive)


def change_of(evidence: Evidence, **fields: object) -> dict[str, object]:
    return {"title": evidence.title, "kind": evidence.kind, "revision": evidence.revision, "reason": ""} | fields


def test_is_added_outside_an_update_and_recorded(as_: As, act: Act) -> None:
    client = as_("olive")
    assert "Add evidence" in texts(client.get(ONE))
    answer = client.post(ADD, GOOD)
    assert (answer.status_code, answer["Location"]) == (302, ONE)
    evidence = Evidence.objects.get()
    assert (evidence.action, evidence.update, evidence.dated_on) == (act("1a"), None, datetime.date(2024, 8, 28))
    page = texts(client.get(ONE))
    assert "“Survey of parent carers” has been recorded as evidence for 1a." in page
    assert 'href="https://www.example.org/survey"' in page
    assert "4 September 2024, Olive Marsh, lead of 1a" in page
    history = texts(client.get(ONE + "history/"))
    assert "Evidence “Survey of parent carers”: added" in history
    assert "<strong>Link:</strong> https://www.example.org/survey" in history


@pytest.mark.parametrize(
    ("who", "words"),
    [("dev", "Dev Anand, deputy of 1a, for Olive Marsh"), ("cora", "Cora Vale, co-ordinator, for Olive Marsh")],
)
def test_whoever_adds_it_for_the_lead_says_so(who: str, words: str, as_: As) -> None:
    assert "for Olive Marsh" in texts(as_(who).get(ADD))
    as_(who).post(ADD, GOOD)
    assert words in texts(as_("mo").get(ONE))


def test_what_came_with_an_update_says_who_gave_it(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.dev, evidence=EvidenceGiven("Minutes", "minutes"))
    assert "Dev Anand, deputy of 1a, for Olive Marsh" in texts(as_("mo").get(ONE))


def test_repeated_post_is_one_piece(as_: As) -> None:
    client = as_("olive")
    assert [client.post(ADD, GOOD).status_code for _ in range(2)] == [302, 302]
    again = texts(client.post(ADD, GOOD | {"writer": "a form opened anew"}, follow=True))
    assert f"“{GOOD['title']}” was there already. Nothing has been added." in again
    assert Evidence.objects.count() == Evidence.history.count() == 1
    client.post(ADD, GOOD | {"title": "Another survey"})
    assert Evidence.objects.count() == 2


def test_what_was_withdrawn_can_be_added_again(as_: As, survey: Evidence, people: types.SimpleNamespace) -> None:
    withdraw_evidence(evidence=survey, by=people.olive, now=NOW, reason="Too few answers", revision=survey.revision)
    again = give_evidence(survey.action, people.olive)
    assert again.pk != survey.pk


WRONG = {
    "nothing": ({}, "Enter what the evidence is"),
    "no kind": (GOOD | {"kind": ""}, "Select the kind of evidence"),
    "unknown kind": (GOOD | {"kind": "rumour"}, "Select one of these options"),
    "a script for a link": (GOOD | {"url": "javascript:alert(1)"}, "Enter a link like https://www.example.org/survey"),
    "a link to a server of files": (GOOD | {"url": "ftp://example.org/x"}, "Enter a link like"),
    "a date to come": (GOOD | {"dated_on_2": "2025"}, "must be on or before 4 September 2024"),
    "a date that is none": (GOOD | {"dated_on_0": "31", "dated_on_1": "2"}, "must be a real date"),
    "too long": (GOOD | {"title": "x" * 201}, "must be 200 characters or fewer"),
    "unprintable": (GOOD | {"title": "a\x00b"}, "contains a character that cannot be shown"),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_form_changes_nothing_and_keeps_the_text(case: str, as_: As) -> None:
    sent, words = WRONG[case]
    answer = as_("olive").post(ADD, sent)
    assert answer.status_code == 422
    assert words in texts(answer)
    assert Evidence.objects.count() == 0
    if case == "a date to come":
        assert 'value="Survey of parent carers"' in texts(answer)


def test_what_looks_personal_is_asked_about_once(as_: As) -> None:
    client = as_("olive")
    sent = GOOD | {"title": "Review of NHS number 943 476 5919"}
    first = client.post(ADD, sent)
    assert first.status_code == 422
    assert "The text seems to contain an NHS number." in texts(first)
    assert "There is a problem" not in texts(first)
    assert Evidence.objects.count() == 0
    assert client.post(ADD, sent | {"considered": asked(first)}).status_code == 302


@pytest.mark.parametrize("who", ["otis", "sara", "mo", "pat", "ada", "ian"])
@pytest.mark.parametrize("page", ["", "{pk}/", "{pk}/withdraw/"])
def test_wrong_person_changes_nothing(who: str, page: str, as_: As, survey: Evidence) -> None:
    address = ADD + page.format(pk=survey.pk)
    client = as_(who)
    assert "evidence/" not in texts(client.get(ONE))
    for answer in (client.get(address), client.post(address, GOOD | {"revision": 1, "reason": "So"})):
        assert answer.status_code == 403
        assert "Ask Olive Marsh, who leads it, or the co-ordinator." in texts(answer)
    assert list(Evidence.objects.values_list("title", "is_withdrawn")) == [(survey.title, False)]


@pytest.mark.parametrize("page", ["0/", "999999/", "999999/withdraw/", "x/", "-1/", "9" * 30 + "/"])
def test_unknown_evidence_is_not_found(page: str, as_: As) -> None:
    assert as_("olive").get(ADD + page).status_code == 404


def test_evidence_of_another_action_is_not_found(as_: As, survey: Evidence) -> None:
    for page in ("", "withdraw/"):
        answer = as_("olive").post(f"/plans/2023-24/actions/1b/evidence/{survey.pk}/{page}", change_of(survey))
        assert answer.status_code == 404


def test_wrong_method(as_: As) -> None:
    assert as_("olive").delete(ADD).status_code == 405


def test_change_says_why(as_: As, survey: Evidence) -> None:
    client, address = as_("dev"), f"{ADD}{survey.pk}/"
    assert 'value="Survey of parent carers"' in texts(client.get(address))
    refused = client.post(address, change_of(survey, title="Survey of 42 parent carers"))
    assert refused.status_code == 422
    assert "Say why you are changing this" in texts(refused)
    assert Evidence.objects.get().title == "Survey of parent carers"
    done = client.post(address, change_of(survey, title="Survey of 42 parent carers", reason="The number was missing"))
    assert done.status_code == 302
    history = texts(client.get(ONE + "history/"))
    assert "<strong>Title:</strong> Survey of parent carers → Survey of 42 parent carers" in history
    assert "Reason: “The number was missing”" in history
    assert "Dev Anand, deputy of 1a, for Olive Marsh" in history


def test_filling_what_was_empty_needs_no_reason(as_: As, survey: Evidence) -> None:
    answer = as_("olive").post(f"{ADD}{survey.pk}/", change_of(survey, url="https://www.example.org/x", **DAY))
    assert answer.status_code == 302
    assert Evidence.objects.get().url == "https://www.example.org/x"


def test_change_to_the_same_writes_nothing(as_: As, survey: Evidence) -> None:
    assert as_("olive").post(f"{ADD}{survey.pk}/", change_of(survey)).status_code == 302
    assert Evidence.history.count() == 1


def test_somebody_was_faster(as_: As, survey: Evidence, people: types.SimpleNamespace) -> None:
    opened = change_of(survey, title="Mine, typed first", reason="Clearer")
    given = give_evidence(survey.action, people.olive)
    assert given == survey
    change_evidence(
        evidence=survey, by=people.dev, now=NOW, given=EvidenceGiven("Theirs, sent first", "survey"), reason="So",
        revision=1,
    )  # fmt: skip
    answer = as_("olive").post(f"{ADD}{survey.pk}/", opened)
    assert answer.status_code == 409
    assert "Theirs, sent first" in texts(answer)
    assert "Mine, typed first" in texts(answer)
    assert Evidence.objects.get().title == "Theirs, sent first"


def test_withdrawn_evidence_stays_in_sight(as_: As, survey: Evidence) -> None:
    client, address = as_("olive"), f"{ADD}{survey.pk}/withdraw/"
    assert "Withdraw “Survey of parent carers”" in texts(client.get(address))
    assert client.post(address, {"revision": 1, "reason": " "}).status_code == 422
    assert not Evidence.objects.get().is_withdrawn
    assert client.post(address, {"revision": 1, "reason": "Too few answers"}).status_code == 302
    page = texts(client.get(ONE))
    assert "<del>Survey of parent carers</del>" in page
    assert "Too few answers" in page
    assert "<strong>Withdrawn:</strong> no → yes" in texts(client.get(ONE + "history/"))
    assert Evidence.objects.count() == 1


def test_withdrawn_evidence_is_neither_changed_nor_withdrawn_again(as_: As, survey: Evidence) -> None:
    client, address = as_("olive"), f"{ADD}{survey.pk}/withdraw/"
    sent = {"revision": 1, "reason": "Too few answers"}
    assert [client.post(address, sent).status_code for _ in range(2)] == [302, 302]
    assert client.post(address, sent | {"writer": "opened anew"}).status_code == 409
    for page in (address, f"{ADD}{survey.pk}/"):
        assert (client.get(page).status_code, client.get(page)["Location"]) == (302, ONE)
    for page, fields in (
        (address, sent | {"revision": 2}),
        (f"{ADD}{survey.pk}/", change_of(survey, revision=2, title="Other")),
    ):
        answer = client.post(page, fields)
        assert answer.status_code == 422
        assert "This evidence has been withdrawn" in texts(answer)
    assert Evidence.history.count() == 2


def test_withdrawn_is_said_in_the_story_of_its_update(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive, evidence=EvidenceGiven("Minutes", "minutes"))
    evidence = Evidence.objects.get()
    withdraw_evidence(evidence=evidence, by=people.olive, now=NOW, reason="Not agreed", revision=1)
    assert "Minutes (since withdrawn)" in texts(as_("mo").get(ONE))


def test_closed_action_takes_evidence_and_a_withdrawn_one_none(
    as_: As, act: Act, people: types.SimpleNamespace
) -> None:
    give_update(act("1a"), people.olive, status="complete", completed_on=NOW.date())
    set_plan_state(action=act("1a"), state="closed", by=people.cora, now=NOW, reason="Agreed that it is complete")
    assert as_("olive").post(ADD, GOOD).status_code == 302
    set_plan_state(action=act("1a"), state="agreed", by=people.cora, now=NOW, reason="Not complete after all")
    set_plan_state(action=act("1a"), state="withdrawn", by=people.cora, now=NOW, reason="No longer needed")
    answer = as_("olive").get(ADD)
    assert answer.status_code == 403
    assert "1a is withdrawn, so you cannot add evidence" in texts(answer)


def test_service_refuses_a_date_to_come(act: Act, people: types.SimpleNamespace) -> None:
    with pytest.raises(Refused, match="must be today or in the past"):
        give_evidence(act("1a"), people.olive, dated_on=datetime.date(2024, 9, 5))
    assert Evidence.objects.count() == 0
