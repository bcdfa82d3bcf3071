"""A frozen pack whatever happens later: plans under other names, items that become exempt, here and elsewhere."""

import dataclasses
import types
from collections.abc import Callable

import pytest
from django.test import Client

from audit.recording import recording
from documents.canonical import from_json, to_json
from governance.models import Meeting
from governance.pack import reading
from governance.pack.content import pack_content
from governance.pack.kept import as_read, rebuilt
from governance.services.agendas import add_item, edit_item
from governance.services.meetings import move_meeting, plan_meeting
from priorities.models import ActionPlan
from priorities.services import add_plan, add_priority
from tests.actions.reading import texts
from tests.governance.meeting_days import WHY, at, board, on
from tests.governance.packing import AFTER_JULY, MINUTE, PACK, held_in_july, says, sent_out, september
from tests.growing import Queries
from tests.world import NOW, PLANNED, TESTER

As = Callable[[str], Client]
People = types.SimpleNamespace
LATER = NOW + 10 * MINUTE
EXEMPT = {"is_exempt": True, "exempt_reason": "It names a price"}


def planned_elsewhere(people: People) -> Meeting:
    """A meeting of another body that is run here."""
    with recording(by=TESTER, now=PLANNED):
        body = board()
        body.is_run_here = True
        body.save()
    return plan_meeting(by=people.cora, now=PLANNED, body=body, date=on("2024-09-10"))


def without_cycle(people: People) -> Meeting:
    """A meeting that tells of all current plans."""
    meeting = september(people)
    with recording(by=TESTER, now=AFTER_JULY):
        meeting.cycle_links.get().delete()
    return meeting


def new_plan(people: People) -> ActionPlan:
    """A plan that came after the meeting of July."""
    plan = add_plan(by=people.cora, now=AFTER_JULY, reason="New", slug="new", title="New plan", local_area="Stockton",
                    status=ActionPlan.State.CURRENT)  # fmt: skip
    add_priority(by=people.cora, now=AFTER_JULY, plan=plan, reason="New", number=1, title="First")
    return plan


def test_a_plan_that_came_after_the_last_meeting_and_was_renamed(people: People) -> None:
    held_in_july(people)
    meeting = without_cycle(people)
    plan = new_plan(people)
    pack = sent_out(meeting, people)
    with recording(by=people.cora, now=LATER):
        plan.title = "Another title"
        plan.save()
    assert "New plan came into the portal on" in pack.content
    assert to_json(rebuilt(pack)) == pack.content


def test_what_becomes_exempt_elsewhere_builds_nothing_again(people: People, queries: Queries) -> None:
    """Another body's item, and one of the same body that came later: neither can be in the pack."""
    meeting = september(people)
    elsewhere = planned_elsewhere(people)
    other = add_item(meeting=elsewhere, by=people.cora, now=PLANNED, title="Theirs", purpose="note")
    pack = sent_out(meeting, people)
    few = queries("mo", f"{PACK}1/")
    edit_item(item=other, by=people.cora, now=LATER, reason="A price", **EXEMPT)
    add_item(meeting=meeting, by=people.cora, now=LATER, title="A price", purpose="note", **EXEMPT)
    assert len(queries("mo", f"{PACK}1/")) == len(few)
    assert as_read(pack) == (from_json(pack.content), True)


def test_the_frozen_words_count_and_not_what_they_would_be_today(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A release that tells nothing of the agenda: the words that the pack was frozen with are hidden all the same."""
    meeting = september(people)
    pack = sent_out(meeting, people)
    assert "Waiting times" in pack.content
    edit_item(item=meeting.items.select_related("meeting__body").get(number=1), by=people.cora, now=LATER,
              reason="A price", **EXEMPT)  # fmt: skip
    monkeypatch.setattr(reading, "pack_content", lambda facts: pack_content(dataclasses.replace(facts, agenda=())))
    document, is_whole = as_read(pack)
    assert not is_whole
    assert "Waiting times" not in says(document)


def test_the_pack_of_a_meeting_that_moves_later_leads_on_to_the_new_one(as_: As, people: People) -> None:
    meeting = september(people)
    sent_out(meeting, people)
    move_meeting(
        meeting=Meeting.objects.get(pk=meeting.pk), by=people.cora, now=LATER, reason=WHY, date=on("2024-09-19"),
        starts_at=at("2024-09-19", "14:00"), papers_due_at=at("2024-09-12", "12:00"),
    )  # fmt: skip
    for address in (PACK, f"{PACK}1/"):
        page = texts(as_("mo").get(address))
        assert "As sent out" in page
        assert 'href="/meetings/2024-09-19-local-inclusion-partnership/pack/"' in page
