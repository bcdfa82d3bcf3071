"""The spreadsheet to fill in."""

import io

import openpyxl

HEADINGS = ("Priority", "Reference", "Action", "Lead", "Due date", "Status", "Progress", "How we will know", "Impact")


def workbook() -> bytes:
    """As an Excel workbook."""
    book = openpyxl.Workbook()
    book.active.append(HEADINGS)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv_file() -> bytes:
    """As CSV."""
    return (",".join(HEADINGS) + "\r\n").encode("utf-8-sig")
