"""One change of every kind that a plan goes through, for tests of the plan as at a moment.

Each takes the action that it happens to, who changes it, and when; where a rule stands against it, nothing happens.
"""

import contextlib
import datetime
import types
import uuid
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import Organisation, User
from accounts.services import change_organisation, change_person
from actions.account import Account, EvidenceGiven
from actions.models import Action, Evidence, Milestone, SourceQuery
from actions.services import (
    add_action,
    add_milestone,
    answer_query,
    ask_source_query,
    confirm_no_change,
    decide_due_date,
    edit_action,
    edit_milestone,
    record_no_update,
    set_due_date,
    set_plan_state,
    submit_progress,
    withdraw_evidence,
)
from audit.recording import Refused
from priorities.models import Priority
from priorities.partial_date import PartialDate
from priorities.services import (
    add_cycle,
    add_objective,
    add_priority,
    edit_cycle,
    edit_plan,
    edit_priority,
    edit_status_meaning,
    give_judgement,
)
from send_portal import clock
from tests.world import give_evidence, give_update, tell_co_production

People = types.SimpleNamespace
Moment = datetime.datetime
Happening = Callable[[Action, People, Moment], Any]
WHY = "Agreed so"
RISK = {"reason": "A post is vacant.", "recovery": "It is advertised.", "consequence": "A delay."}
FIGURE = {"figure_what": "Weeks", "figure_was": "9", "figure_is": "4", "figure_source": "Case system"}


def within_the_rules() -> contextlib.AbstractContextManager[None]:
    """What the rules forbid has not happened."""
    return contextlib.suppress(Refused, PermissionDenied, ValidationError)


def told_on_track(action: Action, people: People, now: Moment) -> Any:
    shows = EvidenceGiven(f"Survey of {now:%d %B}", "survey", dated_on=now.date())
    give_update(action, people.cora, now, difference_made="Families wait less.", evidence=shows, **FIGURE)


def told_off_track(action: Action, people: People, now: Moment) -> Any:
    later = PartialDate(now.date() + datetime.timedelta(days=200), "day")
    asked = {"ask": "help", "ask_text": "A room", "proposed_due": later, "proposed_reason": "A vacant post"}
    give_update(action, people.cora, now, status="off_track", headline=f"Late since {now}.", **RISK, **asked)


def told_complete(action: Action, people: People, now: Moment) -> Any:
    give_update(action, people.cora, now, status="complete", completed_on=now.date())


def corrected(action: Action, people: People, now: Moment) -> Any:
    if action.last_update_id:
        right = Account(status="at_risk", headline=f"Corrected {now}.", **RISK)
        submit_progress(
            action=action, by=people.cora, now=now, submission=uuid.uuid4(), account=right,
            corrects=action.last_update_id,
        )  # fmt: skip


def confirmed(action: Action, people: People, now: Moment) -> Any:
    confirm_no_change(action=action, by=people.cora, now=now, submission=uuid.uuid4())


def shown(action: Action, people: People, now: Moment) -> Any:
    give_evidence(action, people.cora, now, title=f"Audit {now}")


def no_longer_shown(action: Action, people: People, now: Moment) -> Any:
    if piece := Evidence.objects.standing().filter(action=action).first():
        withdraw_evidence(evidence=piece, by=people.cora, now=now, reason="It does not hold", revision=piece.revision)


def done_together(action: Action, people: People, now: Moment) -> Any:
    tell_co_production(action, people.cora, now, on_date=now.date(), who_took_part=f"Parent carers, {now}")


def state_becomes(state: str) -> Happening:
    def happening(action: Action, people: People, now: Moment) -> Any:
        instead = Action.objects.get(key="5b") if state == "replaced" else None
        until = PartialDate.season(2025, "spring") if state == "paused" else None
        set_plan_state(
            action=action, state=state, by=people.cora, now=now, reason=f"Agreed {now}", paused_until=until,
            replaced_by=instead,
        )  # fmt: skip

    return happening


def due_moves(action: Action, people: People, now: Moment) -> Any:
    due = PartialDate(now.date() + datetime.timedelta(days=20 + action.revision), "day")
    set_due_date(action=action, due=due, by=people.cora, now=now, reason=WHY)


def due_goes(action: Action, people: People, now: Moment) -> Any:
    edit_action(action=action, by=people.cora, now=now, reason=WHY, is_ongoing=True, review=PartialDate.year(2025))


def proposal_is_decided(action: Action, people: People, now: Moment) -> Any:
    for proposal in action.due_date_proposals.open():
        decide_due_date(proposal=proposal, agree=action.revision % 2 == 0, by=people.cora, now=now, reason=WHY)


def reworded(action: Action, people: People, now: Moment) -> Any:
    start = PartialDate(now.date() + datetime.timedelta(days=3), "day")
    edit_action(action=action, by=people.cora, now=now, reason=WHY, title=f"Wording of {now}", planned_start=start)


def lead_changes(action: Action, people: People, now: Moment) -> Any:
    lead = people.otis if action.lead_id != people.otis.pk else None
    organisations = dict.fromkeys(Organisation.objects.order_by("pk")[: 1 + action.revision % 2], "lead")
    edit_action(action=action, by=people.cora, now=now, reason=WHY, lead=lead, sro=people.sara,
                organisations=organisations)  # fmt: skip


