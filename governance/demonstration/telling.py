"""What the leads, co-leads and deputies tell in the story, and the co-ordinator for them."""

import datetime
import uuid
from typing import Any

from accounts.models import User
from actions import services
from actions.models import Action
from actions.services.co_production import CoProductionTold
from governance.demonstration.planning import Stage
from governance.demonstration.story import account, evidence_given

HOUR = datetime.timedelta(hours=1)
TOGETHER = ("who_took_part", "you_said", "we_did", "could_not_because")


def tell(stage: Stage, update: dict[str, Any], *, now: datetime.datetime) -> None:
    """One progress update, or the confirmation that nothing has changed."""
    action = stage.action
    by = _author(stage, action, update)
    if update.get("no_change"):
        services.confirm_no_change(action=action, by=by, now=now, submission=uuid.uuid4())
        return
    milestones = dict(action.milestones.values_list("title", "pk"))
    services.submit_progress(
        action=action,
        by=by,
        now=now,
        submission=uuid.uuid4(),
        account=account(update, milestones),
        corrects=action.last_update_id if update.get("corrects") else None,
        received_by=update.get("received", "portal"),
    )


def show(stage: Stage, given: dict[str, Any], *, now: datetime.datetime) -> None:
    """A piece of evidence that came by itself, and what was withdrawn of it."""
    by = stage.people[given["by"]]
    evidence = services.add_evidence(action=stage.action, by=by, now=now, given=evidence_given(given))
    if "withdrawn" in given:
        services.withdraw_evidence(
            evidence=evidence, by=by, now=now + HOUR, reason=given["withdrawn"], revision=evidence.revision
        )


def work_together(stage: Stage, told: dict[str, Any], *, now: datetime.datetime) -> None:
    """What was done together with young people and families."""
    texts = {word: told[word].strip() for word in TOGETHER if word in told}
    services.record_co_production(
        action=stage.action, by=stage.people[told["by"]], now=now, told=CoProductionTold(told["when"], **texts)
    )


def ask(stage: Stage, asked: dict[str, Any], *, now: datetime.datetime) -> None:
    """A question that somebody asks on the action."""
    services.ask_question(action=stage.action, by=stage.people[asked["by"]], now=now, text=asked["text"])


def answer(stage: Stage, asked: dict[str, Any], *, now: datetime.datetime) -> None:
    """The answer of whoever leads the action then."""
    action = stage.action
    question = action.questions.select_related("action").get(text=asked["text"])
    services.answer_question(question=question, by=_author(stage, action, {}), now=now, answer=asked["answer"].strip())


def _author(stage: Stage, action: Action, update: dict[str, Any]) -> User:
    if "by" in update:
        return stage.people[update["by"]]
    if action.lead is None:
        raise ValueError(f"{stage.reference} has no lead: the story must say who tells.")
    return action.lead
