"""A decision is made exactly when a full and quorate meeting takes it: over members, attendance, phase and rule."""

import datetime
import types
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.recording import recording
from governance.facts import proposed_for
from governance.models import Attendance, BodyPhase, Meeting, Membership, QuorumRule
from governance.quorum import NO_RULE_RECORDED, Found, Quorum
from governance.standing import NO_SUBJECT, NOT_SUBJECT, Proposed, Standing, fits, proposed_standing, standing_problem
from priorities.partial_date import PartialDate
from tests.governance.deciding import decide, held, partnership
from tests.world import NOW, PEOPLE, TESTER

DAY = datetime.date(2024, 7, 11)
DAYS = datetime.timedelta(days=9)
WHO = sorted(PEOPLE)[:5]
PRESENT = ("present", "remote")
STATES = [state for state in Attendance.State.values if state != "deputy"]


def began(code: str, on: datetime.date) -> BodyPhase:
    made = BodyPhase(phase=code)
    made.begins = PartialDate.day(on.year, on.month, on.day)
    return made


phases = st.lists(
    st.builds(began, st.sampled_from(["shadow", "full"]), st.dates(DAY - DAYS, DAY + DAYS)),
    max_size=3, unique_by=lambda one: one.from_on,
)  # fmt: skip
quorums = st.none() | st.builds(Quorum, st.sampled_from(Found), st.just("Said."))


@given(phases, quorums)
def test_made_exactly_when_a_full_quorate_meeting_takes_it(known: list[BodyPhase], quorum: Quorum | None) -> None:
    begun = sorted((one for one in known if one.from_on <= DAY), key=lambda one: one.from_on)
    is_full = begun[-1].phase == "full" if begun else not known
    is_made = quorum is not None and is_full and quorum.found in (Found.MET, Found.NO_RULE)
    proposed = proposed_standing(body="Partnership", day=DAY, phases=known, quorum=quorum)
    assert proposed.standing == ("made" if is_made else "for_ratification")
    assert proposed.why.endswith(".")


facts = st.fixed_dictionaries({
    "voting": st.sets(st.sampled_from(WHO)),
    "states": st.dictionaries(st.sampled_from(WHO), st.sampled_from(STATES)),
    "needed": st.none() | st.integers(1, 4),
    "remote_counts": st.booleans(),
    "phase": st.none() | st.sampled_from(["shadow", "full"]),
    "outside": st.booleans(),
})  # fmt: skip


def expected(said: dict[str, Any]) -> str:
    """The rule as the partnership has it, told once more in other words."""
    there = PRESENT if said["remote_counts"] else PRESENT[:1]
    seats = sum(said["states"].get(who) in there for who in said["voting"])
    is_quorate = said["needed"] is None or (bool(said["states"]) and seats >= said["needed"])
    return "made" if not said["outside"] and said["phase"] != "shadow" and is_quorate else "for_ratification"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=facts)
def test_the_same_through_the_records(said: dict[str, Any], people: types.SimpleNamespace) -> None:
    with transaction.atomic():
        body = partnership()
        meeting = Meeting(body=body, slug="one", status="held")
        meeting.date = PartialDate.day(DAY.year, DAY.month, DAY.day)
        with recording(by=TESTER, now=NOW):
            meeting.save()
            for who in said["voting"]:
                person = getattr(people, who)
                organisation = person.organisation
                Membership.objects.create(body=body, user=person, organisation=organisation, from_on=DAY)
            for who, state in said["states"].items():
                Attendance.objects.create(meeting=meeting, user=getattr(people, who), state=state)
            if said["needed"]:
                remote_counts = said["remote_counts"]
                QuorumRule.objects.create(body=body, members=said["needed"], remote_counts=remote_counts)
            if said["phase"]:
                made = began(said["phase"], DAY)
                made.body = body
                made.save()
        found = proposed_for(body, None if said["outside"] else meeting, DAY)
        assert found.standing == expected(said)
        transaction.set_rollback(True)


def test_why_is_said(db: None) -> None:
    full, shadow = began("full", DAY), began("shadow", DAY)
    met = Quorum(Found.MET, "Quorum met: 3 voting members, 3 needed.")
    no_rule, lacking = (
        Quorum(Found.NO_RULE, NO_RULE_RECORDED),
        Quorum(Found.NOT_MET, "Quorum not met: 1 of 3 voting members."),
    )
    said = {"body": "Partnership", "day": DAY}
    whys = [
        proposed_standing(**said, phases=[full], quorum=met).why,
        proposed_standing(**said, phases=[], quorum=no_rule).why,
        proposed_standing(**said, phases=[shadow], quorum=met).why,
        proposed_standing(**said, phases=[full], quorum=lacking).why,
        proposed_standing(**said, phases=[full], quorum=None).why,
    ]
    assert whys == [
        "Quorum met: 3 voting members, 3 needed.", "No quorum rule recorded.",
        "The Partnership was a shadow on 11 July 2024.", "Quorum not met: 1 of 3 voting members.",
        "It was taken outside a meeting.",
    ]  # fmt: skip


MADE, WAITS = Proposed(Standing.MADE, "."), Proposed(Standing.FOR_RATIFICATION, ".")
PROBLEMS = [
    ("made", MADE, "", "", ""),
    ("subject_to", MADE, "", "Cabinet", ""),
    ("subject_to", MADE, "", " ", NO_SUBJECT),
    ("made", MADE, "", "Cabinet", NOT_SUBJECT),
    ("for_ratification", MADE, "", "", "Enter why its standing is another than the facts give"),
    ("made", WAITS, " ", "", "Enter why its standing is another than the facts give"),
    ("made", WAITS, "Seen by the chair", "", ""),
    ("subject_to", WAITS, "", "Cabinet", "Enter why its standing is another than the facts give"),
]


@pytest.mark.parametrize("case", PROBLEMS)
def test_another_standing_is_told_why(case: tuple[str, Proposed, str, str, str]) -> None:
    *said, problem = case
    assert standing_problem(*said) == problem  # type: ignore[arg-type]
    assert fits("subject_to", MADE)
    assert not fits("subject_to", WAITS)


def test_a_decision_has_the_standing_of_the_facts_by_itself(db: None) -> None:
    meeting = held(partnership())
    assert decide(meeting).standing == "made"
    with recording(by=TESTER, now=NOW):
        QuorumRule.objects.create(body=meeting.body, members=2)
    assert decide(meeting).standing == "for_ratification"
