"""Bodies, their meetings, what they were promised, and reports to them."""

from governance.models.bodies import (
    Body,
    HouseSection,
    HouseStyle,
    Meeting,
    SectionKind,
)
from governance.models.commitments import Commitment
from governance.models.exports import Export
from governance.models.reports import (
    AsPublished,
    BoardReport,
    BoardReportQuerySet,
    Format,
    Recommendation,
    ReportFile,
    ReportSection,
    ReportVersion,
    posts_of,
)
from governance.models.resolutions import Resolution, ResolutionAction, asked_of_body
from governance.models.style_bases import StyleBase
from governance.models.wordings import BoardWording

__all__ = [
    "AsPublished",
    "BoardReport",
    "BoardReportQuerySet",
    "BoardWording",
    "Body",
    "Commitment",
    "Export",
    "Format",
    "HouseSection",
    "HouseStyle",
    "Meeting",
    "Recommendation",
    "ReportFile",
    "ReportSection",
    "ReportVersion",
    "Resolution",
    "ResolutionAction",
    "SectionKind",
    "StyleBase",
    "asked_of_body",
    "posts_of",
]
