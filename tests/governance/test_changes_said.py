"""What people said in the period: the difference made, asks, judgements, milestones; and what nobody said."""

import datetime
import types
import uuid
from collections.abc import Callable

from django.http import QueryDict

from accounts.services import add_organisation
from actions import conditions
from actions.account import Account
from actions.filters import ActionFilter
from actions.models import Action
from actions.numbers import Numbers
from actions.services import add_milestone, edit_action, edit_milestone, submit_progress
from governance.changes.owed import Owed
from governance.changes.told import Kind, NotUpdated
from priorities.cycles import window_at, windows_of
from priorities.partial_date import PartialDate
from priorities.services import give_judgement
from tests.actions.questions import answer, ask, close
from tests.governance.changing import AT_RISK, RISK, between, days_ago, lines, told
from tests.world import NOW, give_update

Act = Callable[[str], Action]
People = types.SimpleNamespace
FIGURE = {
    "figure_what": "Plans within 20 weeks", "figure_was": "40%", "figure_is": "61%", "figure_source": "Monthly return",
}  # fmt: skip


def test_the_difference_made(act: Act, people: People) -> None:
    give_update(act("1a"), people.olive, days_ago(20), difference_made="Said before.")
    give_update(act("1a"), people.olive, days_ago(3), difference_made="Families wait less.", **FIGURE)
    give_update(act("1b"), people.olive, days_ago(2), **FIGURE)
    give_update(act("4c"), people.olive, days_ago(1))
    found = between(people.mo)
    figure = "Plans within 20 weeks: 40% to 61%. Source: Monthly return"
    assert told(found, Kind.DIFFERENCE) == [
        ("1a", "Difference made", "", "Families wait less."),
        ("1b", "Difference made", "", figure),
    ]
    assert [line.note for line in lines(found, Kind.DIFFERENCE)] == [figure, ""]
    assert found.groups[0].kind == Kind.DIFFERENCE


def test_what_was_corrected_made_no_difference(act: Act, people: People) -> None:
    said = give_update(act("1a"), people.olive, days_ago(3), difference_made="Everybody waits less.")
    give_update(act("1b"), people.olive, days_ago(3), difference_made="Stands.")
    account = Account(status="on_track", headline="Only some wait less.", difference_made="Some wait less.")
    corrected = days_ago(1)
    submit_progress(
        action=act("1a"), by=people.olive, now=corrected, submission=uuid.uuid4(), account=account, corrects=said.pk
    )
    assert [line.after for line in lines(between(people.mo), Kind.DIFFERENCE)] == ["Some wait less.", "Stands."]
    # At an earlier moment the first account stood.
    earlier = between(people.mo, until=days_ago(2))
    assert [line.after for line in lines(earlier, Kind.DIFFERENCE)] == ["Everybody waits less.", "Stands."]


def test_what_is_asked_is_what_the_last_update_asks(act: Act, people: People) -> None:
    asks = {"ask": "decision", "ask_text": "Fund the post", **AT_RISK}
    give_update(act("1a"), people.olive, days_ago(20), **asks)
    give_update(act("1b"), people.olive, days_ago(5), **asks)
    give_update(act("1b"), people.olive, days_ago(4))
    give_update(act("4c"), people.olive, days_ago(3), headline="Still vacant.", **asks)
    done = {"status": "complete", "completed_on": datetime.date(2024, 9, 2), "ask": "help", "ask_text": "A room"}
    give_update(act("2a"), people.otis, days_ago(2), **done)
    found = between(people.mo)
    assert told(found, Kind.ASKED) == [("4c", "Decision asked", "", "Fund the post")]
    assert lines(found, Kind.ASKED)[0].why == "Still vacant."
    assert [line.subject for line in lines(between(people.mo, until=days_ago(4.5)), Kind.ASKED)] == ["1b"]


def test_judgements_got_worse_or_better(act: Act, people: People) -> None:
    priority = act("1a").priority
    by = {"priority": priority, "by": people.sara}
    give_judgement(**by, now=days_ago(20), status="on_track", reason="Going well")
    give_judgement(**by, now=days_ago(5), status="off_track", reason="A scare")
    give_judgement(**by, now=days_ago(3), status="at_risk", reason="Two posts are vacant")
    [line] = lines(between(people.mo), Kind.WORSE)
    assert (line.subject, line.before, line.after) == ("Priority 1", "On track", "At risk")
    assert (line.why, line.by) == ("Two posts are vacant", "Sara Quill, SRO of priority 1")
    assert line.history_href == "/plans/2023-24/priorities/1/history/"
    assert between(people.mo, since=days_ago(2)).groups == []


