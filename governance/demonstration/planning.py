"""What the co-ordinator and the SROs do in the story: people, dates, milestones, states, answers, judgements."""

import dataclasses
import datetime
from typing import Any

from accounts.models import Organisation, User
from actions import services
from actions.models import Action, DueDateProposal, SourceQuery
from governance.demonstration.story import moment, partial_date
from governance.models import Commitment
from governance.services.bodies import meet_commitment
from priorities.models import ActionPlan
from priorities.services import give_judgement

FIRST_DAY = datetime.date(2023, 6, 29)
# Leads, dates and milestones of the actions that nobody tells of before the second meeting.
AFTER_FIRST_MEETING = datetime.date(2023, 7, 20)


@dataclasses.dataclass(frozen=True)
class Stage:
    """An action of the story with everybody who may act on it."""

    plan: ActionPlan
    reference: str
    people: dict[str, User]
    organisations: dict[str, Organisation]

    @property
    def action(self) -> Action:
        """The action as it stands now."""
        return Action.objects.select_related("lead", "priority").get(plan=self.plan, reference=self.reference)

    @property
    def coordinator(self) -> User:
        return self.people["coordinator"]


def set_up_at(entry: dict[str, Any]) -> datetime.datetime:
    """When the co-ordinator enters an action's people and dates."""
    if "from" in entry:
        return moment(entry["from"], 10)
    is_early = any(update["in"] == 1 for update in entry["updates"])
    return moment(FIRST_DAY if is_early else AFTER_FIRST_MEETING, 10)


def add(stage: Stage, new: dict[str, Any], *, now: datetime.datetime) -> None:
    """An action that the source does not have, at the end of its priority."""
    priority = stage.plan.priorities.get(number=int(stage.reference[0]))
    last = priority.actions.latest("position")
    services.add_action(
        plan=stage.plan,
        priority=priority,
        by=stage.coordinator,
        now=now,
        reason=new["reason"],
        reference=stage.reference,
        title=new["title"],
        position=last.position + 1,
        plan_state="agreed",
    )


def set_up(stage: Stage, entry: dict[str, Any], *, now: datetime.datetime) -> None:
    """Lead, deputy, SRO, wording, dates, co-lead and organisations of an action, as far as the story has them."""
    by, people = stage.coordinator, stage.people
    values: dict[str, Any] = {part: people[entry[part]] for part in ("lead", "deputy", "sro") if part in entry}
    values |= {name: entry[name] for name in ("plain_words", "difference", "success_measure") if name in entry}
    if "start" in entry:
        values["planned_start"] = partial_date(entry["start"])
    if entry.get("ongoing"):
        values |= {"is_ongoing": True, "review": partial_date(entry["review"])}
    if "co_lead" in entry:
        values["co_leads"] = [people[entry["co_lead"]]]
    if "supporting" in entry:
        values["organisations"] = {stage.organisations[word]: "supporting" for word in entry["supporting"]}
    services.edit_action(action=stage.action, by=by, now=now, **values)
    if "due" in entry:
        services.set_due_date(action=stage.action, due=partial_date(entry["due"]), by=by, now=now)


def add_milestone(stage: Stage, milestone: dict[str, Any], *, now: datetime.datetime) -> None:
    """A step on the way."""
    services.add_milestone(
        action=stage.action,
        by=stage.coordinator,
        now=now,
        title=milestone["title"],
        due=partial_date(milestone["due"]),
    )


def decide(stage: Stage, decision: dict[str, Any], *, now: datetime.datetime) -> None:
    """The word on the due date that the lead has proposed."""
    proposal = stage.action.due_date_proposals.get(state=DueDateProposal.State.OPEN)
    services.decide_due_date(
        proposal=proposal,
        agree=decision["agree"],
        by=stage.people[decision["by"]],
        now=now,
        reason=decision.get("reason", ""),
    )


def change_lead(stage: Stage, change: dict[str, Any], *, now: datetime.datetime) -> None:
    """Somebody else leads from now on."""
    services.edit_action(
        action=stage.action,
        by=stage.coordinator,
        now=now,
        reason=change["reason"],
        lead=stage.people[change["lead"]],
    )


def set_state(stage: Stage, state: dict[str, Any], *, now: datetime.datetime) -> None:
    """Paused, closed, replaced or withdrawn."""
    replaced_by = state.get("replaced_by")
    services.set_plan_state(
        action=stage.action,
        state=state["state"],
        by=stage.coordinator,
        now=now,
        reason=state["reason"],
        paused_until=partial_date(state["until"]) if "until" in state else None,
        replaced_by=Action.objects.get(plan=stage.plan, reference=replaced_by) if replaced_by else None,
    )


def drive(plan: ActionPlan, given: dict[str, Any], by: User, *, now: datetime.datetime) -> None:
    """What comes from outside the plan, and the actions that answer it."""
    driver = services.add_driver(
        plan=plan, by=by, now=now, kind=given["kind"], title=given["title"], source=given.get("source", "")
    )
    for reference in given["actions"]:
        action = Action.objects.get(plan=plan, reference=reference)
        standing = [link.driver for link in action.driver_links.select_related("driver")]
        services.edit_action(action=action, by=by, now=now, drivers=[*standing, driver])


def judge(plan: ActionPlan, given: dict[str, Any], by: User, *, now: datetime.datetime) -> None:
    """What the senior responsible officer makes of a priority."""
    priority = plan.priorities.get(number=given["priority"])
    give_judgement(priority=priority, by=by, now=now, status=given["status"], reason=given["reason"].strip())


def keep_promise(promise: dict[str, Any], by: User, *, now: datetime.datetime) -> None:
    """What was promised to the board, met on its day."""
    commitment = Commitment.objects.get(title=promise["title"])
    meet_commitment(commitment=commitment, by=by, now=now, met_on=promise["met"])


def answer(plan: ActionPlan, given: dict[str, Any], by: User, *, now: datetime.datetime) -> None:
    """What the source leaves open, answered."""
    query = SourceQuery.objects.get(plan=plan, action__reference=given["ref"])
    services.answer_query(query=query, by=by, now=now, answer=given["answer"], reason=given["reason"])
