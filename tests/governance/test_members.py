"""Who sits on a body: added, changed, ended, never deleted and never twice at once."""

import datetime
import types
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.services import add_person, change_person
from audit.recording import Refused
from governance.models import Membership
from governance.services.memberships import edit_membership
from tests.actions.reading import texts
from tests.governance.composing import DAY, PARTNERSHIP, SINCE, dated, member_sent, partnership, sits, words
from tests.growing import MANY, ONE, Queries, assert_same
from tests.world import NOW, PLANNED, TESTER, asked

As = Callable[[str], Client]
People = types.SimpleNamespace
NEW = PARTNERSHIP + "members/new/"
YESTERDAY = DAY - datetime.timedelta(days=1)


def sent(people: People, **said: object) -> dict[str, object]:
    """What the form of a new member sends, but for what is said."""
    return {
        "user": people.mo.pk, "organisation": people.mo.organisation_id, "role": "member", "is_voting": "on",
        "deputy": "", **dated("from_on", SINCE),
    } | said  # fmt: skip


def one() -> Membership:
    return Membership.objects.get()


def test_a_member_is_added_and_shown(as_: As, people: People) -> None:
    client = as_("cora")
    page = words(client.post(NEW, sent(people, deputy=people.dev.pk), follow=True))
    assert "Mo Brook has been added." in page
    read = words(as_("mo").get(PARTNERSHIP))
    assert f"Mo Brook Member {people.mo.organisation} Yes Dev Anand 8 January 2024" in read
    assert "Change the membership" not in read
    assert "Change the membership of Mo Brook" in page
    history = words(as_("mo").get(PARTNERSHIP + "history/"))
    assert "Membership Mo Brook" in history
    assert "Cora Vale" in history


def test_the_form_says_whom_to_ask_for_an_account(as_: As) -> None:
    assert "has no account: ask the administrator to invite them" in texts(as_("cora").get(NEW))


