"""Addresses of what belongs to every plan."""

from django.urls import path

from priorities import views

urlpatterns = [
    path("glossary/", views.glossary, name="glossary"),
]
