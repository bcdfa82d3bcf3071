"""Where the page of a pack leads: among the plans of that pack, as they were called then."""

import datetime
import re
import types
from collections.abc import Callable

from django.test import Client

from actions.models import Action
from actions.services import add_action, edit_action
from audit.recording import recording
from priorities.models import ActionPlan
from priorities.services import add_plan, add_priority, edit_plan, edit_priority
from tests.actions.reading import texts
from tests.governance.packing import AFTER_JULY, MINUTE, PACK, RISK, held_in_july, sent_out, september
from tests.world import NOW, PLANNED, TESTER, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
People = types.SimpleNamespace
LATER = NOW + 10 * MINUTE
SAID = {"status": "off_track", "ask": "help", "ask_text": "A hand.", **RISK}


def another_plan(people: People, now: datetime.datetime = PLANNED) -> ActionPlan:
    """Another current plan, with twelve actions that begin with a letter of their own."""
    plan = add_plan(by=people.cora, now=now, reason="New", slug="other", title="Other plan", local_area="Stockton",
                    status=ActionPlan.State.CURRENT)  # fmt: skip
    priority = add_priority(by=people.cora, now=now, plan=plan, reason="New", number=1, title="First")
    for number in range(12):
        add_action(by=people.cora, now=now, plan=plan, priority=priority, reason="New", position=number,
                   reference=f"z{number}", title=f"Action {number}", plan_state="agreed")  # fmt: skip
    return plan


def test_links_of_a_frozen_pack_stay_among_its_plans(as_: As, people: People, act: Act) -> None:
    """Another plan that became current since has an action of the same reference, and ours is called otherwise now."""
    held_in_july(people)
    meeting = september(people)
    give_update(act("1a"), people.olive, AFTER_JULY, **SAID)
    sent_out(meeting, people)
    action, address = act("1a"), act("1a").get_absolute_url()
    with recording(by=people.cora, now=LATER):
        action.reference = "1z"
        action.save()
    plan = another_plan(people, LATER)
    add_action(by=people.cora, now=LATER, plan=plan, priority=plan.priorities.get(), reason="New", position=20,
               reference="1a", title="Another 1a", plan_state="agreed")  # fmt: skip
    page = texts(as_("mo").get(PACK))
    assert f'<strong><a class="govuk-link" href="{address}">1a</a></strong>' in page
    assert "/plans/other/actions/" not in page


def test_an_organisation_that_is_called_like_an_action_leads_nowhere(as_: As, people: People, act: Act) -> None:
    with recording(by=TESTER, now=PLANNED):
        council = people.olive.organisation
        council.name = "1b"
        council.save()
    september(people)
    page = texts(as_("mo").get(PACK))
    caption = "Updates of this cycle by organisation"
    [table] = [one for one in re.findall("<table.*?</table>", page, re.S) if caption in one]
    assert ">1b<" in table
    assert act("1b").get_absolute_url() not in table


def test_of_two_plans_each_leads_to_its_own_section(as_: As, people: People, act: Act) -> None:
    held_in_july(people)
    meeting = september(people)
    with recording(by=TESTER, now=AFTER_JULY):
        meeting.cycle_links.get().delete()
    plan = another_plan(people)
    for action in (*Action.objects.filter(plan=act("1a").plan, plan_state="agreed")[:12], *plan.actions.all()):
        give_update(action, people.cora, AFTER_JULY, **SAID)
    page = texts(as_("mo").get(PACK))
    first, second = page.split('dir="auto">Other plan</h2>')[:2]
    name = "paper-what-is-asked-and-the-decision-wanted"
    assert f'href="#{name}">and' in first
    assert f'href="#{name}-2">and' in second
    anchors = re.findall(r'id="(paper-[^"]+)"', page)
    assert {name, f"{name}-2"} <= set(anchors)
    assert len(anchors) == len(set(anchors))


def test_each_line_of_what_changed_leads_to_the_history(as_: As, people: People, act: Act) -> None:
    """Of an action, of a priority, and of the plan as a whole; the files have the words alone."""
    held_in_july(people)
    meeting = september(people)
    said = {"by": people.cora, "now": AFTER_JULY, "reason": "Plainer"}
    edit_action(**said, action=act("1a"), title="Other words")
    edit_priority(**said, priority=act("1a").priority, title="Another title")
    edit_plan(**said, plan=act("1a").plan, vision="All are included.")
    who = f"{people.cora.post}, co-ordinator"
    for pack in (None, sent_out(meeting, people)):
        page = texts(as_("mo").get(PACK))
        for place in ("actions/1a/", "priorities/1/", ""):
            link = f'<a class="govuk-link" href="/plans/2023-24/{place}history/">12 July 2024</a>, {who}'
            assert page.count(link) == 1, (place, pack)
        assert '<a class="govuk-link" href="/plans/2023-24/">Plan</a>' in page
