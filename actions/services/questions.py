"""Questions on actions: asked, answered, closed. None is ever taken away."""

import datetime

from django.core.exceptions import PermissionDenied

from accounts.models import User
from actions.access import part_words
from actions.asking import asking_part, may_answer, may_ask, may_close
from actions.models import Action, Question
from audit.recording import Refused, recording
from send_portal import clock

CLOSED = "This question is closed. Ask another question if something is still open."
NO_ANSWER = "Nobody has answered this question yet. Close it for another reason, or answer it first."


def ask_question(*, action: Action, by: User, now: datetime.datetime, text: str) -> Question:
    """A question on an action. One of theirs that is still open, word for word, is given back and not asked again.

    Raises Refused where it says nothing, PermissionDenied where the person may not ask.
    """
    asked_as = asking_part(by, action, clock.london_date(now))
    with recording(by=by, now=now, role=asked_as):
        action = _locked(action)
        if not may_ask(by, action):
            raise PermissionDenied("You cannot ask a question on this action.")
        text = text.strip()
        if not text:
            raise Refused("Enter your question.")
        same = Question.objects.open().filter(action=action, asked_by=by, text=text).first()
        return same or Question.objects.create(
            action=action, asked_by=by, asked_as=asked_as, asked_at=now, text=text
        )  # fmt: skip


def answer_question(
    *,
    question: Question,
    by: User,
    now: datetime.datetime,
    answer: str,
    reason: str = "",
    revision: int | None = None,
) -> Question:
    """Answer a question, or put another answer in the place of the one that stands, with the reason: history keeps
    both.

    Raises Refused for an empty answer, a closed question or a correction without a reason; PermissionDenied where the
    person may not answer; StaleRecord where `revision` is not the question's any more.
    """
    answered_as = part_words(by, question.action)
    with recording(by=by, now=now, reason=reason.strip(), role=answered_as):
        action = _locked(question.action)
        if not may_answer(by, action):
            raise PermissionDenied("You cannot answer questions on this action.")
        question = _still_open(question, revision)
        answer = answer.strip()
        if not answer:
            raise Refused("Enter the answer.")
        if question.answer == answer:
            return question
        if question.answer and not reason.strip():
            raise Refused("Say why you are changing the answer.")
        question.answer, question.answered_by, question.answered_as, question.answered_at = (
            answer, by, answered_as, now,
        )  # fmt: skip
        question.save()
    return question


def close_question(
    *,
    question: Question,
    by: User,
    now: datetime.datetime,
    closed_as: str,
    reason: str,
    revision: int | None = None,
) -> Question:
    """Nothing more is to come of a question: it stays in sight, with what became of it and why.

    Raises Refused without a reason, where it is closed, or as answered where it has no answer; PermissionDenied for
    everybody but the co-ordinator; StaleRecord where `revision` is not the question's any more.
    """
    with recording(by=by, now=now):
        action = _locked(question.action)
        if not may_close(by, action):
            raise PermissionDenied("Only the co-ordinator can close a question.")
        question = _still_open(question, revision)
        if not reason.strip():
            raise Refused("Say why the question is closed.")
        if closed_as == Question.ClosedAs.ANSWERED and not question.answer:
            raise Refused(NO_ANSWER)
        question.closed_as, question.closed_reason = closed_as, reason.strip()
        question.closed_by, question.closed_at = by, now
        question.save()
    return question


def _locked(action: Action) -> Action:
    """The action, locked: two that ask, answer or close at the same instant come one after the other. Always before
    its question, here and where a question goes onto an agenda.
    """
    found: Action = Action.objects.with_people().select_related("plan").locked(action.pk)
    return found


def _still_open(question: Question, revision: int | None) -> Question:
    """The question, locked, where it may still change. That it is closed comes before that it has changed: a form that
    was opened before cannot be saved again.
    """
    found: Question = Question.objects.locked(question.pk)
    if found.is_closed:
        raise Refused(CLOSED)
    found.require_revision(revision)
    return found
