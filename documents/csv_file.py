"""Tables as CSV, line by line, so that the largest takes no more memory than the smallest."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from django.http import StreamingHttpResponse

from documents.cells import cell

# So that Excel reads the file as UTF-8.
BYTE_ORDER_MARK = "\ufeff"
LINES_AT_ONCE = 200


def csv_response(name: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> StreamingHttpResponse:
    """The file as a download called `name`.csv, sent while its rows are read."""
    return StreamingHttpResponse(
        csv_chunks(headings, rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def csv_chunks(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The file in pieces: the headings, then the rows, every cell guarded."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    written.write(BYTE_ORDER_MARK)
    writer.writerow(map(cell, headings))
    for number, row in enumerate(rows, 1):
        writer.writerow(map(cell, row))
        if number % LINES_AT_ONCE == 0:
            yield _taken(written)
    yield _taken(written)


def _taken(written: io.StringIO) -> str:
    text = written.getvalue()
    written.seek(0)
    written.truncate()
    return text
