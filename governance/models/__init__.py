"""Bodies, their meetings, what they were promised, and reports to them."""

from governance.models.bodies import (
    Body,
    Commitment,
    HouseSection,
    HouseStyle,
    Meeting,
    SectionKind,
)
from governance.models.reports import (
    AsPublished,
    BoardReport,
    BoardReportQuerySet,
    BoardWording,
    Export,
    Format,
    Recommendation,
    ReportFile,
    ReportSection,
    ReportVersion,
    Resolution,
)
from governance.models.style_bases import StyleBase

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
    "SectionKind",
    "StyleBase",
]
