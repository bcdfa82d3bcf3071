"""What an action is linked to: co-leads, organisations, drivers."""

from collections.abc import Iterable, Mapping
from typing import Any

from actions.models import Action, ActionCoLead, ActionDriver, ActionOrganisation
from audit.recording import Refused

# By the name that `edit_action` takes: the link, the field of its far end, and what a person calls them.
KINDS: dict[str, tuple[Any, str, str]] = {
    "co_leads": (ActionCoLead, "user_id", "co-leads"),
    "organisations": (ActionOrganisation, "organisation_id", "organisations"),
    "drivers": (ActionDriver, "driver_id", "drivers"),
}
Parts = dict[int, str]


def parts_of(ends: Mapping[Any, str] | Iterable[Any]) -> Parts:
    """The ids of what is to be linked, each with its part; without parts it is empty."""
    return {end.pk: part for end, part in (ends if isinstance(ends, Mapping) else dict.fromkeys(ends, "")).items()}


def standing_parts(action: Action, name: str) -> Parts:
    """What an action is linked to now, in the order in which it came."""
    model, end, _ = KINDS[name]
    return {
        getattr(link, end): getattr(link, "part", "") for link in model.objects.filter(action=action).order_by("pk")
    }


def second_part_of_lead(action: Action) -> str:
    """What the lead of the action is beside it, as it now stands, and must not be: "deputy" or "co-lead"."""
    if action.lead_id is None:
        return ""
    if action.lead_id == action.deputy_id:
        return "deputy"
    return "co-lead" if ActionCoLead.objects.filter(action=action, user=action.lead_id).exists() else ""


def set_links(action: Action, name: str, wanted: Parts, reason: str) -> None:
    """Link the action to just these; inside `recording()`. What goes or changes its part needs a reason."""
    model, end, words = KINDS[name]
    standing = {getattr(link, end): link for link in model.objects.filter(action=action)}
    gone = standing.keys() - wanted.keys()
    changed = {pk for pk in standing.keys() & wanted.keys() if getattr(standing[pk], "part", "") != wanted[pk]}
    if (gone or changed) and not reason.strip():
        raise Refused(f"Say why the {words} change.")
    for pk in sorted(gone):
        standing[pk].delete()
    for pk in sorted(changed):
        standing[pk].part = wanted[pk]
        standing[pk].save()
    for pk in (pk for pk in wanted if pk not in standing):
        part = {"part": wanted[pk]} if wanted[pk] else {}
        model.objects.create(action=action, **{end: pk}, **part)
