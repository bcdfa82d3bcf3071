"""Addresses above the plan: home, short forms, what a public service owes."""

from django.urls import path

from governance.views import bodies, files, house_styles, meeting_writing, meetings, reports, schedule, writing
from governance.views import plan as views

ONE = "reports/<slug:slug>/"
MEETING = "meetings/<slug:slug>/"
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
    path("bodies/<slug:slug>/", bodies.body, name="body"),
    path("meetings/", meetings.meeting_list, name="meeting-list"),
    path("meetings/new/", meeting_writing.plan_meeting, name="plan-meeting"),
    path("meetings/schedule/", schedule.schedule, name="schedule"),
    path(MEETING, meetings.meeting, name="meeting"),
    path(MEETING + "history/", meetings.meeting_history, name="meeting-history"),
    path(MEETING + "meeting.ics", meetings.meeting_calendar, name="meeting-calendar"),
    path(MEETING + "edit/", meeting_writing.edit_meeting, name="edit-meeting"),
    path(MEETING + "papers-out/", meeting_writing.papers_out, name="papers-out"),
    path(MEETING + "hold/", meeting_writing.hold_meeting, name="hold-meeting"),
    path(MEETING + "cancel/", meeting_writing.cancel_meeting, name="cancel-meeting"),
    path(MEETING + "move/", meeting_writing.move_meeting, name="move-meeting"),
    path(MEETING + "undo/", meeting_writing.undo_meeting, name="undo-meeting"),
    path(MEETING + "cycles/", meeting_writing.meeting_cycles, name="meeting-cycles"),
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
