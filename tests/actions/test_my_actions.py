"""A person's own actions, sorted by what they have to do."""

import datetime
import types
from collections.abc import Callable

from django.test import Client

from actions.models import Action
from actions.pages.my_actions import QUESTIONS
from actions.services import ask_source_query, edit_action, save_draft, set_due_date, set_plan_state
from priorities.models import UpdateCycle
from priorities.partial_date import PartialDate
from send_portal import clock
from tests.actions.questions import ANSWER, TEXT, answer, ask, close
from tests.actions.succeeding import closed
from tests.governance.agendas import seat
from tests.world import NOW, give_update

RISK = {"reason": "A post is vacant.", "recovery": "It is advertised.", "consequence": "A delay."}
As = Callable[[str], Client]
Act = Callable[[str], Action]


def page(as_: As, who: str = "olive") -> str:
    return " ".join(as_(who).get("/my-actions/").content.decode().split())


def test_what_is_owed_stands_first_with_its_form(as_: As) -> None:
    text = page(as_)
    assert "4 updates are due by Thursday 5 September 2024, noon, for the meeting of 12 September." in text
    assert "To update now (4)" in text
    assert "/plans/2023-24/actions/3f/progress/" in text


def test_done_for_this_cycle(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    for key in ("1a", "1b", "3f", "4c"):
        give_update(act(key), people.olive)
    text = page(as_)
    assert "Done for this cycle." in text
    assert "Nothing to do now (4)" in text


def test_nobody_is_done_who_gave_nothing(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    """Nothing is owed of an action whose start is to come: that is no update received."""
    edit_action(action=act("2a"), by=people.cora, now=NOW, planned_start=PartialDate.month(2024, 10))
    edit_action(action=act("3f.i"), by=people.cora, now=NOW, planned_start=PartialDate.month(2024, 10))
    text = page(as_, "otis")
    assert "No update is due from you before the meeting of 12 September 2024." in text
    assert "Done for this cycle" not in text
    give_update(act("2a"), people.otis)
    assert "Done for this cycle" in page(as_, "otis")


def test_deputy_sees_them_too(as_: As) -> None:
    assert "You are the deputy for Olive Marsh." in page(as_, "dev")


def test_nobodys_actions(as_: As) -> None:
    assert "You do not lead any actions." in page(as_, "mo")


def test_what_i_asked_with_its_answer(as_: As, people: types.SimpleNamespace) -> None:
    seat(people.mo, people.cora)
    ask("1b", people.mo, "Who pays?")
    answered = ask("1a", people.mo)
    assert "Questions you asked</h2>" in page(as_, "mo")
    assert "Asked 4 September 2024. Nobody has answered it yet." in page(as_, "mo")
    answer(answered, people.olive)
    text = page(as_, "mo")
    assert f"<strong>Answer:</strong> {ANSWER}" in text
    assert f'href="/plans/2023-24/actions/1a/#question-{answered.pk}"' in text
    # What waits stands first.
    assert text.index("Who pays?") < text.index(TEXT)
    close(answered, people.cora)
    assert "Closed, not for the plan: The schools decide that." in page(as_, "mo")
    assert "Questions you asked" not in page(as_, "pat")


def test_what_waits_longest_is_not_crowded_out(as_: As, people: types.SimpleNamespace) -> None:
    seat(people.mo, people.cora)
    ask("1b", people.mo, "Who pays?")
    for number in range(QUESTIONS):
        answer(ask("1a", people.mo, f"And {number}?"), people.olive)
    text = page(as_, "mo")
    assert text.index("Who pays?") < text.index(f"And {QUESTIONS - 1}?")
    assert "And 0?" not in text


def test_a_closed_plan_is_named(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    closed(act("1a").plan, people.cora)
    text = page(as_)
    assert f'The <a class="govuk-link" href="/plans/2023-24/">{act("1a").plan.title}</a> is closed' in text
    assert "You do not lead any actions" not in text
    assert "You do not lead any actions." in page(as_, "mo")


def test_no_deadline_set(
    as_: As, people: types.SimpleNamespace, clock_stands: Callable[[datetime.datetime], None]
) -> None:
    clock_stands(datetime.datetime(2025, 1, 6, 9, tzinfo=clock.LONDON))
    text = page(as_)
    assert "No papers deadline is set." in text
    assert "Not updated" not in text
    assert UpdateCycle.objects.count() == 3


def test_flags(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    set_due_date(action=act("1a"), due=PartialDate.day(2024, 8, 1), by=people.cora, now=NOW, reason="Agreed so")
    text = page(as_)
    assert "Overdue by 34 days" in text
    assert "1 of these actions is past its due date" in text


def test_no_change_is_offered_where_it_may_be(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive, NOW - datetime.timedelta(days=60))
    text = page(as_)
    assert text.count("/no-change/") == 1
    assert "/plans/2023-24/actions/1a/no-change/" in text


def section(text: str, heading: str) -> str:
    """What stands under a heading, up to the next one."""
    return text.partition(f">{heading} (")[2].partition("<h2")[0]


def test_overdue_with_its_update_in_stands_apart(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive, status="off_track", **RISK)
    set_due_date(action=act("1a"), due=PartialDate.day(2024, 8, 1), by=people.cora, now=NOW, reason="Agreed so")
    text = page(as_)
    assert "To update now (3)" in text
    assert "/actions/1a/progress/" in section(text, "Overdue")
    assert "Nothing to do now" not in text


def test_draft_stands_on_the_row_of_what_is_owed(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    save_draft(action=act("1a"), by=people.olive, now=NOW, fields={}, revision=1)
    text = page(as_)
    assert "Your draft was saved on 4 September, 9am." in section(text, "To update now")
    assert "Continue draft" in section(text, "To update now")
    assert ">Drafts (" not in text


def test_draft_of_what_is_not_owed_has_a_section(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive)
    save_draft(action=act("1a"), by=people.olive, now=NOW, fields={}, revision=1)
    text = page(as_)
    assert "/actions/1a/progress/" in section(text, "Drafts")
    assert text.count('href="/plans/2023-24/actions/1a/"') == 1


def test_draft_for_somebody_else_is_listed(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    save_draft(action=act("2a"), by=people.cora, now=NOW, fields={}, revision=1)
    text = page(as_, "cora")
    assert "You do not lead any actions in this plan." in text
    assert "Led by Otis Field." in section(text, "Drafts")
    assert "/actions/2a/progress/" in section(text, "Drafts")
    assert "To update now" not in text
    assert "/actions/2a/" not in page(as_, "olive")


def test_draft_of_an_action_that_left_me_leads_nowhere(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    save_draft(action=act("2a"), by=people.otis, now=NOW, fields={}, revision=1)
    edit_action(action=act("2a"), by=people.cora, now=NOW, reason="A new post", lead=people.mo)
    drafts = section(page(as_, "otis"), "Drafts")
    assert "Your draft was saved" in drafts
    assert "/actions/2a/progress/" not in drafts


def test_what_the_source_leaves_open_about_mine(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    said = {"by": people.cora, "now": NOW, "plan": act("1a").plan}
    ask_source_query(**said, action=act("1a"), question="Which schools are meant?")
    ask_source_query(**said, action=act("2a"), question="Whose budget is it?")
    open_ones = section(page(as_), "Open queries about your actions")
    assert "Which schools are meant?" in open_ones
    assert "Whose budget is it?" not in open_ones


def test_what_has_not_started_is_not_owed(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    edit_action(action=act("1a"), by=people.cora, now=NOW, planned_start=PartialDate.month(2024, 10))
    assert "To update now (3)" in page(as_)


def test_what_is_paused_is_not_owed(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    paused = {"state": "paused", "reason": "Until the review is done", "paused_until": PartialDate.month(2025, 3)}
    set_plan_state(action=act("1a"), by=people.cora, now=NOW, **paused)
    text = page(as_)
    assert "To update now (3)" in text
    assert "Paused" in text


def test_what_came_after_the_deadline_is_not_owed(
    as_: As, act: Act, people: types.SimpleNamespace, clock_stands: Callable[[datetime.datetime], None]
) -> None:
    late = datetime.datetime(2024, 9, 6, 9, tzinfo=clock.LONDON)
    clock_stands(late)
    edit_action(action=act("3f.v"), by=people.cora, now=late, lead=people.mo)
    set_plan_state(action=act("3f.v"), state="agreed", by=people.cora, now=late, reason="In scope")
    assert "To update now" not in page(as_, "mo")


def test_buttons_say_of_which_action(as_: As) -> None:
    assert 'Update<span class="govuk-visually-hidden"> 4c</span>' in page(as_)
