"""What is saved so shortly before papers go out that the pack cannot have it: asked about before they go."""

import datetime
from collections.abc import Iterator, Sequence

from django.db.models import QuerySet

from accounts.models import User
from actions.models import (
    Action,
    ActionCoLead,
    ActionOrganisation,
    CoProduction,
    DueDateProposal,
    Evidence,
    Milestone,
    SourceQuery,
)
from audit.describe import Entry
from audit.feed import in_period, touched
from audit.models import AuditedModel
from design.moments import clock_time
from design.soft_questions import Question
from governance.changes.recorded import entries_of
from governance.changes.scope import Scope
from governance.models import Decision, Meeting, MeetingAction
from governance.pack.reading import plans_of, preview_source
from governance.reports.told import counted
from governance.services.packs import settled_before
from governance.services.publishing import LEAST_AGE
from priorities.models import ActionPlan, Objective, Priority, PriorityJudgement, StatusDefinition, UpdateCycle

# What a pack tells of a plan. Updates and dates that moved change their action with them.
OF_PLAN: tuple[type[AuditedModel], ...] = (
    ActionPlan, StatusDefinition, UpdateCycle, Priority, Objective, Action, ActionCoLead, ActionOrganisation,
    Milestone, DueDateProposal, Evidence, CoProduction, SourceQuery,
)  # fmt: skip
NAMED = 3


def just_saved_questions(meeting: Meeting, user: User, now: datetime.datetime) -> Iterator[Question]:
    """Whether papers go out now, although a pack frozen now would lack what was just saved. The question's code stands
    for the last of it: a yes is no yes to what is saved later.
    """
    found = just_saved(meeting, user, now)
    if not found:
        return
    is_one = len(found) == 1
    told = [_words(entry) for entry in found[:NAMED]]
    if len(found) > NAMED:
        told.append(f"{len(found) - NAMED} more")
    settled = found[0].at + LEAST_AGE + datetime.timedelta(minutes=1) - datetime.timedelta(microseconds=1)
    text = (
        f"{counted(len(found), 'change')} {'was' if is_one else 'were'} saved less than two minutes ago and will not "
        f"be in the pack: {'; '.join(told)}. For a pack with {'it' if is_one else 'them'}, "
        f"leave this page and record that the papers have gone out at {clock_time(settled)} or later. Have they gone "
        f"out without {'it' if is_one else 'them'}?"
    )
    yield Question(f"just-saved-{found[0].change_id.hex}", text)


def just_saved(meeting: Meeting, user: User, now: datetime.datetime) -> list[Entry]:
    """The changes of the pack's plans, and of what its body decided and is to do, that a pack frozen now would not
    tell of; newest first. The agenda and the meeting itself are told as they stand. A fixed number of queries.
    """
    since = settled_before(now)
    scopes = [Scope(plan, user, since, now) for plan in plans_of(preview_source(meeting, now))]
    if not scopes:
        return []
    models = touched(OF_PLAN, since, now)
    sources = [in_period(scope.rows(model), since, now) for scope in scopes for model in models]
    sources += [_judgements(scope) for scope in scopes]
    sources += [in_period(rows, since, now) for rows in _of_body(meeting, user)]
    return sorted(entries_of(scopes[0], sources).values(), key=lambda entry: entry.at, reverse=True)


def _judgements(scope: Scope) -> QuerySet:
    period = {"recorded_at__gt": scope.since, "recorded_at__lte": scope.until}
    return PriorityJudgement.objects.filter(scope.belongs(PriorityJudgement), **period).select_related(
        "priority__plan"
    )


def _of_body(meeting: Meeting, user: User) -> Sequence[QuerySet]:
    of_body = {"body_id": meeting.body_id}
    return (
        Meeting.visible_history(Meeting.history.filter(**of_body).exclude(id=meeting.pk), user),
        Decision.visible_history(Decision.history.filter(**of_body), user),
        MeetingAction.visible_history(MeetingAction.history.filter(meeting__body_id=meeting.body_id), user),
    )


def _words(entry: Entry) -> str:
    """ "Action 1a (Olive Marsh, lead of 1a, 9:12am)"."""
    first, *others = entry.lines
    also = f" and {len(others)} more" if others else ""
    return f"{first.text.removesuffix('.')}{also} ({entry.actor}, {clock_time(entry.at)})"
