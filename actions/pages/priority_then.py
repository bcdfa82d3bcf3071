"""One priority as it stood at a moment, as its page shows it."""

from typing import Any

from actions.as_at.moments import AsAt, NotShown, moment_words
from actions.as_at.records import PeopleThen, Then
from actions.filters import list_address
from actions.models import SourceQuery
from actions.querysets import actions_at
from actions.table import rows_then
from actions.tally import Tally, tallies
from audit.as_at import rows_at
from priorities.models import GlossaryTerm, Priority


def priority_then(priority: Priority, at: AsAt) -> dict[str, Any]:
    """What the page shows; a fixed number of queries. Raises NotShown where the priority was not in the plan then."""
    then = Then(priority.plan, at.moment)
    one = then.priorities.get(priority.pk)
    if one is None:
        added = Priority.history.filter(id=priority.pk).earliest("history_id").history_date
        what = f"{priority.plan.first_level.capitalize()} {priority.number}"
        said = f"{what} was not in the plan {at.words}: it was added on {moment_words(added)}."
        raise NotShown(said, priority.plan, added, 404)
    judgements = list(priority.judgements.filter(recorded_at__lte=at.moment))
    people = PeopleThen([one.sro_id, *(judgement.recorded_by_id for judgement in judgements)], (), at.moment)
    one.sro = people.person(one.sro_id)
    for judgement in judgements:
        judgement.recorded_by = people.person(judgement.recorded_by_id, judgement.recorded_at)
    tally = tallies(then.plan, then.today, then.window, at.moment).get(one.pk, Tally())
    actions = then.made(
        then.rows(actions_at(then.plan, at.moment).filter(priority_id=one.pk).order_by("position", "id"))
    )
    listed = rows_then(actions, then)
    queries = [row.as_instance() for row in rows_at(SourceQuery, at.moment, priority_id=one.pk)]
    asked = [text for query in queries for text in (query.question, query.answer)]
    return {
        "plan": then.plan,
        "priority": one,
        "judgements": judgements,
        "tally": tally,
        "list_url": list_address(then.plan, priority=one.number, at=at.value),
        "segments": tally.segments(then.plan, one.number, at.value),
        "rows": listed,
        "queries": queries,
        "window": then.window,
        "is_cycle_over": then.window is not None and then.window.is_over(at.moment),
        "terms": list(GlossaryTerm.objects.all()),
        "texts": [one.title, one.focus, *asked, *(judgement.reason for judgement in judgements)],
        "titles": [row.action.title for row in listed],
    }
