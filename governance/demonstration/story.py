"""The story as it stands in the YAML files, read into values. It knows no database."""

import datetime
from pathlib import Path
from typing import Any

import yaml

from actions.account import Account, EvidenceGiven
from priorities.partial_date import PartialDate
from send_portal import clock

HERE = Path(__file__).parent

# What an update of the story says, and how an account calls it.
TEXTS = {
    "status": "status",
    "headline": "headline",
    "happened": "happened",
    "reason": "reason",
    "recovery": "recovery",
    "consequence": "consequence",
    "next": "next_steps",
    "completed": "completed_on",
    "difference": "difference_made",
}
# What an update says of its time, its author and the rows that come with it.
OTHERS = {"in", "at", "late", "by", "received", "corrects", "no_change", "ask", "propose", "met", "figure", "evidence"}


def people() -> dict[str, Any]:
    """Organisations, people, cycles, senior responsible officers, drivers and answers."""
    return _read(HERE / "people.yaml")


def meetings() -> dict[str, Any]:
    """Who sits on the partnership, and an entry for each of its meetings."""
    return _read(HERE / "meetings.yaml")


def actions() -> list[dict[str, Any]]:
    """An entry for each action that the story tells of, in the plan's order."""
    return [entry for path in sorted((HERE / "story").glob("*.yaml")) for entry in _read(path)]


def partial_date(value: datetime.date | int | str) -> PartialDate:
    """A date as the story writes it: 2024-09-30, 2024-09, autumn 2024 or 2024."""
    if isinstance(value, datetime.date):
        return PartialDate.day(value.year, value.month, value.day)
    if isinstance(value, int):
        return PartialDate.year(value)
    season, _, year = value.partition(" ")
    if year:
        return PartialDate.season(int(year), season)
    return PartialDate.month(*map(int, value.split("-")))


def moment(day: datetime.date, hour: int, minute: int = 0) -> datetime.datetime:
    """A time of a day in London."""
    return datetime.datetime.combine(day, datetime.time(hour, minute), clock.LONDON)


def update_moment(update: dict[str, Any], cycles: list[dict[str, Any]], place: int) -> datetime.datetime:
    """When an update came: the time that it gives, or a working day on which its cycle's updates came in.

    `place` is the action's place in the story; it spreads the updates over days and hours, always in the same way.
    """
    if "at" in update:
        at: datetime.datetime = update["at"].replace(tzinfo=clock.LONDON)
        return at
    number = update["in"]
    cycle = cycles[number - 1]
    if update.get("late"):
        return moment(cycle["papers"] + datetime.timedelta(days=1), 10, place % 60)
    first, last = cycle["updates"]
    days = (first + datetime.timedelta(days=passed) for passed in range((last - first).days + 1))
    working_days = [day for day in days if day.weekday() < 5]
    spread = place * 5 + number * 3
    return moment(working_days[spread % len(working_days)], 9 + spread % 8, (place * 13 + number * 17) % 60)


def account(update: dict[str, Any], milestones: dict[str, int]) -> Account:
    """What an update says; `milestones` gives the id of a milestone by its title. KeyError for an unknown word."""
    unknown = set(update) - set(TEXTS) - OTHERS
    if unknown:
        raise KeyError(f"An update of the story says {', '.join(sorted(unknown))}, which nobody reads.")
    values = {name: _stripped(update[word]) for word, name in TEXTS.items() if word in update}
    for ask, text in update.get("ask", {}).items():
        values |= {"ask": ask, "ask_text": text}
    if "propose" in update:
        proposed = update["propose"]
        values |= {"proposed_due": partial_date(proposed["to"]), "proposed_reason": proposed["reason"]}
    for name, value in update.get("figure", {}).items():
        values[f"figure_{name}"] = value
    if "evidence" in update:
        values["evidence"] = evidence_given(update["evidence"])
    values["milestones_met"] = {milestones[title]: met_on for title, met_on in update.get("met", {}).items()}
    return Account(**values)


def evidence_given(given: dict[str, Any]) -> EvidenceGiven:
    """A piece of evidence as the story writes it."""
    return EvidenceGiven(given["title"], given["kind"], given.get("url", ""), given.get("dated"))


def _stripped(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
