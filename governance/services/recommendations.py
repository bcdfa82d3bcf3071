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

# A recommendation that goes on, or none yet, and the words that it shall have.
Pair = tuple[Recommendation | None, str]


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
    """The recommendations in their order, numbered from 1: each goes on under its words (`matched`), the others go.

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
        pairs = matched(standing.records, texts)
        kept = {one.pk for one, _ in pairs if one is not None}
        for one in standing.records:
            if one.pk not in kept:
                one.delete()
        return _numbered(report, pairs)


def matched(standing: Sequence[Recommendation], texts: Sequence[str]) -> list[Pair]:
    """Which recommendation each text goes on with: the one with the same words, wherever that stood; else the one
    that stood in its place, if its own words are gone; else none.
    """
    left = {one.number: one for one in standing}
    found: dict[int, Recommendation] = {}
    for number, text in enumerate(texts, 1):
        same = [one for one in left.values() if one.text == text]
        if same:
            # The one in its own place, where several say the same.
            one = min(same, key=lambda one: (one.number != number, one.number))
            found[number] = left.pop(one.number)
    return [(found.get(number) or left.pop(number, None), text) for number, text in enumerate(texts, 1)]


def bound_problems(report: BoardReport, texts: Sequence[str]) -> list[str]:
    """Which recommendations would change or go and must stay, a sentence each: those that something stands on."""
    standing = list(report.recommendations.all())
    kept = {one.pk for one, text in matched(standing, texts) if one is not None and one.text == text}
    changed = [one for one in standing if one.pk not in kept]
    return [STAYS.format(one.number) for one in changed if hasattr(one, "resolution") or one.commitments.exists()]


def _numbered(report: BoardReport, pairs: Sequence[Pair]) -> list[Recommendation]:
    """Save them in this order. A number is given only once it is free."""
    waiting = {number: one or Recommendation(report=report) for number, (one, _) in enumerate(pairs, 1)}
    saved: dict[int, Recommendation] = {}
    while waiting:
        taken = {one.number for one in waiting.values() if one.pk is not None}
        free = [number for number, one in waiting.items() if one.number == number or number not in taken]
        if not free:
            # They change places with each other: one of them steps aside.
            one = waiting[min(waiting)]
            one.number = max(taken) + len(pairs)
            one.save()
        for number in free:
            one = saved[number] = waiting.pop(number)
            one.number, one.text = number, pairs[number - 1][1]
            one.save()
    return [saved[number] for number in sorted(saved)]


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
    rows = rows_at(Recommendation, newest.recorded_at, report_id=report.pk)
    if recommendation.text not in {row.text for row in rows}:
        raise Refused(
            f"Recommendation {recommendation.number} reads otherwise in version {newest.number}, which the body saw. "
            "Finalise a new version first, or put its words back."
        )
