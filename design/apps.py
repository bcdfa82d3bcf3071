"""The look of the portal, and only the look."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """Components, forms and charts that every page uses."""

    name = "design"
