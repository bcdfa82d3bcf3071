"""A run asks the database as often for many people as for a few."""

import datetime

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from actions.models import Action
from actions.services import edit_action
from governance.models import Meeting
from governance.services.agendas import add_item
from governance.services.meetings import hold_meeting, send_papers_out
from governance.services.minuting import write_minutes
from notices.gathering import gather
from notices.models import Kind, Notice, NoticeTopic
from notices.outbox import end_run, write
from priorities.services import add_cycle
from tests.governance.composing import sits
from tests.governance.meeting_days import planned
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


def all_sit_and_are_talked_of(grow: Grower, meeting: Meeting, kind: Kind) -> None:
    """Whoever leads an action sits in the partnership; of the meeting that was held, an item with minutes on each."""
    new = grow.plan.actions.filter(lead__name__startswith="P ", item_links__isnull=True)
    for action in new.select_related("lead"):
        if kind == Kind.PAPERS_OUT and not action.lead.memberships.exists():
            sits(action.lead, grow.people.cora)
        elif kind == Kind.AFTER_MEETING:
            said = {"by": grow.people.cora, "now": at("2024-10-10", "18:00")}
            item = add_item(**said, meeting=meeting, title=action.title, purpose="note", actions=[action])
            write_minutes(**said, item=item, minutes="So it is.")


@pytest.mark.breaks_history
@pytest.mark.parametrize(("moment", "kind"), [(at("2024-10-03", "14:10"), Kind.PAPERS_OUT),
                                              (at("2024-10-14"), Kind.AFTER_MEETING)])  # fmt: skip
def test_so_it_is_of_papers_and_of_what_meetings_said(moment: datetime.datetime, kind: Kind, grow: Grower) -> None:
    cora = grow.people.cora
    meeting = send_papers_out(
        meeting=planned(cora, "2024-10-10", "2024-10-03"), by=cora, now=at("2024-10-03", "14:00")
    )
    if kind == Kind.AFTER_MEETING:
        meeting = hold_meeting(meeting=meeting, by=cora, now=at("2024-10-10", "17:00"))
    end_run(moment)
    counts = []
    for first, last in ((1, 3), (3, 20)):
        people_who_lead(grow, first, last)
        all_sit_and_are_talked_of(grow, meeting, kind)
        with CaptureQueriesContext(connection) as captured:
            write(gather(moment), moment)
        counts.append(len(captured))
        assert NoticeTopic.objects.filter(kind=kind, user__name__startswith="P ").count() == last - 1
        NoticeTopic.objects.all().delete()
        Notice.objects.all().delete()
    assert counts[0] == counts[1] < 60


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
