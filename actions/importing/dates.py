"""When something is due, as sheets print it: days, months, terms, years, stretches of time; and what is no date.

Days come before months (30/09/2024). A term is the season of its name: autumn September to November, spring March to
May, summer June to August. A period counts to its end, and keeps its precision.
"""

import dataclasses
import datetime
import re

from actions.importing.looks import moment_of
from actions.importing.text import folded
from actions.importing.told import Cell
from priorities.partial_date import PartialDate, Precision, parse_partial_date

ONGOING = "ongoing"
FIRST_YEAR, LAST_YEAR = 1990, 2199
# Five digits are hardly a day after this.
CENTURY_ENDS = 2100
MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), 1
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"['’]?(\d{4}|\d{2})"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur|sat|sun)(?:day)?,?\s+)?"
# What stands before a date and changes nothing: a period is kept by its end. "Completed July 2024" says another thing.
_LEAD_IN = re.compile(
    r"^(?:(?:to be (?:completed?|delivered)|complete(?= by)|due|(?:to be )?in place)?"
    r"\s*(?:by|in|on|until|for)?\s*(?:the )?"
    r"(?:end|close|beginning|start)? ?(?:of)?(?: the)?)\s+(?=\S)|^(?:by|end)\s+",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|\d{2})(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
_DAY_MONTH = re.compile(rf"{_WEEKDAY}(\d{{1,2}})(?:st|nd|rd|th)?[\s\-./]*(?:of )?({_MONTH})\.?[\s,\-./]*{_YEAR}")
_MONTH_DAY = re.compile(rf"{_WEEKDAY}({_MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})")
_MONTH_YEAR = re.compile(rf"(?:early |mid[ \-]?|late )?({_MONTH})\.?[\s,\-./]*{_YEAR}")
_MONTH_NUMBER = re.compile(r"(\d{1,2})[/.](\d{4})|(\d{4})-(\d{1,2})")
_SEASON = re.compile(rf"(spring|summer|autumn|winter)(?: term| season)?,? {_YEAR}(?:\s*[/\-–—]\s*{_YEAR})?")
_ONLY_YEAR = re.compile(r"(?:calendar year )?(\d{4})")
_RANGE = re.compile(r"\s*(?:\s[-–—]\s|\s(?:to|until|till|through to)\s|[–—])\s*")
_ONGOING = re.compile(
    r"\b(?:on ?going|continuous(?:ly)?|continual(?:ly)?|throughout|rolling|bau|business as usual|annual(?:ly)?|"
    r"termly|monthly|quarterly|weekly|half termly|permanent(?:ly)?|always)\b"
)
_REVIEW = re.compile(r"\breview(?:ed)?\b(?: date)?[\s:,–—-]*([^;,()]+)", re.IGNORECASE)
_ACADEMIC = re.compile(r"(?:end of )?(?:the )?(?:academic|school) (?:year )?(\d{4}|\d{2}) (\d{4}|\d{2})")
_FINANCIAL = re.compile(r"(?:end of )?(?:the )?(?:financial year|fy) (\d{4}|\d{2}) (\d{4}|\d{2})")
_TWO_YEARS = re.compile(r"(?:end of )?(\d{4}) (\d{4}|\d{2})")
_QUARTER = re.compile(r"(?:end of )?(?:q|quarter) ?([1-4]) (?:of )?(\d{4}|\d{2})(?: (\d{4}|\d{2}))?")
_SERIAL = re.compile(r"\d{5}")
_QUARTER_ENDS = {1: 6, 2: 9, 3: 12, 4: 3}


@dataclasses.dataclass(frozen=True)
class When:
    """What a cell says of a time: the end of it, and its beginning where it prints a stretch."""

    due: PartialDate | None = None
    start: PartialDate | None = None


def when(cell: Cell, *, is_1904: bool) -> When:
    """The time that the cell plainly says; nothing where it says none, or several, or where one must ask."""
    if isinstance(cell.value, bool):
        return When()
    if isinstance(cell.value, float | int):
        return When(_of_number(cell.value, is_1904))
    return of_text(cell.text)


def of_text(text: str) -> When:
    """The same of words."""
    plain = " ".join(text.casefold().split())
    if found := date_of(plain):
        return When(found)
    ends = _RANGE.split(plain)
    if len(ends) == 2:
        last = date_of(ends[1])
        first = date_of(ends[0].removeprefix("from ")) or _in_year_of(ends[0].removeprefix("from "), last)
        if first and last and first.first_day <= last.on:
            return When(last, first)
    return When()


def _of_number(number: float, is_1904: bool) -> PartialDate | None:
    """A year, or a day as spreadsheets count them."""
    if number == int(number) and FIRST_YEAR <= number <= LAST_YEAR:
        return PartialDate.year(int(number))
    moment = moment_of(number, is_1904=is_1904)
    if moment is None or not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return None
    return PartialDate.day(moment.year, moment.month, moment.day)


def _in_year_of(text: str, last: PartialDate | None) -> PartialDate | None:
    """The month of "September – December 2024", and of "September – July 2025" which began the year before."""
    month = MONTHS.get(text.strip(" ."))
    if last is None or month is None or last.precision not in (Precision.MONTH, Precision.DAY):
        return None
    return PartialDate.month(last.on.year - (month > last.on.month), month)


def date_of(text: str) -> PartialDate | None:
    """The one date that a text says; None where there is no such day, or more than a date."""
    plain = " ".join(text.casefold().split()).strip(" .,")
    for words in (plain, _LEAD_IN.sub("", plain, count=1)):
        try:
            found = _day(words) or _month(words) or _season(words) or _year(words)
        except ValueError:
            return None
        if found:
            return found
    return None


def _day(text: str) -> PartialDate | None:
    if match := _ISO.fullmatch(text):
        return _checked(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMERIC.fullmatch(text):
        return _checked(_four(match[4]), int(match[3]), int(match[1]))
    if match := _DAY_MONTH.fullmatch(text):
        return _checked(_four(match[3]), MONTHS[match[2]], int(match[1]))
    if match := _MONTH_DAY.fullmatch(text):
        return _checked(int(match[3]), MONTHS[match[1]], int(match[2]))
    return None


def _checked(year: int, month: int, day: int) -> PartialDate:
    """Raises ValueError where there is no such day."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError
    return PartialDate.day(year, month, day)


def _month(text: str) -> PartialDate | None:
    if match := _MONTH_YEAR.fullmatch(text):
        return PartialDate.month(_four(match[2]), MONTHS[match[1]])
    if match := _MONTH_NUMBER.fullmatch(text):
        year, month = int(match[2] or match[3]), int(match[1] or match[4])
        return PartialDate.month(_four(str(year)), month)
    return None


def _season(text: str) -> PartialDate | None:
    """A term by its name and year; of "2024/25" the autumn has the first year, spring and summer the second."""
    match = _SEASON.fullmatch(text)
    if not match:
        return None
    year, name = _four(match[2]), match[1]
    if match[3]:
        if _four(match[3]) != year + 1:
            return None
        year += name in ("spring", "summer")
    return PartialDate.season(year, name)


def _year(text: str) -> PartialDate | None:
    match = _ONLY_YEAR.fullmatch(text)
    return PartialDate.year(_four(match[1])) if match else None


def _four(year: str) -> int:
    """The year with its century. Raises ValueError for one of another age."""
    found = int(year) + (2000 if len(year) == 2 else 0)
    if not FIRST_YEAR <= found <= LAST_YEAR:
        raise ValueError
    return found


def named_in(heading: str) -> datetime.date:
    """The month that a heading ends with: "Progress update Sept 24"; the first of all days where it names none."""
    words = heading.split()
    for count in (3, 2, 1):
        if found := date_of(" ".join(words[-count:]).strip("()")):
            return found.on
    return datetime.date.min


def guess(text: str) -> tuple[str, bool]:
    """What words that are no plain date probably mean (see told.Word), and whether they say so plainly."""
    words = folded(text)
    lines = text.splitlines()
    if len(lines) > 1 and all(map(date_of, lines)):
        return "", False
    if _SERIAL.fullmatch(words):
        # A day as spreadsheets count them, that became text on its way: likely, and no more.
        day = _of_number(float(words), is_1904=False)
        return (written(day) if day and day.on.year < CENTURY_ENDS else ""), False
    if words in ("ongoing", "on going", "continuous"):
        return ONGOING, True
    try:
        found = _academic(words) or _financial(words) or _quarter(words)
    except ValueError:
        found = None
    if found:
        return written(found), False
    return (ONGOING if _ONGOING.search(words) else ""), False


def review_in(text: str) -> PartialDate | None:
    """When words such as "Ongoing - review Sept 2025" say that a review is; None where they do not."""
    match = _REVIEW.search(" ".join(text.split()))
    return date_of(match[1]) if match else None


def _academic(words: str) -> PartialDate | None:
    match = _ACADEMIC.fullmatch(words) or _TWO_YEARS.fullmatch(words)
    if match and _four(match[1]) + 1 == _four(match[2]):
        return PartialDate.season(_four(match[2]), "summer")
    return None


def _financial(words: str) -> PartialDate | None:
    match = _FINANCIAL.fullmatch(words)
    if match and _four(match[1]) + 1 == _four(match[2]):
        return PartialDate.month(_four(match[2]), 3)
    return None


def _quarter(words: str) -> PartialDate | None:
    """A quarter of a financial year, which begins in April."""
    match = _QUARTER.fullmatch(words)
    if not match or (match[3] and _four(match[2]) + 1 != _four(match[3])):
        return None
    quarter = int(match[1])
    return PartialDate.month(_four(match[2]) + (quarter == 4), _QUARTER_ENDS[quarter])


def written(date: PartialDate) -> str:
    """A date as an answer writes it: "2024-09-30", "2024-09", "autumn 2024", "2024"."""
    if date.precision == Precision.DAY:
        return date.on.isoformat()
    if date.precision == Precision.MONTH:
        return f"{date.on:%Y-%m}"
    return str(date).split("/")[0]


def answered(answer: str) -> PartialDate | None:
    """The date of an answer; None for "ongoing", for none, and for what is no date."""
    for precision in Precision.values:
        try:
            return parse_partial_date(answer, precision)
        except ValueError:
            continue
    return None
