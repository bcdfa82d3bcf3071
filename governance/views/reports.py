"""Reports to bodies: the list, one that is being written, and what was finalised."""

import dataclasses
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.form_page import form_page, form_view
from actions.as_at import plan_as_at
from actions.views.paging import page_of
from actions.views.reading import CHANGES_A_PAGE
from documents.canonical import from_json
from documents.content import Document
from documents.differences import differences
from documents.page import to_html
from governance import access
from governance.asked import asked_in, asked_of
from governance.forms.reports import DetailsForm, FinaliseForm, StartForm
from governance.history import history_of_report
from governance.models import BoardReport, Body, Format, Meeting, ReportVersion
from governance.pages.report_days import astray
from governance.reports.draft import draft_at
from governance.reports.length import length_of
from governance.reports.readiness import empty_sections, readiness
from governance.reports.reading import moment_to_read, preview
from governance.services import publishing
from governance.services import reports as services
from governance.services.freezing import Frozen
from priorities.access import require_coordinator, visible_plans
from send_portal import clock


@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    """All reports that one may see, newest first."""
    context = {"section": "reports", "reports": access.visible_reports(request.user)}
    return render(request, "governance/report_list.html", context)


@form_view
def start_report(request: HttpRequest) -> HttpResponse:
    """A new report in the house style of its body."""
    require_coordinator(request.user)

    def save(form: StartForm) -> BoardReport:
        return services.start_report(by=request.user, now=clock.now(), **form.cleaned_data)

    plans = list(visible_plans(request.user))
    bodies = list(Body.objects.current())
    initial: dict[str, Any] = {"body": bodies[0] if len(bodies) == 1 else None}
    if len(plans) == 1:
        initial |= {"plan": plans[0], "title": f"{plans[0].title}: progress and next steps"}
    return form_page(
        request,
        StartForm,
        save,
        template="governance/report_form.html",
        context={"section": "reports", "heading": "Start a report", "submit_text": "Start the report"},
        to=lambda report: report,
        message="The report has been started. It is a draft: only co-ordinators can see it.",
        initial=initial,
        plans=plans,
        bodies=bodies,
        meetings=list(Meeting.objects.with_body()),
    )


@require_safe
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """To the co-ordinator, what is missing and what to write; to others, the newest version or the paper published."""
    found = access.visible_report(request.user, slug)
    if not request.user.is_coordinator or found.is_kept_as_published:
        return _version_page(request, found, found.versions.first())
    now = moment_to_read(found, clock.now())
    then = plan_as_at(found.plan, found.as_at or now)
    versions = list(found.versions.defer("content", "manifest"))
    context = {
        "section": "reports",
        "report": found,
        "sections": found.sections.all(),
        "recommended": found.recommendations.count(),
        "recommendations": asked_of(found),
        "readiness": readiness(draft_at(found, now), then, plan_as_at(found.plan, now)),
        "versions": versions,
        "astray": "" if versions else astray(found),
        "published": found.published.for_page(),
        "page_limit": found.body.house_style.page_limit,
        "formats": Format.choices,
    }
    return render(request, "governance/report.html", context)


@form_view
def edit_report(request: HttpRequest, slug: str) -> HttpResponse:
    """Title, meeting, moments, posts and timetable."""
    found = access.report_to_edit(request.user, slug)

    def save(form: DetailsForm) -> BoardReport:
        return services.edit_report(report=found, by=request.user, now=clock.now(), **form.values)

    return form_page(
        request,
        DetailsForm,
        save,
        template="governance/report_form.html",
        context={"section": "reports", "report": found, "heading": "Details of the report"},
        to=found,
        message="The details have been saved.",
        record=found,
        initial=DetailsForm.initial_of(found),
        of=found,
        meetings=list(Meeting.objects.with_body().filter(body=found.body)),
        now=clock.now(),
    )


@require_safe
def report_preview(request: HttpRequest, slug: str) -> HttpResponse:
    """The report as it would read now, as a page."""
    found = access.report_to_write(request.user, slug)
    document = preview(found, clock.now())
    context = {
        "section": "reports",
        "report": found,
        "paper": to_html(document),
        "length": length_of(document, found.body),
        "formats": Format.choices,
    }
    return render(request, "governance/report_preview.html", context)


@form_view
def finalise_report(request: HttpRequest, slug: str) -> HttpResponse:
    """Freeze the report as its next version."""
    found = access.report_to_write(request.user, slug)
    newest, standing = found.versions.defer("content").first(), Frozen(found)

    def save(form: FinaliseForm) -> ReportVersion:
        said = {"seen": form.cleaned_data["standing"], "correction_note": form.cleaned_data.get("correction_note", "")}
        return publishing.finalise(report=found, by=request.user, now=clock.now(), **said)

    context = {
        "section": "reports",
        "report": found,
        "newest": newest,
        "heading": "Finalise the report",
        "submit_text": "Finalise it",
        "back_href": found.get_absolute_url(),
        "empty": empty_sections(draft_at(found, moment_to_read(found, clock.now()))),
    }
    return form_page(
        request,
        FinaliseForm,
        save,
        template="governance/finalise_report.html",
        context=context,
        to=found,
        message=lambda version: f"Version {version.number} is finalised. Its files never change.",
        record=standing,
        of=standing,
    )


@require_safe
def report_version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A finalised version as a page, with its files."""
    version = access.visible_version(request.user, slug, number)
    return _version_page(request, version.report, version)


@require_safe
def report_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Every change of a report in words, newest first."""
    found = access.visible_report(request.user, slug)
    page = page_of(Paginator(history_of_report(found, request.user), CHANGES_A_PAGE), request.GET.get("page", 1))
    return render(request, "governance/report_history.html", {"section": "reports", "report": found, "page": page})


def _version_page(request: HttpRequest, found: BoardReport, version: ReportVersion | None) -> HttpResponse:
    context = {
        "section": "reports",
        "report": found,
        "version": version,
        "versions": found.versions.defer("content", "manifest"),
        "published": found.published.for_page(),
        "recommendations": asked_in(version) if version is not None else asked_of(found),
    }
    if version is not None:
        document, before = from_json(version.content), access.version_before(version)
        context |= {
            "paper": to_html(document),
            "files": version.files.defer("body"),
            "later": access.version_after(version),
            "differs": _differs(document, before) if before is not None else (),
            "formats": Format.choices,
        }
    return render(request, "governance/report_version.html", context)


def _differs(document: Document, before: ReportVersion) -> list[str]:
    """In what a version differs from the one before it; that they have other numbers is no difference."""
    earlier = dataclasses.replace(from_json(before.content), standing=document.standing)
    return differences(earlier, document)
