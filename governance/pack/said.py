"""What updates say of the difference made and ask, beside what stood in their place before. No query, no clock."""

import dataclasses
import datetime
from collections.abc import Iterator

from actions.as_at import ActionAt, PlanAt
from actions.as_at.parts import UpdateAt
from governance.changes.update_words import difference_change, no_longer_asked
from governance.reports.told import figure_words, sentence


@dataclasses.dataclass(frozen=True)
class SaidChange:
    """What is told of an action, by which update, and more of it. `is_taken_back`: nothing stands in its place."""

    action: ActionAt
    update: UpdateAt
    what: str
    why: str = ""
    is_taken_back: bool = False


def differences(plan: PlanAt, since: datetime.datetime | None, before: PlanAt | None) -> Iterator[SaidChange]:
    """What was told from that moment on (None: ever) of a difference made or a figure; and where a correction takes
    back or puts right what was told before. `before`: the plan at that moment, if there was one.
    """
    stood = {one.pk: one.last_update for one in before.actions} if before is not None else {}
    for action in plan.actions:
        for update in action.updates_since(since):
            earlier = _stood_before(action, update, stood.get(action.pk))
            if earlier is not None and earlier.shows_difference:
                if _difference(earlier) != _difference(update):
                    yield _corrected(action, earlier, update)
            elif update.shows_difference:
                text, figure = _difference(update)
                yield SaidChange(action, update, sentence(text) or figure, figure if text else "")


def asks(before: PlanAt, plan: PlanAt) -> Iterator[SaidChange]:
    """What is asked anew or otherwise, and what is not asked any more, of actions that are open."""
    asked = {one.pk: one.last_update for one in before.actions if one.asks_partnership}
    for action in plan.actions:
        update, earlier = action.last_update, asked.get(action.pk)
        if update is None or not action.is_open or update.submitted_at < before.moment:
            continue
        if action.asks_partnership:
            is_same = earlier is not None and (earlier.ask, earlier.ask_text) == (update.ask, update.ask_text)
            if not (is_same and _stood_before(action, update, earlier)):
                was = f" Before: {sentence(earlier.ask_text)}" if earlier is not None and not is_same else ""
                yield SaidChange(action, update, _asked(update), f"{sentence(update.ask_text)}{was}")
        elif earlier is not None and earlier.pk != update.pk:
            what = f"{no_longer_asked(earlier.ask)}: {sentence(earlier.ask_text)}"
            yield SaidChange(action, update, what, sentence(update.said), is_taken_back=True)


def _asked(update: UpdateAt) -> str:
    return "A decision is asked for" if update.ask == "decision" else "Help is asked for"


def _corrected(action: ActionAt, earlier: UpdateAt, update: UpdateAt) -> SaidChange:
    change = difference_change(_difference(earlier), _difference(update))
    moved = f"{sentence(change.before)} → {sentence(change.after)}" if change.before and change.after else (
        sentence(change.before or change.after)
    )  # fmt: skip
    is_taken_back = not update.shows_difference
    return SaidChange(action, update, f"{change.what}: {moved}", sentence(update.said), is_taken_back)


def _difference(update: UpdateAt) -> tuple[str, str]:
    return update.difference_made, figure_words(update.figure)


def _stood_before(action: ActionAt, update: UpdateAt, last: UpdateAt | None) -> UpdateAt | None:
    """Of a correction, the update that stood in its place before, if one did. Only the newest update is ever
    corrected: that can be no other than the `last` one of then.
    """
    known = {one.pk: one for one in action.updates}
    found: UpdateAt | None = update
    while last is not None and found is not None and found.corrects is not None:
        if found.corrects == last.pk:
            return last
        found = known.get(found.corrects)
    return None
