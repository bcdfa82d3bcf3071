"""Between which two moments a plan is compared: the last meeting held and now, or what an address asks for."""

import datetime
import types
from collections.abc import Callable
from typing import Any

import pytest

from audit.recording import recording
from governance.models import Body, Meeting
from governance.services.looks import mark_as_read
from governance.services.meetings import cancel_meeting, edit_meeting, move_meeting
from governance.spans import CannotCompare, Comparing, Span
from tests.governance.composing import partnership
from tests.governance.deciding import held, phase
from tests.governance.meeting_days import WHY, at, board, on, plan, planned
from tests.world import LOADED, NOW, TESTER

People = types.SimpleNamespace
SLUG = "local-inclusion-partnership"
JULY, MAY = f"2024-07-11-{SLUG}", f"2024-05-09-{SLUG}"
COMING = f"2025-01-16-{SLUG}"
Ask = Callable[..., Span]


@pytest.fixture
def body(people: People) -> Body:
    return partnership()


@pytest.fixture
def met(body: Body) -> Meeting:
    """Held on 9 May and, at 2pm, on 11 July 2024."""
    held(body, datetime.date(2024, 5, 9))
    return held(body, starts_at=at("2024-07-11", "14:00"))


@pytest.fixture
def ask(people: People) -> Ask:
    def span(since: str = "", until: str = "", now: datetime.datetime = NOW) -> Span:
        return Comparing(plan(), people.mo, now).span(since, until)

    return span


def refused(ask: Ask, *asked: str) -> CannotCompare:
    with pytest.raises(CannotCompare) as found:
        ask(*asked)
    return found.value


def test_since_the_last_meeting_held_until_now(ask: Ask, met: Meeting) -> None:
    span = ask()
    assert (span.since.at, span.until.at) == (at("2024-07-11", "14:00"), NOW)
    assert span.sentence == "What changed since the meeting of 11 July 2024, until now"
    assert span.since.meeting == met


def test_the_first_meeting_ever(ask: Ask, body: Body) -> None:
    span = ask()
    assert (span.since.at, span.until.at) == (LOADED, NOW)
    assert span.sentence == "What changed since the plan was recorded on 28 June 2023, until now"
    assert "No meeting has been held yet, so this compares with the plan as it was first recorded." in span.notes


def test_no_body_sets_the_cycles(ask: Ask) -> None:
    assert ask().since.at == LOADED


def test_two_meetings(ask: Ask, met: Meeting) -> None:
    span = ask(MAY, JULY)
    assert (span.since.at, span.until.at) == (at("2024-05-09", "00:00"), at("2024-07-11", "14:00"))
    assert span.sentence == "What changed since the meeting of 9 May 2024, until the meeting of 11 July 2024"
    assert span.notes == ()
    # Until a meeting is since the one before it.
    assert ask("", JULY) == span


def test_a_meeting_of_another_body(ask: Ask, met: Meeting) -> None:
    slug = held(board(), datetime.date(2024, 6, 5)).slug
    assert ask(slug).since.words == "the meeting of the Health and Wellbeing Board, 5 June 2024"


def test_days_are_whole_days_of_london(ask: Ask, met: Meeting) -> None:
    span = ask("2024-07-13", "2024-07-31")
    assert at("2024-07-12", "23:59") < span.since.at < at("2024-07-13", "00:00")
    assert at("2024-07-31", "23:59") < span.until.at < at("2024-08-01", "00:00")
    assert span.sentence == "What changed since the beginning of 13 July 2024, until the end of 31 July 2024"
    today = ask("2024-09-04", "2024-09-04")
    assert (today.since.at, today.until.at) == (ask("", "2024-09-03").until.at, NOW)


def test_since_i_read_this(ask: Ask, met: Meeting, people: People) -> None:
    assert "have not marked this page as read yet" in refused(ask, "read").message
    mark_as_read(by=people.mo, now=NOW, until=at("2024-09-01", "21:30"))
    span = ask("read")
    assert span.since.at == at("2024-09-01", "21:30")
    assert "since you last marked this as read, on 1 September 2024, 9:30pm" in span.sentence


