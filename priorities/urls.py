"""Addresses of what belongs to plans and priorities, and of the glossary."""

from django.urls import path

from priorities.views import glossary, judgement

urlpatterns = [
    path("plans/<slug:plan>/priorities/<int:number>/judgement/", judgement.judgement, name="judgement"),
    path("glossary/", glossary.glossary, name="glossary"),
]
