"""The page of the desk: its lines by organisation and lead, what they add up to, and where one goes on."""

import dataclasses
import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import Http404, QueryDict
from django.urls import reverse

from accounts.models import User
from actions.coverage import NOBODY_LEADS
from actions.flags import counted
from actions.forms.filter import NOBODY
from actions.numbers import Numbers
from actions.views.paging import page_of
from notices import reminding, words
from notices.desk import lines
from notices.desk.forms import DeskFilter
from notices.desk.lines import Group, Line
from notices.desk.states import State
from priorities.cycles import Window, window_at, windows_of
from priorities.models import ActionPlan
from send_portal import clock

LINES_A_PAGE = 100


@dataclasses.dataclass(frozen=True)
class Lead:
    """The lines of one lead (None: there is none). `asked`: who can be reminded of them, each with the address."""

    person: User | None
    lines: list[Line]
    asked: list[tuple[User, str]]

    @property
    def first(self) -> Any:
        return self.lines[0].action

    @property
    def can_be_asked(self) -> bool:
        return self.person is not None and self.person in dict(self.asked)

    @property
    def is_owing(self) -> bool:
        return any(line.is_missing for line in self.lines)

    @property
    def anchor(self) -> str:
        return f"lead-{self.person.pk}" if self.person is not None else f"nobody-{self.first.key}"


@dataclasses.dataclass(frozen=True)
class Organised:
    """The lines of one organisation on this page; `words`: how many of all of its updates have come. `remind_href`:
    where all are reminded who have not given theirs; empty where there is nobody.
    """

    code: str
    name: str
    words: str
    leads: list[Lead]
    remind_href: str


