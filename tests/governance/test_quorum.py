"""The quorum of a meeting and the phase of its body, worked out without a database."""

import dataclasses
import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.models import Attendance, BodyPhase, QuorumRule
from governance.quorum import (
    Attender,
    Found,
    Voter,
    counted,
    is_full_on,
    phase_on,
    quorum_of,
    rule_in_words,
    rule_on,
)
from priorities.partial_date import PartialDate

DAY = datetime.date(2024, 9, 12)
STATES = Attendance.State.values
SECTORS = ["council", "health", "education", "families", "voluntary"]
DIRECTOR = "Director of Children’s Services"
VOTERS = [
    Voter(1, 10, "council", DIRECTOR),
    Voter(2, 20, "health", "Designated clinical officer"),
    Voter(3, 30, "education", "Head teacher"),
    Voter(4, 40, "families", "Chair of the forum"),
    Voter(5, 10, "council", ""),
]


def rule(**said: Any) -> QuorumRule:
    return QuorumRule(**said)


def phase(code: str, begins: PartialDate) -> BodyPhase:
    made = BodyPhase(phase=code)
    made.begins = begins
    return made


def there(*users: int, state: str = "present") -> list[Attender]:
    return [Attender(user, state) for user in users]


users = st.integers(1, 8)
attenders = st.lists(
    st.builds(Attender, users, st.sampled_from([state for state in STATES if state != "deputy"]), st.none())
    | st.builds(Attender, users, st.just("deputy"), users),
    max_size=12,
)
voters = st.lists(
    st.builds(Voter, users, st.integers(10, 13), st.sampled_from(SECTORS), st.sampled_from(["", "a", "b"])), max_size=8
)
rules = st.builds(
    QuorumRule,
    members=st.none() | st.integers(0, 6),
    organisations=st.none() | st.integers(0, 4),
    sectors=st.lists(st.sampled_from(SECTORS), unique=True).map(" ".join),
    named_posts=st.lists(st.sampled_from(["A", " b "]), unique=True).map("\n".join),
    remote_counts=st.booleans(),
)


@given(voters, attenders, st.booleans())
def test_a_seat_counts_once_and_only_where_somebody_took_it(
    voters: list[Voter], attenders: list[Attender], remote_counts: bool
) -> None:
    seats = counted(voters, attenders, remote_counts=remote_counts)
    taken = [seat.user for seat in seats]
    assert len(set(taken)) == len(taken)
    assert set(taken) <= {voter.user for voter in voters}
    for user in taken:
        assert any(
            (one.user == user and one.state in ("present", "remote")) or one.deputy_for == user for one in attenders
        )


@given(rules, voters, attenders, users)
def test_one_more_who_is_present_never_breaks_a_quorum(
    rule: QuorumRule, voters: list[Voter], attenders: list[Attender], user: int
) -> None:
    before = quorum_of(rule, voters, attenders)
    after = quorum_of(rule, voters, [*attenders, Attender(user, "present")])
    assert before.found is not Found.MET or after.found is Found.MET


@given(rules, voters, attenders)
def test_a_quorum_where_remote_counts_is_met_wherever_one_without_it_is(
    rule: QuorumRule, voters: list[Voter], attenders: list[Attender]
) -> None:
    rule.remote_counts = False
    strict = quorum_of(rule, voters, attenders)
    rule.remote_counts = True
    assert strict.found is not Found.MET or quorum_of(rule, voters, attenders).found is Found.MET


@given(rules, voters, attenders, st.randoms())
def test_the_order_of_people_makes_no_difference(
    rule: QuorumRule, voters: list[Voter], attenders: list[Attender], random: Any
) -> None:
    voters = list({voter.user: voter for voter in voters}.values())
    before = quorum_of(rule, voters, attenders)
    random.shuffle(voters)
    random.shuffle(attenders)
    assert quorum_of(rule, voters, attenders) == before


@given(rules, voters, attenders)
def test_who_apologised_or_is_absent_or_in_attendance_counts_for_nothing(
    rule: QuorumRule, voters: list[Voter], attenders: list[Attender]
) -> None:
    others = [one for one in attenders if one.state in ("present", "remote", "deputy")]
    assert counted(voters, others, remote_counts=True) == counted(voters, attenders, remote_counts=True)


