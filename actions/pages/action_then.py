"""One action as it stood at a moment, with all that belonged to it then; nothing on its page can be changed."""

import datetime
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from actions.as_at.moments import AsAt, NotShown, moment_words
from actions.as_at.records import PEOPLE, PeopleThen, Then, states_since
from actions.models import (
    Action,
    ActionCoLead,
    ActionDriver,
    ActionOrganisation,
    CoProduction,
    Driver,
    DueDateChange,
    DueDateProposal,
    Evidence,
    Milestone,
    ProgressUpdate,
    Question,
    RelatedAction,
    SourceQuery,
)
from actions.models.dates import why_it_stands
from actions.pages.action import UPDATES_SHOWN, ActionPage
from actions.table import Row, rows_then
from audit.as_at import rows_at

LATE = datetime.date.max
# Who has a part in a question, and when.
ASKING = {"asked_by": "asked_at", "answered_by": "answered_at", "closed_by": "closed_at"}


class ActionPageThen(ActionPage):
    """What the page of an action shows as at a moment; a fixed number of queries.

    Raises NotShown where the action was not in the plan then. What higher apps tell of it stands on their own pages.
    """

    part, may_update, may_support, may_decide, may_propose = None, False, False, False, False

    def __init__(self, action: Action, at: AsAt, *, shows_all: bool) -> None:
        self.then = Then(action.plan, at.moment)
        self.now, self.today, self.shows_all = at.moment, self.then.today, shows_all
        self.windows, self.window = self.then.windows, self.then.window
        self._read(action.pk)
        rows = self.then.rows(rows_at(Action, at.moment, id__in=self._near(action.pk)).order_by("position", "id"))
        if all(row.id != action.pk for row in rows):
            added = Action.history.filter(id=action.pk).earliest("history_id").history_date
            said = f"{action.reference} was not in the plan {at.words}: it was added on {moment_words(added)}."
            raise NotShown(said, action.plan, added, 404)
        self.people = self._people(action.pk, rows)
        self.around = self.then.made(rows, self.people)
        self.action: Any = next(one for one in self.around if one.pk == action.pk)
        self.since = states_since(at.moment, [self.action])[action.pk]
        self._name_people()

    def _read(self, pk: int) -> None:
        """What belonged to it, but for its updates."""
        self.co_leads = self._of(ActionCoLead, pk)
        self.organisations = self._of(ActionOrganisation, pk)
        self.milestones = sorted(self._of(Milestone, pk), key=lambda one: (one.due_on or LATE, one.pk))
        self.queries = self._of(SourceQuery, pk)
        self.co_productions = sorted(self._of(CoProduction, pk), key=lambda one: (one.on_date, one.pk), reverse=True)
        self.evidence = self._of(Evidence, pk, added_at="history_date", added_by="actor_name", added_as="actor_role")[
            ::-1
        ]
        self.proposals = self._of(
            DueDateProposal, pk, proposed_by="actor_name", proposed_at="history_date", decision_reason=why_it_stands()
        )[::-1]
        self.questions = sorted(
            self._of(Question, pk), key=lambda one: (list(Question.State).index(one.state), one.asked_at)
        )

    def _of(self, model: Any, pk: int, **added: str | Subquery) -> list[Any]:
        """The records of the action, in the order in which they came; `added`: what their first row says, or what is
        asked of the row that stood.
        """
        first = model.history.order_by().filter(id=OuterRef("id"), history_type="+")
        columns = {
            name: Subquery(first.values(asked)[:1]) if isinstance(asked, str) else asked
            for name, asked in added.items()
        }
        found = []
        for row in rows_at(model, self.then.moment, action_id=pk).annotate(**columns):
            record = row.as_instance()
            for name in added:
                setattr(record, name, getattr(row, name))
            found.append(record)
        return found

    def _near(self, pk: int) -> list[int]:
        """The action, its sub-actions and those that it was linked with."""
        pairs = rows_at(RelatedAction, self.then.moment).filter(Q(first_id=pk) | Q(second_id=pk))
        self._related = {one for pair in pairs.values_list("first_id", "second_id") for one in pair} - {pk}
        below = Action.history.filter(parent_id=pk).order_by().values_list("id", flat=True).distinct()
        return [pk, *self._related, *below]

    def _people(self, pk: int, rows: Sequence[Any]) -> PeopleThen:
        """Everybody whom the page names, the authors of its updates among them."""
        own = next(row for row in rows if row.id == pk)
        story = ProgressUpdate.objects.filter(action=pk, pk__lte=own.last_update_id or 0).order_by("-pk")
        self.updates = list(story if self.shows_all else story[: UPDATES_SHOWN + 1])
        named: list[int | None] = [getattr(row, f"{part}_id") for row in rows for part in PEOPLE]
        named += [one for update in self.updates for one in (update.author_id, update.on_behalf_of_id)]
        named += [link.user_id for link in self.co_leads] + [one.answered_by_id for one in self.queries]
        named += [one.decided_by_id for one in self.proposals]
        named += [getattr(one, f"{name}_id") for one in self.questions for name in ASKING]
        return PeopleThen(named, [link.organisation_id for link in self.organisations], self.then.moment)

    def _name_people(self) -> None:
        """Everybody under the name that they had: authors when they wrote, the others at the moment."""
        person: Any = self.people.person
        corrections = {update.corrects_id: update for update in self.updates if update.corrects_id}
        corrected_by: Any = ProgressUpdate._meta.get_field("correction")
        for update in self.updates:
            update.author = person(update.author_id, update.submitted_at)
            update.on_behalf_of = person(update.on_behalf_of_id, update.submitted_at)
            corrected_by.set_cached_value(update, corrections.get(update.pk))
        for link in self.co_leads:
            link.user = person(link.user_id)
        for part in self.organisations:
            part.organisation = self.people.organisation(part.organisation_id)
        for query in self.queries:
            query.answered_by = person(query.answered_by_id, query.answered_at)
        for proposal in self.proposals:
            proposal.decided_by = person(proposal.decided_by_id, proposal.decided_at)
        for question in self.questions:
            for name, when in ASKING.items():
                setattr(question, name, person(getattr(question, f"{name}_id"), getattr(question, when)))

    @cached_property
    def rows(self) -> tuple[Row, list[Row]]:
        """The action's own row, and those of its sub-actions."""
        below = [one for one in self.around if one.parent_id == self.action.pk]
        own, *others = rows_then([self.action, *below], self.then)
        return own, others

    @property
    def related(self) -> Sequence[Action]:
        return [one for one in self.around if one.pk in self._related]

    @cached_property
    def date_changes(self) -> Sequence[DueDateChange]:
        """Every step of the agreed due date after the first."""
        known = DueDateChange.objects.filter(action=self.action.pk, recorded_at__lte=self.then.moment)
        return list(known.with_ongoing())[:-1] if self.action.times_moved else []

    @cached_property
    def drivers(self) -> Sequence[Driver]:
        links = rows_at(ActionDriver, self.then.moment, action_id=self.action.pk).values("driver_id")
        rows = rows_at(Driver, self.then.moment).filter(id__in=links)
        return [row.as_instance() for row in rows.order_by("kind", "title")]

    # What reports printed of it, and what other apps tell, stands on their own pages.
    printed: list[Any] = []  # type: ignore[assignment]
    printed_without_update: list[Any] = []  # type: ignore[assignment]
    panels: list[Any] = []  # type: ignore[assignment]
