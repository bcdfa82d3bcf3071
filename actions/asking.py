"""Who may ask a question on an action, answer it and close it, and in which part. Views fetch through here.

Everybody asks who has a part in the work: who leads, deputises or answers for something in a plan, who has a seat on a
body, the co-ordinator and readers. The others read: the administrator, who has nothing to do with what plans say, and
whoever has an account and no part. They ask the co-ordinator, who can ask for them.
"""

import datetime

from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.models import User
from accounts.roles import Role
from actions.access import part_in, sro_of, visible_action
from actions.models import Action, ProgressUpdate, Question
from priorities.access import require_coordinator, require_open

Part = ProgressUpdate.Part
READ_ONLY = "Only people with a part in the plan, members of a body, the co-ordinator and readers can ask a question."
ELSEWHERE = {
    "actions_led": "lead of {}",
    "co_led": "co-lead of {}",
    "actions_as_deputy": "deputy of {}",
    "actions_as_sro": "senior responsible officer of {}",
    "priorities_as_sro": "senior responsible officer of {}",
}


def may_ask(user: User, action: Action) -> bool:
    """Whether the person may ask a question on the action; no query for somebody who has signed in."""
    has_right = user.is_coordinator or Role.READER in user.granted_roles or user.has_part
    return has_right and not action.plan.is_closed


def may_answer(user: User, action: Action) -> bool:
    """Whether the person may answer the questions on the action: who gives its updates, whatever became of it."""
    return part_in(user, action) is not None and not action.plan.is_closed


def may_close(user: User, action: Action) -> bool:
    """Whether the person may close the questions on the action."""
    return user.is_coordinator and not action.plan.is_closed


def action_to_ask_about(user: User, plan: str, ref: str) -> Action:
    """The action, for a question. Raises Http404 as `visible_action`, PermissionDenied saying whom to ask."""
    action = visible_action(user, plan, ref)
    require_open(action.plan)
    if not may_ask(user, action):
        raise PermissionDenied(f"{READ_ONLY} Ask the co-ordinator to ask it for you.")
    return action


def question_to_answer(user: User, plan: str, ref: str, pk: int) -> Question:
    """A question on the action, to answer it or to correct the answer. Raises Http404 as `visible_action` and for
    another action's, PermissionDenied saying whom to ask.
    """
    question = _question(user, plan, ref, pk)
    action = question.action
    if not may_answer(user, action):
        who = f"{action.lead}, who leads it, or" if action.has_lead else "the lead, once there is one, or"
        raise PermissionDenied(
            f"Only the people who lead {action.reference} and the co-ordinator can answer questions on it. "
            f"Ask {who} the co-ordinator."
        )
    return question


def question_to_close(user: User, plan: str, ref: str, pk: int) -> Question:
    """A question on the action, for the co-ordinator. Raises as `question_to_answer`."""
    question = _question(user, plan, ref, pk)
    require_coordinator(user)
    return question


def _question(user: User, plan: str, ref: str, pk: int) -> Question:
    action = visible_action(user, plan, ref)
    question = action.questions.with_people().filter(pk=pk).first()
    if question is None:
        raise Http404("This action has no such question.")
    require_open(action.plan)
    question.action = action
    return question


def asking_part(user: User, action: Action, today: datetime.date) -> str:
    """In which part the person asks about the action, in words: the one that is nearest to it. A few queries, where
    they have none in the action itself.
    """
    if part := part_in(user, action):
        return part.label if part == Part.COORDINATOR else f"{part.label} of {action.reference}"
    if user in (sro_of(action), action.sro, action.priority.sro):
        return f"senior responsible officer of {action.reference}"
    if Role.READER in user.granted_roles:
        return Role.READER.label
    seat = user.memberships.seats().on(today).select_related("body").order_by("pk").first()
    if seat is not None:
        return f"{seat.get_role_display()} of the {seat.body}"
    return _elsewhere(user)


def _elsewhere(user: User) -> str:
    for relation, words in ELSEWHERE.items():
        found = getattr(user, relation).order_by("pk").first()
        if found is not None:
            return words.format(_name(found))
    return "with a part in another action"


def _name(found: object) -> str:
    """The action or the priority that somebody has a part in, in a word or two."""
    subject = getattr(found, "action", found)
    return getattr(subject, "reference", "") or f"{subject.plan.first_level} {subject.number}"  # type: ignore[attr-defined]