@pytest.mark.parametrize(
    ("asked", "attenders", "found", "sentence"),
    [
        ({"members": 3}, there(1, 2, 3), Found.MET, "Quorum met: 3 voting members, 3 needed."),
        ({"members": 3}, there(1, 2, 9), Found.NOT_MET, "Quorum not met: 2 of 3 voting members."),
        ({"members": 1}, there(9), Found.NOT_MET, "Quorum not met: 0 of 1 voting member."),
        ({"organisations": 3}, there(1, 2, 5), Found.NOT_MET, "Quorum not met: 2 of 3 organisations."),
        (
            {"organisations": 2, "members": 2},
            there(1, 2),
            Found.MET,
            "Quorum met: 2 voting members, 2 needed; 2 organisations, 2 needed.",
        ),
        ({"sectors": "health families"}, there(2), Found.NOT_MET, "Quorum not met: families are missing."),
        ({"sectors": "voluntary"}, there(2), Found.NOT_MET, "Quorum not met: the voluntary sector is missing."),
        ({"sectors": "health families"}, there(2, 4), Found.MET, "Quorum met: health and families took part."),
        (
            {"named_posts": "Director of children's  services"},
            there(1),
            Found.MET,
            "Quorum met: Director of children's  services took part.",
        ),
        (
            {"members": 5, "sectors": "health", "named_posts": DIRECTOR},
            there(3, 4, 5),
            Found.NOT_MET,
            f"Quorum not met: 3 of 5 voting members; health is missing; the post {DIRECTOR} is missing.",
        ),
        (
            {"members": 1},
            [],
            Found.NO_ATTENDANCE,
            "Attendance is not recorded yet, so the quorum is not known.",
        ),
    ],
)
def test_the_sentence_says_what_is_there_or_what_is_missing(
    asked: dict[str, Any], attenders: list[Attender], found: Found, sentence: str
) -> None:
    quorum = quorum_of(rule(**asked), VOTERS, attenders)
    assert (quorum.found, quorum.sentence) == (found, sentence)


def test_no_rule_is_said_and_not_held_against_a_decision() -> None:
    quorum = quorum_of(None, VOTERS, [])
    assert quorum.found is Found.NO_RULE
    assert quorum.allows_decisions
    assert quorum_of(rule(members=1), VOTERS, there(1)).allows_decisions
    assert not quorum_of(rule(members=2), VOTERS, there(1)).allows_decisions
    assert not quorum_of(rule(members=2), VOTERS, []).allows_decisions


def test_remote_members_count_where_the_rule_says_so() -> None:
    remote = there(1, 2, state="remote")
    assert quorum_of(rule(members=2, remote_counts=True), VOTERS, remote).found is Found.MET
    assert quorum_of(rule(members=2, remote_counts=False), VOTERS, remote).found is Found.NOT_MET


def test_a_deputy_stands_for_the_members_seat_organisation_sector_and_post() -> None:
    deputy = [Attender(99, "deputy", deputy_for=1)]
    asked = rule(members=1, organisations=1, sectors="council", named_posts=DIRECTOR, remote_counts=False)
    assert quorum_of(asked, VOTERS, deputy).found is Found.MET
    of_nobody = [dataclasses.replace(deputy[0], deputy_for=98)]
    assert quorum_of(asked, VOTERS, of_nobody).found is Found.NOT_MET


def test_a_member_who_stands_in_for_another_takes_one_seat_alone() -> None:
    both = [Attender(2, "deputy", deputy_for=1)]
    assert [seat.user for seat in counted(VOTERS, both, remote_counts=True)] == [1]


def test_the_newest_rule_that_has_begun_counts() -> None:
    first, second, later = rule(), rule(from_on=DAY), rule(from_on=DAY + datetime.timedelta(days=1))
    assert rule_on([later, second, first], DAY) is second
    assert rule_on([later, first], DAY) is first
    assert rule_on([later], DAY) is None


SHADOW = phase("shadow", PartialDate.month(2023, 7))
FULL = phase("full", PartialDate.month(2023, 9))


@pytest.mark.parametrize(
    ("day", "expected", "full"),
    [
        (datetime.date(2023, 6, 30), None, False),
        (datetime.date(2023, 7, 1), SHADOW, False),
        (datetime.date(2023, 8, 31), SHADOW, False),
        (datetime.date(2023, 9, 1), FULL, True),
        (DAY, FULL, True),
    ],
)
def test_the_phase_of_a_day_is_the_newest_that_has_begun(
    day: datetime.date, expected: BodyPhase | None, full: bool
) -> None:
    assert phase_on([FULL, SHADOW], day) is expected
    assert is_full_on([FULL, SHADOW], day) is full


def test_a_body_without_phases_is_full() -> None:
    assert phase_on([], DAY) is None
    assert is_full_on([], DAY)


def test_a_rule_is_said_in_words() -> None:
    asked = rule(members=5, organisations=3, sectors="health voluntary", named_posts=DIRECTOR, remote_counts=False)
    assert rule_in_words(asked) == (
        "At least 5 voting members; at least 3 organisations; somebody from health and the voluntary sector; "
        f"the post {DIRECTOR}. Who joins remotely does not count."
    )