class Desk:
    """What the address asks for. Raises Http404 for a filter or a page that there is not.

    `is_nearest`: a filter that there is not counts for none, and a page for the nearest. The list gets shorter while a
    form stands open in it, and nothing typed there is to be lost by that.

    A fixed number of queries, whatever the size of the plan.
    """

    def __init__(
        self, plan: ActionPlan, parameters: QueryDict, now: datetime.datetime, *, is_nearest: bool = False
    ) -> None:
        self.is_nearest = is_nearest
        self.plan, self.now, self.today, self.parameters = plan, now, clock.london_date(now), parameters
        self.window: Window | None = None if plan.is_closed else window_at(windows_of(plan), now)
        self.groups = lines.groups_of(self.everything) if self.window else []
        self.form = DeskFilter(parameters, self._organisations, self.counts)
        if self.form.errors and not is_nearest:
            raise Http404("The desk has no such filter.")
        self.chosen = {name: value for name, value in self.form.cleaned_data.items() if value}
        self.asked_page = parameters.get("page", "1")

    @cached_property
    def everything(self) -> Any:
        return lines.wanted(self.plan, self.window, self.today)

    @property
    def reminds(self) -> bool:
        """Whether anybody can be reminded: of a plan that is in force alone the portal tells."""
        return self.plan.status == ActionPlan.State.CURRENT

    @property
    def is_after_papers(self) -> bool:
        return self.window is not None and self.window.cycle.is_after_papers(self.now)

    @property
    def deadline_ahead(self) -> str:
        """Until when updates are in time, in words; empty once that is over."""
        is_ahead = self.window is not None and self.now <= self.window.papers_due_at
        return words.moment(self.window.papers_due_at) if self.window is not None and is_ahead else ""

    @cached_property
    def reminded(self) -> dict[int, datetime.datetime]:
        """When each of those who are asked was last reminded in this cycle."""
        asked = {group.asked for group in self.groups if group.asked is not None and group.is_missing}
        return reminding.last_reminded_at(self.window.cycle.pk, asked) if self.window and asked else {}

    @cached_property
    def counts(self) -> Counter[str]:
        """How many stand in each state, sub-actions among them."""
        found: Counter[str] = Counter()
        for group in self.groups:
            found[group.state(self.reminded)] += group.number
            found[State.MISSING] += group.number * group.is_missing
        return found

    @cached_property
    def received(self) -> Numbers:
        return _numbers(group for group in self.groups if not group.is_missing)

    @cached_property
    def owed(self) -> Numbers:
        return _numbers(self.groups)

    @cached_property
    def of_organisations(self) -> dict[str, tuple[str, Numbers, Numbers]]:
        """Name, received and all of each organisation by its code, in order."""
        found: dict[str, list[Group]] = {}
        for group in self.groups:
            found.setdefault(str(group.organisation or NOBODY), []).append(group)
        names = {code: groups[0].name or NOBODY_LEADS for code, groups in found.items()}
        ordered = sorted(names, key=lambda code: (code == NOBODY, names[code].casefold()))
        return {
            code: (
                names[code],
                _numbers(group for group in found[code] if not group.is_missing),
                _numbers(found[code]),
            )
            for code in ordered
        }

    @property
    def _organisations(self) -> list[tuple[str, str]]:
        return [
            (code, f"{name} ({of_words(received, everything)})")
            for code, (name, received, everything) in self.of_organisations.items()
        ]

    @cached_property
    def had_today(self) -> set[int]:
        """Who of those who are asked has had a mail today, and gets no other; a query."""
        asked = {group.asked for group in self.groups if group.asked is not None and group.is_missing}
        return reminding.had_today(asked, self.now) if asked and self.reminds else set()

    @property
    def remindable(self) -> int:
        """How many people a reminder can go to now, of something that is not recorded as not received."""
        return len({one.asked for one in self.groups if self._is_remindable(one)})

    def _is_remindable(self, one: Group) -> bool:
        is_open = one.is_missing and not one.is_recorded
        return self.reminds and bool(one.asked) and is_open and one.asked not in self.had_today

    @property
    def remind_href(self) -> str:
        return self.address_of("remind-people", "all")

    @property
    def query(self) -> str:
        """What the address says, page included."""
        page = {"page": str(self.page.number)} if self.page.number > 1 else {}
        return urlencode(self.chosen | page)

    @property
    def address(self) -> str:
        return self.address_of("desk")

    def address_of(self, name: str, *arguments: str, query: str | None = None, anchor: str = "") -> str:
        """A page of the desk that keeps the filter, or has another query."""
        query = self.query if query is None else query
        address = reverse(name, args=[self.plan.slug, *arguments])
        return address + (f"?{query}" if query else "") + (f"#{anchor}" if anchor else "")

    @cached_property
    def page(self) -> Page:
        """The ids of the lines of this page. Raises Http404 where there is no such page, unless it `is_nearest`."""
        paginator = Paginator(self._listed.values("pk") if self.window else [], LINES_A_PAGE)
        return paginator.get_page(self.asked_page) if self.is_nearest else page_of(paginator, self.asked_page)

    @property
    def _listed(self) -> Any:
        return self.everything.filter(self._of_organisation & self._in_state).order_by(*lines.ORDER)

    @property
    def _of_organisation(self) -> Q:
        return lines.of_organisation(self.chosen["organisation"]) if "organisation" in self.chosen else Q()

    @property
    def _in_state(self) -> Q:
        return lines.in_state(self.chosen["state"], self.reminded) if "state" in self.chosen else Q()

    @cached_property
    def lines(self) -> list[Line]:
        if self.window is None:
            return []
        shown = lines.with_people(self.everything).filter(pk__in=[one["pk"] for one in self.page.object_list])
        return [self.line(action) for action in shown.order_by(*lines.ORDER)]

    def line(self, action: Any) -> Line:
        """The line of an action of `wanted`."""
        given = action.last_update_at
        reminded_at = self.reminded.get(action.asked_id)
        state = lines.state_of(
            is_missing=action.is_missing,
            is_recorded=action.no_update_at is not None,
            is_drafted=action.draft_at is not None,
            is_reminded=reminded_at is not None,
        )
        is_late = given is not None and self.window is not None and self.window.cycle.is_after_papers(given)
        anchor = lines.anchor_of(action)
        return Line(
            action,
            state,
            reminded_at,
            is_late,
            enter_href=self.address_of("enter-update", action.key, anchor=anchor),
            no_update_href=self.address_of("record-no-update", action.key, anchor=anchor),
        )

    @cached_property
    def organised(self) -> list[Organised]:
        """The lines of this page by organisation and lead."""
        return list(self._organised())

    def _organised(self) -> Iterator[Organised]:
        for pk, of_organisation in groupby(self.lines, key=lambda line: line.action.of_organisation):
            code = str(pk or NOBODY)
            leads = [
                self._lead(person, list(of_lead))
                for person, of_lead in groupby(of_organisation, key=lambda line: line.action.lead)
            ]
            can_be_reminded = any(one.organisation == pk and self._is_remindable(one) for one in self.groups)
            href = self.address_of("remind-people", f"organisation-{code}") if can_be_reminded else ""
            name, received, everything = self.of_organisations[code]
            yield Organised(code, name, of_words(received, everything), leads, href)

    def _lead(self, person: User | None, of_lead: list[Line]) -> Lead:
        asked = {}
        for action in (line.action for line in of_lead if line.is_missing and line.action.asked_id):
            one = action.lead if action.asked_id == action.lead_id else action.deputy
            asked[one] = self.address_of("remind-people", f"lead-{one.pk}")
        return Lead(person, of_lead, list(asked.items()))

    def after(self, key: str) -> str:
        """Where one goes on after the line of this action: the next one that is still to come, else the first one,
        else the top. Two queries.
        """
        if self.window is None:
            return self.address
        in_order = list(self._listed.values_list("key", "is_missing", "no_update_at"))
        everybody = self.everything.filter(self._of_organisation).order_by(*lines.ORDER)
        order = {one: place for place, one in enumerate(everybody.values_list("key", flat=True))}
        to_come = [one for one, missing, recorded in in_order if missing and not recorded and one != key]
        following = [one for one in to_come if order[one] > order.get(key, -1)]
        if not to_come:
            return self.address_of("desk", query=urlencode(self.chosen), anchor="desk")
        chosen = (following or to_come)[0]
        number = [one for one, _, _ in in_order].index(chosen) // LINES_A_PAGE + 1
        page = {"page": str(number)} if number > 1 else {}
        return self.address_of("desk", query=urlencode(self.chosen | page), anchor=f"line-{chosen}")


def _numbers(groups: Iterable[Group]) -> Numbers:
    found: Counter[bool] = Counter()
    for group in groups:
        found[group.is_sub_action] += group.number
    return Numbers(found[False], found[True])


def of_words(received: Numbers, everything: Numbers) -> str:
    """ "1 of 34 actions, 0 of 4 sub-actions"; only what there is any of."""
    of_actions = f"{received.actions} of {counted(everything.actions, 'action')}" if everything.actions else ""
    apart = f"{received.sub_actions} of {everything.apart}" if everything.apart else ""
    return ", ".join(filter(None, (of_actions, apart)))
