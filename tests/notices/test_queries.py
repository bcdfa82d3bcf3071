"""A run asks the database as often for many people as for a few."""

import datetime

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from actions.models import Action
from actions.services import edit_action
from notices.gathering import gather
from notices.models import Kind, Notice, NoticeTopic
from notices.outbox import end_run, write
from priorities.services import add_cycle
from tests.growing import Grower
from tests.notices.conftest import at
from tests.world import PASSWORD


def people_who_lead(grow: Grower, first: int, last: int) -> None:
    """So many more people, each with an action of the plan to lead and one to answer for."""
    priority = grow.plan.priorities.first() or grow.priority(1)
    for number in range(first, last):
        person = User(email=f"p{number}@portal.example", name=f"P {number}", organisation=grow.people.mo.organisation)
        person.set_password(PASSWORD)
        [person] = QuerySet(User).bulk_create([person])
        action = grow.action(priority, number * 4)  # one without a lead
        edit_action(**grow.by, action=action, lead=person, sro=person, reason="New")


@pytest.mark.breaks_history
@pytest.mark.parametrize(("day", "kind"), [("2024-09-05", Kind.ON_THE_DAY), ("2024-09-06", Kind.DAY_AFTER)])
def test_a_run_for_many_asks_as_often_as_for_a_few(day: str, kind: Kind, grow: Grower) -> None:
    add_cycle(
        **grow.by, plan=grow.plan, meeting_on=datetime.date(2024, 9, 12), papers_due_at=at("2024-09-05", "12:00")
    )
    end_run(at(day))  # the row that runs lock is there
    counts = []
    for first, last in ((1, 3), (3, 40)):
        people_who_lead(grow, first, last)
        with CaptureQueriesContext(connection) as captured:
            write(gather(at(day)), at(day))
        counts.append(len(captured))
        assert NoticeTopic.objects.filter(kind=kind, user__name__startswith="P ").count() == last - 1
        NoticeTopic.objects.all().delete()
        Notice.objects.all().delete()
    assert counts[0] == counts[1]
    assert counts[1] < 60
    assert Action.objects.filter(plan=grow.plan).count() == 39
