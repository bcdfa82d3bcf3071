"""When a report must be ready: England's working days, counted back from the meeting."""

import datetime

import pytest

from governance.services.timetable import bank_holidays, timetable, working_days_before
from priorities.partial_date import PartialDate

# As published on GOV.UK for England and Wales.
PUBLISHED = {
    2020: "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",
    2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
}


@pytest.mark.parametrize("year", PUBLISHED)
def test_bank_holidays_are_those_published(year: int) -> None:
    assert {f"{day:%m-%d}" for day in bank_holidays(year)} == set(PUBLISHED[year].split())


def test_five_clear_days_and_the_steps_before() -> None:
    """Wednesday 25 September 2024: Tuesday 17 and the day itself do not count; 18 to 24 are five clear days."""
    assert timetable(PartialDate.day(2024, 9, 25)) == {
        "publish_on": datetime.date(2024, 9, 17),
        "submit_on": datetime.date(2024, 9, 6),
        "sro_draft_on": datetime.date(2024, 8, 30),
        "updates_due_on": datetime.date(2024, 8, 22),
    }


def test_bank_holidays_and_weekends_are_left_out() -> None:
    assert working_days_before(datetime.date(2024, 4, 2), 1) == datetime.date(2024, 3, 28)
    assert working_days_before(datetime.date(2027, 1, 4), 3) == datetime.date(2026, 12, 29)


def test_a_month_has_no_timetable_yet() -> None:
    assert set(timetable(PartialDate.month(2024, 9)).values()) == {None}
