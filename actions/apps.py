"""The actions of a plan: what was promised, how it is going, and every change of it."""

from django.apps import AppConfig


class ActionsConfig(AppConfig):
    name = "actions"
    verbose_name = "Actions"
