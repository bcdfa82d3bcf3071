"""Questions on actions in tests, through the services."""

import datetime
from typing import Any

from accounts.models import User
from actions.models import Action, Question
from actions.services import answer_question, ask_question, close_question
from tests.world import NOW

PLAN = "/plans/2023-24/"
TEXT = "Which schools join next?"
ANSWER = "Two in Billingham, in November."


def ask(key: str, by: User, text: str = TEXT, now: datetime.datetime = NOW) -> Question:
    """A question on an action of the plan, by its key."""
    action = Action.objects.with_people().select_related("plan", "priority").get(key=key)
    return ask_question(action=action, by=by, now=now, text=text)


def answer(question: Question, by: User, now: datetime.datetime = NOW, **said: Any) -> Question:
    return answer_question(question=question, by=by, now=now, **{"answer": ANSWER} | said)


def close(question: Question, by: User, now: datetime.datetime = NOW, **said: Any) -> Question:
    """Closed, as it stands, because somebody else has to answer it."""
    because = {"closed_as": "not_for_plan", "reason": "The schools decide that."}
    return close_question(question=question, by=by, now=now, **because | said)


def asking(key: str) -> str:
    """The form to ask a question on an action."""
    return f"{PLAN}actions/{key}/questions/new/"


def answering(question: Question) -> str:
    return f"{PLAN}actions/{question.action.key}/questions/{question.pk}/answer/"


def closing(question: Question) -> str:
    return f"{PLAN}actions/{question.action.key}/questions/{question.pk}/close/"
