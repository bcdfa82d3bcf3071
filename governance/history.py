"""Whole histories: of a report with what became of it, a house style, a body, a meeting and what belongs to it."""

from typing import Any

from accounts.models import User
from audit.describe import Entry, entries
from audit.models import AuditedModel
from governance.models import (
    AgendaItem,
    Attendance,
    BoardReport,
    BoardWording,
    Body,
    BodyPhase,
    Commitment,
    Decision,
    DecisionAction,
    DecisionRecommendation,
    Declaration,
    HouseSection,
    HouseStyle,
    ItemAction,
    ItemPriority,
    Meeting,
    MeetingAction,
    MeetingActionLink,
    MeetingCycle,
    Membership,
    Paper,
    QuorumRule,
    Recommendation,
    ReportSection,
    Resolution,
    ResolutionAction,
)


def history_of_report(report: BoardReport, user: User) -> list[Entry]:
    """Every change, newest first, as far as the person may see it. A fixed number of queries."""
    histories = [BoardReport.visible_history(BoardReport.history.filter(id=report.pk), user)]
    for model in (ReportSection, Recommendation, BoardWording):
        histories.append(model.visible_history(model.history.filter(report_id=report.pk), user))
    asked = Recommendation.history.filter(report_id=report.pk).values("id")
    for promised in (Resolution, Commitment):
        histories.append(promised.visible_history(promised.history.filter(recommendation_id__in=asked), user))
    resolved = Resolution.history.filter(recommendation_id__in=asked).values("id")
    touching = ResolutionAction.history.filter(resolution_id__in=resolved)
    histories.append(ResolutionAction.visible_history(touching, user))
    return entries(histories, [*report.versions.all(), *report.published.defer("file")])


def history_of_style(style: HouseStyle, user: User) -> list[Entry]:
    """Every change of a house style and its headings, newest first. A fixed number of queries."""
    own = HouseStyle.visible_history(HouseStyle.history.filter(id=style.pk), user)
    headings = HouseSection.visible_history(HouseSection.history.filter(style_id=style.pk), user)
    return entries([own, headings])


def history_of_body(body: Body, user: User) -> list[Entry]:
    """Every change of a body, its phases, quorum rules, terms of reference and members, newest first. A fixed number
    of queries.
    """
    histories = [Body.visible_history(Body.history.filter(id=body.pk), user)]
    for model in (BodyPhase, QuorumRule, Membership):
        histories.append(model.visible_history(model.history.filter(body_id=body.pk), user))
    return entries(histories, list(body.terms_of_reference.defer("file")))


def history_of_meeting(meeting: Meeting, user: User) -> list[Entry]:
    """Every change of a meeting and of all that belongs to it, newest first; of what hangs on an exempt item only
    where the person may see it. A fixed number of queries.
    """
    links = MeetingCycle.history.filter(meeting_id=meeting.pk).values("id")
    items = meeting.items.values("pk")
    of_item = {"item_id__in": items}
    of_decision = {"decision_id__in": meeting.decisions.values("pk")}
    wanted: list[tuple[type[AuditedModel], dict[str, Any]]] = [
        (Meeting, {"id": meeting.pk}),
        (MeetingCycle, {"id__in": links}),
        (AgendaItem, {"meeting_id": meeting.pk}),
        (Attendance, {"meeting_id": meeting.pk}),
        (Decision, {"meeting_id": meeting.pk}),
        (MeetingAction, {"meeting_id": meeting.pk}),
        *((model, of_item) for model in (ItemAction, ItemPriority, Paper, Declaration)),
        *((model, of_decision) for model in (DecisionAction, DecisionRecommendation)),
        (MeetingActionLink, {"meeting_action_id__in": meeting.meeting_actions.values("pk")}),
    ]
    histories = [model.visible_history(model.history.filter(**where), user) for model, where in wanted]
    return entries(histories, [*meeting.minutes_notes.all(), *meeting.packs.for_list()])


def history_of_item(item: AgendaItem, user: User) -> list[Entry]:
    """Every change of an agenda item, of what it concerns, its papers and the interests declared in it, newest first,
    as far as the person may see it. A fixed number of queries.
    """
    histories = [AgendaItem.visible_history(AgendaItem.history.filter(id=item.pk), user)]
    for model in (ItemAction, ItemPriority, Paper, Declaration):
        histories.append(model.visible_history(model.history.filter(item_id=item.pk), user))
    return entries(histories)


def history_of_decision(decision: Decision, user: User) -> list[Entry]:
    """Every change of a decision and of what it concerns, newest first, as far as the person may see it. A fixed
    number of queries."""
    own = Decision.visible_history(Decision.history.filter(id=decision.pk), user)
    links = [
        model.visible_history(model.history.filter(decision_id=decision.pk), user)
        for model in (DecisionAction, DecisionRecommendation)
    ]
    return entries([own, *links])


def history_of_meeting_action(meeting_action: MeetingAction, user: User) -> list[Entry]:
    """Every change of a meeting action and of the actions that it concerns, newest first. As `history_of_decision`."""
    own = MeetingAction.visible_history(MeetingAction.history.filter(id=meeting_action.pk), user)
    links = MeetingActionLink.history.filter(meeting_action_id=meeting_action.pk)
    return entries([own, MeetingActionLink.visible_history(links, user)])
