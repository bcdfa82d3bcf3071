"""How a meeting stands: papers out, held, cancelled, moved, taken back; each recorded, or refused and nothing done."""

import datetime
import types
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from audit.recording import Refused, StaleRecord, recording
from governance.models import AgendaItem, Decision, ItemAction, ItemPriority, Meeting, Paper, PaperFile
from governance.services.bodies import add_meeting
from governance.services.meetings import (
    cancel_meeting,
    edit_meeting,
    hold_meeting,
    move_meeting,
    send_papers_out,
    undo_state,
)
from tests.actions.reading import texts, words
from tests.governance.meeting_days import FUTURE, WHY, again, at, board, on, planned, typed
from tests.world import NOW, PLANNED, asked

As = Callable[[str], Client]
People = types.SimpleNamespace
PAGE = f"/meetings/{FUTURE}-local-inclusion-partnership/"
MOVED = "/meetings/2025-01-23-local-inclusion-partnership/"
ON_THE_DAY = at(FUTURE, "17:00")
Clock = Callable[[datetime.datetime], None]


@pytest.fixture
def meeting(people: People) -> Meeting:
    return planned(people.cora, now=PLANNED)


def now_of(meeting: Meeting) -> Meeting:
    return Meeting.objects.get(pk=meeting.pk)


def send(client: Client, what: str, meeting: Meeting, **said: Any) -> Any:
    return client.post(f"{meeting.get_absolute_url()}{what}/", {"revision": now_of(meeting).revision} | said)


def agree(meeting: Meeting, by: Any) -> Meeting:
    """Its minutes are agreed, so that nothing of it changes."""
    with recording(by=by, now=ON_THE_DAY):
        found = now_of(meeting)
        found.status = "held"
        decision = Decision.objects.create(
            body=found.body, meeting=found, number=1, text="Agreed", taken_on=found.date_on, standing="made"
        )
        found.confirmed_by = decision
        found.save()
    return found


def test_from_planned_to_held(as_: As, meeting: Meeting, clock_stands: Clock) -> None:
    client = as_("cora")
    assert f'href="{PAGE}papers-out/"' in texts(client.get(PAGE))
    page = texts(client.get(PAGE + "papers-out/"))
    assert "Yes, they have gone out" in page
    answer = send(client, "papers-out", meeting)
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert now_of(meeting).papers_out_at == NOW
    assert "State Papers out" in " ".join(words(client.get(PAGE)).replace("State", "State ").split())
    refused = send(client, "hold", meeting)
    assert refused.status_code == 422
    assert "The meeting is on 16 January 2025. It can be held from that day on, not before" in texts(refused)
    clock_stands(ON_THE_DAY)
    assert f'href="{PAGE}hold/"' in texts(client.get(PAGE))
    assert send(client, "hold", meeting).status_code == 302
    assert now_of(meeting).status == "held"
    history = words(as_("mo").get(PAGE + "history/"))
    assert "Papers out → Held" in history
    assert "Planned → Papers out" in history


def test_one_is_cancelled_and_says_why(as_: As, meeting: Meeting) -> None:
    client = as_("cora")
    without = send(client, "cancel", meeting, reason=" ")
    assert without.status_code == 422
    assert now_of(meeting).status == "planned"
    assert send(client, "cancel", meeting, reason="Snow").status_code == 302
    page = words(as_("mo").get(PAGE))
    assert "Cancelled" in page
    assert "Snow" in page
    assert "Plan the agenda" not in words(client.get(PAGE))
    assert send(client, "cancel", meeting, reason="Snow").status_code == 422
    assert send(client, "edit", meeting, **again(now_of(meeting), place="Library")).status_code == 422


def test_a_state_is_taken_back(as_: As, meeting: Meeting, people: People) -> None:
    client = as_("cora")
    for act, before in ((send_papers_out, "planned"), (cancel_meeting, "planned")):
        reason = {"reason": WHY} if act is cancel_meeting else {}
        act(meeting=meeting, by=people.cora, now=NOW, **reason)
        assert send(client, "undo", meeting, reason="").status_code == 422
        assert send(client, "undo", meeting, reason="A slip").status_code == 302
        assert now_of(meeting).status == before
        assert now_of(meeting).papers_out_at is None
    send_papers_out(meeting=meeting, by=people.cora, now=NOW)
    hold_meeting(meeting=meeting, by=people.cora, now=ON_THE_DAY)
    back = undo_state(meeting=meeting, by=people.cora, now=ON_THE_DAY, reason="A slip")
    assert (back.status, back.papers_out_at) == ("papers_out", NOW)
    assert "A slip" in words(client.get(PAGE + "history/"))


def test_nothing_to_take_back(as_: As, meeting: Meeting) -> None:
    assert "undo/" not in texts(as_("cora").get(PAGE))
    answer = send(as_("cora"), "undo", meeting, reason="A slip")
    assert answer.status_code == 422
    assert "There is nothing to take back" in texts(answer)


