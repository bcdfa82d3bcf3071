"""A plan of any size, with twelve updates for each action, in a throw-away database.

Organisations, people, plan and meetings come from the services. Actions, updates and history are written past them, in
bulk and by SQL, because 150,000 rows one by one would take an hour. The newest history row of an action equals the
action, as the audit asks. Each row has the status of its update, so that every action changes in every cycle; before
the last one a fifth of the actions was due earlier, and a tenth was worded otherwise.
"""

import datetime
import itertools
import uuid
from collections.abc import Iterator

from django.db import connection, transaction
from django.db.models import QuerySet

from accounts.models import User
from accounts.services import add_organisation, add_person, grant_role
from actions.models import Action, DueDateChange, ProgressUpdate
from audit.recording import Process
from governance.services.bodies import add_body
from governance.services.meetings import hold_meeting, plan_meeting
from priorities.models import ActionPlan, Priority
from priorities.partial_date import PartialDate
from priorities.services import add_plan, add_priority
from send_portal import clock

SLUG = "large"
UPDATES = 12
CYCLE = datetime.timedelta(days=60)
GENERATOR = Process("benchmark generator")
SECTORS = ("council", "health", "education", "families", "voluntary")
STATUSES = ("on_track", "on_track", "complete", "at_risk", "on_track", "off_track", "not_started", "on_track")
CHANGE_ID = {"sqlite": "lower(hex(randomblob(16)))", "postgresql": "gen_random_uuid()"}
# What an action was before it is as it is now, by its number and that of the update.
EARLIER = ("on_track", "at_risk", "off_track")
WORDS = [
    "review", "improve", "school", "health", "parent", "carer", "pathway", "assessment", "support", "local",
    "training", "transport", "commissioning", "speech", "therapy", "early", "years", "inclusion", "specialist",
    "provision", "annual", "quality", "audit", "governance", "outcomes", "data",
]  # fmt: skip


