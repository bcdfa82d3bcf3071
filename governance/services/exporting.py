"""Taking a report out of the portal: the finalised files, or a draft of them. Each export is kept."""

import datetime
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from accounts.models import User
from audit.recording import Process, Refused
from governance.models import BoardReport, Format, ReportFile, ReportVersion
from governance.reports.bases import base_of
from governance.reports.reading import preview
from governance.reports.rendering import CONTENT_TYPES, parts_of, render
from governance.services.publishing import record_export

By = User | Process
Moment = datetime.datetime


class ExportedFile(NamedTuple):
    """A file under its name."""

    name: str
    body: bytes
    content_type: str
    format: str


def report_files(report: BoardReport, formats: Sequence[Format], *, by: By, now: Moment) -> list[ExportedFile]:
    """The report's files in these formats: of its newest version, else of the draft as it reads now.

    Raises Refused where it is kept as published, without a version of ours.
    """
    version = report.versions.defer("content").first()
    if version is None and report.published.exists():
        raise Refused(f"The {report} is kept as published: there is no version of ours to export.")
    if version is None:
        return draft_files(report, formats, by=by, now=now)
    return version_files(version, formats, by=by, now=now)


def version_files(version: ReportVersion, formats: Sequence[Format], *, by: By, now: Moment) -> list[ExportedFile]:
    """The files of a finalised version in these formats."""
    files = [kept_file(version, file) for file in version.files.filter(format__in=formats)]
    for file in files:
        record_export(by=by, now=now, report=version.report, version=version, body=file.body, format=file.format)
    return files


def draft_files(report: BoardReport, formats: Sequence[Format], *, by: By, now: Moment) -> list[ExportedFile]:
    """The draft as it reads now, in these formats; in the parts that its version will have."""
    base, is_apart = base_of(report.body), report.body.house_style.has_separate_appendices
    files = [
        _file(f"{report.slug}-draft{_ending(part)}.{format}", render(document, format, base), format)
        for part, document in enumerate(parts_of(preview(report, now), has_separate_appendices=is_apart))
        for format in formats
    ]
    for file in files:
        record_export(by=by, now=now, report=report, version=None, body=file.body, format=file.format)
    return files


def kept_file(version: ReportVersion, file: ReportFile) -> ExportedFile:
    """A file of a version: the bytes that were kept, under a name that says which they are."""
    name = f"{version.report.slug}-version-{version.number}{_ending(file.part)}.{file.format}"
    return _file(name, bytes(file.body), Format(file.format))


def in_one(files: Sequence[ExportedFile]) -> ExportedFile:
    """The file itself; several as one ZIP, which is called as the first of them."""
    if len(files) == 1:
        return files[0]
    return ExportedFile(f"{files[0].name.rpartition('.')[0]}.zip", zipped(files), "application/zip", "zip")


def zipped(files: Iterable[ExportedFile]) -> bytes:
    """The files in one ZIP, the same bytes for the same files."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.writestr(zipfile.ZipInfo(file.name, date_time=(1980, 1, 1, 0, 0, 0)), file.body)
    return written.getvalue()


def _ending(part: int) -> str:
    return f"-appendix-{part}" if part else ""


def _file(name: str, body: bytes, format: Format) -> ExportedFile:
    return ExportedFile(name, body, CONTENT_TYPES[format], format)