def test_a_first_judgement_is_neither_unless_it_is_bad(act: Act, people: People) -> None:
    by = {"by": people.sara, "now": days_ago(3)}
    give_judgement(**by, priority=act("1a").priority, status="on_track", reason="Going well")
    [line] = lines(between(people.mo), Kind.SAME)
    assert (line.before, line.after, line.note) == ("No status yet", "On track", "First judgement")
    give_judgement(by=people.sara, now=days_ago(2), priority=act("1a").priority, status="at_risk", reason="A scare")
    # It is not the first one any more.
    assert [(line.after, line.note) for line in lines(between(people.mo), Kind.WORSE)] == [("At risk", "")]


def test_milestones_met_and_missed(act: Act, people: People) -> None:
    def add(title: str, key: str, day: int) -> object:
        due = (NOW - datetime.timedelta(days=day)).date()
        return add_milestone(
            action=act(key), by=people.cora, now=days_ago(60), title=title, due=PartialDate(due, "day")
        )

    met = add("Met in time", "1a", 4)
    add("Missed since", "1a", 3)
    add("Missed before", "1a", 20)
    add("Of a complete one", "4c", 3)
    add("Ahead", "1a", -3)
    edit_milestone(milestone=met, by=people.olive, now=days_ago(5), met_on=datetime.date(2024, 8, 29))
    give_update(act("4c"), people.olive, days_ago(2), status="complete", completed_on=datetime.date(2024, 9, 2))
    assert set(told(between(people.mo), Kind.MILESTONES)) == {
        ("1a", "Milestone “Met in time”: met", "nothing", "29 August 2024"),
        ("1a", "Milestone missed", "“Missed since”, due 1 September 2024", "not met"),
    }


def test_a_milestone_is_missed_on_the_day_after(act: Act, people: People) -> None:
    add_milestone(action=act("1a"), by=people.cora, now=days_ago(60), title="Panel", due=PartialDate.day(2024, 9, 3))
    missed = lambda until: lines(between(people.mo, until=until), Kind.MILESTONES)  # noqa: E731
    assert missed(NOW - datetime.timedelta(days=1)) == []
    assert [line.what for line in missed(NOW)] == ["Milestone missed"]


def test_not_updated_by_organisation(act: Act, people: People) -> None:
    trust = add_organisation(by=people.ada, now=days_ago(30), name="Hospital trust", sector="health", short_name="HT")
    council = people.olive.organisation
    edit_action(action=act("1a"), by=people.cora, now=days_ago(20), organisations={trust: "lead"}, reason="Named")
    give_update(act("4c"), people.olive, days_ago(2))
    found = {one.organisation: one for one in between(people.mo).not_updated.organisations}
    href = f"/plans/2023-24/actions/?organisation={trust.pk}&part=lead&flag=not-updated"
    assert found["HT"] == NotUpdated("HT", Numbers(1, 0, href))
    assert found[council.label].missing.all == 4
    assert found["No organisation and no lead"].missing.href.startswith("/plans/2023-24/actions/?organisation=none")
    [own] = between(people.mo, organisation=trust.pk).not_updated.organisations
    assert own.missing.all == 1
    assert between(people.mo, priority=4, organisation=trust.pk).not_updated == Owed()


def test_not_updated_counts_what_the_list_shows(act: Act, people: People) -> None:
    """As at now, the counts are those of the lists behind them."""
    plan = act("1a").plan
    window = window_at(windows_of(plan), NOW)
    edit_action(
        action=act("1a"),
        by=people.cora,
        now=days_ago(2),
        organisations={people.mo.organisation: "lead"},
        reason="Named",
    )
    found = between(people.mo).not_updated
    counted = {one.missing.href: one.missing for one in found.organisations}
    assert found.numbers.sub_actions
    for href, numbers in counted.items():
        shown = ActionFilter(QueryDict(href.partition("?")[2]), plan).apply(plan.actions.all(), NOW.date(), window)
        assert (shown.filter(parent=None).count(), shown.exclude(parent=None).count()) == numbers[:2], href


