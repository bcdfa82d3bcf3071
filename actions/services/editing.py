"""Changing what an action says, who leads it, and when it is due: one change, one reason."""

import datetime
from collections.abc import Mapping
from typing import Any

from accounts.services import By
from actions.models import Action
from actions.services.due_dates import move_due_date
from actions.services.links import KINDS, parts_of, second_part_of_lead, set_links, standing_parts
from audit.recording import Refused, recording
from priorities.partial_date import PartialDate

PEOPLE = {"lead", "deputy", "sro"}
COLUMNS = PEOPLE | {
    "title", "plain_words", "difference", "success_measure", "objective", "planned_start", "review", "is_ongoing",
    "lead_as_printed", "due_as_printed", "status_as_printed", "progress_as_printed", "progress_printed_on",
}  # fmt: skip
EDITABLE = COLUMNS | set(KINDS) | {"due"}


def edit_action(
    *, action: Action, by: By, now: datetime.datetime, reason: str = "", revision: int | None = None, **values: Any
) -> Action:
    """Change any of an action's wording, people, organisations and dates, all in one change with one reason.

    `values`: title, plain_words, difference, success_measure, objective; lead, deputy, sro (User or None); co_leads
    (users); organisations (`{organisation: part}`); drivers; planned_start, due, review (PartialDate or None);
    is_ongoing; lead_as_printed, due_as_printed, status_as_printed, progress_as_printed with its day
    (progress_printed_on). What is left out stays. A due date ends "ongoing", and the other way round; the first due
    date becomes the original one for good. Where all of it stands already nothing is written, so that a second click
    is no conflict. Raises Refused where something that stands changes or goes, or that stood comes back, without a
    reason, or somebody who has left is named; StaleRecord where `revision` is not the action's any more.
    """
    unknown = set(values) - EDITABLE
    if unknown:
        raise TypeError(f"edit_action does not change {', '.join(sorted(unknown))}.")
    with recording(by=by, now=now, reason=reason):
        action = Action.objects.locked(action.pk)
        values = _settled(action, values)
        if _stands(action, values):
            return action
        action.require_revision(revision)
        _check_people(action, values)
        _check_ends(action, values)
        columns = {name: value for name, value in values.items() if name in COLUMNS}
        action.set_values(columns, reason=reason, why="Say why the wording, the people or the dates change.")
        if "due" in values:
            move_due_date(action, values["due"], reason)
        action.save()
        for name in (name for name in KINDS if name in values):
            set_links(action, name, parts_of(values[name]), reason)
        _check_lead(action)
    return action


def set_due_date(
    *, action: Action, due: PartialDate | None, by: By, now: datetime.datetime, reason: str = ""
) -> Action:
    """Agree a due date. The first one becomes the original due date for good; a move needs a reason."""
    return edit_action(action=action, by=by, now=now, reason=reason, due=due)


def _settled(action: Action, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with what follows: what has a due date is not ongoing, and what is ongoing is reviewed."""
    settled = dict(values)
    if settled.get("is_ongoing") and settled.get("due") is not None:
        raise Refused("An ongoing action has a review date and no due date. Choose one of the two.")
    if settled.get("is_ongoing"):
        settled["due"] = None
    elif settled.get("due") is not None:
        settled["is_ongoing"] = False
    if not settled.get("is_ongoing", action.is_ongoing):
        if settled.get("review") is not None:
            raise Refused("Only an ongoing action has a review date. Set a due date instead, or make it ongoing.")
        settled["review"] = None
    elif settled.get("review", action.review) is None:
        raise Refused("An ongoing action has a review date. Enter it.")
    return settled


def _stands(action: Action, values: Mapping[str, Any]) -> bool:
    """Whether the action says all of it already."""
    return all(
        standing_parts(action, name) == parts_of(value) if name in KINDS else getattr(action, name) == value
        for name, value in values.items()
    )


def _check_people(action: Action, values: Mapping[str, Any]) -> None:
    named = [values[name] for name in PEOPLE & set(values) if values[name] != getattr(action, name)]
    co_leads = values.get("co_leads", ())
    standing = standing_parts(action, "co_leads") if co_leads else {}
    named += [user for user in co_leads if user.pk not in standing]
    for person in filter(None, named):
        if not person.is_active:
            raise Refused(f"{person} has left. Name somebody who is active.")


def _check_lead(action: Action) -> None:
    match second_part_of_lead(action):
        case "deputy":
            raise Refused("The lead and the deputy must be different people. Choose another deputy, or none.")
        case "co-lead":
            raise Refused(f"{action.lead} is already the lead. Remove them from the co-leads.")


def _check_ends(action: Action, values: Mapping[str, Any]) -> None:
    """Organisations that are there still, and an objective and drivers that belong to the plan."""
    organisations = values.get("organisations", {})
    standing = standing_parts(action, "organisations") if organisations else {}
    for organisation in organisations:
        if not organisation.is_active and organisation.pk not in standing:
            raise Refused(f"{organisation} is no longer active. Name another organisation.")
    objective = values.get("objective")
    if objective is not None and objective.priority_id != action.priority_id:
        word = action.plan.first_level
        raise Refused(f"The objective belongs to another {word}. Choose one in this {word}.")
    if any(driver.plan_id != action.plan_id for driver in values.get("drivers", ())):
        raise Refused("The driver belongs to another plan. Choose one in this plan.")
