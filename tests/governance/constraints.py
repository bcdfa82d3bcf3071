"""The rules that the database holds of bodies and reports, for tests/test_constraints.py."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

from django.db import models

from actions.models import Action
from governance.models import (
    AsPublished,
    BoardReport,
    BoardWording,
    Body,
    Commitment,
    Export,
    HouseSection,
    HouseStyle,
    Meeting,
    Recommendation,
    ReportFile,
    ReportSection,
    ReportVersion,
    Resolution,
    ResolutionAction,
)
from priorities.models import ActionPlan
from tests.world import NOW

DAY = datetime.date(2024, 12, 31)
Put = Callable[[type[models.Model], dict[str, Any]], Any]
Tried = dict[str, tuple[type[models.Model], dict[str, object]]]

CHECKS: Tried = {
    "body_ended_whole": (Body, {"ended_precision": "day"}),
    "style_lead_given": (HouseStyle, {"recommendation_lead": ""}),
    "house_section_review_of_text": (HouseSection, {"review_on": DAY}),
    "house_section_required_is_on": (HouseSection, {"presence": "required", "is_on": False}),
    "meeting_date_whole": (Meeting, {"date_precision": ""}),
    "meeting_time_needs_day": (Meeting, {"starts_at": NOW, "date_precision": "month"}),
    "meeting_moved_to": (Meeting, {"status": "moved"}),
    "commitment_due_whole": (Commitment, {"due_precision": "day"}),
    "commitment_met_has_day": (Commitment, {"met_by_report_id": 1}),
    "report_date_whole": (BoardReport, {"date_precision": ""}),
    "report_since_before_as_at": (BoardReport, {"since": NOW, "as_at": NOW}),
    "recommendation_text": (Recommendation, {"text": ""}),
    "as_published_says_something": (AsPublished, {"differs": ""}),
    "resolution_amended_to": (Resolution, {"outcome": "amended"}),
    "export_of_one_thing": (Export, {"plan_id": None, "report_id": None}),
    "export_of_a_draft_names_it": (Export, {"report_id": None}),
}
UNIQUES: Tried = {
    "Body.slug": (Body, {}),
    "HouseStyle.body": (HouseStyle, {}),
    "house_section_unique": (HouseSection, {}),
    "Meeting.slug": (Meeting, {}),
    "BoardReport.slug": (BoardReport, {}),
    "report_section_unique": (ReportSection, {}),
    "recommendation_unique": (Recommendation, {}),
    "board_wording_unique": (BoardWording, {}),
    "report_version_unique": (ReportVersion, {}),
    "report_file_unique": (ReportFile, {}),
    "Resolution.recommendation": (Resolution, {}),
    "resolution_action_unique": (ResolutionAction, {}),
}


def good_rows(put: Put, plan: ActionPlan, action: Action) -> dict[type[models.Model], dict[str, Any]]:
    """Values of rows that the database lets in."""
    body = put(Body, {"slug": "cabinet", "name": "Cabinet"})
    style = put(HouseStyle, {"body": body, "recommendation_lead": "Asked to:"})
    report = put(BoardReport, report_of(plan, body, "now"))
    recommendation = put(Recommendation, {"report": report, "number": 9, "text": "Note"})
    asked = put(Recommendation, {"report": report, "number": 8, "text": "Agree"})
    resolution = put(Resolution, {"recommendation": asked, "outcome": "agreed", "resolved_on": DAY})
    version = put(ReportVersion, {"report": report, "number": 9, "schema": 1, "as_at": NOW})
    other = put(Body, {"slug": "board", "name": "Board"})
    return {
        Body: {"slug": "icb", "name": "ICB"},
        HouseStyle: {"body": other, "recommendation_lead": "Asked to:"},
        HouseSection: {"style": style, "kind": "summary", "heading": "Summary", "position": 1},
        Meeting: {"body": body, "slug": str(uuid.uuid4()), "date_on": DAY, "date_precision": "day"},
        Commitment: {"to_body": body, "title": "A plan"},
        BoardReport: report_of(plan, body, "after"),
        ReportSection: {"report": report, "kind": "summary", "heading": "Summary", "position": 1},
        Recommendation: {"report": report, "number": 1, "text": "Note"},
        BoardWording: {"report": report, "action": action, "text": "It goes well."},
        ReportVersion: {"report": report, "number": 1, "schema": 1, "as_at": NOW},
        ReportFile: {"version": version, "format": "pdf", "body": b"x"},
        AsPublished: {"report": report, "differs": "Nothing."},
        Resolution: {"recommendation": recommendation, "outcome": "agreed", "resolved_on": DAY},
        ResolutionAction: {"resolution": resolution, "action": action},
        Export: {"plan": plan, "report": report, "format": "pdf"},
    }


def report_of(plan: ActionPlan, body: Any, slug: str) -> dict[str, Any]:
    return {"slug": slug, "plan": plan, "body": body, "date_on": DAY, "date_precision": "day", "report_of": "A post"}
