"""The meetings of a year in one form: the right rows are planned, the wrong ones come back as they were typed."""

import types
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from governance.models import Meeting
from tests.actions.reading import texts
from tests.governance.composing import partnership
from tests.governance.meeting_days import at, board, cycle_of
from tests.hostile import HUGE, URLENCODED, WORDS, encoded, often

As = Callable[[str], Client]
People = types.SimpleNamespace
URL = "/meetings/schedule/"
NAMES = ("date", "begins", "ends", "papers", "place")


@pytest.fixture
def body(people: People) -> Any:
    return partnership()


def sent(body: Any, *rows: tuple[str, ...], **said: Any) -> dict[str, Any]:
    """What a browser posts: date, begins, ends, papers and place of each row."""
    fields = {"body": body.pk, "papers_time": "12:00"}
    for number, row in enumerate(rows, 1):
        fields |= {f"meeting{number}-{name}": text for name, text in zip(NAMES, row, strict=False)}
    return fields | said


YEAR = (
    ("16 1 2025", "14:00", "16:00", "7", "Town hall"),
    ("13/3/2025", "2pm", "", "6 March 2025"),
    ("May 2025",),
)


def planned(body: Any) -> list[Meeting]:
    return list(Meeting.objects.filter(body=body, date_on__year=2025))


def test_a_year_is_planned(as_: As, body: Any) -> None:
    client = as_("cora")
    assert f'value="{body.pk}" selected' in texts(client.get(URL))
    answer = client.post(URL, sent(body, *YEAR), follow=True)
    assert answer.redirect_chain == [("/meetings/?body=local-inclusion-partnership", 302)]
    assert "3 meetings planned." in texts(answer)
    first, second, third = planned(body)
    assert (first.starts_at, first.ends_at, first.place) == (at("2025-01-16", "14:00"), at("2025-01-16", "16:00"),
                                                             "Town hall")  # fmt: skip
    assert cycle_of(first).papers_due_at == at("2025-01-09", "12:00")
    assert cycle_of(second).papers_due_at == at("2025-03-06", "12:00")
    assert (str(third.date), third.papers_due_at) == ("May 2025", None)
    history = texts(client.get(first.get_absolute_url() + "history/"))
    assert "Cora Vale, co-ordinator" in history


def test_wrong_rows_come_back_and_right_ones_are_saved(as_: As, body: Any) -> None:
    rows = (YEAR[0], ("29 3 2026", "1:30", "", "", "Kept as typed"), ("31 2 2025",), YEAR[2])
    answer = as_("cora").post(URL, sent(body, *rows))
    assert answer.status_code == 422
    page = texts(answer)
    assert "2 meetings planned." in page
    assert "Meeting 2: Choose another time: the clocks go forward that night, so this time does not exist" in page
    assert "Meeting 3: The day or month of the meeting must be a real date" in page
    assert 'value="Kept as typed"' in page
    assert 'value="Town hall"' not in page
    assert len(planned(body)) == 2


WRONG = {
    "no date": ((("", "14:00"),), "Meeting 1: Enter the day or month of the meeting"),
    "a season": ((("autumn 2025",),), "Meeting 1: Enter the day of the meeting, or its month and year"),
    "a time in a month": ((("May 2025", "14:00"),), "Meeting 1: Enter the day of the meeting as well"),
    "twice a time": ((("25 10 2026", "1:30"),), "the clocks go back that night, so this time happens twice"),
    "papers in words": ((("16 1 2025", "", "", "a week"),), "must be a number of days before the meeting, such as 7"),
    "papers in a month": ((("16 1 2025", "", "", "January 2025"),), "must be a number of days before the meeting"),
    "papers after": ((("16 1 2025", "", "", "17 1 2025"),), "must not be after the day of the meeting"),
    "papers too late": ((("12 9 2024", "", "", "9"),), "The papers deadline must be in the future"),
    "twice a day": ((YEAR[0], ("16 1 2025",)), "Meeting 2: The Local Inclusion Partnership has a meeting on"),
    "a control character": ((("16 1 2025", "", "", "", "a\x00b"),), "contains a character that cannot be shown"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said(case: str, as_: As, body: Any) -> None:
    rows, problem = WRONG[case]
    answer = as_("cora").post(URL, sent(body, *rows))
    assert answer.status_code == 422
    assert problem in texts(answer)
    assert len(planned(body)) == len(rows) - 1


@pytest.mark.parametrize("row", [("29 3 2026", "1:30", "16:00"), ("16 1 2025", "25:00", "16:00")])
def test_a_wrong_beginning_is_said_once(row: tuple[str, ...], as_: As, body: Any) -> None:
    page = texts(as_("cora").post(URL, sent(body, row)))
    assert page.count("Meeting 1: ") == 1
    assert "Enter when the meeting begins as well" not in page


def test_a_body_that_is_not_run_here_has_dates_alone(as_: As, body: Any) -> None:
    answer = as_("cora").post(URL, sent(board(), ("16 1 2025", "14:00"), ("13 3 2025",)))
    assert answer.status_code == 422
    assert "Meeting 1: This body is not run here: leave this empty" in texts(answer)
    assert [meeting.date_on.month for meeting in planned(board())] == [3]


def test_sent_twice_it_is_planned_once(as_: As, body: Any) -> None:
    client = as_("cora")
    assert [client.post(URL, sent(body, *YEAR)).status_code for _ in range(2)] == [302, 302]
    assert len(planned(body)) == 3
    assert "Nothing new was entered" in texts(client.post(URL, sent(body), follow=True))


def test_without_a_body_all_is_kept(as_: As, body: Any) -> None:
    answer = as_("cora").post(URL, sent(body, *YEAR) | {"body": "", "papers_time": "soon"})
    assert answer.status_code == 422
    page = texts(answer)
    assert "Choose a body" in page
    assert "must be a time, such as 12:00 or 4:15pm" in page
    assert 'value="Town hall"' in page
    assert planned(body) == []


@pytest.mark.parametrize("who", ["olive", "sara", "mo", "pat", "ada", "ian"])
def test_wrong_person(who: str, as_: As, body: Any) -> None:
    assert as_(who).post(URL, sent(body, *YEAR)).status_code == 403
    assert planned(body) == []


def test_wrong_method(as_: As) -> None:
    assert as_("cora").put(URL).status_code == 405


FIELDS = ["body", "papers_time", "writer", *(f"meeting{number}-{name}" for number in (1, 12, HUGE) for name in NAMES)]


@often
@given(fields=st.dictionaries(st.sampled_from(FIELDS), WORDS, max_size=6))
def test_whatever_is_typed(fields: dict[str, str], as_: As, body: Any) -> None:
    answer = as_("cora").post(URL, encoded(sent(body, *YEAR[2:]) | fields), content_type=URLENCODED)
    assert answer.status_code in (302, 422)
