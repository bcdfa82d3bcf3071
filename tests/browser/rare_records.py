"""What the demonstration does not hold: a second current plan, its period over, with lists of several pages."""

from accounts.models import User
from actions.services import add_action, edit_action
from priorities.models import ActionPlan
from priorities.partial_date import PartialDate
from priorities.services import add_plan, add_priority
from priorities.status import PlanState
from send_portal import clock

ONE_MORE_THAN_A_PAGE = 51


def add() -> None:
    """Add it to the portal that runs."""
    said = {
        "by": User.objects.get(email="coordinator@demo.example"),
        "now": clock.now(),
        "reason": "To see what is rare",
    }
    plan = add_plan(
        **said, slug="2022-23", title="Plan before", local_area="Stockton-on-Tees", status=ActionPlan.State.CURRENT,
        ends=PartialDate.month(2023, 8),
    )  # fmt: skip
    priority = add_priority(**said, plan=plan, number=1, title="First")
    for position in range(ONE_MORE_THAN_A_PAGE):
        action = add_action(
            **said, plan=plan, priority=priority, reference=f"1.{position + 1}", title=f"Step {position + 1}",
            position=position, plan_state=PlanState.AGREED,
        )  # fmt: skip
    for number in range(ONE_MORE_THAN_A_PAGE):
        edit_action(**said, action=action, plain_words=f"Said in plain words, the {number + 1}. time.")