def test_a_cancelled_meeting_is_not_compared_with(ask: Ask, met: Meeting, people: People) -> None:
    coming = planned(people.cora, "2025-01-16", "2025-01-09")
    cancel_meeting(by=people.cora, now=NOW, meeting=coming, reason="Snow")
    for field, asked in (("since", (COMING, "")), ("until", ("", COMING))):
        found = refused(ask, *asked)
        assert (found.field, found.message) == (field, "The meeting of 16 January 2025 was cancelled")
        assert [(one.field, one.value) for one in found.offers] == [(field, JULY)]
    assert "The meeting of 16 January 2025 was cancelled." in ask().notes


def test_a_meeting_that_moved_says_where_to(ask: Ask, met: Meeting, people: People) -> None:
    coming = planned(people.cora, "2025-01-16", "2025-01-09")
    move_meeting(
        by=people.cora, now=NOW, meeting=coming, date=on("2025-01-23"), starts_at=at("2025-01-23", "14:00"),
        papers_due_at=at("2025-01-16", "12:00"), reason="The hall",
    )  # fmt: skip
    found = refused(ask, "", COMING)
    assert found.message == "The meeting of 16 January 2025 was moved to 23 January 2025"
    assert [one.value for one in found.offers] == [f"2025-01-23-{SLUG}", JULY]
    notes = ask().notes
    assert notes[-2:] == (
        "The meeting of 16 January 2025 has moved to 23 January 2025.", "The next meeting is on 23 January 2025."
    )  # fmt: skip


def test_one_that_was_cancelled_since_is_told(ask: Ask, body: Body, met: Meeting) -> None:
    held(body, datetime.date(2024, 8, 8), "cancelled")
    span = ask()
    assert span.since.meeting == met
    assert "The meeting of 8 August 2024 was cancelled." in span.notes


def test_a_meeting_to_come(ask: Ask, met: Meeting, people: People) -> None:
    planned(people.cora, "2025-01-16", "2025-01-09")
    found = refused(ask, COMING)
    assert found.message == "The meeting of 16 January 2025 is still to come"
    assert [one.value for one in found.offers] == [JULY]
    span = ask("", COMING)
    assert (span.since.meeting, span.until.at) == (met, NOW)
    assert "The meeting of 16 January 2025 is still to come, so this goes up to now." in span.notes


def test_a_meeting_that_is_over_today_is_not_the_next_one(ask: Ask, met: Meeting, people: People) -> None:
    today = planned(people.cora, "2024-09-12", "2024-09-05")
    planned(people.cora)

    def notes(day: str, time: str) -> tuple[str, ...]:
        return ask(now=at(day, time)).notes

    assert notes("2024-09-12", "19:00")[-1] == "The next meeting is on 12 September 2024."
    edit_meeting(meeting=today, by=people.cora, now=NOW, reason=WHY, ends_at=at("2024-09-12", "16:00"))
    assert notes("2024-09-12", "15:00")[-1] == "The next meeting is on 12 September 2024."
    over = "The meeting of 12 September 2024 is over, and is not recorded as held yet."
    assert notes("2024-09-12", "19:00")[-2:] == (over, "The next meeting is on 16 January 2025.")
    assert "Whether the meeting of 12 September 2024 was held is not recorded." in notes("2024-09-13", "09:00")


def test_a_next_meeting_of_which_only_the_month_is_known(ask: Ask, met: Meeting) -> None:
    with recording(by=TESTER, now=NOW):
        month = Meeting(body=met.body, slug="january")
        month.date = on("2025-01")
        month.save()
    assert ask().notes[-1] == "The next meeting is in January 2025."


