"""What changes bodies: adding one with its house style, its meetings, what it was promised."""

import datetime

from accounts.models import User
from audit.recording import Process, Refused, recording
from governance.house_styles import STEP, style_for
from governance.models import (
    BoardReport,
    Body,
    Commitment,
    Decision,
    HouseSection,
    HouseStyle,
    Meeting,
    Recommendation,
)
from governance.services.addresses import dated_slug
from governance.services.body_rules import RESOLVED, require_free_slug, require_sound, slug_for
from governance.services.recommendations import require_seen
from priorities.partial_date import PartialDate
from send_portal import clock

By = User | Process

NOT_MET_YET = "Enter the day on which it was met. It must not be in the future"


def add_body(
    *,
    by: By,
    now: datetime.datetime,
    reason: str = "",
    slug: str = "",
    name: str,
    purpose: str = "",
    is_run_here: bool = False,
    sets_cycles: bool = False,
    resolution_form: str = RESOLVED,
    reports_to: Body | None = None,
    replaces: Body | None = None,
    ended: PartialDate | None = None,
) -> Body:
    """A new body with the house style that the portal ships for it. Its slug, made of its name where none is given,
    stays as it is for ever.

    Raises Refused where the slug is taken, or one of `governance.services.body_rules.require_sound` is broken.
    """
    with recording(by=by, now=now, reason=reason):
        body = Body(
            slug=slug or slug_for(name), name=name, purpose=purpose, is_run_here=is_run_here, sets_cycles=sets_cycles,
            resolution_form=resolution_form, reports_to=reports_to, replaces=replaces,
        )  # fmt: skip
        body.ended = ended
        require_sound(body)
        require_free_slug(body.slug)
        body.save()
        _add_style(body)
    return body


def add_meeting(
    *,
    by: By,
    now: datetime.datetime,
    reason: str = "",
    body: Body,
    date: PartialDate,
    status: str = Meeting.State.PLANNED,
    business: str = "",
    source: str = "",
) -> Meeting:
    """A meeting of a body on a day, or in a month. Its address is made of both and stays."""
    with recording(by=by, now=now, reason=reason):
        meeting = Meeting(
            body=body, slug=dated_slug(Meeting, date, body), status=status, business=business, source=source
        )
        meeting.date = date
        meeting.save()
    return meeting


def add_commitment(
    *,
    by: By,
    now: datetime.datetime,
    reason: str = "",
    to_body: Body,
    title: str,
    due: PartialDate | None = None,
    note: str = "",
    source: str = "",
    recommendation: Recommendation | None = None,
    decision: Decision | None = None,
) -> Commitment:
    """Something promised to a body, by a recommendation, a decision, or neither. Raises Refused where it is promised
    already, by a recommendation that the body has not seen in its words, or by a decision that was withdrawn.
    """
    with recording(by=by, now=now, reason=reason):
        if recommendation is not None:
            require_seen(recommendation)
        if decision is not None and Decision.objects.get(pk=decision.pk).is_withdrawn:
            raise Refused("This decision was recorded by mistake, so it promises nothing.")
        if Commitment.objects.filter(to_body=to_body, title=title).exists():
            raise Refused("This is promised to the same body already.")
        commitment = Commitment(
            to_body=to_body, title=title, note=note, source=source, recommendation=recommendation, decision=decision
        )
        commitment.due = due
        commitment.save()
    return commitment


def meet_commitment(
    *,
    commitment: Commitment,
    by: User,
    now: datetime.datetime,
    met_on: datetime.date | None,
    met_by_report: BoardReport | None = None,
    reason: str = "",
    revision: int | None = None,
) -> Commitment:
    """Say that a promise is met, on which day and by which report; without a day, that it is open again.

    Raises Refused where the day is still to come, what stands changes without a reason or the report is still a draft,
    StaleRecord where `revision` is not its any more.
    """
    with recording(by=by, now=now, reason=reason):
        commitment = Commitment.objects.locked(commitment.pk, revision)
        if met_on is not None and met_on > clock.london_date(now):
            raise Refused(f"{NOT_MET_YET}.")
        if met_on is None and met_by_report is not None:
            raise Refused("Enter the day on which the report met it.")
        if met_by_report is not None and met_by_report != commitment.met_by_report and not met_by_report.is_told:
            raise Refused("Choose a report that is finalised or published.")
        values = {"met_on": met_on, "met_by_report": met_by_report}
        commitment.set_values(values, reason=reason, why="Say why this changes.")
        commitment.save()
    return commitment


def _add_style(body: Body) -> None:
    shipped = style_for(body.slug)
    style = HouseStyle.objects.create(
        body=body,
        header_lines="\n".join(shipped.header_lines),
        recommendation_lead=shipped.recommendation_lead,
        recommendation_verbs="\n".join(shipped.verbs),
        people=shipped.people,
        numbering=shipped.numbering,
        page_limit=shipped.page_limit,
        classification=shipped.classification,
        has_separate_appendices=shipped.has_separate_appendices,
    )
    for position, section in enumerate(shipped.sections, 1):
        HouseSection.objects.create(
            style=style,
            kind=section.kind,
            heading=section.heading,
            presence=section.presence,
            is_on=section.is_on,
            position=position * STEP,
        )
