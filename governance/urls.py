"""Addresses above the plan: home, short forms, what a public service owes."""

from django.urls import path

from governance.views import attendance, bodies, composition, files, house_styles, reports, writing
from governance.views import plan as views

ONE = "reports/<slug:slug>/"
BODY = "bodies/<slug:slug>/"
STYLE = "bodies/<slug:slug>/house-style/"

urlpatterns = [
    path("", views.home, name="home"),
    path("plans/<slug:plan>/", views.plan, name="plan"),
    path("actions/", views.short, {"rest": ""}, name="short-actions"),
    path("actions/<path:rest>", views.short, name="short-action"),
    path("priorities/<path:rest>", views.short, {"kind": "priorities"}, name="short-priority"),
    path("evidence/", views.short, {"rest": "", "kind": "evidence"}, name="short-evidence"),
    path("queries/", views.short, {"rest": "", "kind": "queries"}, name="short-queries"),
    path("key/", views.short, {"rest": "", "kind": "key"}, name="short-key"),
    path("reports/", reports.report_list, name="report-list"),
    path("reports/new/", reports.start_report, name="start-report"),
    path(ONE, reports.report, name="report"),
    path(ONE + "edit/", reports.edit_report, name="edit-report"),
    path(ONE + "preview/", reports.report_preview, name="report-preview"),
    path(ONE + "export/", files.export_draft, name="export-draft"),
    path(ONE + "finalise/", reports.finalise_report, name="finalise-report"),
    path(ONE + "versions/<int:number>/", reports.report_version, name="report-version"),
    path(ONE + "versions/<int:number>/export/", files.export_version, name="export-version"),
    path(ONE + "versions/<int:number>/all.zip", files.version_zip, name="version-zip"),
    path(ONE + "versions/<int:number>/<int:part>.<slug:format>", files.version_file, name="version-file"),
    path(ONE + "sections/<slug:kind>/", writing.edit_section, name="edit-section"),
    path(ONE + "recommendations/", writing.recommendations, name="recommendations"),
    path(ONE + "recommendations/<int:number>/", writing.resolve, name="resolve"),
    path(ONE + "wordings/", writing.wordings, name="board-wordings"),
    path(ONE + "published/", writing.record_published, name="record-published"),
    path(ONE + "published/<int:pk>/", files.published_file, name="published-file"),
    path(ONE + "history/", reports.report_history, name="report-history"),
    path("bodies/", bodies.body_list, name="body-list"),
    path("bodies/new/", bodies.add_body, name="add-body"),
    path(BODY, bodies.body, name="body"),
    path(BODY + "edit/", bodies.edit_body, name="edit-body"),
    path(BODY + "history/", bodies.body_history, name="body-history"),
    path(BODY + "phases/new/", composition.add_phase, name="add-phase"),
    path(BODY + "phases/<int:pk>/", composition.edit_phase, name="edit-phase"),
    path(BODY + "quorum/new/", composition.add_quorum_rule, name="add-quorum-rule"),
    path(BODY + "quorum/<int:pk>/", composition.edit_quorum_rule, name="edit-quorum-rule"),
    path(BODY + "terms/new/", composition.add_terms, name="add-terms"),
    path(BODY + "terms/<int:version>/", composition.terms, name="terms"),
    path(BODY + "terms/<int:version>/file/", composition.terms_file, name="terms-file"),
    path(BODY + "members/new/", composition.add_member, name="add-member"),
    path(BODY + "members/<int:pk>/", composition.edit_membership, name="edit-membership"),
    path("meetings/<slug:slug>/", bodies.meeting, name="meeting"),
    path("meetings/<slug:slug>/attendance/", attendance.attendance, name="attendance"),
    path(STYLE, house_styles.house_style, name="house-style"),
    path(STYLE + "edit/", house_styles.edit_house_style, name="edit-house-style"),
    path(STYLE + "headings/<slug:kind>/", house_styles.edit_heading, name="edit-heading"),
    path(STYLE + "word-file/", house_styles.edit_word_file, name="edit-word-file"),
    path(STYLE + "word-file/download/", house_styles.word_file, name="word-file"),
    path(STYLE + "history/", house_styles.house_style_history, name="house-style-history"),
    path("forward-plan/new/", writing.add_promise, name="add-promise"),
    path("forward-plan/", writing.forward_plan, name="forward-plan"),
    path("forward-plan/<int:pk>/", writing.meet_promise, name="meet-promise"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
]
