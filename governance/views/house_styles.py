"""How a body wants its papers: what stands, what the co-ordinator changes, and every change of it."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from accounts.form_page import form_page, form_view
from actions.views.paging import page_of
from actions.views.reading import CHANGES_A_PAGE
from design.fields import sentence
from design.uploads import WORD
from governance import access
from governance.forms.house_styles import BaseForm, HeadingForm, StyleForm
from governance.history import history_of_style
from governance.models import HouseSection, HouseStyle
from governance.services import house_styles as services
from send_portal import clock

STYLE = ("header_lines", "classification", "recommendation_lead", "recommendation_verbs", "numbering", "people",
         "page_limit", "has_separate_appendices")  # fmt: skip
HEADING = ("heading", "position", "presence", "is_on", "standing_text", "review_on")
STYLE_LEDE = "A change shows at once in reports that are still drafts. A finalised version never changes."
HEADING_LEDE = (
    "Reports that start from now on have it so. A report that has been started keeps the headings and texts that it "
    "began with; whether the heading is required counts for drafts too."
)
BASE_LEDE = (
    "Papers in Word take the styles, the page and the letterhead of this file. Its own text is left out, and styles "
    "that it lacks are made. The content of a report never depends on it."
)


@require_safe
def house_style(request: HttpRequest, slug: str) -> HttpResponse:
    """How a body wants its papers, as it stands."""
    style = access.style_to_edit(request.user, slug)
    rows = [
        ("Lines above the title", style.header_lines),
        ("Classification", style.classification),
        ("Before the recommendations", style.recommendation_lead),
        ("Recommendations begin with", ", ".join(style.verbs)),
        ("Paragraphs", sentence(style.get_numbering_display())),
        ("People", sentence(style.get_people_display())),
        ("Most pages", style.page_limit or "No limit"),
        ("Appendices", "Separate files" if style.has_separate_appendices else "At the end of the paper"),
    ]
    context = _context(style) | {"rows": rows, "headings": style.sections.all(), "today": clock.today()}
    return render(request, "governance/house_style.html", context)


@form_view
def edit_house_style(request: HttpRequest, slug: str) -> HttpResponse:
    """What is printed on every paper of a body."""
    style = access.style_to_edit(request.user, slug)

    def save(form: StyleForm) -> HouseStyle:
        return services.edit_style(style=style, by=request.user, now=clock.now(), **form.cleaned_data)

    return _form_page(
        request, StyleForm, save, style, style,
        heading="Change the house style", lede=STYLE_LEDE, message="The house style has been saved.",
        initial={name: getattr(style, name) for name in STYLE},
    )  # fmt: skip


@form_view
def edit_heading(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """One heading, its place and its standing text."""
    found = access.heading_to_edit(request.user, slug, kind)

    def save(form: HeadingForm) -> HouseSection:
        return services.edit_heading(section=found, by=request.user, now=clock.now(), **form.cleaned_data)

    return _form_page(
        request, HeadingForm, save, found.style, found,
        heading=f"Heading “{found.heading}”", lede=HEADING_LEDE, message="The heading has been saved.",
        initial={name: getattr(found, name) for name in HEADING}, of=found,
    )  # fmt: skip


@form_view
def edit_word_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The Word file that a body's papers are written into: put in place, replaced, taken away."""
    style = access.style_to_edit(request.user, slug)

    def save(form: BaseForm) -> HouseStyle:
        said = {"style": style, "by": request.user, "now": clock.now()}
        said |= {name: form.cleaned_data[name] for name in ("revision", "reason")}
        file = form.cleaned_data["file"]
        if file is None:
            return services.drop_base(**said)
        return services.use_base(**said, name=file.name, body=file.body)

    return _form_page(
        request, BaseForm, save, style, style,
        heading="Word file for styles and letterhead", lede=BASE_LEDE, message=_said_of_file,
        initial={}, has_base=style.base_id is not None,
    )  # fmt: skip


@require_safe
def word_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The Word file in use, as it was sent."""
    base = access.base_in_use(request.user, slug)
    headers = {"Content-Disposition": content_disposition_header(True, base.name)}
    return HttpResponse(bytes(base.body), content_type=WORD.content_type, headers=headers)


@require_safe
def house_style_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Every change of a house style in words, newest first."""
    style = access.style_to_edit(request.user, slug)
    page = page_of(Paginator(history_of_style(style, request.user), CHANGES_A_PAGE), request.GET.get("page", 1))
    return render(request, "governance/house_style_history.html", _context(style) | {"page": page})


def _form_page(
    request: HttpRequest, form: Any, save: Any, style: HouseStyle, record: Any, *, heading: str, lede: str,
    message: Any, initial: dict[str, Any], **arguments: Any,
) -> HttpResponse:  # fmt: skip
    return form_page(
        request,
        form,
        save,
        template="governance/house_style_form.html",
        context=_context(style) | {"caption": style.body.name, "heading": heading, "lede": lede},
        to=reverse("house-style", args=[style.body.slug]),
        message=message,
        record=record,
        initial=initial,
        **arguments,
    )


def _said_of_file(style: HouseStyle) -> str:
    return f"Papers in Word now look as “{style.base.name}”." if style.base else "The Word file has been taken away."


def _context(style: HouseStyle) -> dict[str, Any]:
    return {"section": "reports", "style": style, "body": style.body}
