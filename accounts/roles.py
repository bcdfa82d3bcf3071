"""Roles: who may do what. Granted ones are rows (RoleGrant); the others follow from the plan."""

import dataclasses

from django.db import models


class Role(models.TextChoices):
    """Roles that an administrator grants."""

    COORDINATOR = "coordinator", "co-ordinator"
    ADMINISTRATOR = "administrator", "administrator"
    READER = "reader", "reader"


@dataclasses.dataclass(frozen=True)
class RoleDescription:
    """A role as the roles page explains it."""

    name: str
    comes_from: str
    may: tuple[str, ...]


ASKS = "Ask a question on any action"
READS = "Read the plan, submitted updates, evidence and the whole history"

DESCRIPTIONS = (
    RoleDescription(
        "Lead, co-lead or deputy",
        "Named on an action",
        (
            READS,
            "Draft and submit an update to their own actions, with evidence",
            "Propose a due date for them",
            "Add evidence to them at any time, change it or withdraw it, with a reason",
            "Record co-production, and change what is recorded, with a reason",
            "Answer questions on them, and correct an answer with a reason",
            ASKS,
        ),
    ),
    RoleDescription(
        "Senior responsible officer (SRO)",
        "Named on an action or a priority",
        (
            READS,
            "Propose a due date for their actions",
            "Agree or decline a due date proposed for their actions, or for actions without an SRO in their priority",
            "Give their judgement on their priorities, with a reason",
            ASKS,
        ),
    ),
    RoleDescription(
        "Co-ordinator",
        "Granted by the administrator",
        (
            READS,
            "Submit an update for a lead, saying how it was received, and add evidence and co-production for them",
            "Set up plans; add and change priorities, actions, milestones, drivers, the status key and update cycles",
            "Propose a due date; agree or decline any proposed one",
            "Hand over the actions of somebody who has left",
            "Raise queries on the source, answer them, and correct an answer with a reason",
            "Ask questions on actions, answer them for a lead, put them on an agenda and close them",
            "Write, finalise and export reports to bodies; record what was resolved and which promise is met",
            "Take a bundle for a period out of the portal: plan, reports, packs and minutes in one ZIP",
            "Remind people of their updates by mail, and see which mails went and which wait",
            "Change how a body wants its papers: its house style",
            "Add and change bodies, their phases, quorum, terms of reference and members; record who was at a meeting",
            "Plan meetings, their agendas and papers; put an ask on an agenda; say what became of a meeting",
            "Record declarations, minutes, decisions and meeting actions; agree minutes, and note corrections",
        ),
    ),
    RoleDescription(
        "Member, chair or co-chair",
        "Named as a member of a body, from the first day to the last",
        (READS, "See the exempt items, their papers and their decisions of that body", ASKS),
    ),
    RoleDescription(
        "Administrator",
        "Granted by an administrator",
        (
            READS,
            "Invite people, change their details and close their accounts; add and change organisations",
            "Grant and end roles, and see who has access",
            "Export reports",
            "Take a bundle for a period out of the portal: plan, reports, packs and minutes in one ZIP",
            "See which mails went and which wait",
        ),
    ),
    RoleDescription(
        "Reader",
        "Granted by the administrator, always with an end date. Once it is over, or ended before its time, they read "
        "nothing unless another role, a part in a plan or a seat on a body lets them in",
        (READS, ASKS),
    ),
    RoleDescription("Everybody else who can sign in", "An active account that was never a reader’s", (READS,)),
)

# What a role may do in the Django admin. Nobody deletes: accounts are closed, roles end.
EXPORTS = ("priorities.view_actionplan", "governance.view_boardreport")
ADMIN_PERMISSIONS = {
    Role.ADMINISTRATOR: (
        *(
            f"accounts.{may}_{what}"
            for may in ("view", "add", "change")
            for what in ("user", "organisation", "rolegrant")
        ),
        *EXPORTS,
    ),
    Role.COORDINATOR: ("accounts.view_organisation", *EXPORTS),
}


def admin_permissions(roles: set[str]) -> set[str]:
    """Permission names ("accounts.view_user") that these granted roles give in the Django admin."""
    return {name for role in roles for name in ADMIN_PERMISSIONS.get(Role(role), ())}
