"""The ZIP that a workbook is, looked at before any of it is unpacked."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO
from xml.parsers import expat

from actions.importing.limits import (
    ALWAYS_UNPACKED,
    MOST_BYTES,
    MOST_DEPTH,
    MOST_ELEMENTS,
    MOST_MEMBERS,
    MOST_RATIO,
    MOST_UNPACKED,
    MOST_XML,
)
from actions.importing.told import CannotRead

SAVE_AGAIN = "open it in Excel, save it as “Excel Workbook (.xlsx)”, and choose that file"
BROKEN = f"This file is damaged or not whole: {SAVE_AGAIN}"
LOCKED = "This file is protected with a password: open it in Excel, save it without one, and choose that file"
BOMB = (
    "This file is far larger once it is unpacked than a plan can be: copy the sheet of the plan into a file of its own"
)
DECLARES = f"This file declares things that no spreadsheet needs: {SAVE_AGAIN}"
PIECE = 64 * 1024
_IS_ENCRYPTED = 0x1
# What else is a ZIP, by a member that it has.
_OTHERS = {
    "word/document.xml": "This is a Word document: copy its table into Excel, and save that as .xlsx",
    "ppt/presentation.xml": "This is a PowerPoint file: choose a spreadsheet (.xlsx or .csv)",
    "xl/workbook.bin": f"This is a binary workbook (.xlsb): {SAVE_AGAIN}",
    "Index/Document.iwa": "This is a Numbers file: export it as Excel (.xlsx), and choose that file",
    "content.xml": "This is an OpenDocument file: save it as Excel (.xlsx), and choose that file",
}
Attributes = dict[str, str]


class Archive:
    """A workbook's parts. Raises CannotRead wherever a part is not what it should be."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._entries = {entry.filename: entry for entry in self._zip.infolist()}
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
            raise CannotRead(BROKEN) from error
        self._check(len(data))
        self._unpacked = 0

    def _check(self, packed: int) -> None:
        entries = self._zip.infolist()
        if any(entry.flag_bits & _IS_ENCRYPTED for entry in entries):
            raise CannotRead(LOCKED)
        if len(entries) > MOST_MEMBERS:
            raise CannotRead(BOMB)
        size = sum(entry.file_size for entry in entries)
        xml = sum(entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels")))
        if size > MOST_UNPACKED or xml > MOST_XML or (size > ALWAYS_UNPACKED and size > MOST_RATIO * packed):
            raise CannotRead(BOMB)
        if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
            raise CannotRead(BROKEN)
        for name, message in _OTHERS.items():
            if name in self._entries:
                raise CannotRead(message)

    def has(self, name: str) -> bool:
        return name in self._entries

    def parse(
        self, name: str, start: Callable[[str, Attributes], None], end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> None:  # fmt: skip
        """Read a part, element by element, under their names without prefixes; nothing of it is kept here."""
        if name not in self._entries:
            raise CannotRead(BROKEN)
        try:
            with self._zip.open(self._entries[name]) as part:
                _Elements(start, end, text).read(self._pieces(part))
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, expat.ExpatError, NotImplementedError) as error:
            raise CannotRead(BROKEN) from error
        except (RuntimeError, ValueError, LookupError, OverflowError) as error:
            raise CannotRead(BROKEN) from error

    def _pieces(self, part: IO[bytes]) -> Iterator[bytes]:
        """Counted as they are unpacked, over all parts: what the file says of its sizes may be wrong."""
        while piece := part.read(PIECE):
            self._unpacked += len(piece)
            if self._unpacked > MOST_XML:
                raise CannotRead(BOMB)
            yield piece

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part refers to: for each id the kind, and the part within the file; outside links are left out."""
        folder, own = posixpath.split(name)
        found: dict[str, tuple[str, str]] = {}

        def start(element: str, attributes: Attributes) -> None:
            if element == "Relationship" and attributes.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, attributes["Target"])).lstrip("/")
                found[attributes["Id"]] = (attributes["Type"].rpartition("/")[2], target)

        rels = posixpath.join(folder, "_rels", f"{own}.rels")
        if self.has(rels):
            self.parse(rels, start)
        return found


class _Elements:
    """Runs the parser, and stops it at a document type: entities are declared in one, and no workbook has any."""

    def __init__(
        self, start: Callable[[str, Attributes], None], end: Callable[[str], None] | None,
        text: Callable[[str], None] | None,
    ) -> None:  # fmt: skip
        self._start, self._end, self._depth, self._count = start, end, 0, 0
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._finish
        if text:
            self._parser.CharacterDataHandler = text

    def read(self, pieces: Iterator[bytes]) -> None:
        for piece in pieces:
            self._parser.Parse(piece, False)
        self._parser.Parse(b"", True)

    def _refuse(self, *declared: object) -> None:
        raise CannotRead(DECLARES)

    def _begin(self, name: str, attributes: Attributes) -> None:
        self._depth += 1
        self._count += 1
        if self._depth > MOST_DEPTH:
            raise CannotRead(DECLARES)
        if self._count > MOST_ELEMENTS:
            raise CannotRead(BOMB)
        self._start(name.rpartition(":")[2], attributes)

    def _finish(self, name: str) -> None:
        self._depth -= 1
        if self._end:
            self._end(name.rpartition(":")[2])


def check_size(data: bytes) -> None:
    """Raises CannotRead where the file is empty or too large."""
    if not data:
        raise CannotRead("This file is empty: choose another one")
    if len(data) > MOST_BYTES:
        raise CannotRead(
            "This file is larger than 2 MB: copy the sheet of the plan, without pictures, into a file of its own"
        )
