"""What differs between two moments, in lines: a field of an action each, and what came and went."""

import datetime
import gc
import types
import uuid
import weakref
from collections.abc import Callable

import pytest

from accounts.models import User
from accounts.services import change_person
from actions.account import Account
from actions.models import Action
from actions.services import (
    add_action,
    add_milestone,
    decide_due_date,
    edit_action,
    propose_due_date,
    set_due_date,
    set_plan_state,
    submit_progress,
)
from governance.changes.told import Kind
from priorities.partial_date import PartialDate
from priorities.status import PlanState
from tests.governance.changing import AT_RISK, OFF_TRACK, SINCE, between, days_ago, lines, told
from tests.world import NOW, give_evidence, give_update

Act = Callable[[str], Action]
People = types.SimpleNamespace
MARCH, MAY = PartialDate.day(2025, 3, 31), PartialDate.day(2025, 5, 31)


def test_worse_better_and_complete(act: Act, people: People) -> None:
    give_update(act("1a"), people.olive, days_ago(20))
    give_update(act("1b"), people.olive, days_ago(20), **OFF_TRACK)
    give_update(act("4c"), people.olive, days_ago(20))
    give_update(act("1a"), people.olive, days_ago(3), **AT_RISK)
    give_update(act("1b"), people.olive, days_ago(2), headline="The post is filled.")
    give_update(act("4c"), people.olive, days_ago(1), status="complete", completed_on=datetime.date(2024, 9, 2))
    found = between(people.mo)
    assert told(found, Kind.WORSE) == [("1a", "Status", "On track", "At risk")]
    assert told(found, Kind.BETTER) == [("1b", "Status", "Off track", "On track")]
    assert told(found, Kind.COMPLETED) == [("4c", "Status", "On track", "Complete")]
    [worse], [better], [complete] = (lines(found, kind) for kind in (Kind.WORSE, Kind.BETTER, Kind.COMPLETED))
    assert (worse.by, worse.at, worse.why) == ("Olive Marsh, lead of 1a", days_ago(3), "A post is vacant.")
    assert better.why == "The post is filled."
    assert complete.note == "Completed: 2 September 2024"
    assert (worse.href, worse.history_href) == ("/plans/2023-24/actions/1a/", "/plans/2023-24/actions/1a/history/")
    assert [group.kind for group in found.groups] == [Kind.WORSE, Kind.BETTER, Kind.COMPLETED]
    assert found.no_net == []


def test_amber_red_amber_is_no_net_change(act: Act, people: People) -> None:
    give_update(act("1a"), people.olive, days_ago(20), **AT_RISK)
    give_update(act("1a"), people.olive, days_ago(5), **OFF_TRACK)
    give_update(act("1a"), people.olive, days_ago(2), **AT_RISK)
    edit_action(action=act("1a"), by=people.cora, now=days_ago(1), title="Other words", reason="Clearer")
    found = between(people.mo)
    assert [group.kind for group in found.groups] == [Kind.WORDING]
    [line] = found.no_net
    assert (line.subject, line.what, line.note) == ("1a", "Status", "At risk → Off track → At risk")
    assert found.no_net_total == 1


def test_what_was_never_otherwise_did_not_come_back(act: Act, people: People) -> None:
    give_update(act("1a"), people.olive, days_ago(20))
    for day in (5, 3):
        give_update(act("1a"), people.olive, days_ago(day))
    found = between(people.mo)
    assert (found.groups, found.no_net, found.no_net_total) == ([], [], 0)


def test_a_correction_leaves_what_stands(act: Act, people: People) -> None:
    """The wrong status was said and taken back within the period: it is no change."""
    give_update(act("1a"), people.olive, days_ago(20))
    wrong = give_update(act("1a"), people.olive, days_ago(3), **OFF_TRACK)
    correct(act("1a"), people.olive, wrong.pk)
    found = between(people.mo)
    assert found.groups == []
    assert [line.note for line in found.no_net] == ["On track → Off track → On track"]


def correct(action: Action, by: User, update: int) -> None:
    account = Account(status="on_track", headline="The work goes on as planned.")
    submit_progress(action=action, by=by, now=days_ago(2), submission=uuid.uuid4(), account=account, corrects=update)


def test_each_field_has_its_own_last_step(act: Act, people: People) -> None:
    edit_action(action=act("1a"), by=people.cora, now=days_ago(5), title="First words", reason="Shorter")
    edit_action(action=act("1a"), by=people.cora, now=days_ago(4), title="Last words", reason="Clearer")
    edit_action(action=act("1a"), by=people.cora, now=days_ago(2), plain_words="What it is", reason="Asked for")
    title, plain = sorted(lines(between(people.mo), Kind.WORDING), key=lambda line: line.what)
    assert (title.what, title.after, title.why, title.at) == ("Agreed wording", "Last words", "Clearer", days_ago(4))
    assert (plain.what, plain.before, plain.after) == ("In plain words", "nothing", "What it is")
    assert title.title == plain.title == "Last words"


