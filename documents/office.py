"""What files of Word and Excel have in common: text that XML can hold, and the same bytes for the same content."""

import io
import re
import zipfile

# What no XML text may hold. Carriage returns would be read back as line feeds: both ways of ending a line become one.
_UNHOLDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile("\r\n?")
_REPLACEMENT = "\ufffd"
_MOMENTS = re.compile(rb"<dcterms:(created|modified)\b[^>]*(/>|>.*?</dcterms:\1>)", re.DOTALL)
_CORE = "docProps/core.xml"
# The earliest that a ZIP file can hold; a file from the portal says in its text when its figures were taken.
_EPOCH = (1980, 1, 1, 0, 0, 0)


class BadBase(ValueError):
    """A file into which no paper can be written. Its words are for the person who gave it."""


def readable(text: str) -> str:
    """The text with a replacement character wherever it holds a character that no XML file can hold."""
    return _UNHOLDABLE.sub(_REPLACEMENT, _LINE_END.sub("\n", text))


def steady(archive: bytes) -> bytes:
    """The same file without the moment of its making."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as given, zipfile.ZipFile(written, "w") as kept:
        for entry in given.infolist():
            content = given.read(entry)
            if entry.filename == _CORE:
                content = _MOMENTS.sub(b"", content)
            kept.writestr(zipfile.ZipInfo(entry.filename, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()
