"""Whether a frozen pack is still what went out, and what history says that it must be."""

import hashlib
from collections.abc import Iterator

from documents.canonical import digest
from governance.models import Meeting, Pack
from governance.pack.kept import rebuilt
from governance.reports.manifest import file_name
from governance.reports.verifying import Finding, compared
from governance.services.packs import FORMATS


def findings(pack: Pack) -> Iterator[Finding]:
    """What is not as it should be or cannot be compared, a sentence each; nothing where all is equal."""
    history = compared(pack.content, pack.schema, lambda: rebuilt(pack))
    for found in (*_frozen(pack), *history):
        yield Finding(f"{name_of(pack)}: {found.text}")


def name_of(pack: Pack) -> str:
    """ "Pack 1 of 2024-09-12-local-inclusion-partnership"."""
    return f"Pack {pack.number} of {pack.meeting.slug}"


def missing_packs(meeting: Meeting) -> Iterator[Finding]:
    """Packs that a meeting had, since a later one has their successor's number."""
    numbers = set(meeting.packs.values_list("number", flat=True))
    for number in sorted(set(range(1, max(numbers, default=0))) - numbers):
        yield Finding(f"Pack {number} of {meeting.slug} is missing.")


def _frozen(pack: Pack) -> Iterator[Finding]:
    """The content and the files beside the digests that were kept with them."""
    if digest(pack.content) != pack.sha256:
        yield Finding("the frozen content is not the one that went out (its SHA-256 differs).")
    files = {file.format: file for file in pack.files.all()}
    for format in FORMATS:
        file, name = files.get(format), file_name((0, format))
        if file is None:
            yield Finding(f"the {name} is missing.")
        elif hashlib.sha256(file.body).hexdigest() != file.sha256:
            yield Finding(f"the {name} is not the one that went out.")
