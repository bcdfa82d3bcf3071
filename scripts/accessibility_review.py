"""Fails where the accessibility statement was last reviewed more than a year ago, which the regulations do not allow.

It looks at the real date, so it is a step of `make check` and no test.

Usage: scripts/accessibility_review.py
"""

import datetime
import re
import sys
from pathlib import Path

STATEMENT = Path(__file__).resolve().parent.parent / "templates" / "governance" / "accessibility.html"
REVIEWED = re.compile(r"last reviewed on (\d+ \w+ \d{4})")
AT_MOST = datetime.timedelta(days=365)


def problem(statement: str, today: datetime.date) -> str:
    """What is the matter with the statement's date, and what to do; empty where it is in order."""
    found = REVIEWED.search(statement)
    if found is None:
        return "The accessibility statement does not say “last reviewed on” and a date: write when that was."
    day = datetime.datetime.strptime(found[1], "%d %B %Y").replace(tzinfo=datetime.UTC).date()
    if day > today:
        return f"The accessibility statement says that it was reviewed on {found[1]}, which is still to come."
    if today - day > AT_MOST:
        return (
            f"The accessibility statement was last reviewed on {found[1]}, more than a year ago. "
            f"Review it, then put the new date into {STATEMENT.relative_to(STATEMENT.parents[2])}."
        )
    return ""


if __name__ == "__main__":
    sys.exit(problem(STATEMENT.read_text(), datetime.datetime.now(datetime.UTC).date()) or 0)