WRONG = {
    "nobody": ({"user": ""}, "Choose the person"),
    "nobody known": ({"user": "9999"}, "Choose one from the list"),
    "for nobody": ({"organisation": ""}, "Choose the organisation"),
    "no part": ({"role": "king"}, "Select one of these options"),
    "a vote in attendance": ({"role": "in_attendance"}, "Only a chair, a co-chair or a member votes"),
    "no day": ({"from_on_0": ""}, "The first day must include a day"),
    "over before it begins": (dated("until_on", datetime.date(2024, 1, 7)), "The last day must be on or after"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_and_nothing_is_added(case: str, as_: As, people: People) -> None:
    said, problem = WRONG[case]
    answer = as_("cora").post(NEW, sent(people, **said))
    assert answer.status_code == 422
    assert problem in texts(answer)
    assert not Membership.objects.exists()


def test_nobody_is_their_own_deputy(as_: As, people: People) -> None:
    answer = as_("cora").post(NEW, sent(people, deputy=people.mo.pk))
    assert answer.status_code == 422
    assert "Choose somebody else as the deputy" in texts(answer)


@pytest.mark.parametrize(
    ("from_on", "until_on", "is_refused"),
    [
        (datetime.date(2024, 6, 30), None, True),
        (datetime.date(2023, 1, 1), datetime.date(2024, 1, 8), True),
        (datetime.date(2023, 1, 1), None, True),
        (datetime.date(2024, 2, 1), datetime.date(2024, 2, 2), True),
        (datetime.date(2024, 7, 1), None, False),
        (datetime.date(2023, 1, 1), datetime.date(2024, 1, 7), False),
    ],
)
def test_nobody_sits_twice_at_once(
    from_on: datetime.date, until_on: datetime.date | None, is_refused: bool, as_: As, people: People
) -> None:
    sits(people.mo, people.cora, until_on=datetime.date(2024, 6, 30))
    sits(people.pat, people.cora)
    said = dated("from_on", from_on) | (dated("until_on", until_on) if until_on else {})
    answer = as_("cora").post(NEW, sent(people, **said))
    assert answer.status_code == (422 if is_refused else 302)
    assert ("Mo Brook sits on this body from 8 January 2024 until 30 June 2024 already" in texts(answer)) is is_refused
    assert Membership.objects.filter(user=people.mo).count() == (1 if is_refused else 2)


def test_a_change_has_a_reason_and_an_end_needs_none(as_: As, people: People) -> None:
    membership, client = sits(people.mo, people.cora), as_("cora")
    address = f"{PARTNERSHIP}members/{membership.pk}/"
    chairs = member_sent(membership, role="chair")
    assert "Say why this changes" in texts(client.post(address, chairs))
    assert one().role == "member"
    assert client.post(address, chairs | {"reason": "Elected"}).status_code == 302
    assert one().role == "chair"
    page = words(client.post(address, member_sent(membership, **dated("until_on", YESTERDAY)), follow=True))
    assert one().until_on == YESTERDAY
    assert "Nobody is recorded as a member today." in page
    assert "8 January 2024 until 3 September 2024" in page.partition("Former members")[2]
    history = words(client.get(PARTNERSHIP + "history/"))
    assert "Elected" in history


def test_a_membership_that_was_ended_does_not_come_back_over_another(people: People) -> None:
    ended = sits(people.mo, people.cora, until_on=YESTERDAY)
    sits(people.mo, people.cora, from_on=DAY, role="chair")
    with pytest.raises(Refused, match="sits on this body from 4 September 2024 already"):
        edit_membership(membership=ended, by=people.cora, now=NOW, reason="A slip", until_on=None)
    with pytest.raises(TypeError, match="no user"):
        edit_membership(membership=ended, by=people.cora, now=NOW, user=people.pat)
    ended.refresh_from_db()
    assert ended.until_on == YESTERDAY


def test_who_sits_today_later_and_before(as_: As, people: People) -> None:
    sits(people.mo, people.cora, until_on=DAY)
    sits(people.pat, people.cora, role="chair", from_on=DAY + datetime.timedelta(days=1))
    sits(people.otis, people.cora, until_on=YESTERDAY)
    sits(people.sara, people.cora, role="minutes", is_voting=False)
    page = words(as_("mo").get(PARTNERSHIP))
    today, _, rest = page.partition("Members Members today")[2].partition("Later")
    later, _, former = rest.partition("Former members")
    assert "Mo Brook" in today
    assert "Sara Quill Takes the minutes" in today.replace("  ", " ")
    assert "Pat Heron" in later
    assert "Otis Field" in former
    assert "Pat Heron" not in today + former


def test_whoever_has_left_is_told_to_the_coordinator(as_: As, people: People) -> None:
    membership = sits(people.mo, people.cora)
    sits(people.pat, people.cora, until_on=YESTERDAY)
    for gone in (people.mo, people.pat):
        change_person(person=gone, by=people.ada, now=NOW, reason="Left", is_active=False)
    page = words(as_("cora").get(PARTNERSHIP))
    assert "Mo Brook has left. End the membership" in page
    assert "Pat Heron has left" not in page
    assert "has left" not in words(as_("olive").get(PARTNERSHIP))
    address = f"{PARTNERSHIP}members/{membership.pk}/"
    assert as_("cora").post(address, member_sent(membership, **dated("until_on", DAY))).status_code == 302
    assert "Mo Brook has left" in words(as_("cora").get(PARTNERSHIP))
    until = member_sent(membership, **dated("until_on", YESTERDAY), reason="Left before")
    assert as_("cora").post(address, until).status_code == 302
    assert "has left" not in words(as_("cora").get(PARTNERSHIP))


def test_a_deputy_who_left_stays_named_on_the_form(as_: As, people: People) -> None:
    membership = sits(people.mo, people.cora, deputy=people.dev)
    change_person(person=people.dev, by=people.ada, now=NOW, reason="Left", is_active=False)
    address = f"{PARTNERSHIP}members/{membership.pk}/"
    sends = member_sent(membership, **dated("until_on", DAY))
    assert as_("cora").post(address, sends).status_code == 302
    assert one().deputy == people.dev


def test_a_stale_form_shows_both(as_: As, people: People) -> None:
    membership = sits(people.mo, people.cora)
    sends = member_sent(membership, role="chair", reason="Mine")
    edit_membership(membership=membership, by=people.cora, now=NOW, reason="Theirs", role="co_chair")
    answer = as_("cora").post(f"{PARTNERSHIP}members/{membership.pk}/", sends)
    assert answer.status_code == 409
    assert "Theirs" in texts(answer)
    assert one().role == "co_chair"


def test_a_repeat_adds_once(as_: As, people: People) -> None:
    client = as_("cora")
    assert [client.post(NEW, sent(people)).status_code for _ in range(2)] == [302, 302]
    assert Membership.objects.count() == 1


@pytest.mark.parametrize("who", ["mo", "olive", "ada", "ian"])
def test_others_change_nothing(who: str, as_: As, people: People) -> None:
    membership = sits(people.pat, people.cora)
    address, sends = f"{PARTNERSHIP}members/{membership.pk}/", member_sent(membership, role="chair", reason="Mine")
    for client, status in ((as_(who), 403), (as_("cora"), 302)):
        assert client.post(NEW, sent(people)).status_code == status
        assert client.post(address, sends).status_code == status
        assert Membership.objects.count() == (1 if status == 403 else 2)


@pytest.mark.parametrize(
    "path", ["members/0/", "members/9999999999999999999999/", "members/x/", "phases/0/", "quorum/0/"]
)
def test_what_is_not_there_is_not_found(path: str, as_: As) -> None:
    assert as_("cora").get(PARTNERSHIP + path).status_code == 404


def test_one_of_another_body_is_not_found_here(as_: As, people: People) -> None:
    membership = sits(people.pat, people.cora)
    assert as_("cora").get(f"/bodies/health-and-wellbeing-board/members/{membership.pk}/").status_code == 403
    assert as_("cora").get(f"{PARTNERSHIP}members/{membership.pk}/").status_code == 200


@pytest.mark.parametrize("who", ["mo", "cora"])
def test_it_asks_as_often(who: str, people: People, queries: Queries) -> None:
    def add(number: int) -> None:
        person = add_person(by=TESTER, now=PLANNED, email=f"m{number}@portal.example", name=f"Member {number}",
                            organisation=people.mo.organisation)  # fmt: skip
        sits(person, people.cora, deputy=people.dev, until_on=DAY if number % 2 else None)
        sits(person, people.cora, from_on=datetime.date(2022, 1, 1), until_on=datetime.date(2022, 2, 1))

    for number in (0, ONE):
        add(number)
    few = queries(who, PARTNERSHIP)
    for number in range(ONE + 1, MANY + 1):
        add(number)
    assert_same(few, queries(who, PARTNERSHIP))
    assert partnership().memberships.count() == 2 * (MANY + 1)


def test_a_second_chair_is_asked_about(as_: As, people: People) -> None:
    first = sits(people.pat, people.cora, role="chair")
    client, chair = as_("cora"), sent(people, role="chair")
    answer = client.post(NEW, chair)
    assert (answer.status_code, Membership.objects.count()) == (422, 1)
    assert "Pat Heron is the chair from 8 January 2024. Is there to be another chair at the same time?" in words(
        answer
    )
    assert client.post(NEW, chair | {"considered": asked(answer)}).status_code == 302
    second = Membership.objects.get(user=people.mo)
    # One of them who stays the chair is asked about the other; one who steps down is not.
    address = f"{PARTNERSHIP}members/{second.pk}/"
    change = member_sent(second, reason="A slip", deputy=people.dev.pk)
    assert "Pat Heron is the chair from" in words(client.post(address, change))
    assert client.post(address, change | {"role": "co_chair"}).status_code == 302
    assert first == Membership.objects.get(role="chair")


def test_one_chair_after_another_is_not_asked_about(as_: As, people: People) -> None:
    sits(people.pat, people.cora, role="chair", until_on=YESTERDAY)
    assert as_("cora").post(NEW, sent(people, role="chair", **dated("from_on", DAY))).status_code == 302
