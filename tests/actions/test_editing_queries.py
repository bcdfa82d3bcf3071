"""The co-ordinator's pages ask the database as often for 31 people, organisations and actions as for one."""

from accounts.services import add_organisation, add_person
from actions.services import add_driver, add_milestone, edit_action, relate_actions
from priorities.services import add_objective
from tests.growing import MANY, ONE, Grower, Queries, assert_same

ONE_ACTION = "/plans/grown/actions/1.1/"
PAGES = (
    *(ONE_ACTION + page for page in ("", "edit/", "state/", "milestones/", "related/")),
    "/plans/grown/actions/new/", "/plans/grown/drivers/",
)  # fmt: skip


def test_pages_of_the_coordinator(grow: Grower, queries: Queries) -> None:
    priority = grow.priority(1)
    action = grow.action(priority, 1)
    co_leads, organisations, drivers = [], {}, []

    def add(number: int) -> None:
        organisation = add_organisation(**grow.by, name=f"Trust {number}", sector="health")
        person = add_person(
            **grow.by, email=f"p{number}@portal.example", name=f"P {number}", organisation=organisation
        )
        driver = add_driver(**grow.by, plan=grow.plan, kind="strategy", title=f"Strategy {number}")
        add_objective(
            **grow.by, reason="New", priority=priority, reference=f"O{number}", title="Listen", position=number
        )
        add_milestone(**grow.by, action=action, title=f"Milestone {number}")
        other = grow.action(priority, number + 1)
        relate_actions(**grow.by, one=action, other=other)
        grow.action(priority, 100 + number, parent=action)
        co_leads.append(person)
        organisations[organisation] = "lead" if number % 2 else "supporting"
        drivers.append(driver)
        links = {"co_leads": co_leads, "organisations": organisations, "drivers": drivers}
        edit_action(**grow.by, action=action, **links)
        edit_action(**grow.by, action=other, drivers=[driver])

    add(ONE)
    few = {page: queries("cora", page) for page in PAGES}
    for number in range(ONE + 1, MANY + 1):
        add(number)
    for page in PAGES:
        assert_same(few[page], queries("cora", page))
