"""An action with its story, its history."""

import types
from collections.abc import Callable

from django.test import Client

from accounts.services import change_person
from actions.models import Action, DueDateProposal
from actions.services import (
    add_action,
    add_milestone,
    answer_query,
    decide_due_date,
    edit_action,
    set_due_date,
    set_plan_state,
)
from priorities.partial_date import PartialDate
from tests.world import NOW, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]


def text(as_: As, address: str, who: str = "mo") -> str:
    return " ".join(as_(who).get(f"/plans/2023-24/actions/{address}").content.decode().split())


def test_action_tells_what_the_source_leaves_open(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    page = text(as_, "4c/")
    assert "“Improve EHCP review process to ensure”" in page
    assert "Open query" in page
    answer_query(query=act("4c").source_queries.get(), by=people.cora, now=NOW, answer="That reviews are on time")
    page = text(as_, "4c/")
    assert "Answered query" in page
    assert "That reviews are on time" in page


def test_history_in_words(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    edit_action(action=act("1a"), by=people.cora, now=NOW, lead=people.otis, reason="Handed over")
    add_milestone(action=act("1a"), by=people.cora, now=NOW, title="Pilot", due=PartialDate.season(2025, "spring"))
    edit_action(action=act("1a"), co_leads=[people.mo], by=people.cora, now=NOW)
    set_due_date(
        action=act("1a"), due=PartialDate.month(2025, 3), by=people.cora, now=NOW, reason="Needs the spring term"
    )
    page = text(as_, "1a/history/")
    assert "<strong>Lead:</strong> Olive Marsh → Otis Field" in page
    assert "Reason: “Handed over”" in page
    assert "Milestone “Pilot”: added" in page
    assert "<strong>Due date:</strong> spring 2025" in page
    assert "Co-lead Mo Brook: added" in page
    assert "Due date moved from 31 December 2024 to March 2025: Needs the spring term" in page
    assert "Slipped, date moved once" in text(as_, "1a/")


def test_where_it_was_printed_is_said_once(as_: As, act: Act) -> None:
    page = text(as_, "1a/")
    assert page.count("As printed in") == 1
    assert "In the plan: agreed, for the reason “As printed in the report of 28 June 2023”" in page
    assert f"Paragraph {act('1a').source} of the report" in page


def test_what_no_source_prints_nobody_has_said(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    assert "The source does not say what difference it should make." in text(as_, "1a/")
    plan = act("1a").plan
    add_action(
        plan=plan, priority=act("1a").priority, by=people.cora, now=NOW, reason="Agreed at the meeting",
        reference="1z", title="A new action", position=99, plan_state="agreed",
    )  # fmt: skip
    page = text(as_, "1z/")
    assert "The source" not in page
    assert "Nobody has said yet what difference it should make." in page


def test_history_keeps_the_names_of_the_time(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive)
    change_person(person=people.olive, by=people.ada, now=NOW, reason="Married", name="Olive Lake")
    page = text(as_, "1a/history/")
    assert "Olive Marsh, lead of 1a" in page
    assert "<strong>Lead:</strong> Olive Marsh" in page or "→ Olive Marsh" in page
    assert "Olive Lake" in text(as_, "1a/")


def test_lead_who_has_left_is_flagged(as_: As, people: types.SimpleNamespace) -> None:
    change_person(person=people.olive, by=people.ada, now=NOW, reason="Left", is_active=False)
    assert "No lead: Olive Marsh has left" in text(as_, "1a/")
    assert "1a" in text(as_, "?show=no-lead")


def test_proposed_date_waits_for_a_word(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive, proposed_due=PartialDate.month(2025, 3), proposed_reason="Posts vacant")
    assert "March 2025: “Posts vacant” Waiting for the co-ordinator or the SRO." in text(as_, "1a/")
    decide_due_date(proposal=DueDateProposal.objects.get(), agree=True, by=people.sara, now=NOW)
    assert str(act("1a").due) == "March 2025"
    assert str(act("1a").original_due) == "31 December 2024"
    page = text(as_, "1a/history/")
    assert "Sara Quill, SRO of 1a" in page
    assert "<strong>State:</strong> waiting → agreed" in page
    assert "4 September 2024, 9am" in page


def test_what_was_replaced_stays_and_says_by_what(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    set_plan_state(
        action=act("1a"), state="replaced", by=people.cora, now=NOW, reason="Overtaken", replaced_by=act("1b")
    )
    page = text(as_, "1a/")
    other = act("1b")
    assert f'Replaced by <a class="govuk-link" href="/plans/2023-24/actions/1b/">{other}</a>: Overtaken</p>' in page


def test_later_updates_are_shown_and_earlier_ones_a_click_away(
    as_: As, act: Act, people: types.SimpleNamespace
) -> None:
    for number in range(7):
        give_update(act("1a"), people.olive, headline=f"Sentence number {number}.")
    assert "Sentence number 6." in text(as_, "1a/")
    assert "Sentence number 1." not in text(as_, "1a/")
    assert "Sentence number 0." in text(as_, "1a/?updates=all")


def test_hostile_text_is_shown_as_text(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive, headline="<script>alert(1)</script> {{ 7|add:1 }}", happened="<b>x</b>")
    for address in ("1a/", "1a/history/"):
        page = text(as_, address)
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7|add:1 }}" in page


def test_action_says_whose_update_is_missing(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    assert "Your update is due by Thursday 5 September" in text(as_, "3f/", "olive")
    assert text(as_, "3f/").partition('id="sub-actions"')[2].count("No update yet</span>") == 4
    give_update(act("3f"), people.olive)
    give_update(act("3f.i"), people.otis)
    page = text(as_, "3f/", "olive")
    assert "The update for the meeting of 12 September has been received." in page
    assert page.partition('id="sub-actions"')[2].count("No update yet</span>") == 3
