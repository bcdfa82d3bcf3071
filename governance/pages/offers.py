"""What forms of an agenda offer to choose from."""

import datetime
from typing import Any

from django.db.models import Q

from accounts.models import User
from actions.models import Action
from governance.access.reports import visible_reports
from governance.models import AgendaItem, Attendance, Meeting, Membership
from priorities.models import ActionPlan, Priority


def concerns(user: User, item: AgendaItem | None = None) -> dict[str, Any]:
    """Actions, priorities and reports that an item can name: those of the current plans, and those that it names.

    Where two plans have an action of the same reference, the one that the item names counts.
    """
    key = item.pk if item is not None else 0
    current = Q(plan__in=ActionPlan.objects.current())
    actions = Action.objects.filter(current | Q(item_links__item=key)).distinct().select_related("plan")
    named = set(actions.filter(item_links__item=key).values_list("pk", flat=True))
    priorities = Priority.objects.filter(current | Q(item_links__item=key)).distinct().select_related("plan")
    report = item.report_id if item is not None else None
    return {
        "actions": sorted(actions, key=lambda action: (action.pk in named, action.plan_id)),
        "priorities": list(priorities.order_by("plan_id", "number")),
        "reports": list(visible_reports(user).filter(current | Q(pk=report))),
    }


def who_may_declare(meeting: Meeting, today: datetime.date) -> list[User]:
    """Members of the body on the day of the meeting, and whoever is recorded as having been there."""
    day = meeting.date_on or today
    members = Membership.objects.filter(body=meeting.body).on(day).values("user")
    deputies = Membership.objects.filter(body=meeting.body).on(day).values("deputy")
    there = Attendance.objects.filter(meeting=meeting).values("user")
    people = User.objects.filter(Q(pk__in=members) | Q(pk__in=deputies) | Q(pk__in=there))
    return list(people.select_related("organisation").order_by("name", "pk"))
