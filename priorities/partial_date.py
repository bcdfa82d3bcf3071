"""Dates that are known to the day, the month, the season or the year.

A partial date is kept as the last day of its period and the precision: "September 2023" is 30 September 2023 to the
month, so that it is overdue from 1 October. Comparisons use the day alone.
"""

import calendar
import dataclasses
import datetime
from typing import Any, Self

from django.db import models

# A season by the month in which it ends; winter 2023 ends in February 2024.
SEASONS = {"spring": 5, "summer": 8, "autumn": 11, "winter": 2}


class Precision(models.TextChoices):
    """How well a date is known."""

    DAY = "day", "day"
    MONTH = "month", "month"
    SEASON = "season", "season"
    YEAR = "year", "year"


# Django works the values of choices out anew each time, and a date is made for every row of a list.
PRECISIONS = frozenset(Precision.values)


@dataclasses.dataclass(frozen=True, order=True)
class PartialDate:
    """A date with its precision. `on` is the last day of the period; ValueError where it is not."""

    on: datetime.date
    precision: str

    def __post_init__(self) -> None:
        if self.precision not in PRECISIONS:
            raise ValueError(f"{self.precision!r} is not a precision.")
        if self.on != self.last_day(self.on, self.precision):
            raise ValueError(f"{self.on} does not end a {self.precision}.")

    @staticmethod
    def last_day(on: datetime.date, precision: str) -> datetime.date:
        """The last day of the period that the day lies in; of a season, only of one that ends in its month."""
        if precision == Precision.DAY:
            return on
        if precision == Precision.YEAR:
            return datetime.date(on.year, 12, 31)
        if precision == Precision.SEASON and on.month not in SEASONS.values():
            raise ValueError(f"No season ends in {on:%B}.")
        return datetime.date(on.year, on.month, calendar.monthrange(on.year, on.month)[1])

    @property
    def first_day(self) -> datetime.date:
        """The first day of the period; `on` is its last."""
        if self.precision == Precision.DAY:
            return self.on
        if self.precision == Precision.YEAR:
            return datetime.date(self.on.year, 1, 1)
        if self.precision == Precision.MONTH:
            return self.on.replace(day=1)
        return (self.on.replace(day=1) - datetime.timedelta(days=45)).replace(day=1)

    @classmethod
    def day(cls, year: int, month: int, day: int) -> Self:
        return cls(datetime.date(year, month, day), Precision.DAY)

    @classmethod
    def month(cls, year: int, month: int) -> Self:
        return cls(cls.last_day(datetime.date(year, month, 1), Precision.MONTH), Precision.MONTH)

    @classmethod
    def season(cls, year: int, season: str) -> Self:
        """A season by its name. Winter has the year that it begins in."""
        month = SEASONS[season.lower()]
        first = datetime.date(year + (season.lower() == "winter"), month, 1)
        return cls(cls.last_day(first, Precision.SEASON), Precision.SEASON)

    @classmethod
    def year(cls, year: int) -> Self:
        return cls(datetime.date(year, 12, 31), Precision.YEAR)

    def __str__(self) -> str:
        """As precise as it is known: "31 October 2024", "September 2023", "autumn 2024", "winter 2023/24", "2023"."""
        if self.precision == Precision.DAY:
            return f"{self.on.day} {self.on:%B %Y}"
        if self.precision == Precision.MONTH:
            return f"{self.on:%B %Y}"
        if self.precision == Precision.YEAR:
            return str(self.on.year)
        name = next(season for season, month in SEASONS.items() if month == self.on.month)
        if name == "winter":
            return f"winter {self.on.year - 1}/{self.on.year % 100:02}"
        return f"{name} {self.on.year}"


def within(date: PartialDate) -> str:
    """When something was, inside a sentence: on 31 October 2024, in September 2023, in autumn 2024."""
    return f"{'on' if date.precision == Precision.DAY else 'in'} {date}"


def parse_partial_date(due: str | int, precision: str) -> PartialDate:
    """The date of a `due` and its `precision`; ValueError in words that say how to write it."""
    examples = {"day": "2024-09-30", "month": "2023-09", "season": "autumn 2024", "year": "2023"}
    text = str(due).strip()
    try:
        if precision == Precision.SEASON:
            season, year = text.lower().split()
            if season not in SEASONS:
                raise ValueError
            return PartialDate.season(_year(year), season)
        parts = text.split("-")
        if precision == Precision.YEAR and len(parts) == 1:
            return PartialDate.year(_year(text))
        if precision == Precision.MONTH and len(parts) == 2:
            return PartialDate.month(_year(parts[0]), int(parts[1]))
        if precision == Precision.DAY and len(parts) == 3:
            day = datetime.date.fromisoformat(text)
            return PartialDate.day(_year(str(day.year)), day.month, day.day)
        raise ValueError
    except ValueError:
        message = f"{text!r} is not a date to the {precision}: write it like {examples[precision]}"
        raise ValueError(message) from None


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1990 <= int(text) <= 2199):
        raise ValueError
    return int(text)


class PartialDateOn(models.DateField):
    """The column `<name>_on` of a partial date; knows its words for the history."""

    def words(self, row: Any) -> str:
        """The date of a row, as precise as it is known; empty without one."""
        on = getattr(row, self.attname)
        if on is None:
            return ""
        precision = getattr(row, self.attname.removesuffix("_on") + "_precision")
        return str(PartialDate(on, precision))


class PartialDatePrecision(models.CharField):
    """The column `<name>_precision` of a partial date; the history tells of both columns as one."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs |= {"max_length": 6, "blank": True, "default": "", "choices": Precision.choices}
        super().__init__(**kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for key in ("max_length", "blank", "default", "choices"):
            kwargs.pop(key, None)
        return name, path, args, kwargs

    def words(self, row: Any) -> str:
        return ""


class PartialDateColumns:
    """Reads and writes the pair of columns of a model as one PartialDate (or None)."""

    def __init__(self, name: str) -> None:
        self.on, self.precision = f"{name}_on", f"{name}_precision"

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        if instance is None:
            return self
        on = getattr(instance, self.on)
        return None if on is None else PartialDate(on, getattr(instance, self.precision))

    def __set__(self, instance: Any, value: PartialDate | None) -> None:
        setattr(instance, self.on, value and value.on)
        setattr(instance, self.precision, value.precision if value else "")


def both_or_neither(name: str, constraint: str) -> models.CheckConstraint:
    """The check that a partial date's two columns are both set or both empty."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{name}_on__isnull": True, f"{name}_precision": ""})
        | models.Q(**{f"{name}_on__isnull": False, f"{name}_precision__in": Precision.values}),
        name=constraint,
    )
