"""Whole histories: of a report, with what was written for it and what became of it; of a house style; of a body."""

from accounts.models import User
from audit.describe import Entry, entries
from governance.models import (
    BoardReport,
    BoardWording,
    Body,
    BodyPhase,
    Commitment,
    HouseSection,
    HouseStyle,
    Membership,
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
