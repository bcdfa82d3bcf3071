"""What people are told and asked by mail: who owes what by when, and what a meeting brought."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "notices"
    verbose_name = "Notices"
