"""Papers of agenda items: handed out to whoever may see the item, added, replaced, withdrawn by the co-ordinator."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from accounts.form_page import form_page, form_view
from design.uploads import BYTES
from governance import access
from governance.forms.papers import PaperForm, ReplacePaperForm, WithdrawPaperForm
from governance.models import Paper
from governance.services import papers as services
from governance.views.items import about, item_context
from send_portal import clock

LEDE = "Whoever may see the item may see its papers. A paper of an exempt item is its body’s alone."


@require_safe
def paper(request: HttpRequest, slug: str, key: uuid.UUID) -> HttpResponse:
    """A file to be kept: the bytes that were sent, never shown as a page of ours. Of a link, where it leads."""
    found = access.visible_paper(request.user, slug, key)
    if found.url:
        return redirect(found.url)
    headers = {"Content-Disposition": content_disposition_header(True, found.file_name)}
    return HttpResponse(bytes(found.file.body), content_type=found.content_type or BYTES, headers=headers)


@form_view
def add_paper(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A link or a file."""
    item = access.item_to_change(request.user, slug, number)

    def save(form: PaperForm) -> Paper:
        return services.add_paper(item=item, by=request.user, now=clock.now(), **form.cleaned_data)

    return form_page(
        request,
        PaperForm,
        save,
        template="governance/item_form.html",
        context=item_context(item, "Add a paper", lede=LEDE),
        to=item.get_absolute_url(),
        message="The paper has been added.",
        about=about(item),
    )


@form_view
def replace_paper(request: HttpRequest, slug: str, key: uuid.UUID) -> HttpResponse:
    """A newer version; this one stays below it."""
    found = access.paper_to_change(request.user, slug, key)

    def save(form: ReplacePaperForm) -> Paper:
        return services.replace_paper(paper=found, by=request.user, now=clock.now(), **form.cleaned_data)

    return form_page(
        request,
        ReplacePaperForm,
        save,
        template="governance/item_form.html",
        context=item_context(found.item, f"Replace {found}", lede="The version that stands now can still be read."),
        to=found.item.get_absolute_url(),
        message="The paper has been replaced.",
        record=found,
        initial={"title": found.title, "url": found.url},
    )


@form_view
def withdraw_paper(request: HttpRequest, slug: str, key: uuid.UUID) -> HttpResponse:
    """A paper that no longer counts."""
    found = access.paper_to_change(request.user, slug, key)

    def save(form: WithdrawPaperForm) -> Paper:
        return services.withdraw_paper(paper=found, by=request.user, now=clock.now(), **form.cleaned_data)

    return form_page(
        request,
        WithdrawPaperForm,
        save,
        template="governance/item_form.html",
        context=item_context(found.item, f"Withdraw {found}", submit_text="Withdraw it"),
        to=reverse("agenda-item", args=[slug, found.item.number]),
        message="The paper is withdrawn. It stays in sight with the reason.",
        record=found,
    )