def test_nothing_changes_once_minutes_are_agreed(as_: As, meeting: Meeting, people: People) -> None:
    agree(meeting, people.cora)
    client = as_("cora")
    assert send(client, "papers-out", meeting).status_code == 422
    for what, said in (("hold", {}), ("cancel", {"reason": WHY}), ("undo", {"reason": WHY}),
                       ("edit", again(now_of(meeting), place="Library")), ("move", moved())):  # fmt: skip
        for answer in (client.get(f"{PAGE}{what}/"), send(client, what, meeting, **said)):
            assert answer.status_code == 403, what
            assert "The minutes of this meeting are agreed" in texts(answer), what
    assert "What to do now" not in texts(client.get(PAGE))
    assert now_of(meeting).revision == meeting.revision + 1


def moved(day: str = "2025-01-23", papers: str = "2025-01-16", **said: Any) -> dict[str, Any]:
    return typed(day, papers, reason=WHY) | said


def test_one_moves_to_another_day(as_: As, meeting: Meeting, people: People) -> None:
    client = as_("cora")
    answer = send(client, "move", meeting, **moved(place="Library"))
    assert (answer.status_code, answer["Location"]) == (302, MOVED)
    old, new = now_of(meeting), Meeting.objects.get(slug="2025-01-23-local-inclusion-partnership")
    assert (old.status, old.moved_to, new.status, new.place) == ("moved", new, "planned", "Library")
    page = texts(as_("mo").get(PAGE))
    assert f'href="{MOVED}">Moved to 23 January 2025</a>' in page
    assert WHY in page
    assert f'href="{PAGE}">16 January 2025</a>' in texts(as_("mo").get(MOVED))
    assert send(client, "move", meeting, **moved("2025-01-30", "2025-01-23")).status_code == 422
    assert Meeting.objects.filter(body=old.body, date_on__year=2025).count() == 2


MOVES = {
    "the same day": (moved(FUTURE, "2025-01-09"), "This is the day on which the meeting stands. Choose another"),
    "a past day": (moved("2024-09-03", ""), "Choose a day that is today or later"),
    "no reason": (moved(reason=" "), "Enter why you are changing this"),
    "a night": (moved("2025-03-30", "", begins="1:30"), "the clocks go forward that night"),
    "no deadline": (moved(papers=""), "Enter its day and its papers deadline, or cancel the meeting"),
}


@pytest.mark.parametrize("case", MOVES)
def test_a_move_that_cannot_be(case: str, as_: As, meeting: Meeting) -> None:
    sends, problem = MOVES[case]
    answer = send(as_("cora"), "move", meeting, **sends)
    assert answer.status_code == 422
    assert problem in texts(answer)
    assert now_of(meeting).status == "planned"
    assert Meeting.objects.filter(date_on__year=2025).count() == 1


def test_the_agenda_comes_along(meeting: Meeting, people: People, act: Any) -> None:
    with recording(by=people.cora, now=NOW, reason="Agenda"):
        said = {"meeting": meeting, "minutes_allowed": 10, "lead_name": "Chair"}
        secret = AgendaItem.objects.create(
            **said, number=1, position=10, title="A contract", is_exempt=True, exempt_reason="Paragraph 3"
        )
        gone = AgendaItem.objects.create(**said, number=2, position=20, title="Old", withdrawn_reason="Not needed")
        ItemAction.objects.create(item=secret, action=act("1a"))
        ItemPriority.objects.create(item=secret, priority=act("1a").priority)
        first = Paper.objects.create(item=secret, title="Draft", file_name="a.pdf")
        newer = Paper.objects.create(item=secret, title="Draft", file_name="b.pdf", version=2, replaces=first)
        PaperFile.objects.create(paper=newer, body=b"%PDF-1.7")
        Paper.objects.create(item=secret, title="Withdrawn", url="https://x.example", withdrawn_reason="Wrong")
    new = move_meeting(
        meeting=meeting, by=people.cora, now=NOW, reason=WHY, date=on("2025-01-23"),
        papers_due_at=at("2025-01-16", "12:00"),
    )  # fmt: skip
    copy = new.items.get()
    assert (copy.carried_from, copy.number, copy.title, copy.exempt_reason) == (secret, 1, "A contract", "Paragraph 3")
    assert copy.is_exempt
    assert not copy.carried_to.exists()
    assert [link.action.key for link in copy.action_links.all()] == ["1a"]
    assert copy.priority_links.count() == 1
    paper = copy.papers.get()
    assert (paper.file_name, paper.version, bytes(paper.file.body)) == ("b.pdf", 2, b"%PDF-1.7")
    assert paper.key != newer.key
    assert set(meeting.items.all()) == {secret, gone}


