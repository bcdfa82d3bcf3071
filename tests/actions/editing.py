"""What a browser posts from the co-ordinator's forms, and what the history then says."""

from typing import Any

from actions.forms.editing import standing_links
from actions.forms.several import links_token
from actions.history import history_of
from actions.models import Action
from priorities.fields import PartialDateInput

PLAN = "/plans/2023-24/"
TEXTS = ("title", "plain_words", "difference", "success_measure")


def one(key: str, page: str = "") -> str:
    """The address of an action, or of a page of it."""
    return f"{PLAN}actions/{key}/{page}"


def dated(name: str, date: Any) -> dict[str, str]:
    """A partial date in its three inputs."""
    return {f"{name}_{part}": text for part, text in enumerate(PartialDateInput().decompress(date))}


def edited(action: Action, **changes: Any) -> dict[str, Any]:
    """The edit form of an action as it opens now, sent with these changes."""
    fields: dict[str, Any] = {name: getattr(action, name) for name in TEXTS}
    fields |= {name: getattr(action, f"{name}_id") or "" for name in ("lead", "deputy", "sro")}
    fields |= dated("planned_start", action.planned_start) | dated("due", action.due) | dated("review", action.review)
    standing = standing_links(action)
    fields |= {f"co_lead_{number}": user.pk for number, user in enumerate(standing["co_leads"])}
    for part in ("lead", "supporting"):
        named = [organisation for organisation, own in standing["organisations"].items() if own == part]
        fields |= {f"{part}_{number}": organisation.pk for number, organisation in enumerate(named)}
    fields |= {"drivers": [driver.pk for driver in standing["drivers"]], "links": links_token(standing)}
    if action.is_ongoing:
        fields["is_ongoing"] = "on"
    return fields | {"reason": "", "revision": action.revision} | changes


def told(action: Action, by: Any) -> str:
    """The history of an action in words, a line for each change: who, why, and what."""
    said = []
    for entry in history_of(action, by):
        parts = [entry.actor, entry.reason]
        for line in entry.lines:
            parts += [line.text, *(f"{change.label}: {change.before} > {change.after}" for change in line.changes)]
        said.append(" | ".join(parts))
    return "\n".join(said)
