"""Addresses of the notices: one's own choice, and what waits to be sent."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
