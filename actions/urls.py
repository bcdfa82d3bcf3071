"""Addresses of actions."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from actions.views import accountable, handover, pages, priority, progress


class KeyConverter(StringConverter):
    """A reference as it stands in an address (priorities/references.py): what no reference has, no page has."""

    regex = "[a-z0-9.-]+"


register_converter(KeyConverter, "key")

PLAN = "plans/<slug:plan>/actions/"
ONE = PLAN + "<key:ref>/"

urlpatterns = [
    path("my-actions/", pages.my_actions, name="my-actions"),
    path("accountable/", accountable.accountable, name="accountable"),
    path("plans/<slug:plan>/priorities/<int:number>/", priority.priority, name="priority"),
    path("plans/<slug:plan>/handover/", handover.handover_list, name="handover-list"),
    path("plans/<slug:plan>/handover/<int:person>/", handover.hand_over_parts, name="hand-over"),
    path("plans/<slug:plan>/priorities/<int:number>/highlight/", priority.highlight, name="highlight"),
    path(PLAN, pages.action_list, name="action-list"),
    path(ONE, pages.action, name="action"),
    path(ONE + "history/", pages.action_history, name="action-history"),
    path(ONE + "progress/", progress.submit_progress, name="submit-progress"),
    path(ONE + "no-change/", progress.confirm_no_change, name="confirm-no-change"),
]