def test_nobody_has_said_whether_it_was_held(ask: Ask, body: Body, met: Meeting) -> None:
    slug = held(body, datetime.date(2024, 8, 8), "planned").slug
    assert refused(ask, slug).message == "Whether the meeting of 8 August 2024 was held is not recorded"
    span = ask("", slug)
    assert span.until.at == at("2024-08-08", "00:00")
    assert "Whether the meeting of 8 August 2024 was held is not recorded." in span.notes[0]
    assert "Whether the meeting of 8 August 2024 was held is not recorded." in ask().notes


def test_a_meeting_of_which_only_the_month_is_known(ask: Ask, met: Meeting) -> None:
    with recording(by=TESTER, now=NOW):
        month = Meeting(body=met.body, slug="june", status="held")
        month.date = on("2024-06")
        month.save()
    assert refused(ask, "june").message.startswith("The day of the meeting of June 2024 is not recorded")


def test_a_month_that_is_over_is_not_still_to_come(ask: Ask, met: Meeting) -> None:
    with recording(by=TESTER, now=NOW):
        month = Meeting(body=met.body, slug="june", status="planned")
        month.date = on("2024-06")
        month.save()
    for asked in (("june", ""), ("", "june")):
        found = refused(ask, *asked)
        assert found.message.startswith("The day of the meeting of June 2024 is not recorded")
        assert [one.value for one in found.offers] == [JULY]


def test_a_shadow_meeting(ask: Ask, met: Meeting) -> None:
    told = "On 9 May 2024 the Local Inclusion Partnership was a shadow: what was decided then had to be ratified."
    assert told not in ask(MAY).notes
    phase(met.body, "shadow", datetime.date(2024, 4, 1))
    phase(met.body, "full", datetime.date(2024, 6, 1))
    assert told in ask(MAY).notes
    assert told not in ask().notes


def test_before_the_plan_was_recorded(ask: Ask, met: Meeting) -> None:
    span = ask("2022-01-01")
    assert span.since.at == LOADED
    told = "The plan was recorded on 28 June 2023, 9am, after the beginning of 1 January 2022: this begins there."
    assert span.notes[0] == told
    assert refused(ask, "2022-01-01", "2022-06-01").message.startswith("The plan was recorded on 28 June 2023")


WRONG: dict[tuple[str, str], tuple[str, str]] = {
    (JULY, MAY): (
        "since",
        "The moment to begin with (the meeting of 11 July 2024) must be before the moment to",
    ),
    ("2024-09-05", ""): ("since", "5 September 2024 is still to come"),
    ("", "2030-12-25"): ("until", "25 December 2030 is still to come"),
    ("9999-12-31", ""): ("since", "31 December 9999 is still to come"),
    ("0001-01-01", ""): ("since", "A day must have a year from 1990"),
    ("0000-01-01", ""): ("since", "There is no such day"),
    ("2024-02-30", ""): ("since", "There is no such day"),
    ("junk", ""): ("since", "There is no such meeting"),
    ("", "read"): ("until", "There is no such meeting"),
    ("\x00", ""): ("since", "There is no such meeting"),
    ("٢٠٢٤-٠٧-١١", ""): ("since", "There is no such meeting"),
}


@pytest.mark.parametrize("asked", WRONG, ids=ascii)
def test_what_cannot_be_compared_says_why(asked: tuple[str, str], ask: Ask, met: Meeting) -> None:
    found = refused(ask, *asked)
    assert found.field == WRONG[asked][0]
    assert found.message.startswith(WRONG[asked][1])


def test_reading_goes_forward_and_not_past_now(people: People) -> None:
    def read(until: datetime.datetime) -> Any:
        return mark_as_read(by=people.mo, now=NOW, until=until).looked_at

    earlier = NOW - datetime.timedelta(days=2)
    assert read(earlier) == earlier
    assert read(earlier - datetime.timedelta(days=1)) == earlier
    assert read(NOW + datetime.timedelta(days=900)) == NOW
    assert read(earlier) == NOW
