"""What changed in a plan as papers tell it: the lines of the page of changes, for every reader and for ever."""

import datetime
from collections.abc import Sequence

from accounts.models import User
from governance.changes.between import Between
from governance.changes.net import NetOf
from governance.changes.sources import Item, Source
from governance.changes.told import Kind, Line
from governance.models import Resolution, ResolutionAction
from priorities.models import ActionPlan

# What papers take from the page, kind by kind, in the order of the page. How actions are going, what is asked and what
# difference was made, they tell from the plan as at both moments, because their first lines do.
FROM_PAGE = (Kind.COMPLETED, Kind.DATES, Kind.PLACES, Kind.BROUGHT_IN, Kind.WORDING, Kind.MILESTONES)
# What a body decided papers tell by the meeting; what was resolved on a report belongs to the plan.
RESOLVED = (Resolution, ResolutionAction)


def paper_lines(plan: ActionPlan, since: datetime.datetime, until: datetime.datetime) -> Sequence[Line]:
    """The lines of a period, with people by their posts; nothing that somebody with a role alone may see. Asked again
    later, the same.
    """
    # Somebody without a role and without a seat on any body.
    between = Between(plan, User(pk=0), since, until, is_paper=True)
    return tuple(between.lines_of((*FROM_PAGE, Kind.DECIDED), _is_of_plan))


def _is_of_plan(item: Item, source: Source) -> bool:
    return item.kind != Kind.DECIDED or (isinstance(source, NetOf) and source.model in RESOLVED)
