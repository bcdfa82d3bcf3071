"""Opening a file that claims to be a spreadsheet: told by its first bytes, refused where it is not one."""

from pathlib import PurePosixPath

from actions.importing.archive import LOCKED, SAVE_AGAIN, check_size
from actions.importing.text_file import open_text
from actions.importing.told import Book, CannotRead
from actions.importing.workbook import open_workbook

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLD_EXCEL = f"This is a workbook of an older Excel (.xls): {SAVE_AGAIN}"
A_PAGE = f"This is a web page or XML that calls itself a spreadsheet: {SAVE_AGAIN}"
ANOTHER = "This is not a spreadsheet: choose an .xlsx or .csv file"
# What else people choose by mistake, by how it begins.
_OTHERS = (
    (b"%PDF-", "This is a PDF: choose the spreadsheet from which it was made (.xlsx or .csv)"),
    (b"{\\rtf", "This is a text document (.rtf): copy its table into Excel, save that as .xlsx, and choose that file"),
    (b"\x89PNG", "This is a picture: choose the spreadsheet itself (.xlsx or .csv)"),
    (b"\xff\xd8\xff", "This is a picture: choose the spreadsheet itself (.xlsx or .csv)"),
    (b"GIF8", "This is a picture: choose the spreadsheet itself (.xlsx or .csv)"),
    (b"\x1f\x8b", ANOTHER),
    (b"7z\xbc\xaf", ANOTHER),
    (b"Rar!", ANOTHER),
    (b"\x7fELF", ANOTHER),
    (b"MZ", ANOTHER),
)


def open_book(data: bytes, name: str) -> Book:
    """What the file holds. Raises CannotRead, which says what to do, and nothing else, whatever the bytes are.

    Asked first: 2 MB, then what it is by its first bytes, then how large it is unpacked; at most 500 rows of a sheet.
    """
    check_size(data)
    if data.startswith(_ZIP):
        return open_workbook(data)
    if data.startswith(_OLE):
        raise CannotRead(_ole_message(data))
    for beginning, message in _OTHERS:
        if data.startswith(beginning):
            raise CannotRead(message)
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<":
        raise CannotRead(A_PAGE)
    return open_text(data, PurePosixPath(name.replace("\\", "/")).stem or "Plan")


def _ole_message(data: bytes) -> str:
    """What an older container holds, by the names of its streams: an encrypted workbook is one as well."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return LOCKED
    if "WordDocument".encode("utf-16-le") in data:
        return "This is a Word document of an older kind (.doc): copy its table into Excel, and save that as .xlsx"
    return OLD_EXCEL
