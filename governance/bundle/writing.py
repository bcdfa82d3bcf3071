"""Writing a bundle: its parts one after the other, then the index that leads to each file, then the list of all."""

import dataclasses
import hashlib
import zipfile
from collections.abc import Iterator, Sequence
from typing import IO, Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from design.fields import date_words
from documents.page import standalone
from governance.bundle.parts import parts_of
from governance.bundle.period import File, Period, csv_file
from governance.reports.draft import DEMONSTRATION, moment_words

INDEX, LIST = "index.html", "files.csv"
LIST_HEADINGS = ("File", "What it is", "Bytes", "SHA-256")
# ZIP keeps times of day without a zone: one for all, so that equal bundles are equal bytes.
NO_TIME = (1980, 1, 1, 0, 0, 0)


@dataclasses.dataclass(frozen=True)
class Kept:
    """A file that has been written, without its bytes."""

    path: str
    words: str
    size: int
    sha256: str


@dataclasses.dataclass(frozen=True)
class KeptPart:
    """A part as the index lists it."""

    heading: str
    says: Sequence[str]
    files: list[Kept]


def write_bundle(period: Period, post: str, target: IO[bytes]) -> None:
    """Write the ZIP; `post` is who made it. No more than one file is held in memory beside the plan at two moments,
    and of a table no more than some lines.
    """
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        parts = []
        for part in parts_of(period):
            files = [_write(archive, file) for file in part.files]
            nothing = [] if files or not part.nothing else [part.nothing]
            parts.append(KeptPart(part.heading, [*part.says, *nothing], files))
        index = _write(archive, File(INDEX, "What is in this bundle", _index(period, post, parts).encode()))
        written = [index, *(file for part in parts for file in part.files)]
        rows = ((one.path, one.words, str(one.size), one.sha256) for one in written)
        for file in csv_file(LIST, "All files with their digests", LIST_HEADINGS, rows):
            _write(archive, file)


def _write(archive: zipfile.ZipFile, file: File) -> Kept:
    entry = zipfile.ZipInfo(file.path, date_time=NO_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    size, digest = 0, hashlib.sha256()
    with archive.open(entry, "w") as member:
        for piece in file.pieces:
            member.write(piece)
            digest.update(piece)
            size += len(piece)
    return Kept(file.path, file.words, size, digest.hexdigest())


def _plan_facts(period: Period) -> Iterator[tuple[str, str]]:
    """As at when the plan is told of."""
    if not period.has_plan:
        came = moment_words(period.recorded_at)
        yield "The plan", f"Not recorded here yet in this period: it came into the portal on {came}"
        return
    first, last = map(period.words, period.plan_moments)
    came = ", when it came into the portal" if period.begins_with_plan else ""
    yield "The plan at the beginning", f"As at {first}{came}"
    yield "The plan at the end", f"As at {last}"


def _index(period: Period, post: str, parts: Sequence[KeptPart]) -> str:
    title = f"{period.plan.title}: {date_words(period.first)} to {date_words(period.last)}"
    context: dict[str, Any] = {
        "period": period,
        "title": title,
        "parts": parts,
        "list": LIST,
        "facts": [
            ("Plan", f"{period.plan.title}, {period.plan.local_area}"),
            ("Period", f"{date_words(period.first)} to {date_words(period.last)}, both days included"),
            *_plan_facts(period),
            ("Made by", post),
            ("Made", moment_words(period.now)),
        ],
        "demonstration": DEMONSTRATION * settings.IS_DEMONSTRATION,
    }
    return standalone(title, mark_safe(render_to_string("governance/bundle_index.html", context)))  # noqa: S308