def test_dates_moved_and_proposed(act: Act, people: People) -> None:
    set_due_date(action=act("1a"), due=MARCH, by=people.cora, now=days_ago(40), reason="A vacant post")
    set_due_date(action=act("1a"), due=MAY, by=people.cora, now=days_ago(3), reason="Still vacant")
    propose_due_date(action=act("1b"), due=MARCH, reason="A late start", by=people.olive, now=days_ago(2))
    agreed = propose_due_date(action=act("4c"), due=MARCH, reason="Training", by=people.olive, now=days_ago(20))
    decide_due_date(proposal=agreed, agree=True, by=people.cora, now=days_ago(1))
    found = between(people.mo)
    assert told(found, Kind.DATES) == [
        ("1a", "Due date", "31 March 2025", "31 May 2025"),
        ("1b", "Due date proposal", "", "31 March 2025, waiting"),
        ("4c", "Due date", "31 December 2024", "31 March 2025"),
    ]
    assert [(line.why, line.note) for line in lines(found, Kind.DATES)] == [
        ("Still vacant", "Moved twice"),
        ("A late start", ""),
        ("Training", "Moved once"),
    ]


def test_an_action_that_goes_on_without_a_date(act: Act, people: People) -> None:
    edit_action(action=act("1c"), by=people.cora, now=days_ago(2), is_ongoing=True, review=PartialDate.day(2025, 3, 1))
    found = between(people.mo)
    assert told(found, Kind.DATES) == [
        ("1c", "Due date", "No date set", "Ongoing"),
        ("1c", "Review date", "nothing", "1 March 2025"),
    ]
    assert {line.note for line in lines(found, Kind.DATES)} == {"Set"}


def test_dates_that_are_set_come_after_those_that_moved(act: Act, people: People) -> None:
    set_due_date(action=act("1c"), due=MARCH, by=people.cora, now=days_ago(3), reason="")
    set_due_date(action=act("4c"), due=MARCH, by=people.cora, now=days_ago(2), reason="A late start")
    edit_action(action=act("2a"), by=people.cora, now=days_ago(20), is_ongoing=True, review=MAY, reason="Goes on")
    edit_action(action=act("2a"), by=people.cora, now=days_ago(1), is_ongoing=False, reason="It ends")
    set_due_date(action=act("2a"), due=MARCH, by=people.cora, now=days_ago(1), reason="It ends")
    found = [line for line in lines(between(people.mo), Kind.DATES) if line.what == "Due date"]
    assert [(line.subject, line.before, line.note) for line in found] == [
        ("2a", "Ongoing", "Moved once"),
        ("4c", "31 December 2024", "Moved once"),
        ("1c", "No date set", "Set"),
    ]


def test_new_paused_withdrawn_replaced_and_back(act: Act, people: People) -> None:
    def put(key: str, state: str, day: int, **more: object) -> None:
        set_plan_state(action=act(key), state=state, by=people.cora, now=days_ago(day), reason=f"So {state}", **more)

    put("1c", PlanState.PAUSED, 20, paused_until=MARCH)
    put("1a", PlanState.PAUSED, 5, paused_until=MARCH)
    put("1b", PlanState.WITHDRAWN, 4)
    put("1c", PlanState.AGREED, 3)
    put("2a", PlanState.REPLACED, 2, replaced_by=act("2b"))
    add_action(
        plan=act("1a").plan, priority=act("1a").priority, by=people.cora, now=days_ago(1), reason="From the visit",
        reference="1z", title="A new action", position=99, plan_state=PlanState.PROPOSED,
    )  # fmt: skip
    found = between(people.mo)
    assert told(found, Kind.PLACES) == [
        ("1a", "In the plan", "Agreed", "Paused"),
        ("1b", "In the plan", "Agreed", "Withdrawn"),
        ("1c", "In the plan", "Paused", "Agreed"),
        ("1z", "Action", "", "Proposed"),
        ("2a", "In the plan", "Agreed", "Replaced"),
    ]
    notes = [(line.why, line.note) for line in lines(found, Kind.PLACES)]
    assert notes[0] == ("So paused", "Paused until: 31 March 2025")
    assert notes[3] == ("From the visit", "")
    assert notes[4][1].startswith("Replaced by: 2b ")


