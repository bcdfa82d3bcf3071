"""Addresses above the plan: home, short forms, what a public service owes."""

from django.urls import path

from governance import views

urlpatterns = [
    path("", views.home, name="home"),
    path("plans/<slug:plan>/", views.plan, name="plan"),
    path("actions/", views.short, {"rest": ""}, name="short-actions"),
    path("actions/<path:rest>", views.short, name="short-action"),
    path("priorities/<path:rest>", views.short, {"kind": "priorities"}, name="short-priority"),
    path("evidence/", views.short, {"rest": "", "kind": "evidence"}, name="short-evidence"),
    path("queries/", views.short, {"rest": "", "kind": "queries"}, name="short-queries"),
    path("key/", views.short, {"rest": "", "kind": "key"}, name="short-key"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
]
