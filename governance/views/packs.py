"""The pack for a meeting: its page and its files, before and after papers go out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from governance import access
from governance.pack.kept import newest_pack, pack_file, preview_file
from governance.pages.pack import PackPage, frozen_page, pack_page
from governance.views.files import sent
from send_portal import clock


@require_safe
def pack(request: HttpRequest, slug: str) -> HttpResponse:
    """The pack that went out with the papers; until then what it would say now."""
    return _shown(request, pack_page(access.meeting_with_pack(slug), request.user, clock.now()))


@require_safe
def pack_as_file(request: HttpRequest, slug: str, format: str) -> HttpResponse:
    """The same as a Word file or PDF: once papers are out, the bytes that were kept."""
    meeting, wanted = access.meeting_with_pack(slug), access.pack_format(format)
    frozen = newest_pack(meeting)
    if frozen is not None:
        return sent(pack_file(frozen, wanted))
    return sent(preview_file(access.meeting_to_preview(meeting), wanted, clock.now()))


@require_safe
def numbered_pack(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One of the packs that went out, also one that was taken back."""
    found = access.visible_pack(access.meeting_with_pack(slug), number)
    return _shown(request, frozen_page(found, request.user, clock.now()))


@require_safe
def numbered_pack_as_file(request: HttpRequest, slug: str, number: int, format: str) -> HttpResponse:
    """The bytes that were kept of it."""
    found = access.visible_pack(access.meeting_with_pack(slug), number)
    return sent(pack_file(found, access.pack_format(format)))


def _shown(request: HttpRequest, page: PackPage) -> HttpResponse:
    context = {"section": "meetings", "meeting": page.meeting, "page": page}
    return render(request, "governance/pack.html", context)
