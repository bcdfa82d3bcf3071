"""Bodies, their meetings and decisions, what they were promised, and reports to them."""

from governance.models.agendas import AgendaItem, ItemAction, ItemPriority, Paper, PaperFile, hidden_items
from governance.models.attendance import Attendance, Declaration
from governance.models.bodies import Body, HouseSection, HouseStyle, SectionKind
from governance.models.commitments import Commitment
from governance.models.decisions import Decision, DecisionAction, DecisionRecommendation
from governance.models.exports import Export
from governance.models.looks import Look
from governance.models.meeting_actions import MeetingAction, MeetingActionLink
from governance.models.meetings import Meeting, MeetingCycle, MinutesNote
from governance.models.memberships import BodyPhase, Membership, QuorumRule, TermsOfReference
from governance.models.packs import Pack, PackFile
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
    "AgendaItem",
    "AsPublished",
    "Attendance",
    "BoardReport",
    "BoardReportQuerySet",
    "BoardWording",
    "Body",
    "BodyPhase",
    "Commitment",
    "Decision",
    "DecisionAction",
    "DecisionRecommendation",
    "Declaration",
    "Export",
    "Format",
    "HouseSection",
    "HouseStyle",
    "ItemAction",
    "ItemPriority",
    "Look",
    "Meeting",
    "MeetingAction",
    "MeetingActionLink",
    "MeetingCycle",
    "Membership",
    "MinutesNote",
    "Pack",
    "PackFile",
    "Paper",
    "PaperFile",
    "QuorumRule",
    "Recommendation",
    "ReportFile",
    "ReportSection",
    "ReportVersion",
    "Resolution",
    "ResolutionAction",
    "SectionKind",
    "StyleBase",
    "TermsOfReference",
    "asked_of_body",
    "hidden_items",
    "posts_of",
]
