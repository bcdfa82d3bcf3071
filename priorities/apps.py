"""The plan: priorities, the status key, update cycles, the glossary."""

from django.apps import AppConfig


class PrioritiesConfig(AppConfig):
    name = "priorities"
    verbose_name = "Plan and priorities"
