"""Whole histories: of a report, with what was written for it and what became of it; of a house style; of an agenda
item with what hangs on it.
"""

from accounts.models import User
from audit.describe import Entry, entries
from governance.models import (
    AgendaItem,
    BoardReport,
    BoardWording,
    Commitment,
    Declaration,
    HouseSection,
    HouseStyle,
    ItemAction,
    ItemPriority,
    Paper,
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


def history_of_item(item: AgendaItem, user: User) -> list[Entry]:
    """Every change of an agenda item, of what it concerns, its papers and the interests declared in it, newest first,
    as far as the person may see it. A fixed number of queries.
    """
    histories = [AgendaItem.visible_history(AgendaItem.history.filter(id=item.pk), user)]
    for model in (ItemAction, ItemPriority, Paper, Declaration):
        histories.append(model.visible_history(model.history.filter(item_id=item.pk), user))
    return entries(histories)
