"""The partnership: what stands above the plan. Home page, loading a plan, the demonstration."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "governance"
    verbose_name = "Partnership"