def test_a_new_action_that_is_off_track_got_worse(act: Act, people: People) -> None:
    action = add_action(
        plan=act("1a").plan, priority=act("1a").priority, by=people.cora, now=days_ago(3), reason="From the visit",
        reference="1z", title="A new action", position=99, plan_state=PlanState.AGREED,
    )  # fmt: skip
    give_update(action, people.cora, days_ago(1), **OFF_TRACK)
    found = between(people.mo)
    assert told(found, Kind.PLACES) == [("1z", "Action", "", "Agreed")]
    assert told(found, Kind.WORSE) == [("1z", "Status", "", "Off track")]


def test_people_organisations_and_evidence(act: Act, people: People) -> None:
    organisation = people.mo.organisation
    edit_action(
        action=act("1a"), by=people.cora, now=days_ago(20), organisations={organisation: "supporting"}, reason="Named"
    )
    edit_action(action=act("4c"), by=people.cora, now=days_ago(3), co_leads=[people.otis], reason="Cole has left")
    edit_action(
        action=act("1a"), by=people.cora, now=days_ago(2), organisations={organisation: "lead"}, reason="Agreed"
    )
    give_evidence(act("1a"), people.olive, days_ago(1))
    assert set(told(between(people.mo), Kind.WORDING)) == {
        ("4c", "Co-lead", "Cole Ward", ""),
        ("4c", "Co-lead", "", "Otis Field"),
        ("1a", f"Organisation {organisation}, leading: part", "supporting", "leading"),
        ("1a", "Evidence", "", "“Survey of parent carers”"),
    }


def test_somebody_who_has_left_has_the_name_they_had(act: Act, people: People) -> None:
    edit_action(action=act("4c"), by=people.cora, now=days_ago(5), co_leads=[], reason="Has left")
    change_person(person=people.cole, by=people.ada, now=days_ago(3), reason="Married", name="Cole Stone")
    change_person(person=people.cole, by=people.ada, now=days_ago(2), reason="Has left", is_active=False)
    assert told(between(people.mo), Kind.WORDING) == [("4c", "Co-lead", "Cole Ward", "")]


def test_a_lead_who_has_left(act: Act, people: People) -> None:
    """One line for each action; why the account was closed is for those who may see its history."""
    change_person(person=people.olive, by=people.ada, now=days_ago(2), reason="Zyxwort", is_active=False)
    for name, why in (("mo", ""), ("cora", ""), ("ian", "Zyxwort")):
        found = lines(between(getattr(people, name)), Kind.WORDING)
        of_leads = [line for line in found if line.what == "Lead"]
        assert [(line.subject, line.before, line.after, line.why) for line in of_leads] == [
            (key, "Olive Marsh", "has left", why) for key in ("1a", "1b", "3f", "4c")
        ]
        assert {line.by for line in of_leads} == {"Ada Stone, administrator"}


def test_a_lead_who_has_left_what_is_not_open(act: Act, people: People) -> None:
    set_plan_state(action=act("1a"), state="withdrawn", by=people.cora, now=days_ago(3), reason="Done elsewhere")
    change_person(person=people.olive, by=people.ada, now=days_ago(2), reason="Left", is_active=False)
    left = [line.subject for line in lines(between(people.mo), Kind.WORDING) if line.after == "has left"]
    assert left == ["1b", "3f", "4c"]


def test_a_link_that_was_made_again_is_no_net_change(act: Act, people: People) -> None:
    edit_action(action=act("4c"), by=people.cora, now=days_ago(3), co_leads=[], reason="By mistake")
    edit_action(action=act("4c"), by=people.cora, now=days_ago(2), co_leads=[people.cole], reason="Put right")
    edit_action(action=act("1a"), by=people.cora, now=days_ago(3), co_leads=[people.otis], reason="Helps")
    edit_action(action=act("1a"), by=people.cora, now=days_ago(2), co_leads=[], reason="Helped")
    found = between(people.mo)
    assert found.groups == []
    assert {(line.subject, line.after, line.note) for line in found.no_net} == {
        ("4c", "Cole Ward", "Removed, then added again"),
        ("1a", "Otis Field", "Added, then removed"),
    }


def test_the_moments_bound_the_period(act: Act, people: People) -> None:
    """After the earlier one, up to the later one."""
    give_update(act("1a"), people.olive, SINCE)
    give_update(act("1b"), people.olive, NOW)
    assert told(between(people.mo), Kind.SAME) == [("1b", "Status", "No status yet", "On track")]
    assert told(between(people.mo, since=days_ago(20), until=SINCE), Kind.SAME)[0][0] == "1a"
    assert between(people.mo, since=NOW, until=days_ago(-9)).groups == []


def test_nothing_of_a_page_is_kept_after_it(act: Act, people: People) -> None:
    edit_action(action=act("1a"), by=people.cora, now=days_ago(5), title="Other words", reason="Clearer")
    found = between(people.mo)
    scope = weakref.ref(found.scope)
    assert [*found.lines()]
    assert found.no_net == []
    del found
    gc.collect()
    assert scope() is None


