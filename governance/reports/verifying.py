"""Whether a finalised version is still what it was, and what history says that it must be."""

import hashlib
import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from documents.canonical import SCHEMA, digest, from_json, to_json
from documents.content import Document
from documents.differences import differences
from governance.models import BoardReport, Format, ReportFile, ReportVersion
from governance.reports.manifest import FileKey, file_name, parts_of_version, read_manifest
from governance.reports.reading import rebuilt

MOST_DIFFERENCES = 10
CONTENT = "content"
EQUAL = "equal to what history gives."


class Finding(NamedTuple):
    """A sentence about a version, or a pack, of which something is not as it was."""

    text: str


def findings(version: ReportVersion) -> Iterator[Finding]:
    """What is not as it should be or cannot be compared, a sentence each; nothing where all is equal."""
    name = f"Version {version.number} of {version.report.slug}"
    history = compared(version.content, version.schema, lambda: rebuilt(version))
    for found in (*_frozen(version), *history):
        yield Finding(f"{name}: {found.text}")


def _frozen(version: ReportVersion) -> Iterator[Finding]:
    """The content and the files beside the digests that were kept with them, and beside the list of all."""
    is_listed = version.fingerprint == version.manifest_sha256
    if not is_listed:
        yield Finding("its manifest, the list of what was frozen, is not the one that was finalised.")
    kept = read_manifest(version.manifest)
    files = {(file.part, file.format): file for file in version.files.all()}
    digests = {key: hashlib.sha256(file.body).hexdigest() for key, file in files.items()}
    standing = parts_of_version(version, digests)
    if not is_listed:
        # The list accuses nobody any more: what was kept beside each part must do.
        kept = standing | _kept_beside(version, files)
    names = {file_name(key): key for key in _expected(files, kept)}
    if digest(version.content) != version.sha256 or standing[CONTENT] != kept.get(CONTENT):
        yield Finding("the frozen content is not the one that was finalised (its SHA-256 differs).")
    for name, key in names.items():
        if key not in files:
            yield Finding(f"the {name} is missing.")
        elif name not in kept:
            yield Finding(f"the {name} was not there when it was finalised.")
        elif not digests[key] == files[key].sha256 == kept[name]:
            yield Finding(f"the {name} is not the one that was finalised.")
    for name in sorted((standing.keys() | kept.keys()) - names.keys() - {CONTENT}):
        if standing.get(name) != kept.get(name):
            was, stands = kept.get(name, "nothing"), standing.get(name, "nothing")
            yield Finding(f"its {name} is not that of the finalised version: it was {was}, and is {stands}.")


def _kept_beside(version: ReportVersion, files: dict[FileKey, ReportFile]) -> dict[str, str]:
    """The digests that content and files have in their own records."""
    return {CONTENT: version.sha256, **{file_name(key): file.sha256 for key, file in files.items()}}


def missing_versions(report: BoardReport) -> Iterator[Finding]:
    """Versions that a report had, since a later one has their successor's number."""
    numbers = set(report.versions.values_list("number", flat=True))
    for number in sorted(set(range(1, max(numbers, default=0))) - numbers):
        yield Finding(f"Version {number} of {report.slug} is missing.")


def papers(report: BoardReport) -> Iterator[Finding]:
    """Files of papers as published that are not those that were recorded."""
    for paper in report.published.order_by("pk"):
        digest = hashlib.sha256(paper.file).hexdigest() if paper.file is not None else ""
        if digest != paper.sha256:
            name = f"“{paper.file_name}” of {report.slug}, recorded on {paper.recorded_at:%Y-%m-%d}"
            yield Finding(f"The paper as published {name}, is not the file that was recorded.")


def _expected(files: dict[FileKey, ReportFile], kept: dict[str, str]) -> list[FileKey]:
    """Every format of every part that is there or was there; the paper itself always was."""
    parts = {0, *(part for part, _ in files)}
    while any(file_name((max(parts) + 1, format)) in kept for format in Format.values):
        parts.add(max(parts) + 1)
    return [(part, format) for part in range(max(parts) + 1) for format in Format.values]


def older_words(schema: int) -> str:
    """Why something frozen is not compared with history; empty where it is. What an older portal froze is never built
    by newer rules: its digests say whether it is what it was.
    """
    return f"It has schema {schema}, and this portal builds {SCHEMA}." if schema < SCHEMA else ""


def compared(content: str, schema_told: int, build: Callable[[], Document]) -> Iterator[Finding]:
    """Frozen content beside what history gives for the same moment, which `build` builds; `schema_told` is the schema
    that its record names. Nothing of what has an older one (`older_words`).
    """
    schema = _schema_of(content)
    if schema is None:
        yield Finding("the frozen content cannot be read.")
        return
    if schema != schema_told:
        yield Finding(f"its content has schema {schema}, and its record says {schema_told}.")
    if type(schema) is not int or not 1 <= schema <= SCHEMA:
        yield Finding(f"cannot be compared with history: it has schema {schema}, and this portal builds {SCHEMA}.")
        return
    if schema < SCHEMA:
        return
    try:
        given = build()
    except Exception as error:  # whatever history lacks, the others are still checked
        yield Finding(f"history does not give its content any more ({type(error).__name__}: {error}).")
        return
    if to_json(given) == content:
        return
    yield Finding("history gives another content than the frozen one.")
    try:
        told = differences(from_json(content), given)
    except (ValueError, KeyError, TypeError, AttributeError):
        yield Finding("the frozen content cannot be read.")
        return
    yield from (Finding(line) for line in told[:MOST_DIFFERENCES])
    if len(told) > MOST_DIFFERENCES:
        yield Finding(f"and {len(told) - MOST_DIFFERENCES} more lines.")
    if not told:
        yield Finding("it says the same in another form of writing.")


def _schema_of(content: str) -> Any:
    """The schema that the content itself names; None where it names none."""
    try:
        return json.loads(content)["schema"]
    except (ValueError, KeyError, TypeError):
        return None
