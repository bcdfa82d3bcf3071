"""Whether a finalised version is still what it was, and what history says that it must be."""

import hashlib
from collections.abc import Iterator

from documents.canonical import SCHEMA, digest, from_json, to_json
from documents.differences import differences
from governance.models import ReportVersion
from governance.reports.reading import rebuilt

MOST_DIFFERENCES = 10


def findings(version: ReportVersion) -> Iterator[str]:
    """What is not as it should be, a sentence each; nothing where all is equal."""
    name = f"Version {version.number} of {version.report.slug}"
    if digest(version.content) != version.sha256:
        yield f"{name}: the frozen content is not the one that was finalised (its SHA-256 differs)."
    for file in version.files.all():
        if hashlib.sha256(file.body).hexdigest() != file.sha256:
            yield f"{name}: the {file.get_format_display()} file is not the one that was finalised."
    if version.schema != SCHEMA:
        return
    content = rebuilt(version)
    if to_json(content) != version.content:
        yield f"{name}: history gives another content than the frozen one."
        try:
            frozen = from_json(version.content)
        except (ValueError, KeyError, TypeError):
            yield f"{name}: the frozen content cannot be read."
            return
        yield from (f"{name}: {line}" for line in differences(frozen, content)[:MOST_DIFFERENCES])
