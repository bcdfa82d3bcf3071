"""Puts the made-up organisations, people and roles in place."""

import datetime
from typing import Any

from accounts import services as accounts
from accounts.models import Organisation, User
from audit.recording import Process
from governance.demonstration.story import moment

PASSWORD = "demonstration"  # noqa: S105 - printed at sign-in: every demonstration has the same one
BY = Process("load_demo")
# The people are there an hour after the plan's report was recorded.
ARRIVAL = moment(datetime.date(2023, 6, 28), 10)


def known_organisations(cast: dict[str, Any]) -> dict[str, Organisation]:
    """Those that the plan's source names, by the story's words for them."""
    return {word: Organisation.objects.get(name=name) for word, name in cast["known_organisations"].items()}


def add_organisations(entries: dict[str, Any]) -> dict[str, Organisation]:
    """Made-up organisations, by the story's words for them."""
    return {
        word: accounts.add_organisation(by=BY, now=ARRIVAL, is_demonstration=True, **values)
        for word, values in entries.items()
    }


def add_people(
    cast: dict[str, Any], known: dict[str, Organisation]
) -> tuple[dict[str, User], dict[str, Organisation]]:
    """Everybody of the story and all organisations, those that are `known` already among them."""
    organisations = known | add_organisations(cast["organisations"])
    people = {}
    for word, values in cast["people"].items():
        people[word] = accounts.add_person(
            by=BY,
            now=ARRIVAL,
            email=f"{word}@demo.example",
            name=values["name"],
            job_title=values["post"],
            organisation=organisations[values["of"]],
            password=PASSWORD,
            is_demonstration=True,
        )
        if "role" in values:
            accounts.grant_role(to=people[word], role=values["role"], by=BY, now=ARRIVAL, until_on=values.get("until"))
    return people, organisations


def say_goodbye(person: User, reason: str, now: datetime.datetime) -> None:
    """Somebody leaves: their name stays in what they did."""
    accounts.change_person(person=person, by=BY, now=now, reason=reason, is_active=False)
