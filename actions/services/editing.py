"""Changing what an action says, who leads it, and when it is due: one change, one reason."""

import datetime
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from accounts.models import Organisation, User
from actions.models import Action, ActionCoLead, ActionOrganisation, DueDateChange, DueDateProposal
from audit.recording import Process, Refused, recording
from priorities.partial_date import PartialDate

By = User | Process

PEOPLE = {"lead", "deputy", "sro"}
COLUMNS = PEOPLE | {
    "title", "plain_words", "difference", "success_measure", "planned_start", "review", "is_ongoing",
}  # fmt: skip
EDITABLE = COLUMNS | {"due", "co_leads", "organisations"}


def edit_action(
    *, action: Action, by: By, now: datetime.datetime, reason: str = "", revision: int | None = None, **values: Any
) -> Action:
    """Change any of an action's wording, people, organisations and dates, all in one change with one reason.

    `values`: title, plain_words, difference, success_measure; lead, deputy, sro (User or None); co_leads (users);
    organisations (`{organisation: part}`); planned_start, due, review (PartialDate or None); is_ongoing. What is left
    out stays. A due date ends "ongoing", and the other way round; the first due date becomes the original one for
    good. Raises Refused where something that stands changes or goes without a reason (product.md, rule 5), or somebody
    who has left is named; StaleRecord where `revision` is not the action's any more.
    """
    unknown = set(values) - EDITABLE
    if unknown:
        raise TypeError(f"edit_action does not change {', '.join(sorted(unknown))}.")
    with recording(by=by, now=now, reason=reason):
        action = Action.objects.locked(action.pk, revision)
        values = _settled(action, values)
        _check_people(action, values)
        columns = {name: value for name, value in values.items() if name in COLUMNS}
        changed = {name for name, value in columns.items() if getattr(action, name) not in (None, "", False, value)}
        if changed and not reason.strip():
            raise Refused("Say why the wording, the people or the dates change.")
        for name, value in columns.items():
            setattr(action, name, value)
        if "due" in values:
            _move_due_date(action, values["due"], reason)
        action.save()
        if "co_leads" in values:
            _set_co_leads(action, values["co_leads"], reason)
        if "organisations" in values:
            _set_organisations(action, values["organisations"], reason)
    return action


def set_due_date(
    *, action: Action, due: PartialDate | None, by: By, now: datetime.datetime, reason: str = ""
) -> Action:
    """Agree a due date. The first one becomes the original due date for good; a move needs a reason."""
    return edit_action(action=action, by=by, now=now, reason=reason, due=due)


def decide_due_date(
    *, proposal: DueDateProposal, agree: bool, by: User, now: datetime.datetime, reason: str = ""
) -> DueDateProposal:
    """Agree or decline a proposed due date; an agreed one becomes the due date, with the lead's reason."""
    role = f"SRO of {proposal.action.reference}" if proposal.action.sro_id == by.pk else ""
    with recording(by=by, now=now, reason=reason or (proposal.reason if agree else ""), role=role):
        action = Action.objects.locked(proposal.action_id)
        proposal = DueDateProposal.objects.locked(proposal.pk)
        if proposal.state != DueDateProposal.State.OPEN:
            raise Refused("This proposed date has been decided already.")
        proposal.state = DueDateProposal.State.AGREED if agree else DueDateProposal.State.DECLINED
        proposal.decided_by, proposal.decided_at = by, now
        proposal.save()
        if agree:
            action.is_ongoing, action.review = False, None
            _move_due_date(action, proposal.to, proposal.reason, proposal)
            action.save()
    return proposal


def record_due_date(
    action: Action,
    before: PartialDate | None,
    after: PartialDate | None,
    reason: str,
    proposal: DueDateProposal | None = None,
) -> None:
    """Write down that the agreed due date was set, moved or taken away; inside `recording()`."""
    change = DueDateChange(action=action, reason=reason, proposal=proposal)
    change.from_date, change.to_date = before, after
    change.save()


def _settled(action: Action, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with what follows: what has a due date is not ongoing, and only what is ongoing is reviewed."""
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
    return settled


def _check_people(action: Action, values: Mapping[str, Any]) -> None:
    named = [values[name] for name in PEOPLE & set(values) if values[name] != getattr(action, name)]
    standing = {link.user_id for link in action.co_leads.all()} if "co_leads" in values else set()
    named += [user for user in values.get("co_leads", ()) if user.pk not in standing]
    for person in filter(None, named):
        if not person.is_active:
            raise Refused(f"{person} has left. Name somebody who is active.")
    lead, deputy = values.get("lead", action.lead), values.get("deputy", action.deputy)
    if lead is not None and lead == deputy:
        raise Refused("The deputy is somebody else than the lead. Choose another deputy, or none.")


def _move_due_date(
    action: Action, due: PartialDate | None, reason: str, proposal: DueDateProposal | None = None
) -> None:
    if due == action.due:
        return
    if action.due is not None and not reason.strip():
        raise Refused("Say why the due date moves.")
    before = action.due
    action.due = due
    if due is not None and action.original_due is None:
        action.original_due = due
    record_due_date(action, before, due, reason if before is not None else "", proposal)
    for other in action.due_date_proposals.filter(state=DueDateProposal.State.OPEN):
        other.state = DueDateProposal.State.OVERTAKEN
        other.save()


def _set_co_leads(action: Action, users: Collection[User], reason: str) -> None:
    standing = {link.user_id: link for link in action.co_leads.all()}
    wanted = {user.pk: user for user in users}
    _take_away([standing[pk] for pk in standing.keys() - wanted.keys()], reason, "co-leads")
    for pk in wanted.keys() - standing.keys():
        ActionCoLead.objects.create(action=action, user=wanted[pk])


def _set_organisations(action: Action, parts: Mapping[Organisation, str], reason: str) -> None:
    standing = {link.organisation: link for link in action.organisation_links.select_related("organisation")}
    _take_away([standing[one] for one in standing.keys() - parts.keys()], reason, "organisations")
    for organisation, part in parts.items():
        link = standing.get(organisation)
        if link is None:
            ActionOrganisation.objects.create(action=action, organisation=organisation, part=part)
        elif link.part != part:
            if not reason.strip():
                raise Refused("Say why the organisations change.")
            link.part = part
            link.save()


def _take_away(links: Iterable[ActionCoLead | ActionOrganisation], reason: str, what: str) -> None:
    for link in links:
        if not reason.strip():
            raise Refused(f"Say why the {what} change.")
        link.delete()
