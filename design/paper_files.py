"""Small checks of a file that claims to be a paper, each with words for the person who sent it.

They are no virus scanner. What a PDF keeps in streams, such as compressed objects, is not looked into.
"""

import io
import re
import zipfile
from collections.abc import Iterator

# The beginning, and what stands near the end of every PDF.
_BEGINNING = re.compile(rb"%PDF-[12]\.[0-9]")
_ENDINGS = (b"startxref", b"%%EOF")
NEAR = 2048
_MARK = re.compile(rb"(endstream)|stream\r?\n")
# Scripts, also those that an /OpenAction runs; programs that are started; files within the file.
_NAMES = ("JavaScript", "JS", "Launch", "EmbeddedFile", "EmbeddedFiles")
# Any letter of a name may be written as #4A.
_SPELT = ("".join(f"(?:{letter}|(?i:#{ord(letter):02x}))" for letter in name) for name in _NAMES)
_ACTIVE = re.compile(f"/(?:{'|'.join(_SPELT)})(?![A-Za-z0-9#])".encode())
TEXT_OF_WORD = "word/document.xml"
MACROS = "vbaProject.bin"
MEGABYTE = 1024 * 1024
# Unpacked, a file holds at most so much, and from a few megabytes on at most so many times its own size.
MOST_UNPACKED = 100 * MEGABYTE
MOST_RATIO = 20
ALWAYS_UNPACKED = 4 * MEGABYTE

NO_PDF = "is not a whole PDF: save or print the paper as PDF again, and choose that file"
ACTIVE = "has a script or another file in it: print the paper as PDF again, without either, and choose that file"
NO_WORD = "is not a whole Word document: save the paper in Word again as .docx, and choose that file"
WITH_MACROS = "has macros: save the paper in Word again as .docx without them, and choose that file"
TOO_LARGE = "is far larger once it is unpacked: save the paper in Word again as .docx, and choose that file"


def pdf_fault(body: bytes) -> str:
    """What keeps the file from being taken as a PDF, as the end of a sentence about it; empty where nothing does."""
    if not _BEGINNING.match(body) or any(ending not in body[-NEAR:] for ending in _ENDINGS):
        return NO_PDF
    return ACTIVE if any(_ACTIVE.search(clear) for clear in _in_clear(body)) else ""


def _in_clear(body: bytes) -> Iterator[bytes]:
    """What stands outside the streams; one that does not end hides nothing. Each byte is looked at once."""
    done, begins = 0, -1
    for mark in _MARK.finditer(body):
        if mark[1] and begins >= 0:
            yield body[done:begins]
            done, begins = mark.end(), -1
        elif not mark[1] and begins < 0:
            begins = mark.start()
    yield body[done:]


def word_fault(body: bytes) -> str:
    """The same of a Word document, by what its ZIP says that it holds; nothing of it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return NO_WORD
    names, size = {entry.filename for entry in entries}, sum(entry.file_size for entry in entries)
    if TEXT_OF_WORD not in names:
        return NO_WORD
    if size > MOST_UNPACKED or (size > ALWAYS_UNPACKED and size > MOST_RATIO * len(body)):
        return TOO_LARGE
    return WITH_MACROS if any(name.endswith(MACROS) for name in names) else ""
