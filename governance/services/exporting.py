"""Taking a report out of the portal: the finalised files, or a draft of them. Each export is kept."""

import datetime
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from accounts.models import User
from audit.recording import Process
from governance.models import BoardReport, Format
from governance.reports.bases import base_of
from governance.reports.reading import preview
from governance.reports.rendering import render
from governance.services.publishing import record_export


class ExportedFile(NamedTuple):
    """A file under its name."""

    name: str
    body: bytes


def report_files(
    report: BoardReport, formats: Sequence[Format], *, by: User | Process, now: datetime.datetime
) -> list[ExportedFile]:
    """The report's files in these formats: of its newest version, else of the draft as it reads now."""
    version = report.versions.defer("content").first()
    files = []
    if version is None:
        document, base = preview(report, now), base_of(report.body)
        drafts = ((format, render(document, format, base)) for format in formats)
        files = [(format, ExportedFile(f"{report.slug}-draft.{format}", body)) for format, body in drafts]
    else:
        for file in version.files.filter(format__in=formats):
            part = f"-appendix-{file.part}" if file.part else ""
            name = f"{report.slug}-version-{version.number}{part}.{file.format}"
            files.append((Format(file.format), ExportedFile(name, bytes(file.body))))
    for format, exported in files:
        record_export(
            by=by, now=now, body=exported.body, format=format, version=version,
            plan=report.plan if version is None else None,
        )  # fmt: skip
    return [exported for _, exported in files]


def zipped(files: Iterable[ExportedFile]) -> bytes:
    """The files in one ZIP, the same bytes for the same files."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.writestr(zipfile.ZipInfo(file.name, date_time=(1980, 1, 1, 0, 0, 0)), file.body)
    return written.getvalue()
