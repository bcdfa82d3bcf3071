"""What a co-ordinator has put into a report, frozen: the half of its content that the plan does not say."""

import dataclasses
import datetime

from design.fields import date_words
from design.moments import clock_time
from governance.models import BoardReport, HouseSection, HouseStyle, ReportSection, SectionKind
from send_portal import clock

NO_DIRECT = {
    SectionKind.FINANCIAL: "There are no direct financial implications.",
    SectionKind.LEGAL: "There are no direct legal implications.",
}
DRAFT = "DRAFT"


@dataclasses.dataclass(frozen=True)
class SectionDraft:
    """A section that is in the report, and what was written for it."""

    kind: str
    heading: str
    narrative: str = ""
    is_nothing_direct: bool = False
    is_none_printed: bool = False


@dataclasses.dataclass(frozen=True)
class ReportDraft:
    """A report as written. `wordings` are what is printed of an action, by its id, in place of its headline."""

    title: str
    header: tuple[str, ...]
    recommendation_lead: str
    recommendations: tuple[str, ...]
    sections: tuple[SectionDraft, ...]
    wordings: tuple[tuple[int, str], ...] = ()
    contact_post: str = ""
    classification: str = ""
    names_people: bool = False
    since: datetime.datetime | None = None
    standing: str = DRAFT

    def wording(self, action: int) -> str:
        """What the co-ordinator has worded of an action; empty where its headline is printed."""
        return dict(self.wordings).get(action, "")


def draft_of(report: BoardReport, standing: str = DRAFT) -> ReportDraft:
    """The report as it is written now; six queries."""
    style = report.body.house_style
    none_printed = set(style.sections.filter(presence=HouseSection.Presence.NONE).values_list("kind", flat=True))
    return ReportDraft(
        title=report.title,
        header=header_of(report, style),
        recommendation_lead=style.recommendation_lead,
        recommendations=tuple(report.recommendations.values_list("text", flat=True)),
        sections=tuple(
            SectionDraft(
                kind=section.kind,
                heading=section.heading,
                narrative=section.narrative,
                is_nothing_direct=section.chosen == ReportSection.Chosen.NOTHING_DIRECT,
                is_none_printed=section.kind in none_printed,
            )
            for section in report.sections.filter(is_included=True)
        ),
        wordings=tuple(report.wordings.exclude(text="").order_by("action_id").values_list("action_id", "text")),
        contact_post=report.contact_post,
        classification=style.classification,
        names_people=style.people == HouseStyle.People.NAMES,
        since=report.since,
        standing=standing,
    )


def header_of(report: BoardReport, style: HouseStyle) -> tuple[str, ...]:
    """The lines above the title, with body, date and posts in their places; capitals where the style has them."""
    told = {"body": str(report.body), "date": str(report.date), "posts": " and ".join(report.posts)}
    return tuple(_filled(line, told) for line in style.header_lines.splitlines() if line.strip())


def moment_words(moment: datetime.datetime) -> str:
    """The London moment that a report speaks of: "4 September 2024, 10:42am"."""
    return f"{date_words(clock.london_date(moment))}, {clock_time(moment)}"


def _filled(line: str, told: dict[str, str]) -> str:
    for name, words in told.items():
        line = line.replace(f"{{{name}}}", words.upper() if line.split("{")[0].isupper() or line[0] == "{" else words)
    return line