def test_what_two_lead_is_not_updated_once(act: Act, people: People) -> None:
    """The number above is that of the plan's page, whose sub-actions stand apart."""
    plan = act("1a").plan
    trust = add_organisation(by=people.ada, now=days_ago(30), name="Hospital trust", sector="health")
    both = {trust: "lead", people.olive.organisation: "lead"}
    edit_action(action=act("1a"), by=people.cora, now=days_ago(2), organisations=both, reason="Named")
    found = between(people.mo).not_updated
    missing = plan.actions.filter(conditions.not_updated_in(window_at(windows_of(plan), NOW), NOW.date()))
    assert found.numbers[:2] == (missing.filter(parent=None).count(), missing.exclude(parent=None).count())
    assert sum(one.missing.all for one in found.organisations) == found.numbers.all + 1


def test_nothing_is_late_without_a_deadline(people: People) -> None:
    assert between(people.mo, until=datetime.datetime(2030, 1, 1, tzinfo=NOW.tzinfo)).not_updated == Owed()


def test_the_risk_of_a_status_is_its_reason(act: Act, people: People) -> None:
    give_update(act("1a"), people.olive, days_ago(3), status="off_track", headline="It slips.", **RISK)
    assert [line.why for line in lines(between(people.mo), Kind.WORSE)] == ["A post is vacant."]


def test_a_question_is_asked_answered_and_closed(people: People) -> None:
    """It is asked of whoever leads the action, not of the partnership: the asks are those that a pack has too."""
    known = ask("1a", people.ian, now=days_ago(20), text="Who pays?")
    answer(known, people.olive, now=days_ago(4), answer="The council.")
    shut = ask("1b", people.ian, now=days_ago(20), text="Which post?")
    close(shut, people.cora, now=days_ago(3))
    ask("4c", people.ian, now=days_ago(2), text="Which schools?")
    at_once = ask("2a", people.ian, now=days_ago(2), text="Who joins?")
    answer(at_once, people.otis, now=days_ago(1), answer="Two.")
    found = between(people.mo)
    assert told(found, Kind.ASKED) == []
    assert told(found, Kind.OTHER) == [
        ("1a", "Question “Who pays?”: answer", "nothing", "The council."),
        ("1b", "Question “Which post?”: closed", "nothing", "not for the plan"),
        ("2a", "Question", "", "“Who joins?” Answer: Two."),
        ("4c", "Question", "", "“Which schools?”"),
    ]
    assert [(line.why, line.note) for line in lines(found, Kind.OTHER)][1] == (
        "",
        "Why it is closed: The schools decide that.",
    )
    assert lines(found, Kind.OTHER)[2].note == "Answered by Otis Field, lead of 2a, 3 September 2024"
    assert lines(between(people.mo, until=days_ago(1.5)), Kind.OTHER)[2].note == ""
    assert told(between(people.mo, until=days_ago(1.5)), Kind.OTHER)[2:] == [
        ("2a", "Question", "", "“Who joins?”"),
        ("4c", "Question", "", "“Which schools?”"),
    ]


def test_a_correction_that_says_the_same_is_no_news(act: Act, people: People) -> None:
    """The difference and the ask were told before; only another word was put right."""
    said = {"difference_made": "Families wait less.", "ask": "decision", "ask_text": "Fund the post", **FIGURE}
    first = {key: give_update(act(key), people.olive, days_ago(20), **said, **AT_RISK) for key in ("1a", "1b", "4c")}

    def correct(key: str, corrects: int, day: float, **other: str) -> int:
        account = Account(headline="Put right.", **said | AT_RISK | other)
        return submit_progress(
            action=act(key), by=people.olive, now=days_ago(day), submission=uuid.uuid4(), account=account,
            corrects=corrects,
        ).pk  # fmt: skip

    again = correct("1a", first["1a"].pk, 5, difference_made="A slip.", ask_text="A slip")
    correct("1a", again, 4)
    correct("1b", first["1b"].pk, 3, figure_is="62%")
    correct("4c", first["4c"].pk, 2, ask_text="Fund two posts")
    found = between(people.mo)
    assert [line.subject for line in lines(found, Kind.DIFFERENCE)] == ["1b"]
    assert told(found, Kind.ASKED) == [("4c", "Decision asked", "Fund the post", "Fund two posts")]
    # Between the two corrections of 1a the slip stood.
    assert [line.subject for line in lines(between(people.mo, until=days_ago(4.5)), Kind.ASKED)] == ["1a"]