def generate(size: int) -> None:
    """The plan `large` with so many actions, and a member who may read it."""
    now = clock.now()
    start = now - UPDATES * CYCLE - datetime.timedelta(days=30)
    people = _people(max(10, size // 40), start)
    plan, priorities = _plan(7 if size < 1000 else 20, start)
    _meetings(start, now)
    actions = list(_actions(plan, priorities, people, size, now))
    updates = list(_updates(actions, start))
    changes = list(_date_changes(actions, start))
    with transaction.atomic():
        QuerySet(Action).bulk_create(actions, batch_size=500)
        QuerySet(ProgressUpdate).bulk_create(updates, batch_size=500)
        QuerySet(DueDateChange).bulk_create(changes, batch_size=500)
        _tell_last_updates()
        _write_history(start)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _people(number: int, start: datetime.datetime) -> list[User]:
    by = {"by": GENERATOR, "now": start}
    organisations = [
        add_organisation(**by, name=f"Partner {n}", sector=SECTORS[n % len(SECTORS)])
        for n in range(max(5, number // 5))
    ]
    people = [
        add_person(
            **by, email=f"person{n}@portal.example", name=f"Person {n}", job_title=f"Service manager {n}",
            organisation=organisations[n % len(organisations)],
        )
        for n in range(number)
    ]  # fmt: skip
    grant_role(**by, to=people[0], role="coordinator")
    return people


def _plan(priorities: int, start: datetime.datetime) -> tuple[ActionPlan, list[Priority]]:
    by = {"by": GENERATOR, "now": start, "reason": "Benchmark"}
    plan = add_plan(**by, slug=SLUG, title="Large plan", local_area="Here", status=ActionPlan.State.CURRENT)
    return plan, [
        add_priority(**by, plan=plan, number=number, title=f"Priority {number}") for number in range(1, priorities + 1)
    ]


def _meetings(start: datetime.datetime, now: datetime.datetime) -> None:
    """A year's and more meetings of a body that sets the cycles, of which the last is still to come."""
    body = add_body(
        by=GENERATOR, now=start, name="Partnership", slug="partnership", is_run_here=True, sets_cycles=True
    )
    for number in range(1, UPDATES + 2):
        begins = clock.london_moment((start + number * CYCLE).date(), datetime.time(14))
        meeting = plan_meeting(
            by=GENERATOR, now=start, body=body, date=PartialDate.day(begins.year, begins.month, begins.day),
            starts_at=begins, papers_due_at=begins - datetime.timedelta(days=7),
        )  # fmt: skip
        if begins < now:
            hold_meeting(meeting=meeting, by=GENERATOR, now=begins + datetime.timedelta(hours=2))


def _sentence(number: int) -> str:
    return " ".join(WORDS[(number * step) % len(WORDS)] for step in (3, 5, 7, 11, 13)).capitalize()


def _actions(
    plan: ActionPlan, priorities: list[Priority], people: list[User], size: int, now: datetime.datetime
) -> Iterator[Action]:
    positions = {priority.pk: itertools.count(1) for priority in priorities}
    parents: dict[int, Action] = {}
    for number in range(size):
        priority = priorities[number * len(priorities) // size]
        parent = parents.get(priority.pk) if number % 10 == 9 else None
        due_on = (now + datetime.timedelta(days=number % 700 - 200)).date() if number % 37 else None
        moved_to = due_on + datetime.timedelta(days=30) if due_on and number % 5 == 0 else due_on
        status = STATUSES[number % len(STATUSES)]
        state = {11: "paused", 22: "withdrawn"}.get(number % 50, "closed" if status == "complete" else "agreed")
        action = Action(
            pk=number + 1, plan=plan, priority=priority, parent=parent, position=next(positions[priority.pk]),
            reference=f"{priority.number}.{number}", key=f"{priority.number}.{number}", title=_sentence(number),
            source_text=_sentence(number + 1), lead=people[number % len(people)] if number % 50 else None,
            original_due_on=due_on, original_due_precision="day" if due_on else "", due_on=moved_to,
            due_precision="day" if due_on else "", plan_state=state, plan_state_reason="Benchmark", status=status,
            completed_on=now.date() if status == "complete" else None,
            paused_until_on=now.date() if state == "paused" else None,
            paused_until_precision="day" if state == "paused" else "",
        )  # fmt: skip
        if parent is None:
            parents[priority.pk] = action
        yield action


def _updates(actions: list[Action], start: datetime.datetime) -> Iterator[ProgressUpdate]:
    for action in actions:
        for number in range(UPDATES):
            at = _told_at(action.pk, number, start)
            is_last = number == UPDATES - 1
            others = [status for status in EARLIER if status != action.status]
            status = action.status if is_last else others[(action.pk + number) % len(others)]
            risky = "A post is vacant." if status in ("at_risk", "off_track") else ""
            yield ProgressUpdate(
                pk=action.pk * UPDATES + number, action=action, submission=uuid.uuid4(), submitted_at=at,
                recorded_at=at, recorded_as="benchmark", author_id=action.lead_id or 1, author_role="lead",
                status=status, completed_on=action.completed_on if is_last else None, reason=risky, recovery=risky,
                consequence=risky, headline=_sentence(action.pk + number), happened=_sentence(action.pk) * 5,
                ask="help" if is_last and action.pk % 9 == 0 else "nothing", ask_text="A room",
                difference_made=_sentence(number) if action.pk % 7 == 0 else "",
                corrects_id=action.pk * UPDATES + 4 if number == 5 and action.pk % 10 == 3 else None,
            )  # fmt: skip


def _date_changes(actions: list[Action], start: datetime.datetime) -> Iterator[DueDateChange]:
    for action in actions:
        if action.due_on != action.original_due_on:
            yield DueDateChange(
                action=action, from_on=action.original_due_on, from_precision="day", to_on=action.due_on,
                to_precision="day", reason="A vacant post", recorded_at=_told_at(action.pk, UPDATES - 1, start),
                recorded_as="benchmark",
            )  # fmt: skip


def _told_at(action: int, number: int, start: datetime.datetime) -> datetime.datetime:
    """When an action got its update of that number."""
    return start + number * CYCLE + datetime.timedelta(days=30 + action % 20)


def _tell_last_updates() -> None:
    """What the service keeps on the action of its last update; every fourth has given none for three cycles."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE actions_action SET last_update_id = id * %s + CASE id %% 4 WHEN 0 THEN %s ELSE %s END",
            [UPDATES, UPDATES - 4, UPDATES - 1],
        )
        cursor.execute(
            "UPDATE actions_action SET last_update_at ="
            " (SELECT submitted_at FROM actions_progressupdate u WHERE u.id = actions_action.last_update_id)"
        )


def _write_history(start: datetime.datetime) -> None:
    """One row for the beginning of each action, and one for each of its updates, which knows no later one; the last
    equals the action.
    """
    columns = [field.column for field in Action._meta.concrete_fields]
    earlier = {
        "due_on": "a.original_due_on",
        "completed_on": "NULL",
        "title": "CASE WHEN a.id / 10 * 10 = a.id THEN a.source_text ELSE a.title END",
    }
    first = earlier | {"status": "'none'", "plan_state": "'agreed'", "plan_state_reason": "''"}
    first |= {"last_update_id": "NULL", "last_update_at": "NULL"}
    is_last = f"u.id = a.id * {UPDATES} + {UPDATES - 1}"
    of_update = {
        column: f"CASE WHEN {is_last} THEN a.{column} ELSE {was} END"
        for column, was in {**earlier, "status": "u.status"}.items()
    }
    of_update |= {"last_update_id": "u.id", "last_update_at": "u.submitted_at"}
    insert = (
        "INSERT INTO actions_historicalaction ({columns}, actor_name, actor_role, change_id, history_date,"
        " history_type, history_change_reason) SELECT {values}, 'benchmark', '', {change}, {at},"
        " '{kind}', '' FROM actions_action a {joined} ORDER BY {order}"
    )
    with connection.cursor() as cursor:
        for was, at, kind, joined, parameters in (
            (first, "%s", "+", "", [start]),
            (of_update, "u.submitted_at", "~", "JOIN actions_progressupdate u ON u.action_id = a.id", []),
        ):
            values = ", ".join(was.get(column, f"a.{column}") for column in columns)
            cursor.execute(
                insert.format(
                    columns=", ".join(columns),
                    values=values,
                    change=CHANGE_ID[connection.vendor],
                    at=at,
                    order="u.submitted_at, a.id" if joined else "a.id",
                    kind=kind,
                    joined=joined,
                ),
                parameters,
            )
