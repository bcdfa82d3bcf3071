"""Papers are out, and what a meeting said of somebody's action; nothing exempt in either."""

import datetime
import types
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from accounts.services import change_person, end_role
from actions.models import Action
from governance.models import Attendance, Meeting
from governance.services.agendas import add_item
from governance.services.decisions import record_decision, withdraw_decision
from governance.services.meeting_actions import add_meeting_action
from governance.services.meetings import hold_meeting, send_papers_out, undo_state
from governance.services.minuting import write_minutes
from notices.models import Kind, NoticeTopic
from notices.services import choose_notices
from tests.governance.composing import sits
from tests.governance.meeting_days import planned
from tests.governance.minuting import put
from tests.notices.conftest import at
from tests.notices.test_owed import PORTAL, mails
from tests.world import NOW

Act = Callable[[str], Action]
SECRET = "a contract that must stay secret"
DAY, AFTER = "2024-10-10", "2024-10-14"


@pytest.fixture
def meeting(people: types.SimpleNamespace) -> Meeting:
    """Of the partnership, on Thursday 10 October 2024; Mo sits there, Pat chairs, Otis takes the minutes."""
    found = planned(people.cora, DAY, "2024-10-03", place="Town hall")
    sits(people.mo, people.cora)
    sits(people.pat, people.cora, role="chair")
    sits(people.otis, people.cora, role="minutes", is_voting=False)
    return found


def items(meeting: Meeting, people: types.SimpleNamespace, act: Act) -> Iterator[Any]:
    """An open item on 4c, and an exempt one."""
    said = {"meeting": meeting, "by": people.cora, "now": NOW, "purpose": "discuss"}
    yield add_item(**said, title="Reviews", actions=[act("4c")])
    yield add_item(**said, title=SECRET, actions=[act("4c"), act("2a")], is_exempt=True, exempt_reason="Commercial")


def out(meeting: Meeting, people: types.SimpleNamespace, moment: datetime.datetime) -> Meeting:
    return send_papers_out(meeting=meeting, by=people.cora, now=moment)


def test_papers_are_out_for_members_and_those_in_attendance(
    meeting: Meeting, people: types.SimpleNamespace, act: Act
) -> None:
    list(items(meeting, people, act))
    put(Attendance, people.cora, NOW, meeting=meeting, user=people.ian, state="in_attendance")
    out(meeting, people, at("2024-10-03", "14:00"))
    found = mails("2024-10-03", "14:10")
    assert set(found) >= {"mo", "pat", "otis", "ian"}
    mail = found["mo"]
    assert mail.subject == "SEND action plan: papers for Local Inclusion Partnership on Thursday 10 October 2024"
    for words in (
        "the meeting at 2pm on Thursday 10 October 2024 are out",
        "Town hall",
        f"{PORTAL}/meetings/{meeting.slug}/pack/",
    ):
        assert words in mail.text
    assert SECRET not in mail.text + mail.html


def test_papers_that_go_out_at_night_are_told_in_the_morning(
    meeting: Meeting, people: types.SimpleNamespace, run: Any, post: Any
) -> None:
    out(meeting, people, at("2024-10-03", "22:00"))
    run("2024-10-03", "22:10")
    assert post.taken == []
    run("2024-10-04", "08:00")
    assert {"mo@portal.example", "pat@portal.example"} <= set(post.readers)


def test_whoever_had_a_mail_today_hears_of_the_papers_tomorrow(
    meeting: Meeting, people: types.SimpleNamespace, run: Any, post: Any
) -> None:
    """Otis owes updates and takes the minutes: one mail a day."""
    run("2024-10-03")
    out(meeting, people, at("2024-10-03", "14:00"))
    run("2024-10-03", "14:10")
    run("2024-10-04")
    mine = [mail["Subject"] for mail in post.to("otis@portal.example")]
    assert len(mine) == 2
    assert "papers for Local Inclusion Partnership" in mine[1]


def test_papers_are_told_once_also_when_they_go_out_twice(
    meeting: Meeting, people: types.SimpleNamespace, run: Any, post: Any
) -> None:
    found = out(meeting, people, at("2024-10-03", "14:00"))
    run("2024-10-03", "14:10")
    undo_state(meeting=found, by=people.cora, now=at("2024-10-04", "09:00"), reason="Too early")
    out(Meeting.objects.get(pk=meeting.pk), people, at("2024-10-04", "15:00"))
    run("2024-10-07")
    assert len(post.to("mo@portal.example")) == 1


def test_papers_of_a_meeting_that_is_over_are_of_no_use(meeting: Meeting, people: types.SimpleNamespace) -> None:
    out(meeting, people, at("2024-10-03", "14:00"))
    assert "mo" in mails("2024-10-10", "13:00")
    assert "mo" not in mails("2024-10-10", "14:10")


