"""Addresses of the notices: one's own choice, what waits to be sent, deadlines for a calendar."""

from django.urls import path

from notices import views

urlpatterns = [
    path("me/notices/", views.notice_choice, name="notice-choice"),
    path("notices/", views.notices, name="notices"),
    path("plans/<slug:plan>/deadlines/<int:pk>.ics", views.deadline_calendar, name="deadline-calendar"),
]
