"""Files of reports: read by everybody who reads the report, exported by the co-ordinator and the administrator.

To read a finalised file writes nothing. An export is a POST, because it is kept who took what.
"""

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from design.uploads import BYTES, kind_of
from governance import access
from governance.models import Format
from governance.services.exporting import ExportedFile, draft_files, in_one, kept_file, version_files
from send_portal import clock

ALL = "all"


@require_safe
def version_file(request: HttpRequest, slug: str, number: int, part: int, format: str) -> HttpResponse:
    """A finalised file: the bytes that were kept."""
    wanted = access.format_of(format)
    file = access.visible_file(request.user, slug, number, part, wanted)
    return sent(kept_file(file.version, file))


@require_safe
def version_zip(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """All files of a finalised version in a ZIP."""
    version = access.visible_version(request.user, slug, number)
    files = [kept_file(version, file) for file in version.files.all()]
    return sent(in_one(files))


@require_safe
def published_file(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The paper as its body published it: the bytes that were sent, never shown as a page of ours."""
    paper = access.visible_published_file(request.user, slug, pk)
    body = bytes(paper.file or b"")
    kind = kind_of(body)
    headers = {"Content-Disposition": content_disposition_header(True, paper.file_name)}
    return HttpResponse(body, content_type=kind.content_type if kind else BYTES, headers=headers)


@require_POST
def export_version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A finalised version in a format, or in all of them as a ZIP."""
    version = access.version_to_export(request.user, slug, number)
    return sent(in_one(version_files(version, _formats(request), by=request.user, now=clock.now())))


@require_POST
def export_draft(request: HttpRequest, slug: str) -> HttpResponse:
    """The report as it would read now, in a format or in all of them as a ZIP; each says that it is a draft."""
    report = access.report_to_write(request.user, slug)
    return sent(in_one(draft_files(report, _formats(request), by=request.user, now=clock.now())))


def _formats(request: HttpRequest) -> list[Format]:
    """What was asked for: one format, or all."""
    chosen = request.POST.get("format", ALL)
    return list(Format) if chosen == ALL else [access.format_of(chosen)]


def sent(file: ExportedFile) -> HttpResponse:
    """A file to be kept, under its name."""
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    return HttpResponse(file.body, content_type=file.content_type, headers=headers)
