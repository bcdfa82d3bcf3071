"""What was told before and is taken back or put right: asks, differences made, figures."""

import types
import uuid
from collections.abc import Callable

from actions.account import Account
from actions.models import Action
from actions.services import submit_progress
from governance.changes.told import Kind
from tests.governance.changing import AT_RISK, between, days_ago, lines, told
from tests.world import give_update

Act = Callable[[str], Action]
People = types.SimpleNamespace
HELP = {"ask": "help", "ask_text": "A room"}
FIGURE = {
    "figure_what": "Plans within 20 weeks", "figure_was": "40%", "figure_is": "61%", "figure_source": "Monthly return",
}  # fmt: skip
WORDS = "Plans within 20 weeks: 40% to {}. Source: Monthly return"


def correct(action: Action, people: People, day: float, **said: str) -> int:
    account = Account(headline="Put right.", **AT_RISK | said)
    return submit_progress(
        action=action, by=people.olive, now=days_ago(day), submission=uuid.uuid4(), account=account,
        corrects=action.last_update_id,
    ).pk  # fmt: skip


def test_what_is_no_longer_asked(act: Act, people: People) -> None:
    """By a newer update, or by a correction; not what came and went, and not where the action is done."""
    for key in ("1a", "1b"):
        give_update(act(key), people.olive, days_ago(20), **HELP)
    give_update(act("1a"), people.olive, days_ago(3), headline="A room is found.")
    correct(act("1b"), people, 2)
    give_update(act("4c"), people.olive, days_ago(5), **HELP)
    give_update(act("4c"), people.olive, days_ago(4))
    found = between(people.mo)
    assert told(found, Kind.ASKED) == [
        ("1a", "Help no longer asked", "A room", ""),
        ("1b", "Help no longer asked", "A room", ""),
    ]
    first = lines(found, Kind.ASKED)[0]
    assert (first.why, first.at, first.by) == ("A room is found.", days_ago(3), "Olive Marsh, lead of 1a")


def test_a_changed_ask_says_from_what(act: Act, people: People) -> None:
    for key in ("1a", "1b", "4c"):
        give_update(act(key), people.olive, days_ago(20), **HELP)
    give_update(act("1a"), people.olive, days_ago(3), ask="help", ask_text="Two rooms")
    correct(act("1b"), people, 2, ask="decision", ask_text="A room")
    give_update(act("4c"), people.olive, days_ago(1), **HELP)
    assert told(between(people.mo), Kind.ASKED) == [
        ("1a", "Help asked", "A room", "Two rooms"),
        ("1b", "Decision asked", "Help asked: A room", "A room"),
        ("4c", "Help asked", "", "A room"),
    ]


def test_a_difference_that_a_correction_takes_back(act: Act, people: People) -> None:
    for key in ("1a", "1b", "4c"):
        give_update(act(key), people.olive, days_ago(20), difference_made="Families wait less.", **FIGURE)
    correct(act("1a"), people, 3)
    correct(act("1b"), people, 2, difference_made="Families wait less.")
    correct(act("4c"), people, 2, difference_made="Families wait less.", **FIGURE | {"figure_is": "51%"})
    correct(act("4c"), people, 1, difference_made="Families wait less.", **FIGURE | {"figure_is": "52%"})
    found = between(people.mo)
    assert told(found, Kind.DIFFERENCE) == [
        ("1a", "Difference made: withdrawn", f"Families wait less. {WORDS.format('61%')}", ""),
        ("1b", "Figure withdrawn", WORDS.format("61%"), ""),
        ("4c", "Figure corrected", WORDS.format("61%"), WORDS.format("52%")),
    ]
    assert [line.why for line in lines(found, Kind.DIFFERENCE)] == ["Put right."] * 3


def test_a_difference_that_a_correction_rewords(act: Act, people: People) -> None:
    give_update(act("1a"), people.olive, days_ago(20), difference_made="Families wait less.")
    give_update(act("1b"), people.olive, days_ago(20))
    correct(act("1a"), people, 3, difference_made="Some wait less.")
    correct(act("1b"), people, 2, difference_made="Told only now.")
    assert told(between(people.mo), Kind.DIFFERENCE) == [
        ("1a", "Difference made: corrected", "Families wait less.", "Some wait less."),
        ("1b", "Difference made", "", "Told only now."),
    ]
