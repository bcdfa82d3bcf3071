"""The house styles that the portal ships: how a body wants its papers. A body's own may be changed afterwards."""

import dataclasses

from governance.models import HouseSection, HouseStyle, SectionKind

Presence = HouseSection.Presence
# Between two headings there is room for others.
STEP = 10


@dataclasses.dataclass(frozen=True)
class Section:
    """A heading in its place. `is_on`: in a new report unless the co-ordinator takes it out."""

    kind: SectionKind
    heading: str
    presence: Presence = Presence.OPTIONAL
    is_on: bool = True


@dataclasses.dataclass(frozen=True)
class Style:
    """What a body wants. In the header, `{body}`, `{date}` and `{posts}` stand for those of the report."""

    header_lines: tuple[str, ...]
    recommendation_lead: str
    sections: tuple[Section, ...]
    verbs: tuple[str, ...] = ("Note", "Agree", "Approve", "Endorse", "Support", "Recommend", "Receive", "Delegate")
    people: HouseStyle.Naming = HouseStyle.Naming.POSTS
    numbering: HouseStyle.Numbers = HouseStyle.Numbers.THROUGH
    page_limit: int | None = None
    classification: str = ""
    has_separate_appendices: bool = False


PROGRESS = (
    Section(SectionKind.DIFFERENCE_MADE, "Difference made"),
    Section(SectionKind.PROGRESS, "How the plan is going"),
    Section(SectionKind.EXCEPTIONS, "Exceptions"),
    Section(SectionKind.COMPLETED, "Completed and closed"),
    Section(SectionKind.ASKS, "What is asked of partners"),
    Section(SectionKind.CHANGES, "What changed since the last report"),
    Section(SectionKind.DECISIONS, "Decisions and meetings"),
)
SUPPORTING = (
    Section(SectionKind.RISK, "Risk"),
    Section(SectionKind.CONSULTATION, "Consultation and co-production"),
    Section(SectionKind.EQUALITY, "Equality", is_on=False),
    Section(SectionKind.BACKGROUND, "Background papers", Presence.NONE),
    Section(SectionKind.APPENDIX, "Appendix: the whole plan"),
)

# As the report of 28 June 2023 has it: paragraphs numbered through detail, financial and legal; recommendations apart.
HEALTH_AND_WELLBEING_BOARD = Style(
    header_lines=("AGENDA ITEM", "REPORT TO {body}", "{date}", "REPORT OF {posts}"),
    recommendation_lead="Health and Wellbeing Board is asked to:",
    sections=(
        Section(SectionKind.SUMMARY, "Summary", Presence.REQUIRED),
        Section(SectionKind.RECOMMENDATIONS, "Recommendations", Presence.REQUIRED),
        Section(SectionKind.DETAIL, "Detail", Presence.REQUIRED),
        *PROGRESS,
        Section(SectionKind.FINANCIAL, "Financial implications", Presence.REQUIRED),
        Section(SectionKind.LEGAL, "Legal implications", Presence.REQUIRED),
        *SUPPORTING,
    ),
)
COMMITTEE = Style(
    header_lines=("Report to {body}", "{date}", "Report of {posts}"),
    recommendation_lead="The committee is recommended to:",
    sections=(
        Section(SectionKind.SUMMARY, "Purpose of the report", Presence.REQUIRED),
        Section(SectionKind.RECOMMENDATIONS, "Recommendations", Presence.REQUIRED),
        Section(SectionKind.DETAIL, "Background and detail", Presence.REQUIRED),
        *PROGRESS,
        Section(SectionKind.CONSULTATION, "Consultation and co-production"),
        Section(SectionKind.FINANCIAL, "Financial implications", Presence.REQUIRED),
        Section(SectionKind.LEGAL, "Legal implications", Presence.REQUIRED),
        *(section for section in SUPPORTING if section.kind != SectionKind.CONSULTATION),
    ),
)
# The body's name in addresses.
BOARD = "health-and-wellbeing-board"
STYLES = {BOARD: HEALTH_AND_WELLBEING_BOARD}


def style_for(slug: str) -> Style:
    """The style that a new body begins with: its own where the portal ships one, else that of a committee."""
    return STYLES.get(slug, COMMITTEE)