def test_the_agenda_that_comes_along_is_numbered_anew(meeting: Meeting, people: People) -> None:
    with recording(by=people.cora, now=NOW, reason="Agenda"):
        for number in (1, 2, 3):
            off = "Not needed" if number == 1 else ""
            AgendaItem.objects.create(
                meeting=meeting, number=number, position=number, title=f"Item {number}", withdrawn_reason=off
            )
    said = {"by": people.cora, "now": NOW, "reason": WHY, "papers_due_at": at("2025-01-16", "12:00")}
    new = move_meeting(meeting=meeting, date=on("2025-01-23"), **said)
    assert [(item.number, item.title) for item in new.items.all()] == [(1, "Item 2"), (2, "Item 3")]
    assert [item.number for item in meeting.items.order_by("number")] == [1, 2, 3]


def test_the_history_hides_what_is_exempt(as_: As, meeting: Meeting, people: People) -> None:
    with recording(by=people.cora, now=NOW, reason="Agenda"):
        said = {"meeting": meeting, "purpose": "discuss"}
        item = AgendaItem.objects.create(
            **said, number=1, position=1, title="Nightjar", is_exempt=True, exempt_reason="Paragraph 3"
        )
        AgendaItem.objects.create(**said, number=2, position=2, title="Welcome")
        Paper.objects.create(item=item, title="Nightjar costs", url="https://x.example/nightjar")
        Decision.objects.create(
            body=meeting.body, meeting=meeting, item=item, number=1, text="Nightjar agreed", taken_on=meeting.date_on,
            standing="made",
        )  # fmt: skip
    for who, told in (("cora", True), ("mo", False)):
        history = words(as_(who).get(PAGE + "history/"))
        assert "Welcome" in history
        assert ("Nightjar" in history or "nightjar" in history) is told, who


def test_a_body_that_is_not_run_here(as_: As, people: People, clock_stands: Clock) -> None:
    meeting = add_meeting(by=people.cora, now=NOW, body=board(), date=on("2024-09"))
    client, page = as_("cora"), texts(as_("cora").get(meeting.get_absolute_url()))
    assert "papers-out/" not in page
    assert "hold/" in page
    assert send(client, "papers-out", meeting).status_code == 403
    with pytest.raises(Refused, match="sends its papers itself"):
        send_papers_out(meeting=meeting, by=people.cora, now=NOW)
    assert send(client, "hold", meeting).status_code == 302
    assert now_of(meeting).status == "held"


def test_a_month_is_neither_papered_nor_held(people: People) -> None:
    meeting = planned(people.cora, "2024-09-20", "2024-09-12", starts_at=None, papers_due_at=None)
    said: dict[str, Any] = {"by": people.cora, "now": NOW}
    edit_meeting(meeting=meeting, **said, reason=WHY, date=on("2024-09"))
    for service in (send_papers_out, hold_meeting):
        with pytest.raises(Refused, match="Enter the day of the meeting first"):
            service(meeting=meeting, **said)


def test_a_stale_form_is_shown_what_changed(as_: As, meeting: Meeting, people: People) -> None:
    edit_meeting(meeting=meeting, by=people.cora, now=NOW, place="Library")
    client = as_("cora")
    for what, said in (("papers-out", {}), ("cancel", {"reason": WHY}), ("move", moved())):
        answer = send(client, what, meeting, revision=meeting.revision, **said)
        assert answer.status_code == 409, what
        assert "Library" in texts(answer)
    with pytest.raises(StaleRecord):
        hold_meeting(meeting=meeting, by=people.cora, now=ON_THE_DAY, revision=meeting.revision)
    assert now_of(meeting).status == "planned"


@pytest.mark.parametrize("what", ["papers-out", "cancel", "move", "undo"])
def test_twice_is_once(what: str, as_: As, meeting: Meeting, people: People) -> None:
    if what == "undo":
        cancel_meeting(meeting=meeting, by=people.cora, now=NOW, reason=WHY)
    client = as_("cora")
    said = {"revision": now_of(meeting).revision, "reason": WHY} | (moved() if what == "move" else {})
    answers = [client.post(f"{PAGE}{what}/", said) for _ in range(2)]
    assert [one.status_code for one in answers] == [302, 302]
    assert len({one["Location"] for one in answers}) == 1
    assert now_of(meeting).revision == said["revision"] + 1


@pytest.mark.parametrize("what", ["papers-out", "hold", "cancel", "move", "undo", "cycles"])
def test_wrong_person_and_wrong_method(what: str, as_: As, meeting: Meeting) -> None:
    for who in ("mo", "pat", "olive", "ada", "ian"):
        assert send(as_(who), what, meeting, reason=WHY).status_code == 403
    assert as_("cora").put(f"{PAGE}{what}/").status_code == 405
    assert as_("cora").get(f"/meetings/none/{what}/").status_code == 404
    assert now_of(meeting).revision == meeting.revision


def test_a_reason_that_looks_personal_is_asked_about(as_: As, meeting: Meeting) -> None:
    personal = "About the child with NHS number 943 476 5919"
    first = send(as_("cora"), "cancel", meeting, reason=personal)
    assert first.status_code == 422
    assert send(as_("cora"), "cancel", meeting, reason=personal, considered=asked(first)).status_code == 302
