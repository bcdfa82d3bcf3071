"""When a report must be ready, counted back from its meeting in working days; England's bank holidays left out."""

import datetime
from collections.abc import Mapping

from priorities.partial_date import PartialDate, Precision

# A notice of five clear days: Local Government Act 1972, section 100B; the day of publication and that of the meeting
# do not count.
CLEAR_DAYS = 5
TO_DEMOCRATIC_SERVICES = 7  # working days before publication
TO_SRO = 5  # working days before Democratic Services
UPDATES = 5  # working days before the draft

WORDS = {
    "updates_due_on": "The day on which updates are due",
    "sro_draft_on": "The day of the draft to the SRO",
    "submit_on": "The day on which it goes to Democratic Services",
    "publish_on": "The day on which it is published",
}


def timetable(on: PartialDate) -> dict[str, datetime.date | None]:
    """The four days of a report, by the names of its fields; none where the meeting's day is not known yet."""
    if on.precision != Precision.DAY:
        return dict.fromkeys(("updates_due_on", "sro_draft_on", "submit_on", "publish_on"))
    publish = working_days_before(on.on, CLEAR_DAYS + 1)
    submit = working_days_before(publish, TO_DEMOCRATIC_SERVICES)
    draft = working_days_before(submit, TO_SRO)
    return {
        "updates_due_on": working_days_before(draft, UPDATES),
        "sro_draft_on": draft,
        "submit_on": submit,
        "publish_on": publish,
    }


def timetable_problems(on: PartialDate, days: Mapping[str, datetime.date | None]) -> dict[str, str]:
    """Which days of a report are not before its meeting, by the names of its fields, a sentence each."""
    if on.precision != Precision.DAY:
        return {}
    late = {name: day for name, day in days.items() if day is not None and day >= on.on}
    return {name: f"{WORDS[name]} must be before the meeting on {on}" for name in late}


def working_days_before(day: datetime.date, number: int) -> datetime.date:
    """The working day that lies so many working days before a day."""
    while number:
        day -= datetime.timedelta(days=1)
        number -= is_working_day(day)
    return day


def is_working_day(day: datetime.date) -> bool:
    """Monday to Friday, and no bank holiday in England."""
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def bank_holidays(year: int) -> frozenset[datetime.date]:
    """England's bank holidays by the standing rules (Banking and Financial Dealings Act 1971).

    Days proclaimed for one year alone are in PROCLAIMED.
    """
    easter = easter_sunday(year)
    days = {
        _next_free(datetime.date(year, 1, 1)),
        easter - datetime.timedelta(days=2),
        easter + datetime.timedelta(days=1),
        _monday(year, 5, first=True),
        _monday(year, 5, first=False),
        _monday(year, 8, first=False),
    }
    christmas = _next_free(datetime.date(year, 12, 25))
    boxing = datetime.date(year, 12, 26)
    while boxing.weekday() >= 5 or boxing == christmas:
        boxing += datetime.timedelta(days=1)
    days |= {christmas, boxing}
    for standing, moved in MOVED.items():
        if standing.year == year:
            days = (days - {standing}) | {moved}
    return frozenset(days | {day for day in PROCLAIMED if day.year == year})


MOVED = {
    datetime.date(2020, 5, 4): datetime.date(2020, 5, 8),
    datetime.date(2022, 5, 30): datetime.date(2022, 6, 2),
}
PROCLAIMED = (datetime.date(2022, 6, 3), datetime.date(2022, 9, 19), datetime.date(2023, 5, 8))


def easter_sunday(year: int) -> datetime.date:
    """Easter in the Gregorian calendar, by the anonymous algorithm (Meeus, Astronomical Algorithms, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), g = divmod(b, 4), (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    el = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * el) // 451
    month, day = divmod(h + el - 7 * m + 114, 31)
    return datetime.date(year, month, day + 1)


def _next_free(day: datetime.date) -> datetime.date:
    """The day, or the Monday after it where it falls on a weekend."""
    return day + datetime.timedelta(days=(7 - day.weekday()) if day.weekday() >= 5 else 0)


def _monday(year: int, month: int, *, first: bool) -> datetime.date:
    day = datetime.date(year, month, 1 if first else 31)
    return day + datetime.timedelta(days=-day.weekday() % 7) if first else day - datetime.timedelta(days=day.weekday())
