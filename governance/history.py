"""Whole histories: of a report, with what was written for it and what became of it; of a house style, a decision and a
meeting action."""

from accounts.models import User
from audit.describe import Entry, entries
from governance.models import (
    BoardReport,
    BoardWording,
    Commitment,
    Decision,
    DecisionAction,
    DecisionRecommendation,
    HouseSection,
    HouseStyle,
    MeetingAction,
    MeetingActionLink,
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