def co_leads_change(action: Action, people: People, now: Moment) -> Any:
    wanted = [] if action.co_leads.exists() else [people.cole, people.mo]
    edit_action(action=action, by=people.cora, now=now, reason=WHY, co_leads=wanted)


def person_changes(action: Action, people: People, now: Moment) -> Any:
    for person in User.objects.filter(pk__in=(people.olive.pk, people.cora.pk)):
        name, post = f"{person.name.split()[0]} {now:%A %H}", f"Manager since {now}"
        change_person(person=person, by=people.ada, now=now, reason=WHY, name=name, job_title=post)


def person_leaves_or_returns(action: Action, people: People, now: Moment) -> Any:
    person = User.objects.get(pk=people.olive.pk)
    change_person(person=person, by=people.ada, now=now, reason=WHY, is_active=not person.is_active)


def organisation_changes(action: Action, people: People, now: Moment) -> Any:
    council = Organisation.objects.get(pk=people.olive.organisation_id)
    change_organisation(organisation=council, by=people.ada, now=now, reason=WHY, name=f"Council {now}")


def milestone_comes(action: Action, people: People, now: Moment) -> Any:
    add_milestone(action=action, by=people.cora, now=now, title=f"Pilot {now}", due=PartialDate(now.date(), "day"))


def milestone_changes(action: Action, people: People, now: Moment) -> Any:
    for number, milestone in enumerate(Milestone.objects.open().filter(action=action).order_by("pk")):
        values = ({"due": PartialDate.year(2026)}, {"met_on": now.date()}, {"is_dropped": True})[number % 3]
        edit_milestone(milestone=milestone, by=people.cora, now=now, reason=WHY, **values)


def source_is_queried(action: Action, people: People, now: Moment) -> Any:
    for subject in ({"action": action}, {"priority": action.priority}, {}):
        ask_source_query(plan=action.plan, by=people.cora, now=now, question=f"What of {now}?", **subject)


def source_is_answered(action: Action, people: People, now: Moment) -> Any:
    for query in SourceQuery.objects.open().order_by("-pk")[:2]:
        answer_query(query=query, by=people.cora, now=now, answer="The first sentence.")


def action_comes(action: Action, people: People, now: Moment) -> Any:
    number = Action.objects.count()
    objective = add_objective(priority=action.priority, by=people.cora, now=now, reason=WHY, reference=f"O{number}",
                              title="Objective", position=number)  # fmt: skip
    made = {"by": people.cora, "now": now, "reason": WHY, "plan": action.plan, "priority": action.priority}
    new = add_action(**made, reference=f"n{number}", title=f"New {number}", plan_state="agreed", objective=objective)
    add_action(**made, reference=f"n{number}(i)", title=f"Part of {number}", plan_state="agreed", parent=new)


def priority_changes(action: Action, people: People, now: Moment) -> Any:
    sara = people.sara
    priority = edit_priority(
        priority=action.priority, by=people.cora, now=now, reason=WHY, title=f"Title {now}", sro=sara
    )
    give_judgement(priority=priority, by=sara, now=now, status="at_risk", reason=f"Late {now}")
    number = Priority.objects.count() + 1
    add_priority(plan=action.plan, by=people.cora, now=now, reason=WHY, number=number, title=f"Priority {number}")


def plan_changes(action: Action, people: People, now: Moment) -> Any:
    plan = edit_plan(plan=action.plan, by=people.cora, now=now, reason=WHY, title=f"Plan {now}", local_area="Tees")
    line = plan.status_definitions.get(status="on_track")
    edit_status_meaning(definition=line, meaning=f"Well {now}", by=people.cora, now=now, reason=WHY)


def cycles_change(action: Action, people: People, now: Moment) -> Any:
    day = datetime.timedelta(days=1)
    last = action.plan.cycles.latest("meeting_on")
    edit_cycle(cycle=last, by=people.cora, now=now, reason=WHY, meeting_on=last.meeting_on + day,
               papers_due_at=last.papers_due_at)  # fmt: skip
    meeting = last.meeting_on + 60 * day
    deadline = datetime.datetime.combine(meeting - 7 * day, datetime.time(12), clock.LONDON)
    add_cycle(plan=action.plan, by=people.cora, now=now, meeting_on=meeting, papers_due_at=deadline)


# In an order in which no rule stands against any of them, from an action that is agreed.
def no_update_is_recorded(action: Action, people: People, now: Moment) -> None:
    record_no_update(action=action, by=people.cora, now=now, asked_by="telephone")


EVERYTHING: tuple[Happening, ...] = (
    told_on_track, told_off_track, proposal_is_decided, corrected, reworded, due_moves, lead_changes, co_leads_change,
    milestone_comes, milestone_changes, shown, no_longer_shown, done_together, source_is_queried, source_is_answered,
    action_comes, person_changes, organisation_changes, person_leaves_or_returns, priority_changes, plan_changes,
    cycles_change, confirmed, due_goes, told_complete, state_becomes("closed"), state_becomes("agreed"),
    state_becomes("paused"), state_becomes("replaced"), state_becomes("agreed"), state_becomes("withdrawn"),
    no_update_is_recorded,
)  # fmt: skip
