"""What a co-ordinator has put into a report, frozen: the half of its content that the plan does not say."""

import dataclasses
import datetime
from collections.abc import Iterable
from typing import Any

from django.conf import settings

from audit.as_at import rows_at
from design.fields import date_words
from design.moments import clock_time
from governance.models import (
    AsPublished,
    BoardReport,
    BoardWording,
    Body,
    HouseSection,
    HouseStyle,
    Recommendation,
    ReportSection,
    ReportVersion,
    SectionKind,
    posts_of,
)
from priorities.partial_date import PartialDate
from send_portal import clock

NO_DIRECT = {
    SectionKind.FINANCIAL: "There are no direct financial implications.",
    SectionKind.LEGAL: "There are no direct legal implications.",
}
DRAFT = "DRAFT"
DEMONSTRATION = "Demonstration: people, statuses, dates and updates are invented"
# What a line above the title may hold in place of words.
PLACES = ("{body}", "{date}", "{posts}")


@dataclasses.dataclass(frozen=True)
class SectionDraft:
    """A section that is in the report, and what was written for it.

    `must_be_said`: where nothing is written, it must be chosen that there is nothing (`is_none`, `is_nothing_direct`).
    """

    kind: str
    heading: str
    narrative: str = ""
    is_nothing_direct: bool = False
    is_none: bool = False
    must_be_said: bool = False
    # When the standing text that it holds is to be reviewed.
    review_on: datetime.date | None = None


@dataclasses.dataclass(frozen=True)
class ReportDraft:
    """A report as written. `wordings` are what is printed of an action, by its id, in place of its headline.

    `since`: where its period begins, by itself where the last report to the body ended; `is_first`: there is none.
    """

    title: str
    body: str
    header: tuple[str, ...]
    recommendation_lead: str
    recommendations: tuple[str, ...]
    sections: tuple[SectionDraft, ...]
    wordings: tuple[tuple[int, str], ...] = ()
    contact_post: str = ""
    classification: str = ""
    names_people: bool = False
    has_numbers: bool = True
    since: datetime.datetime | None = None
    is_first: bool = False
    standing: str = DRAFT

    @property
    def is_draft(self) -> bool:
        """Whether it is still being written."""
        return self.standing == DRAFT

    def wording(self, action: int) -> str:
        """What the co-ordinator has worded of an action; empty where its headline is printed."""
        return dict(self.wordings).get(action, "")


# Of a paper that nobody writes anything for: it prints posts, and what leads said.
UNWRITTEN = ReportDraft(title="", body="", header=(), recommendation_lead="", recommendations=(), sections=())


def draft_at(report: BoardReport, moment: datetime.datetime, standing: str = DRAFT) -> ReportDraft:
    """The report as it was written at a moment, from history: what a later check reads is what was read then.

    Ten queries. Raises LookupError where the report was not there yet.
    """
    row = rows_at(BoardReport, moment, id=report.pk).first()
    if row is None:
        raise LookupError(f"There was no {report} at {moment}.")
    (style,) = rows_at(HouseStyle, moment, body_id=row.body_id)
    (body,) = rows_at(Body, moment, id=row.body_id)
    house = {section.kind: section for section in rows_at(HouseSection, moment, style_id=style.id)}
    sections = sorted(rows_at(ReportSection, moment, report_id=row.id), key=lambda section: section.position)
    recommendations = sorted(rows_at(Recommendation, moment, report_id=row.id), key=lambda one: one.number)
    wordings = rows_at(BoardWording, moment, report_id=row.id)
    last = _end_of_last(row, moment)
    return ReportDraft(
        title=row.title,
        body=body.name,
        header=_header(style.header_lines, body.name, row),
        recommendation_lead=style.recommendation_lead,
        recommendations=tuple(one.text for one in recommendations),
        sections=tuple(_section(section, house) for section in sections if section.is_included),
        wordings=tuple((one.action_id, one.text) for one in wordings if one.text),
        contact_post=row.contact_post,
        classification=" · ".join(filter(None, (style.classification, DEMONSTRATION * settings.IS_DEMONSTRATION))),
        names_people=style.people == HouseStyle.Naming.NAMES,
        has_numbers=style.numbering == HouseStyle.Numbers.THROUGH,
        since=row.since or last,
        is_first=last is None,
        standing=standing,
    )


def moment_words(moment: datetime.datetime) -> str:
    """The London moment that a report speaks of: "4 September 2024, 10:42am", "the end of 4 September 2024"."""
    day = clock.london_date(moment)
    if moment == clock.end_of(day):
        return f"the end of {date_words(day)}"
    return f"{date_words(day)}, {clock_time(moment)}"


def _end_of_last(row: Any, moment: datetime.datetime) -> datetime.datetime | None:
    """The moment of the last report on the plan to the body that anybody was given, as it was known then."""
    of_body = rows_at(BoardReport, moment, plan_id=row.plan_id, body_id=row.body_id)
    earlier = {one.id: one for one in of_body if one.date_on < row.date_on}
    known = {"report_id__in": earlier, "recorded_at__lte": moment}
    ends = {pk: earlier[pk].as_at for pk in AsPublished.objects.filter(**known).values_list("report_id", flat=True)}
    ends |= dict(ReportVersion.objects.filter(**known).order_by("number").values_list("report_id", "as_at"))
    told = [(earlier[pk].date_on, pk) for pk, end in ends.items() if end and end < (row.as_at or moment)]
    return ends[max(told)[1]] if told else None


def _section(row: Any, house: dict[str, Any]) -> SectionDraft:
    may_be_none = row.kind in house and house[row.kind].presence == HouseSection.Presence.NONE
    return SectionDraft(
        kind=row.kind,
        heading=row.heading,
        narrative=row.narrative,
        is_nothing_direct=row.chosen == ReportSection.Chosen.NOTHING_DIRECT,
        is_none=row.chosen == ReportSection.Chosen.NONE,
        must_be_said=may_be_none or row.kind in NO_DIRECT,
        review_on=_review_on(row.narrative, house.get(row.kind)),
    )


def _review_on(narrative: str, house: Any) -> datetime.date | None:
    """The review of the body's standing text, where the section holds a paragraph of it."""
    if house is None or not house.standing_text:
        return None
    paragraphs = filter(None, (paragraph.strip() for paragraph in house.standing_text.split("\n\n")))
    review: datetime.date | None = house.review_on
    return review if any(paragraph in narrative for paragraph in paragraphs) else None


def _header(lines: str, body: str, row: Any) -> tuple[str, ...]:
    """The lines above the title, with body, date and posts in their places; capitals where the line has them."""
    date = PartialDate(row.date_on, row.date_precision)
    told = dict(zip(PLACES, (body, str(date), " and ".join(posts_of(row.report_of))), strict=True))
    return tuple(_filled(line, told, of=lines) for line in lines.splitlines() if line.strip())


def _filled(line: str, told: dict[str, str], of: str) -> str:
    """A line that is nothing but a place has capitals where all the other lines have them."""
    is_shouted = (_own(line, told) or _own(of, told)).isupper()
    for place, words in told.items():
        line = line.replace(place, words.upper() if is_shouted else words)
    return line


def _own(text: str, places: Iterable[str]) -> str:
    """The letters of a text beside its places."""
    for place in places:
        text = text.replace(place, "")
    return "".join(filter(str.isalpha, text))
