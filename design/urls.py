"""Addresses of the component page, and of a council's own colour and logo."""

from django.urls import path

from design import brand, views

urlpatterns = [
    path("design/", views.design, name="design"),
    path("brand.css", brand.brand_css, name="brand-css"),
    path("brand/logo", brand.brand_logo, name="brand-logo"),
]
