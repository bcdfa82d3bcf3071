"""The address of the component page."""

from django.urls import path

from design import views

urlpatterns = [path("design/", views.design, name="design")]
