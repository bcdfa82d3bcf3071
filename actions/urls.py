"""Addresses of actions."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from actions.views import (
    accountable,
    co_production,
    comparing,
    drivers,
    due_dates,
    editing,
    evidence,
    handover,
    importing,
    joining,
    lists,
    outcomes,
    printed_leads,
    priority,
    progress,
    queries,
    questions,
    reading,
    set_up,
    watching,
)


class KeyConverter(StringConverter):
    """A reference as it stands in an address (priorities/references.py): what no reference has, no page has."""

    regex = "[a-z0-9.-]+"


register_converter(KeyConverter, "key")

PLAN = "plans/<slug:plan>/actions/"
ONE = PLAN + "<key:ref>/"

urlpatterns = [
    path("my-actions/", reading.my_actions, name="my-actions"),
    path("accountable/", accountable.accountable, name="accountable"),
    path("plans/<slug:plan>/priorities/<int:number>/", priority.priority, name="priority"),
    path("plans/<slug:plan>/priorities/<int:number>/history/", reading.priority_history, name="priority-history"),
    path("plans/<slug:plan>/priorities/<int:number>/watch/", watching.watch_priority, name="watch-priority"),
    path("plans/<slug:plan>/history/", reading.plan_history, name="plan-history"),
    path("plans/<slug:plan>/handover/", handover.handover_list, name="handover-list"),
    path("plans/<slug:plan>/handover/<int:person>/", handover.hand_over_parts, name="hand-over"),
    path("plans/<slug:plan>/evidence/", evidence.evidence_list, name="evidence-list"),
    path("plans/<slug:plan>/evidence.csv", evidence.evidence_csv, name="evidence-csv"),
    path("plans/<slug:plan>/queries/", queries.query_list, name="query-list"),
    path("plans/<slug:plan>/queries/new/", queries.ask_query, name="ask-query"),
    path("plans/<slug:plan>/queries/<int:pk>/answer/", queries.answer_query, name="answer-query"),
    path("plans/<slug:plan>/drivers/", drivers.drivers, name="drivers"),
    path("plans/<slug:plan>/drivers/new/", drivers.add_driver, name="add-driver"),
    path("plans/<slug:plan>/drivers/<int:pk>/", drivers.edit_driver, name="edit-driver"),
    path("plans/<slug:plan>/priorities/<int:number>/highlight/", priority.highlight, name="highlight"),
    path("plans/<slug:plan>/set-up/", set_up.set_up, name="set-up"),
    path("plans/<slug:plan>/set-up/<int:number>/", set_up.set_up, name="set-up-part"),
    path("plans/<slug:plan>/import/", importing.import_plan, name="import-plan"),
    path("plans/<slug:plan>/import/template.xlsx", importing.import_template, {"ending": "xlsx"}, name="import-xlsx"),
    path("plans/<slug:plan>/import/template.csv", importing.import_template, {"ending": "csv"}, name="import-csv"),
    path("plans/<slug:plan>/import/sheet/", importing.import_sheet, name="import-sheet"),
    path("plans/<slug:plan>/import/columns/", importing.import_columns, name="import-columns"),
    path("plans/<slug:plan>/import/words/", importing.import_words, name="import-words"),
    path("plans/<slug:plan>/import/preview/", importing.import_preview, name="import-preview"),
    path("plans/<slug:plan>/import/discard/", importing.discard_import, name="discard-import"),
    path("plans/<slug:plan>/printed-leads/", printed_leads.printed_leads, name="printed-leads"),
    path("plans/<slug:plan>/succession/outcomes/", outcomes.outcomes, name="outcomes"),
    path("plans/<slug:plan>/succession/outcomes/<int:number>/", outcomes.outcomes, name="outcomes-part"),
    path("plans/<slug:plan>/outcomes/", outcomes.outcome_list, name="outcome-list"),
    path("plans/<slug:plan>/outcomes.csv", outcomes.outcome_file, name="outcome-file"),
    path(PLAN, lists.action_list, name="action-list"),
    path("plans/<slug:plan>/actions.csv", lists.action_file, name="action-file"),
    path("plans/<slug:plan>/partners/", lists.partners, name="partners"),
    path(PLAN + "new/", editing.add_action, name="add-action"),
    path(ONE, reading.action, name="action"),
    path(ONE + "watch/", watching.watch_action, name="watch-action"),
    path(ONE + "edit/", editing.edit_action, name="edit-action"),
    path(ONE + "state/", editing.change_state, name="change-state"),
    path(ONE + "milestones/", joining.milestones, name="milestones"),
    path(ONE + "milestones/<int:pk>/", joining.edit_milestone, name="edit-milestone"),
    path(ONE + "related/", joining.related_actions, name="related-actions"),
    path(ONE + "related/<key:other>/", joining.unrelate_action, name="unrelate-action"),
    path(ONE + "due-date/", due_dates.propose_due_date, name="propose-due-date"),
    path(ONE + "due-date/<int:pk>/", due_dates.decide_due_date, name="decide-due-date"),
    path(ONE + "history/", reading.action_history, name="action-history"),
    path(ONE + "compare/", comparing.compare_action, name="compare-action"),
    path(ONE + "progress/", progress.submit_progress, name="submit-progress"),
    path(ONE + "no-change/", progress.confirm_no_change, name="confirm-no-change"),
    path(ONE + "evidence/", evidence.add_evidence, name="add-evidence"),
    path(ONE + "evidence/<int:pk>/", evidence.change_evidence, name="change-evidence"),
    path(ONE + "evidence/<int:pk>/withdraw/", evidence.withdraw_evidence, name="withdraw-evidence"),
    path(ONE + "co-production/", co_production.record_co_production, name="record-co-production"),
    path(ONE + "questions/new/", questions.ask_question, name="ask-question"),
    path(ONE + "questions/<int:pk>/answer/", questions.answer_question, name="answer-question"),
    path(ONE + "questions/<int:pk>/close/", questions.close_question, name="close-question"),
    path(ONE + "co-production/<int:pk>/", co_production.change_co_production, name="change-co-production"),
]
