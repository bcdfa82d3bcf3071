"""Where what a pack names leads on its page: to its own page, and where it changed, to its history."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.urls import reverse

from actions.models import Action
from audit.as_at import rows_at
from documents.content import Bullet, Document, Table
from documents.page import REFERENCES, Link, anchor_of
from governance.changes.told import Kind
from governance.pack.changes import PLAN
from governance.pack.content import WHEN
from governance.pack.foremost import DIFFERENCE, MORE, MORE_OF, WORSE
from governance.pack.judgements import priority_words
from governance.pack.reading import Source
from priorities.models import ActionPlan, Priority

# What the page of changes tells as the paper does; of what is asked it tells only what is new.
TOLD_THERE = {MORE_OF[DIFFERENCE]: Kind.DIFFERENCE, MORE_OF[WORSE]: Kind.WORSE}


class Place(NamedTuple):
    """The page of something, and its history; both empty where two have the same name."""

    href: str = ""
    history_href: str = ""


class PackLinks:
    """What the references of a pack lead to: what its plans called so then, whatever it is called today."""

    def __init__(self, document: Document, source: Source, plans: Sequence[ActionPlan], changes: str) -> None:
        """`changes`: the page of changes, where it tells the same. Two queries."""
        self.document, self.changes = document, changes
        of_plan = {plan.pk: plan for plan in plans}
        named = rows_at(Action, source.as_at, plan_id__in=of_plan).filter(reference__in=_references(document))
        actions = named.order_by().values_list("reference", "key", "plan_id")
        priorities = Priority.objects.filter(plan__in=plans).select_related("plan")
        self._places: dict[str, Place] = {}
        for plan in plans:
            self._add(PLAN, plan.get_absolute_url(), reverse("plan-history", args=[plan.slug]))
        for reference, key, pk in actions:
            one = (of_plan[pk].slug, key)
            self._add(reference, reverse("action", args=one), reverse("action-history", args=one))
        for priority in priorities:
            name = priority_words(of_plan[priority.plan_id].first_level, priority.number)
            history = reverse("priority-history", args=[priority.plan.slug, priority.number])
            self._add(name, priority.get_absolute_url(), history)

    def _add(self, name: str, href: str, history_href: str) -> None:
        self._places[name] = Place() if name in self._places else Place(href, history_href)

    @property
    def link(self) -> Link:
        """Where a reference, or "and 3 more", leads to."""

        def leads_to(text: str) -> str:
            more = MORE.fullmatch(text)
            if more is None:
                return self._places.get(text, Place()).href
            kind = TOLD_THERE.get(more[1])
            return f"{self.changes}&kind={kind}" if self.changes and kind else f"#{anchor_of(more[2])}"

        return leads_to

    def histories(self) -> Mapping[tuple[int, int, int], str]:
        """Where the day of each line of what changed leads, by the places of block, row and column: to the history."""
        found = {}
        for place, block in enumerate(self.document.blocks):
            if isinstance(block, Table) and block.sheet == "Changes":
                headings = [column.heading for column in block.columns]
                for at, row in enumerate(block.rows if WHEN in headings else ()):
                    href = self._places.get(row[0].text, Place()).history_href
                    if href:
                        found[place, at, headings.index(WHEN)] = href
        return found


def _references(document: Document) -> set[str]:
    """What may be the reference of something that the paper names."""
    found: set[str] = set()
    for block in document.blocks:
        if isinstance(block, Table) and block.columns[0].heading == REFERENCES:
            found |= {row[0].text for row in block.rows}
        elif isinstance(block, Bullet):
            found |= {run.text for run in block.text if run.strong}
    return found