def test_whose_access_as_a_reader_has_ended_hears_nothing(
    meeting: Meeting, people: types.SimpleNamespace, clock_stands: Any
) -> None:
    put(Attendance, people.cora, NOW, meeting=meeting, user=people.ian, state="in_attendance")
    out(meeting, people, at("2024-10-03", "14:00"))
    assert "ian" in mails("2024-10-03", "14:10")
    end_role(grant=people.ian.role_grants.get(), by=people.ada, now=NOW, reason="Over")
    clock_stands(at("2024-10-03", "14:10"))
    assert "ian" not in mails("2024-10-03", "14:10")


def held(meeting: Meeting, people: types.SimpleNamespace, act: Act) -> tuple[Meeting, Any, Any]:
    """The meeting was held; what it said is not written yet."""
    spoken, secret = items(meeting, people, act)
    return hold_meeting(meeting=meeting, by=people.cora, now=at(DAY, "17:00")), spoken, secret


def test_each_lead_hears_what_was_said_and_decided(
    meeting: Meeting, people: types.SimpleNamespace, act: Act, clock_stands: Any
) -> None:
    found, spoken, secret = held(meeting, people, act)
    assert "olive" not in only_after("2024-10-11")
    said = {"by": people.cora, "now": at("2024-10-11", "11:00")}
    write_minutes(item=spoken, minutes="Reviews take too long.", **said)
    write_minutes(item=secret, minutes=SECRET, **said)
    about = {"meeting": found, "body": found.body, "item": spoken}
    decision = record_decision(**said, **about, text="The Partnership agreed to help.", effects={act("4c"): "other"})
    record_decision(**said, **about | {"item": secret}, text=f"Signed: {SECRET}", effects={act("2a"): "other"})
    add_meeting_action(
        **said, meeting=found, item=spoken, text="Write to schools", assigned_to=people.mo, actions=[act("4c")],
        due_on=datetime.date(2024, 11, 1),
    )  # fmt: skip
    assert only_after("2024-10-11", "12:00") == {}  # it may still be being written
    told = only_after(AFTER)
    assert set(told) == {"olive"}
    mail = told["olive"]
    for words in (
        "1. Reviews: Reviews take too long.",
        f"Decision {decision.number} ({decision.standing_words.lower()}): {decision.text}",
        "Meeting action for Mo Brook, by Friday 1 November 2024: Write to schools",
        f"{PORTAL}/plans/2023-24/actions/4c/",
        f"{PORTAL}/meetings/{found.slug}/",
        "This is what is written so far: the minutes are not agreed yet.",
    ):
        assert words in mail.text, words
    assert SECRET not in mail.text + mail.html + mail.subject


def only_after(day: str, time: str = "08:10") -> dict[str, Any]:
    """The mails that tell what a meeting said."""
    return {name: mail for name, mail in mails(day, time).items() if "said and decided" in mail.text}


def test_an_item_without_minutes_waits_for_them(meeting: Meeting, people: types.SimpleNamespace, act: Act) -> None:
    found, spoken, _ = held(meeting, people, act)
    another = add_item(
        meeting=found, by=people.cora, now=at(DAY, "18:00"), title="More", purpose="note", actions=[act("4c")]
    )
    write_minutes(item=spoken, by=people.cora, now=at(DAY, "18:00"), minutes="So.")
    assert only_after("2024-10-11") == {}
    write_minutes(item=another, by=people.cora, now=at("2024-10-21", "10:00"), minutes="And so.")
    assert set(only_after("2024-10-22")) == {"olive"}


def test_a_decision_of_the_item_is_told_though_it_names_no_action(
    meeting: Meeting, people: types.SimpleNamespace, act: Act
) -> None:
    """An item that is decided waits for no minutes."""
    found, spoken, secret = held(meeting, people, act)
    said = {"by": people.cora, "now": at(DAY, "18:00"), "meeting": found, "body": found.body}
    decision = record_decision(**said, item=spoken, text="The Partnership agreed to help.")
    record_decision(**said, item=secret, text=SECRET)
    told = only_after("2024-10-11")
    assert set(told) == {"olive"}
    assert decision.text in told["olive"].text
    assert SECRET not in told["olive"].text


def told_of(post: Any, name: str = "olive") -> list[str]:
    """What this person's mails of meetings said, in their order, in one line each."""
    texts = [" ".join(mail.get_body(("plain",)).get_content().split()) for mail in post.to(f"{name}@portal.example")]
    return [text for text in texts if "said and decided" in text]


