"""What changes the recommendations of a report, and which of them its body has seen."""

import datetime
from collections.abc import Mapping, Sequence

from accounts.models import User
from audit.as_at import rows_at
from audit.recording import Process, Refused, recording
from audit.standing import Standing
from governance.models import BoardReport, Recommendation
from governance.reports.draft import SectionDraft
from governance.reports.naming import naming_problems
from governance.services.reports import require_ours, to_write

STAYS = "Recommendation {} was resolved or promises something, so its words stay as the body saw them"


def standing_recommendations(report: BoardReport) -> Standing:
    """The report's recommendations as they stand, for a form that changes them together."""
    return Standing(Recommendation, report.recommendations.all())


def set_recommendations(
    *,
    report: BoardReport,
    by: User | Process,
    now: datetime.datetime,
    texts: Sequence[str],
    seen: Mapping[int, int] | None = None,
) -> list[Recommendation]:
    """The recommendations in their order, numbered from 1. Those at the end that are left out go.

    Raises Refused where one that was resolved or promises something would change or go, a name of a paragraph is
    unknown, or the report was published elsewhere; StaleRecord where `seen`, the revisions of the recommendations when
    a form was opened, are not theirs any more.
    """
    texts = [text.strip() for text in texts if text.strip()]
    with recording(by=by, now=now):
        report = to_write(report.pk, now)
        require_ours(report)
        standing = standing_recommendations(report)
        standing.require(seen)
        if problems := [*bound_problems(report, texts), *recommendation_problems(report, texts)]:
            raise Refused(". ".join(problems) + ".")
        for one in standing.records[len(texts) :]:
            one.delete()
        kept = []
        for number, text in enumerate(texts, 1):
            is_new = number > len(standing.records)
            one = Recommendation(report=report, number=number) if is_new else standing.records[number - 1]
            one.text = text
            one.save()
            kept.append(one)
    return kept


def bound_problems(report: BoardReport, texts: Sequence[str]) -> list[str]:
    """Which recommendations would change or go and must stay, a sentence each: those that something stands on."""
    wanted = dict(enumerate(texts, 1))
    changed = [one for one in report.recommendations.all() if wanted.get(one.number) != one.text]
    return [STAYS.format(one.number) for one in changed if hasattr(one, "resolution") or one.commitments.exists()]


def recommendation_problems(report: BoardReport, texts: Sequence[str]) -> list[str]:
    """Which names that the recommendations print would be given by no paragraph, a sentence each."""
    sections = [SectionDraft(one.kind, one.heading, one.narrative) for one in report.sections.filter(is_included=True)]
    before = naming_problems(sections, [one.text for one in report.recommendations.all()])
    return [problem for problem in naming_problems(sections, texts) if problem not in before]


def require_seen(recommendation: Recommendation, revision: int | None = None) -> None:
    """Raises Refused where the body has not seen the recommendation in its words, so that nothing can stand on them;
    StaleRecord where `revision` is not its any more. Its report stays locked, so that the words stay as they are.
    """
    report = BoardReport.objects.locked(recommendation.report_id)
    recommendation = Recommendation.objects.locked(recommendation.pk, revision)
    if not report.is_told:
        raise Refused("Finalise the report first, or record its paper as published: its body has not seen it yet.")
    newest = report.versions.defer("content").first()
    if newest is None:
        return
    seen = {row.id: row.text for row in rows_at(Recommendation, newest.recorded_at, report_id=report.pk)}
    if seen.get(recommendation.pk) != recommendation.text:
        raise Refused(
            f"Recommendation {recommendation.number} reads otherwise in version {newest.number}, which the body saw. "
            "Finalise a new version first, or put its words back."
        )
