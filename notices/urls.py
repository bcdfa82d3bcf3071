"""Addresses of the notices: one's own choice, what waits to be sent, deadlines for a calendar; the desk."""

from django.urls import path

import actions.urls  # noqa: F401, it registers the converter "key"
from governance.views.plan import short
from notices import views
from notices.desk import views as desk

DESK = "plans/<slug:plan>/cycle/"
LINE = DESK + "actions/<key:ref>/"

urlpatterns = [
    path("me/notices/", views.notice_choice, name="notice-choice"),
    path("notices/", views.notices, name="notices"),
    path("plans/<slug:plan>/deadlines/<int:pk>.ics", views.deadline_calendar, name="deadline-calendar"),
    path(DESK, desk.desk, name="desk"),
    path(DESK + "remind/<slug:scope>/", desk.remind_people, name="remind-people"),
    path(LINE, desk.enter_update, name="enter-update"),
    path(LINE + "no-update/", desk.record_no_update, name="record-no-update"),
    path("cycle/", short, {"rest": "", "kind": "cycle"}, name="short-desk"),
]