def test_it_is_told_once_and_then_what_is_new(
    meeting: Meeting, people: types.SimpleNamespace, act: Act, run: Any, post: Any
) -> None:
    """Corrected minutes and a later decision reach the lead, and nothing a second time."""
    found, spoken, _ = held(meeting, people, act)
    spoken = write_minutes(item=spoken, by=people.cora, now=at(DAY, "18:00"), minutes="So.")
    run("2024-10-11")
    run("2024-10-14")
    [first] = told_of(post)
    assert "1. Reviews: So." in first
    assert "New or changed" not in first
    spoken = write_minutes(item=spoken, by=people.cora, now=at("2024-10-14", "10:00"), minutes="So it is.")
    run("2024-10-15")
    run("2024-10-16")
    _, second = told_of(post)
    assert "New or changed since the mail that you had of this meeting: 1. Reviews: So it is." in second
    record_decision(
        by=people.cora, now=at("2024-10-16", "10:00"), meeting=found, body=found.body, item=spoken, text="To help."
    )
    run("2024-10-17")
    run("2024-10-18")
    _, _, third = told_of(post)
    assert "The Partnership agreed that to help." in third
    assert "So it is." not in third
    told = NoticeTopic.objects.filter(kind=Kind.AFTER_MEETING)
    assert {(topic.user, topic.about.rpartition(":")[0]) for topic in told} == {
        (people.olive, f"{found.pk}:{act('4c').pk}:{what}")
        for what in (f"i{spoken.pk}", f"d{found.decisions.get().pk}")
    }


def test_who_was_told_of_a_decision_hears_that_it_was_recorded_by_mistake(
    meeting: Meeting, people: types.SimpleNamespace, act: Act, run: Any, post: Any
) -> None:
    """And of one that was withdrawn before it was told, nobody hears anything."""
    found, spoken, _ = held(meeting, people, act)
    said = {"by": people.cora, "meeting": found, "body": found.body, "item": spoken}
    decision = record_decision(**said, now=at(DAY, "18:00"), text="To help.")
    unheard = record_decision(**said, now=at(DAY, "18:05"), text="To pay.")
    withdraw_decision(decision=unheard, by=people.cora, now=at(DAY, "18:10"), reason="Not said")
    run("2024-10-11")
    [first] = told_of(post)
    assert "that to help." in first
    assert "to pay" not in first
    withdraw_decision(decision=decision, by=people.cora, now=at("2024-10-11", "10:00"), reason="Put off to May")
    run("2024-10-14")
    run("2024-10-15")
    _, second = told_of(post)
    told = f"Decision {decision.number} (recorded by mistake, because: Put off to May): The Partnership agreed that to"
    assert told in second
    assert "to pay" not in second


def test_what_changes_while_its_mail_waits_goes_as_it_is_then(
    meeting: Meeting, people: types.SimpleNamespace, act: Act, run: Any, post: Any, settings: Any
) -> None:
    _, spoken, _ = held(meeting, people, act)
    spoken = write_minutes(item=spoken, by=people.cora, now=at(DAY, "18:00"), minutes="So.")
    settings.EMAIL_PORT = 1
    run("2024-10-11")
    write_minutes(item=spoken, by=people.cora, now=at("2024-10-11", "10:00"), minutes="So it is.")
    settings.EMAIL_PORT = post.port
    run("2024-10-11", "12:00")
    assert told_of(post) == []
    run("2024-10-14")
    [told] = told_of(post)
    assert "1. Reviews: So it is." in told
    assert "New or changed" not in told


def test_the_deputy_hears_it_where_the_lead_has_left_and_nobody_after_six_weeks(
    meeting: Meeting, people: types.SimpleNamespace, act: Act
) -> None:
    _, spoken, _ = held(meeting, people, act)
    write_minutes(item=spoken, by=people.cora, now=at(DAY, "18:00"), minutes="So.")
    change_person(person=people.olive, by=people.ada, now=at(DAY, "19:00"), reason="Left", is_active=False)
    told = only_after("2024-10-11")
    assert set(told) == {"dev"}
    assert "on what you lead or are the deputy for" in told["dev"].text
    assert set(only_after("2024-11-21")) == {"dev"}
    assert only_after("2024-11-22") == {}


def test_who_wants_only_what_is_due_hears_neither(meeting: Meeting, people: types.SimpleNamespace, act: Act) -> None:
    choose_notices(by=people.mo, only_due=True)
    choose_notices(by=people.olive, only_due=True)
    _, spoken, _ = held(out(meeting, people, at("2024-10-03", "14:00")), people, act)
    write_minutes(item=spoken, by=people.cora, now=at(DAY, "18:00"), minutes="So.")
    assert "mo" not in mails("2024-10-03", "14:10")
    assert only_after("2024-10-11") == {}
    assert "olive" in mails("2024-10-31")  # five working days before papers close
