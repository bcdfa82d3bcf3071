"""What changed between two moments as a file: posts and organisations, not persons."""

import datetime
from collections.abc import Iterator, Sequence

from governance.changes.between import Between
from governance.changes.told import Kind, Line
from governance.pages.changes import ChangesPage
from governance.spans import Span
from send_portal import clock

HEADINGS = ("Kind of change", "Reference", "Of what", "What changed", "From", "To", "On", "By", "Why", "Note")
NO_NET = "No net change"


def file_name(page: ChangesPage, span: Span) -> str:
    """It says the period: "changes-2023-24-from-2024-07-11-to-2024-09-04"."""
    # The first moment that it tells of: what is told since a day is told from its midnight on.
    first, last = clock.london_date(span.since.at + datetime.datetime.resolution), clock.london_date(span.until.at)
    return f"changes-{page.plan.slug}-from-{first.isoformat()}-to-{last.isoformat()}"


def rows_of_file(between: Between) -> Iterator[Sequence[str]]:
    """Everything that the page tells in groups, under HEADINGS, read as the file is written."""
    for line in between.lines():
        yield _row(str(line.kind.label), line)
    for silent in between.not_updated.organisations:
        yield (str(Kind.NOT_UPDATED.label), "", silent.organisation, "Not updated", "", str(silent.missing),
               _moment(between.scope.until), "", "", "")  # fmt: skip
    for line in between.not_updated.recorded:
        yield _row(str(line.kind.label), line)
    for line in between.no_net_lines():
        yield _row(NO_NET, line)


def _row(kind: str, line: Line) -> Sequence[str]:
    return (kind, line.subject, line.title, line.what, line.before, line.after, _moment(line.at), line.by, line.why,
            line.note)  # fmt: skip


def _moment(at: datetime.datetime) -> str:
    return f"{at.astimezone(clock.LONDON):%Y-%m-%d %H:%M}"
