"""What changed between two moments: the net changes in groups, and all changes beneath."""

import datetime
import functools
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence, Set

from accounts.models import User
from actions.models import Action
from audit.describe import Entry
from audit.feed import touched
from audit.models import AuditedModel, audited_models
from governance.changes.joins import JOINED
from governance.changes.judgements import Judgements
from governance.changes.left import Left
from governance.changes.missed import Missed
from governance.changes.net import NetOf
from governance.changes.owed import Owed, not_updated
from governance.changes.recorded import RecordedPage, every_recorded, recorded
from governance.changes.scope import Scope
from governance.changes.sources import Item, Source
from governance.changes.told import Group, Kind, Line, Narrowed
from governance.changes.updates import Updates
from governance.changes.words import Told
from priorities.models import ActionPlan

# How many lines a group shows, and a page of one kind.
FIRST = 10
PAGE = 100
# How many lines of a file are put into words together.
AT_ONCE = 500


class Between:
    """What a person may know of what changed in a plan after `since` and up to `until`.

    Everything is asked for when it is first read: a fixed number of queries each, whatever the plan's size.
    """

    def __init__(
        self,
        plan: ActionPlan,
        user: User,
        since: datetime.datetime,
        until: datetime.datetime,
        narrowed: Narrowed = Narrowed(),  # noqa: B008, frozen
        page: int = 1,
        *,
        in_posts: bool = False,
        is_paper: bool = False,
    ) -> None:
        """`page`: of the lines of one kind, where it is narrowed to one; PAGE of them each. `in_posts`: people are
        told by the posts that they had, and nothing of what they are called. `is_paper`: as `Scope.is_paper`.
        """
        self.scope = Scope(plan, user, since, until, narrowed, in_posts=in_posts or is_paper, is_paper=is_paper)
        self.page = page

    @functools.cached_property
    def groups(self) -> list[Group]:
        """Those that hold something, in the order of `Kind`, each in the plan's order. The first lines of each, or a
        page of one kind where it is narrowed to it. What is not updated is in `not_updated`.
        """
        narrowed = self.scope.narrowed.kind
        wanted = [kind for kind in Kind if kind in self._items and (not narrowed or kind == narrowed)]
        first, most = ((self.page - 1) * PAGE, PAGE) if narrowed else (0, FIRST)
        shown = {kind: self._items[kind][first : first + most] for kind in wanted}
        lines = self._lines([one for kind in wanted for one in shown[kind]])
        groups = []
        for kind in wanted:
            groups.append(Group(kind, len(self._items[kind]), tuple(next(lines) for _ in shown[kind])))
        return groups

    def lines(self) -> Iterator[Line]:
        """All lines, in the order of the groups, for a file; in words some hundred at a time."""
        narrowed = self.scope.narrowed.kind
        return self.lines_of([kind for kind in Kind if not narrowed or kind == narrowed])

    def lines_of(
        self, kinds: Sequence[Kind], wanted: Callable[[Item, Source], bool] = lambda item, source: True
    ) -> Iterator[Line]:
        """All lines of these kinds that are wanted, in the order of the kinds."""
        every = [pair for kind in kinds for pair in self._items.get(kind, ()) if wanted(*pair)]
        for first in range(0, len(every), AT_ONCE):
            yield from self._lines(every[first : first + AT_ONCE])

    @functools.cached_property
    def no_net(self) -> list[Line]:
        """What changed and came back, with its steps in the note; the first of each kind of record."""
        return [line for net, found in self._no_net for line in net.steps_lines(found[:FIRST])]

    def no_net_lines(self) -> Iterator[Line]:
        """All of them, for a file; none where it is narrowed to one kind, because they are of none."""
        for net, found in self._no_net if not self.scope.narrowed.kind else ():
            for first in range(0, len(found), AT_ONCE):
                yield from net.steps_lines(found[first : first + AT_ONCE])

    @property
    def no_net_total(self) -> int:
        """How many there are."""
        return sum(len(found) for _, found in self._no_net)

    def recorded(self, page: int = 1) -> RecordedPage:
        """A page of all changes beneath, the newest first, whatever they mean."""
        return recorded(self.scope, [net.model for net in self._nets], page)

    def every_recorded(self) -> Iterator[Entry]:
        """All of them, for a file."""
        return every_recorded(self.scope, [net.model for net in self._nets])

    @functools.cached_property
    def not_updated(self) -> Owed:
        """The updates that were owed at the later moment and had not come: by organisation, and in all."""
        narrowed = self.scope.narrowed.kind
        return not_updated(self.scope) if narrowed in ("", Kind.NOT_UPDATED) else Owed()

    @functools.cached_property
    def _no_net(self) -> list[tuple[NetOf, list[Told]]]:
        return [(net, net.no_net()) for net in self._nets]

    @functools.cached_property
    def _nets(self) -> list[NetOf]:
        # What is told of a person is what they are called.
        wanted = [model for model in audited_models() if not (self.scope.in_posts and model is User)]
        models = touched(wanted, self.scope.since, self.scope.until)
        return [NetOf(model, self.scope) for model in models]

    @functools.cached_property
    def _items(self) -> dict[Kind, list[tuple[Item, Source]]]:
        found: dict[Kind, list[tuple[Item, Source]]] = defaultdict(list)
        every: list[tuple[Item, Source]] = [(item, one) for one in self._sources for item in one.items()]
        with_line = {
            (one.model, item.key.net.pk) for item, one in every if isinstance(one, NetOf) and one.model in JOINED
        }
        dated = [one.dated(item.key) for item, one in every if isinstance(one, NetOf)]
        with_date = {one.action for one in dated if one is not None and not one.is_end}
        for item, source in every:
            if not (isinstance(source, NetOf) and _is_told_by_another(item, source, with_line, with_date)):
                found[item.kind].append((item, source))
        for items in found.values():
            items.sort(key=lambda pair: pair[0].order)
        return dict(found)

    @property
    def _sources(self) -> list[Source]:
        updates = [Updates(self.scope, net) for net in self._nets if net.model is Action]
        return [*self._nets, *updates, Judgements(self.scope), Missed(self.scope), Left(self.scope)]

    @staticmethod
    def _lines(pairs: Sequence[tuple[Item, Source]]) -> Iterator[Line]:
        """In words, in the same order."""
        by_source: dict[Source, list[Item]] = defaultdict(list)
        for item, source in pairs:
            by_source[source].append(item)
        told = {source: iter(source.lines(items)) for source, items in by_source.items()}
        for _, source in pairs:
            yield next(told[source])


def _is_told_by_another(
    item: Item, source: NetOf, with_line: Set[tuple[type[AuditedModel], int]], with_date: Set[int]
) -> bool:
    """Whether it links what has lines of its own, or is the end of a proposed date that another line tells."""
    dated = source.dated(item.key)
    is_end = dated is not None and dated.is_end and dated.action in with_date
    return is_end or not with_line.isdisjoint(source.joined(item.key.net))
