"""What changes actions: planning them, telling how they go, answering what the source leaves open."""

from actions.services.co_production import change_co_production, record_co_production
from actions.services.drafts import discard_draft, save_draft
from actions.services.drivers import add_driver, edit_driver
from actions.services.due_dates import decide_due_date, propose_due_date
from actions.services.editing import edit_action, set_due_date
from actions.services.evidence import add_evidence, change_evidence, withdraw_evidence
from actions.services.handover import hand_over
from actions.services.imports import answer_words, choose_sheet, discard_import, match_columns, open_import
from actions.services.milestones import add_milestone, edit_milestone
from actions.services.no_updates import record_no_update
from actions.services.outcomes import record_outcome
from actions.services.plan_states import set_plan_state
from actions.services.planning import add_action, relate_actions, unrelate_actions
from actions.services.printed_leads import name_printed_leads
from actions.services.printed_updates import record_printed
from actions.services.progress import confirm_no_change, confirmed, submit_progress
from actions.services.queries import answer_query, ask_source_query, correct_answer
from actions.services.questions import answer_question, ask_question, close_question
from actions.services.succession import close_plan, name_successor, start_successor, unlink_successor
from actions.services.watches import stop_watching, watch

__all__ = [
    "add_action",
    "add_driver",
    "add_evidence",
    "add_milestone",
    "answer_query",
    "answer_question",
    "answer_words",
    "ask_question",
    "ask_source_query",
    "change_co_production",
    "change_evidence",
    "choose_sheet",
    "close_plan",
    "close_question",
    "confirm_no_change",
    "confirmed",
    "correct_answer",
    "decide_due_date",
    "discard_draft",
    "discard_import",
    "edit_action",
    "edit_driver",
    "edit_milestone",
    "hand_over",
    "match_columns",
    "name_printed_leads",
    "name_successor",
    "open_import",
    "propose_due_date",
    "record_co_production",
    "record_no_update",
    "record_outcome",
    "record_printed",
    "relate_actions",
    "save_draft",
    "set_due_date",
    "set_plan_state",
    "start_successor",
    "stop_watching",
    "submit_progress",
    "unlink_successor",
    "unrelate_actions",
    "watch",
    "withdraw_evidence",
]
