"""The rules that the database holds of bodies and reports, for tests/test_constraints.py."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

from django.db import models

from accounts.models import User
from actions.models import Action, ProgressUpdate, Question
from governance.models import (
    AgendaItem,
    AsPublished,
    Attendance,
    BoardReport,
    BoardWording,
    Body,
    BodyPhase,
    Commitment,
    Decision,
    DecisionAction,
    DecisionRecommendation,
    Declaration,
    Export,
    HouseSection,
    HouseStyle,
    ItemAction,
    ItemPriority,
    Look,
    Meeting,
    MeetingAction,
    MeetingActionLink,
    MeetingCycle,
    Membership,
    MinutesNote,
    Pack,
    PackFile,
    Paper,
    PaperFile,
    QuorumRule,
    Recommendation,
    ReportFile,
    ReportSection,
    ReportVersion,
    Resolution,
    ResolutionAction,
    TermsOfReference,
)
from priorities.models import ActionPlan, UpdateCycle
from tests.world import NOW

DAY = datetime.date(2024, 12, 31)
Put = Callable[[type[models.Model], dict[str, Any]], Any]
Tried = dict[str, tuple[type[models.Model], dict[str, object]]]

CHECKS: Tried = {
    "body_ended_whole": (Body, {"ended_precision": "day"}),
    "body_sets_cycles_run_here": (Body, {"sets_cycles": True, "is_run_here": False}),
    "body_phase_from_whole": (BodyPhase, {"from_precision": ""}),
    "quorum_rule_asks_something": (QuorumRule, {"members": None}),
    "terms_of_reference_say_something": (TermsOfReference, {"text": ""}),
    "membership_ends_after_it_begins": (Membership, {"until_on": DAY - datetime.timedelta(days=1)}),
    "membership_votes_with_a_seat": (Membership, {"role": "minutes"}),
    "membership_deputy_is_another": (Membership, {"deputy": lambda row: row["user"]}),
    "style_lead_given": (HouseStyle, {"recommendation_lead": ""}),
    "house_section_review_of_text": (HouseSection, {"review_on": DAY}),
    "house_section_required_is_on": (HouseSection, {"presence": "required", "is_on": False}),
    "meeting_date_whole": (Meeting, {"date_precision": ""}),
    "meeting_time_needs_day": (Meeting, {"starts_at": NOW, "date_precision": "month"}),
    "meeting_moved_to": (Meeting, {"status": "moved"}),
    "meeting_ends_after_it_begins": (Meeting, {"starts_at": NOW, "ends_at": NOW}),
    "meeting_papers_out_have_time": (Meeting, {"status": "papers_out"}),
    "meeting_minutes_of_held_one": (Meeting, {"confirmed_by_id": 1}),
    "minutes_note_says_something": (MinutesNote, {"text": ""}),
    "agenda_item_titled": (AgendaItem, {"title": ""}),
    "agenda_item_exempt_says_why": (AgendaItem, {"is_exempt": True}),
    "paper_titled": (Paper, {"title": ""}),
    "paper_is_a_link_or_a_file": (Paper, {"file_name": "paper.pdf"}),
    "attendance_deputy_for": (Attendance, {"state": "deputy"}),
    "attendance_deputy_is_another": (Attendance, {"state": "deputy", "deputy_for": lambda row: row["user"]}),
    "declaration_says_something": (Declaration, {"text": ""}),
    "decision_says_something": (Decision, {"text": ""}),
    "decision_number_in_meeting": (Decision, {"number": None}),
    "decision_item_in_meeting": (Decision, {"meeting": None, "number": None}),
    "decision_ratified_by": (Decision, {"standing": "ratified"}),
    "decision_subject_to": (Decision, {"standing": "subject_to"}),
    "meeting_action_says_something": (MeetingAction, {"text": ""}),
    "meeting_action_done_or_withdrawn": (MeetingAction, {"done_on": DAY, "withdrawn_reason": "Not needed"}),
    "commitment_due_whole": (Commitment, {"due_precision": "day"}),
    "commitment_met_has_day": (Commitment, {"met_by_report_id": 1}),
    "report_date_whole": (BoardReport, {"date_precision": ""}),
    "report_since_before_as_at": (BoardReport, {"since": NOW, "as_at": NOW}),
    "recommendation_text": (Recommendation, {"text": ""}),
    "as_published_says_something": (AsPublished, {"differs": ""}),
    "resolution_amended_to": (Resolution, {"outcome": "amended"}),
    "export_of_one_thing": (Export, {"plan_id": None, "report_id": None}),
    "export_of_a_draft_names_it": (Export, {"report_id": None}),
    "export_of_a_bundle_has_its_period": (Export, {"what": "bundle", "report_id": None}),
}
UNIQUES: Tried = {
    "Body.slug": (Body, {}),
    "body_one_sets_cycles": (Body, {"slug": "forum", "sets_cycles": True, "is_run_here": True}),
    "body_phase_unique": (BodyPhase, {}),
    "quorum_rule_unique": (QuorumRule, {}),
    "quorum_rule_one_from_the_beginning": (QuorumRule, {"from_on": None}),
    "terms_of_reference_unique": (TermsOfReference, {}),
    "HouseStyle.body": (HouseStyle, {}),
    "house_section_unique": (HouseSection, {}),
    "Meeting.slug": (Meeting, {}),
    "Look.user": (Look, {}),
    "MeetingCycle.cycle": (MeetingCycle, {}),
    "agenda_item_unique": (AgendaItem, {}),
    "agenda_item_one_for_an_ask": (AgendaItem, {"number": 7, "question": None}),
    "agenda_item_one_for_a_question": (AgendaItem, {"number": 7, "ask": None}),
    "item_action_unique": (ItemAction, {}),
    "item_priority_unique": (ItemPriority, {}),
    "Paper.key": (Paper, {"replaces": None}),
    "Paper.replaces": (Paper, {"key": uuid.uuid4()}),
    "PaperFile.paper": (PaperFile, {}),
    "pack_unique": (Pack, {}),
    "pack_file_unique": (PackFile, {}),
    "attendance_unique": (Attendance, {}),
    "declaration_unique": (Declaration, {}),
    "decision_unique": (Decision, {}),
    "decision_action_unique": (DecisionAction, {}),
    "decision_recommendation_unique": (DecisionRecommendation, {}),
    "meeting_action_link_unique": (MeetingActionLink, {}),
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
    asking = put(ProgressUpdate, {**update_of(action), "submission": uuid.uuid4()})
    question = put(
        Question,
        {"action": action, "asked_by": User.objects.first(), "asked_as": "reader", "asked_at": NOW, "text": "Which?"},
    )
    meeting = put(Meeting, {"body": body, "slug": "planned", "date_on": DAY, "date_precision": "day"})
    item = put(AgendaItem, {"meeting": meeting, "position": 1, "number": 1, "title": "Welcome"})
    first = put(Paper, {"item": item, "title": "A paper", "url": "https://example.org/"})
    decided = {"body": body, "meeting": meeting, "item": item, "text": "Go on", "taken_on": DAY, "standing": "made"}
    decision = put(Decision, {**decided, "number": 1})
    person = User.objects.first()
    to_do = {"meeting": meeting, "text": "Write to schools", "assigned_to": person}
    asked_for = put(MeetingAction, to_do)
    cycle = put(UpdateCycle, {"plan": plan, "meeting_on": DAY, "papers_due_at": NOW + datetime.timedelta(hours=1)})
    put(QuorumRule, {"body": body, "members": 3})
    sent = {"meeting": meeting, "as_at": NOW, "schema": 2, "agenda_to": 1}
    pack = put(Pack, {**sent, "number": 9})
    version = put(ReportVersion, {"report": report, "number": 9, "schema": 1, "as_at": NOW})
    other = put(Body, {"slug": "board", "name": "Board"})
    return {
        Body: {"slug": "icb", "name": "ICB"},
        HouseStyle: {"body": other, "recommendation_lead": "Asked to:"},
        HouseSection: {"style": style, "kind": "summary", "heading": "Summary", "position": 1},
        Meeting: {"body": body, "slug": str(uuid.uuid4()), "date_on": DAY, "date_precision": "day"},
        BodyPhase: {"body": body, "phase": "full", "from_on": DAY, "from_precision": "day"},
        QuorumRule: {"body": body, "from_on": DAY, "members": 3},
        TermsOfReference: {"body": body, "version": 1, "text": "What it is for"},
        Membership: {"body": body, "user": person, "organisation": person.organisation, "from_on": DAY},
        MeetingCycle: {"meeting": meeting, "cycle": cycle},
        MinutesNote: {"meeting": meeting, "text": "Read June"},
        AgendaItem: {
            "meeting": meeting,
            "position": 2,
            "number": 2,
            "title": "Ask",
            "ask": asking,
            "question": question,
        },
        ItemAction: {"item": item, "action": action},
        Look: {"user": person, "looked_at": NOW},
        ItemPriority: {"item": item, "priority": action.priority},
        Paper: {"item": item, "key": uuid.uuid4(), "title": "It", "url": "https://example.org/", "replaces": first},
        PaperFile: {"paper": first, "body": b"x"},
        Pack: {**sent, "number": 1},
        PackFile: {"pack": pack, "format": "pdf", "body": b"x"},
        Attendance: {"meeting": meeting, "user": person, "state": "present"},
        Declaration: {"item": item, "user": person, "text": "A friend works there"},
        Decision: {**decided, "number": 2},
        DecisionAction: {"decision": decision, "action": action},
        DecisionRecommendation: {"decision": decision, "recommendation": recommendation},
        MeetingAction: to_do,
        MeetingActionLink: {"meeting_action": asked_for, "action": action},
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


def update_of(action: Action) -> dict[str, Any]:
    by = {"author": User.objects.first(), "author_role": "lead", "submitted_at": NOW}
    return {"action": action, "status": "on_track", "ask": "decision", "ask_text": "May we?", **by}


def report_of(plan: ActionPlan, body: Any, slug: str) -> dict[str, Any]:
    return {"slug": slug, "plan": plan, "body": body, "date_on": DAY, "date_precision": "day", "report_of": "A post"}
