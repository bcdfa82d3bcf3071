"""The updates that a cycle wants or has, each with how far it has come, as the desk lists them."""

import dataclasses
import datetime
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import BigIntegerField, Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Lower

from actions import conditions
from actions.flags import day_words, no_update_words
from actions.forms.filter import NOBODY
from actions.models import Action, ActionOrganisation, ProgressDraft
from actions.querysets import no_update_recorded_at, whether
from notices.desk.states import State
from notices.people import asked_id
from priorities.cycles import Window
from priorities.models import ActionPlan

# By organisation, then lead, then as the plan has them; nobody last.
ORDER = (
    Lower("organisation_name").asc(nulls_last=True),
    "of_organisation",
    Lower("lead__name").asc(nulls_last=True),
    "lead_id",
    "priority__number",
    "position",
    "pk",
)


def wanted(plan: ActionPlan, window: Window | None, today: datetime.date) -> Any:
    """Everything that the cycle wants or has; without a cycle nothing. `is_missing`: it is owed and not received;
    `no_update_at`: it is recorded that none was; `draft_at`: somebody has begun one that no update has replaced;
    `asked_id`: who can be reminded. `of_organisation`: the first that is named as leading it, else that of its lead,
    as `coverage_of` has it.
    """
    leading = ActionOrganisation.objects.filter(action=OuterRef("pk"), part="lead").order_by("organisation__name")
    drafts = ProgressDraft.objects.standing().filter(action=OuterRef("pk")).order_by("-saved_at")
    missing = conditions.not_updated_in(window, today)
    return Action.objects.filter(conditions.received_in(window) | missing, plan=plan).annotate(
        is_missing=whether(missing),
        no_update_at=no_update_recorded_at(window),
        draft_at=Subquery(drafts.values("saved_at")[:1]),
        of_organisation=Coalesce(
            Subquery(leading.values("organisation_id")[:1]), "lead__organisation_id", output_field=BigIntegerField()
        ),
        organisation_name=Coalesce(Subquery(leading.values("organisation__name")[:1]), "lead__organisation__name"),
        asked_id=asked_id(),
    )


@dataclasses.dataclass(frozen=True)
class Group:
    """How many of one organisation, asked person and state there are; `is_sub_action`: they are counted apart."""

    organisation: int | None
    name: str
    asked: int | None
    is_missing: bool
    is_recorded: bool
    is_drafted: bool
    is_sub_action: bool
    number: int

    def state(self, reminded: Mapping[int, Any]) -> State:
        return state_of(
            is_missing=self.is_missing,
            is_recorded=self.is_recorded,
            is_drafted=self.is_drafted,
            is_reminded=self.asked in reminded,
        )


def groups_of(actions: Any) -> list[Group]:
    """All of them, counted; one query."""
    names = ("of_organisation", "organisation_name", "asked_id", "is_missing")
    facts = {
        "is_recorded": whether(Q(no_update_at__isnull=False)),
        "is_drafted": whether(Q(draft_at__isnull=False)),
        "apart": whether(conditions.IS_SUB_ACTION),
    }
    counted = actions.order_by().values(*names, **facts)
    rows = counted.annotate(number=Count("pk")).values_list(*names, *facts, "number")
    return [
        Group(pk, name or "", asked, bool(missing), bool(recorded), bool(drafted), bool(apart), number)
        for pk, name, asked, missing, recorded, drafted, apart, number in rows
    ]


def state_of(*, is_missing: bool, is_recorded: bool, is_drafted: bool, is_reminded: bool) -> State:
    """The one that says most."""
    if not is_missing:
        return State.RECEIVED
    if is_recorded:
        return State.RECORDED
    if is_drafted:
        return State.DRAFT
    return State.REMINDED if is_reminded else State.NOTHING


def in_state(state: str, reminded: Collection[int]) -> Q:
    """What stands in this state, as `state_of` says it of one."""
    missing, recorded = Q(is_missing=True), Q(no_update_at__isnull=False)
    open_, drafted = missing & ~recorded, Q(draft_at__isnull=False)
    asked = Q(asked_id__in=list(reminded))
    return {
        State.MISSING: missing,
        State.RECEIVED: Q(is_missing=False),
        State.RECORDED: missing & recorded,
        State.DRAFT: open_ & drafted,
        State.REMINDED: open_ & ~drafted & asked,
        State.NOTHING: open_ & ~drafted & (~asked | Q(asked_id__isnull=True)),
    }[State(state)]


def of_organisation(organisation: str) -> Q:
    """Those of an organisation by its id; `NOBODY`: those of none."""
    return Q(of_organisation__isnull=True) if organisation == NOBODY else Q(of_organisation=organisation)


def with_people(actions: Any) -> Any:
    """With all that a line shows."""
    return actions.select_related(
        "plan", "parent", "lead__organisation", "deputy", "last_update__author", "last_update__on_behalf_of"
    ).annotate(organisation_short=F("lead__organisation__short_name"))


@dataclasses.dataclass(frozen=True)
class Line:
    """One action at the desk: its state in words, and where what can be done about it is done."""

    action: Any
    state: State
    reminded_at: datetime.datetime | None
    is_after_papers: bool
    enter_href: str
    no_update_href: str

    @property
    def words(self) -> str:
        """How far it has come: "Received on 3 September 2024, after papers went out"."""
        action = self.action
        if self.state == State.RECEIVED:
            late = ", after papers went out" if self.is_after_papers else ""
            return f"Received on {day_words(action.last_update_at)}{late}"
        if self.state == State.RECORDED:
            return no_update_words(action.no_update_at)
        if self.state == State.DRAFT:
            return f"Draft begun, saved on {day_words(action.draft_at)}"
        return self.reminded_words or "Not received"

    @property
    def note(self) -> str:
        """What else there is to say: who gave it, that they were reminded as well."""
        if self.state == State.RECEIVED:
            return str(self.action.last_update.by_line)
        return self.reminded_words if self.state != State.REMINDED else ""

    @property
    def reminded_words(self) -> str:
        return f"Reminded on {day_words(self.reminded_at)}" if self.reminded_at else ""

    @property
    def is_recorded(self) -> bool:
        return self.state == State.RECORDED

    @property
    def is_missing(self) -> bool:
        return self.state != State.RECEIVED

    @property
    def anchor(self) -> str:
        return anchor_of(self.action)


def anchor_of(action: Action) -> str:
    """Where the line of an action stands on the page."""
    return f"line-{action.key}"
