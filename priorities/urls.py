"""Addresses of a plan's own pages, and of what belongs to every plan. They stand before `plans/<slug>/`."""

from django.urls import path

from priorities.views import cycles, glossary, judgement, key, plans, priorities

PLAN = "plans/<slug:plan>/"

urlpatterns = [
    path("glossary/", glossary.glossary, name="glossary"),
    path("plans/", plans.plan_list, name="plan-list"),
    path("plans/new/", plans.add_plan, name="add-plan"),
    path(PLAN + "edit/", plans.edit_plan, name="edit-plan"),
    path(PLAN + "key/", key.status_key, name="status-key"),
    path(PLAN + "key/<slug:status>/", key.edit_status_meaning, name="edit-status-meaning"),
    path(PLAN + "cycles/", cycles.cycles, name="cycles"),
    path(PLAN + "cycles/new/", cycles.add_cycle, name="add-cycle"),
    path(PLAN + "cycles/<int:pk>/", cycles.edit_cycle, name="edit-cycle"),
    path(PLAN + "priorities/new/", priorities.add_priority, name="add-priority"),
    path(PLAN + "priorities/<int:number>/edit/", priorities.edit_priority, name="edit-priority"),
    path(PLAN + "priorities/<int:number>/judgement/", judgement.judgement, name="judgement"),
]
