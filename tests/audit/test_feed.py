"""What differs between two moments, from history rows alone."""

import datetime
import types
from collections.abc import Callable

from actions.models import Action, ActionCoLead
from actions.services import edit_action
from audit.feed import came_back, net_changes, net_rows
from tests.world import NOW, PLANNED, give_update

Act = Callable[[str], Action]
People = types.SimpleNamespace
DAY = datetime.timedelta(days=1)
RISK = {"status": "at_risk", "reason": "A post is vacant.", "recovery": "It is advertised.", "consequence": "A delay."}


def test_each_record_is_compared_with_itself(act: Act, people: People) -> None:
    give_update(act("1a"), people.olive, NOW - 3 * DAY)
    give_update(act("1a"), people.olive, NOW - 2 * DAY, **RISK)
    edit_action(action=act("1b"), by=people.cora, now=NOW - DAY, title="Other words", reason="Clearer")
    nets = net_rows(Action.history.all(), NOW - 4 * DAY, NOW, values=("status",))
    found = {net.pk: net for net in nets}
    assert set(found) == {act("1a").pk, act("1b").pk}
    risen, reworded = found[act("1a").pk], found[act("1b").pk]
    assert (risen.steps, risen.values_before, risen.values_after) == (2, ("none",), ("at_risk",))
    assert set(risen.changed) == {"status", "last_update_id", "last_update_at"}
    assert (reworded.steps, reworded.changed) == (1, ("title",))


def test_what_came_back_differs_in_nothing(act: Act, people: People) -> None:
    give_update(act("1a"), people.olive, NOW - 4 * DAY)
    edit_action(action=act("1a"), by=people.cora, now=NOW - 2 * DAY, title="Other words", reason="Clearer")
    title = Action.history.filter(id=act("1a").pk).order_by("history_id").first().title
    edit_action(action=act("1a"), by=people.cora, now=NOW - DAY, title=title, reason="As it was")
    [net] = net_rows(Action.history.all(), NOW - 3 * DAY, NOW)
    assert (net.steps, net.changed, net.is_none) == (2, (), True)
    changed = net_changes(Action, NOW - 3 * DAY, NOW)
    assert set(changed[act("1a").pk][0]) == {"revision"}


def test_what_stands_again_as_it_stood_is_told(act: Act, people: People) -> None:
    give_update(act("1a"), people.olive, NOW - 4 * DAY)
    title = Action.history.filter(id=act("1a").pk).order_by("history_id").first().title
    for days, words in ((3, "Other words"), (2, title)):
        edit_action(action=act("1a"), by=people.cora, now=NOW - days * DAY, title=words, reason="Clearer")
    edit_action(action=act("1a"), by=people.cora, now=NOW - DAY, plain_words="Said plainly", reason="Clearer")
    for days in (3, 2):
        edit_action(action=act("1b"), by=people.cora, now=NOW - days * DAY, title=f"Words {days}", reason="Clearer")
    [net] = came_back(Action.history.all(), NOW - 3 * DAY - DAY / 2, NOW)
    assert (net.pk, net.steps, net.changed) == (act("1a").pk, 3, ("title",))
    assert came_back(Action.history.all(), NOW - 3 * DAY, NOW) == []


def test_a_link_that_came_and_went_is_told_without_columns(act: Act, people: People) -> None:
    for days, leads in ((2, [people.otis]), (1, [])):
        edit_action(action=act("1a"), by=people.cora, now=NOW - days * DAY, co_leads=leads, reason="As agreed")
    [net] = came_back(ActionCoLead.history.all(), PLANNED, NOW)
    assert (net.before, net.after, net.steps) == (None, None, 2)


def test_records_may_be_compared_in_nothing(act: Act, people: People) -> None:
    for days in (2, 1):
        edit_action(action=act("1a"), by=people.cora, now=NOW - days * DAY, title=f"Words {days}", reason="Clearer")
    period = (Action.history.all(), NOW - 3 * DAY, NOW)
    [net] = net_rows(*period, compared=[], values=("title",))
    assert (net.steps, net.changed, net.values_after) == (2, (), ("Words 1",))
    assert came_back(*period, compared=[]) == []


def test_links_come_and_go(act: Act, people: People) -> None:
    edit_action(action=act("1a"), by=people.cora, now=NOW - 2 * DAY, co_leads=[people.otis], reason="More hands")
    edit_action(action=act("4c"), by=people.cora, now=NOW - DAY, co_leads=[], reason="Has left")
    came, gone = sorted(net_rows(ActionCoLead.history.all(), PLANNED, NOW), key=lambda net: net.before is not None)
    assert (came.before, came.after == came.last) == (None, True)
    assert (gone.before is None, gone.after) == (False, None)
    found = net_changes(ActionCoLead, PLANNED, NOW)
    assert found[came.pk][0] is None
    assert found[came.pk][1]["user_id"] == people.otis.pk
    assert found[gone.pk][0]["user_id"] == people.cole.pk
    assert found[gone.pk][1] is None


def test_a_period_without_changes(act: Act) -> None:
    assert net_rows(Action.history.all(), NOW, NOW + DAY) == []
    assert net_rows(Action.history.none(), PLANNED - DAY, NOW) == []
    assert net_changes(Action, NOW, NOW) == {}
