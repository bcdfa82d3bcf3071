"""The addresses that the frame links to, the component page, and bare pages: enough without the other apps."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import include, path

NAMES = (
    "home",
    "my-actions",
    "accountable",
    "short-actions",
    "me",
    "roles",
    "account_login",
    "account_logout",
    "glossary",
    "accessibility",
    "privacy",
)


@login_not_required
def page(request):
    return HttpResponse("a page")


@login_not_required
def frame(request):
    return render(request, "base.html", {"section": "actions"})


@login_not_required
def plain(request):
    return render(request, "base_plain.html")


@login_not_required
def pages(request):
    shown = Paginator(range(int(request.GET.get("of", 500))), 25).page(request.GET["page"])
    return render(request, "components/pagination.html", {"page": shown})


urlpatterns = [
    path("", include("design.urls")),
    path("frame/", frame),
    path("plain/", plain),
    path("pages/", pages),
    path("admin/", include(([path("", page, name="index")], "admin"))),
    *(path(f"{name}/", page, name=name) for name in NAMES),
]
