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
    """An open query on the plan, one of its priorities or one of its actions. One that is open already, word for
    word, is given back and not raised again.
    """
    with recording(by=by, now=now, reason=reason):
        plan = ActionPlan.objects.locked(plan.pk)
        asked = {"plan": plan, "priority": priority, "action": action, "question": question}
        return SourceQuery.objects.open().filter(**asked).first() or SourceQuery.objects.create(**asked)


def answer_query(
    *,
    query: SourceQuery,
    by: User,
    now: datetime.datetime,
    answer: str,
    reason: str = "",
    revision: int | None = None,
) -> SourceQuery:
    """Answer an open query; `reason` says where the answer comes from.

    Raises Refused for an empty answer or an answered query, StaleRecord where `revision` is not the query's any more.
    """
    with recording(by=by, now=now, reason=reason):
        query = SourceQuery.objects.locked(query.pk, revision)
        if query.answered_at is not None:
            raise Refused("This query has already been answered. Correct the answer if it is wrong.")
        return _answered(query, by, now, answer)


def correct_answer(
    *,
    query: SourceQuery,
    by: User,
    now: datetime.datetime,
    answer: str,
    reason: str,
    revision: int | None = None,
) -> SourceQuery:
    """Put another answer in the place of a wrong one; history keeps both. Raises as `answer_query`, Refused without a
    reason or for a query that is still open.
    """
    if not reason.strip():
        raise Refused("Say why the answer was wrong.")
    with recording(by=by, now=now, reason=reason):
        query = SourceQuery.objects.locked(query.pk, revision)
        if query.answered_at is None:
            raise Refused("This query has no answer yet. Answer it first.")
        return query if query.answer == answer else _answered(query, by, now, answer)


def _answered(query: SourceQuery, by: User, now: datetime.datetime, answer: str) -> SourceQuery:
    if not answer.strip():
        raise Refused("Enter the answer.")
    query.answer, query.answered_by, query.answered_at = answer, by, now
    query.save()
    return query
