"""What a finalised version consists of, in one list: each part with its digest or value, a line each.

The list is kept with the version. So a file, its digest or the moment of a version cannot be exchanged alone: whoever
does it must exchange the list as well, and with it the fingerprint that readers have seen.
"""

import datetime
import hashlib
from collections.abc import Mapping

from governance.models import Format, ReportVersion

# A file of a version: the number of its part, and its format.
FileKey = tuple[int, str]
AUTHOR = "author"


def manifest_of(version: ReportVersion, files: Mapping[FileKey, str]) -> str:
    """The list of a version with these files, given by their digests."""
    return "\n".join(f"{name}: {value}" for name, value in parts_of_version(version, files).items())


def parts_of_version(version: ReportVersion, files: Mapping[FileKey, str]) -> dict[str, str]:
    """What stands in the list, by its name. A query for the version before, whose fingerprint is one of it."""
    before = version.report.versions.filter(number__lt=version.number).defer("content").first()
    return {
        "report": version.report.slug,
        "version": str(version.number),
        "schema": str(version.schema),
        "as-at moment": _moment(version.as_at),
        "moment of finalising": _moment(version.recorded_at),
        AUTHOR: f"{version.recorded_as} ({version.recorded_by_id})",
        "correction note": _digest(version.correction_note),
        "fingerprint of the version before": before.fingerprint if before is not None else "none",
        "content": _digest(version.content),
        **{file_name(key): digest for key, digest in sorted(files.items())},
    }


def read_manifest(text: str) -> dict[str, str]:
    """What a kept list says, by its name."""
    return {name: value for name, _, value in (line.partition(": ") for line in text.splitlines())}


def file_name(key: FileKey) -> str:
    """What a file is called in the list, and where its findings are told: "PDF file", "PDF file of appendix 1"."""
    part, format = key
    return f"{dict(Format.choices).get(format, format)} file" + (f" of appendix {part}" if part else "")


def _moment(moment: datetime.datetime) -> str:
    return moment.astimezone(datetime.UTC).isoformat()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
