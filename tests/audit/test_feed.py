"""What differs between two moments, from history rows alone."""

import datetime
import types
from collections.abc import Callable

from actions.models import Action, ActionCoLead
from actions.services import edit_action
from audit.feed import net_changes, net_rows
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
