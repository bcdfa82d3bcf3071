"""What changed between two moments, as a page and as a file: the address says which moments, and what is shown."""

import dataclasses
import datetime
from collections.abc import Sequence
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, QueryDict
from django.urls import reverse

from accounts.models import User
from actions.forms.filter import choices_of
from actions.models import Action, Watch
from audit.describe import Entry
from design.fields import date_words, whole_number
from governance.changes.between import PAGE, Between
from governance.changes.told import Group, Kind, Line, Narrowed, NotUpdated
from governance.forms.changes import FILTERS, ChangesForm
from governance.pages.changes_shown import Shown, ShownGroup
from governance.spans import DAY, READ, CannotCompare, Comparing, Span, when
from priorities.models import ActionPlan

LARGEST_PAGE = 100_000
# Which end of a day each of the moments is.
EDGES = {"since": "Beginning", "until": "End"}
NO_PAGE = "There is no such page of these changes."


@dataclasses.dataclass(frozen=True)
class ShownRecorded:
    """A page of recorded changes, and the addresses of the pages before and after it. `is_asked_for`: whether the
    address names it, and a print on paper has it.
    """

    entries: Sequence[Entry]
    number: int
    before: str
    after: str
    is_asked_for: bool


class ChangesPage:
    """What an address asks for and this person may see. Where nothing can be compared, or a filter is none that a list
    has, `span` is None, the form says why, and `offers` what to compare with instead.
    """

    between: Between

    def __init__(
        self, plan: ActionPlan, user: User, parameters: QueryDict, now: datetime.datetime, *, in_posts: bool = False
    ) -> None:
        """`in_posts`: whoever did something is told by the post that they had, for what is handed on."""
        self.plan, self.user, self.now, self.in_posts = plan, user, now, in_posts
        if any(len(values) > 1 for _, values in parameters.lists()):
            raise Http404("An address says each thing once.")
        # Of the lines of one kind, and of all recorded changes.
        self.part, self.page = (_number(parameters.get(name) or "1") for name in ("part", "page"))
        self.is_page_asked_for = "page" in parameters
        self.comparing = Comparing(plan, user, now)
        self.form = self._form(parameters)
        self.span: Span | None = None
        self.offers: list[tuple[str, str]] = []
        if not self.form.errors:
            self._compare()

    def _compare(self) -> None:
        try:
            self.span = self.comparing.span(self.form.moment("since"), self.form.moment("until"))
        except CannotCompare as refused:
            self.offers = [(one.words, self._address(**{one.field: one.value})) for one in refused.offers]
            self.form.add_error(refused.field, refused.message)
            return
        chosen = self.form.cleaned_data
        narrowed = Narrowed(
            kind=chosen["kind"],
            priority=int(chosen["priority"]) if chosen["priority"] else None,
            organisation=int(chosen["organisation"]) if chosen["organisation"] else None,
            watched=bool(chosen["watched"]),
        )
        period = (self.span.since.at, self.span.until.at)
        self.between = Between(self.plan, self.user, *period, narrowed, self.part, in_posts=self.in_posts)

    def _form(self, parameters: QueryDict) -> ChangesForm:
        held = [(meeting.slug, f"Meeting of {meeting.date}") for meeting in self.comparing.held_meetings()]
        look = self.comparing.look
        read = [(READ, f"Since I read this, {when(look.looked_at)}")] if look is not None else []
        last = "Last meeting held" if held else "When the plan was recorded"
        return ChangesForm(
            parameters,
            since=[("", last), *read, *held, *_typed(parameters, "since")],
            until=[("", "Now"), *held, *_typed(parameters, "until")],
            filters=dict(choices_of(self.plan)),
            first_level=self.plan.first_level,
        )

    @property
    def chosen(self) -> dict[str, str]:
        """What the address says, in short."""
        told = {name: self.form.moment(name) for name in ("since", "until")}
        told |= {name: self.form.cleaned_data.get(name, "") for name in FILTERS}
        return {name: value for name, value in told.items() if value}

    @property
    def kind(self) -> str:
        """The one kind of change that is asked for; empty for all."""
        return self.chosen.get("kind", "")

    @property
    def query(self) -> str:
        return urlencode(self.chosen)

    @property
    def address(self) -> str:
        """The page as its shortest address."""
        return self._address()

    @property
    def is_narrowed(self) -> bool:
        return bool(self.form.filters_in_use)

    @property
    def without_filters(self) -> str:
        """The address of the same comparison, with all that changed."""
        return self._address(kind="", priority="", organisation="", watched="")

    @property
    def title(self) -> str:
        return self.span.sentence if self.span is not None else "What changed"

    @cached_property
    def groups(self) -> list[ShownGroup]:
        """What changed in the end, in the order in which a meeting asks. Raises Http404 for a page of lines that there
        is not.
        """
        found = {group.kind: self._shown(group) for group in self.between.groups}
        if self.part > 1 and not (self.kind and any(group.rows for group in found.values())):
            raise Http404(NO_PAGE)
        owed = self.between.not_updated
        if owed.organisations:
            silent = [self._linked(one) for one in owed.organisations]
            found[Kind.NOT_UPDATED] = ShownGroup(
                Kind.NOT_UPDATED,
                owed.numbers.actions,
                apart=owed.numbers.apart,
                rows=[Shown(line) for line in owed.recorded],
                organisations=silent,
            )
        return [found[kind] for kind in Kind if kind in found]

    def _linked(self, silent: NotUpdated) -> NotUpdated:
        """With the list of the plan as it stood at the later moment; none lists what somebody watches. None is linked
        as at a meeting of which nobody has said that it was held: nothing is compared with that one from there.
        """
        until = self.span.until.meeting if self.span is not None else None
        if self.chosen.get("watched") or (until is not None and until.is_coming):
            return dataclasses.replace(silent, missing=silent.missing._replace(href=""))
        at = "" if self.is_until_now else "&" + urlencode({"at": self.form.moment("until")})
        return dataclasses.replace(silent, missing=silent.missing._replace(href=silent.missing.href + at))

    def _shown(self, group: Group) -> ShownGroup:
        rows = [Shown(line) for line in group.lines]
        if not self.kind:
            more = self._address(kind=group.kind.value) if group.has_more else ""
            return ShownGroup(group.kind, group.total, rows=rows, more=more)
        before = self._address(part=str(self.part - 1)) if self.part > 1 else ""
        after = self._address(part=str(self.part + 1)) if group.total > self.part * PAGE else ""
        return ShownGroup(group.kind, group.total, rows=rows, before=before, after=after)

    @property
    def is_unchanged(self) -> bool:
        """Whether nothing is another than it was."""
        return not self.between.groups and self.kind != Kind.NOT_UPDATED

    @cached_property
    def watches_nothing(self) -> bool:
        """Whether only what the person watches is asked for, and that is nothing. A query where it is asked for."""
        return bool(self.chosen.get("watched")) and not Watch.objects.filter(user=self.user.pk).exists()

    @property
    def is_until_now(self) -> bool:
        return self.span is not None and self.span.until.at == self.now

    @property
    def read_until(self) -> str:
        """The moment up to which the page tells, to the microsecond."""
        return self.span.until.at.astimezone(datetime.UTC).isoformat() if self.span is not None else ""

    @property
    def filters_in_words(self) -> str:
        """What the filter lets through."""
        return ", ".join(self.form.words_of(name) for name in FILTERS if self.form.cleaned_data.get(name))

    @cached_property
    def no_net(self) -> list[Line]:
        """What changed and came back, the first of it; not where one kind is asked for, because it is of none."""
        return [] if self.kind else self.between.no_net

    @property
    def no_net_total(self) -> int:
        return self.between.no_net_total

    @cached_property
    def changed_all(self) -> bool:
        """Whether every action of the plan changed or had an update, where no filter is on; two queries."""
        if self.span is None or self.is_narrowed:
            return False
        rows = Action.history.filter(
            plan=self.plan.pk, history_date__gt=self.span.since.at, history_date__lte=self.span.until.at
        )
        changed = rows.order_by().values("id").distinct().count()
        return changed > 0 and changed == Action.objects.filter(plan=self.plan).count()

    @property
    def every_kind(self) -> str:
        """The address of the same comparison, with changes of every kind."""
        return self._address(kind="")

    @property
    def all_recorded(self) -> str:
        """The address of the page whose print has what was recorded."""
        return self._address(page="1")

    @cached_property
    def recorded(self) -> ShownRecorded | None:
        """A page of all that was recorded, one for each change; None where one kind is asked for, because what was
        recorded is of no kind. Raises Http404 for a page that there is not.
        """
        if self.kind:
            if self.page > 1:
                raise Http404(NO_PAGE)
            return None
        found = self.between.recorded(self.page)
        if self.page > 1 and not (found.entries or found.has_more):
            raise Http404(NO_PAGE)
        return ShownRecorded(
            found.entries,
            self.page,
            self._address(page=str(self.page - 1)) if self.page > 1 else "",
            self._address(page=str(self.page + 1)) if found.has_more else "",
            self.is_page_asked_for,
        )

    def _address(self, **other: str) -> str:
        query = urlencode({name: value for name, value in (self.chosen | other).items() if value})
        return reverse("changes", args=[self.plan.slug]) + (f"?{query}" if query else "")


def _number(text: str) -> int:
    number = whole_number(text, 1, LARGEST_PAGE)
    if number is None:
        raise Http404(NO_PAGE)
    return number


def _typed(parameters: QueryDict, name: str) -> list[tuple[str, str]]:
    """The day that an address names, among the choices."""
    asked: Any = parameters.get(name, "")
    if not DAY.fullmatch(asked):
        return []
    try:
        return [(asked, f"{EDGES[name]} of {date_words(datetime.date.fromisoformat(asked))}")]
    except ValueError:
        return []
