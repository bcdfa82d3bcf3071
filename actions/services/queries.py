"""Asking and answering what the source leaves open."""

import datetime

from accounts.models import User
from actions.models import Action, SourceQuery
from audit.recording import Process, Refused, recording
from priorities.models import ActionPlan, Priority


def ask_source_query(
    *,
    plan: ActionPlan,
    by: User | Process,
    now: datetime.datetime,
    question: str,
    priority: Priority | None = None,
    action: Action | None = None,
    reason: str = "",
) -> SourceQuery:
    """An open query on the plan, one of its priorities or one of its actions."""
    with recording(by=by, now=now, reason=reason):
        return SourceQuery.objects.create(plan=plan, priority=priority, action=action, question=question)


def answer_query(
    *, query: SourceQuery, by: User, now: datetime.datetime, answer: str, reason: str = ""
) -> SourceQuery:
    """Answer an open query. Raises Refused for an empty answer or an answered query."""
    if not answer.strip():
        raise Refused("Enter the answer.")
    with recording(by=by, now=now, reason=reason):
        query = SourceQuery.objects.locked(query.pk)
        if query.answered_at is not None:
            raise Refused("This query has been answered already.")
        query.answer, query.answered_by, query.answered_at = answer, by, now
        query.save()
    return query