@pytest.mark.parametrize("person", ["mo", "ian", "ada", "cora"])
def test_everything_since_the_plan_was_loaded(person: str, people: People) -> None:
    found = between(getattr(people, person), since=days_ago(900))
    assert len(list(found.lines())) == sum(group.total for group in found.groups)
    assert next(group for group in found.groups if group.kind == Kind.PLACES).has_more
    assert all(line.after or line.before for line in found.lines())


def test_milestones_are_worded_and_moved(act: Act, people: People) -> None:
    add_milestone(action=act("1a"), by=people.cora, now=days_ago(2), title="Panel meets", due=MARCH)
    assert told(between(people.mo), Kind.WORDING) == [("1a", "Milestone", "", "“Panel meets”, due 31 March 2025")]


def test_a_first_report_is_neither_better_nor_worse(act: Act, people: People) -> None:
    """No status is a gap; but what is off track nobody may miss."""
    give_update(act("1a"), people.olive, days_ago(3))
    give_update(act("1b"), people.olive, days_ago(2), **OFF_TRACK)
    give_update(act("4c"), people.olive, days_ago(1), status="complete", completed_on=datetime.date(2024, 9, 2))
    found = between(people.mo)
    assert told(found, Kind.SAME) == [("1a", "Status", "No status yet", "On track")]
    assert told(found, Kind.WORSE) == [("1b", "Status", "No status yet", "Off track")]
    assert told(found, Kind.BETTER) == []
    notes = [line.note for kind in (Kind.SAME, Kind.WORSE, Kind.COMPLETED) for line in lines(found, kind)]
    assert notes == ["First report", "First report", "First report; Completed: 2 September 2024"]


def test_what_became_of_a_first_report(act: Act, people: People) -> None:
    """Who compares with a time before any report reads what was reported first, and adjacent periods add up."""
    give_update(act("1a"), people.olive, days_ago(9))
    give_update(act("1a"), people.olive, days_ago(3), **OFF_TRACK)
    give_update(act("1b"), people.olive, days_ago(9), **OFF_TRACK)
    give_update(act("1b"), people.olive, days_ago(3), **OFF_TRACK)
    found = lines(between(people.mo, since=days_ago(20)), Kind.WORSE)
    assert [(line.subject, line.before, line.after, line.note) for line in found] == [
        ("1a", "No status yet", "Off track", "First reported on track, 26 August 2024"),
        ("1b", "No status yet", "Off track", "First report"),
    ]
    [first] = lines(between(people.mo, since=days_ago(20), until=days_ago(5)), Kind.SAME)
    [second] = lines(between(people.mo, since=days_ago(5)), Kind.WORSE)
    assert (first.before, first.after, first.note) == ("No status yet", "On track", "First report")
    assert (second.before, second.after, second.note) == ("On track", "Off track", "")


def test_a_first_report_that_was_corrected_is_none(act: Act, people: People) -> None:
    give_update(act("1a"), people.olive, days_ago(9), **OFF_TRACK)
    account = Account(status="on_track", headline="Right.")
    submit_progress(action=act("1a"), by=people.olive, now=days_ago(8), submission=uuid.uuid4(), account=account,
                    corrects=act("1a").last_update_id)  # fmt: skip
    [line] = lines(between(people.mo, since=days_ago(20)), Kind.SAME)
    assert line.note == "First report"


def test_withdrawn_and_brought_back_is_no_net_change(act: Act, people: People) -> None:
    """It has another reason for its state than before; that is told along with the state, never by itself."""
    for day, state in ((5, PlanState.WITHDRAWN), (3, PlanState.AGREED)):
        set_plan_state(action=act("1a"), state=state, by=people.cora, now=days_ago(day), reason=f"So {state}")
    found = between(people.mo)
    assert found.groups == []
    [line] = found.no_net
    assert (line.subject, line.what, line.note) == ("1a", "In the plan", "Agreed → Withdrawn → Agreed")
    assert (line.why, found.no_net_total) == ("So agreed", 1)


def test_paused_for_longer_is_a_change(act: Act, people: People) -> None:
    def put(state: str, day: int, **more: object) -> None:
        set_plan_state(
            action=act("1a"), state=state, by=people.cora, now=days_ago(day), reason=f"On day {day}", **more
        )

    put(PlanState.PAUSED, 20, paused_until=MARCH)
    put(PlanState.AGREED, 5)
    put(PlanState.PAUSED, 3, paused_until=MAY)
    assert told(between(people.mo), Kind.PLACES) == [("1a", "Paused until", "31 March 2025", "31 May 2025")]
