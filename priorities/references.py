"""References: as the council prints them, and as they stand in an address."""

import re
from collections.abc import Sequence

MOST_NAMED = 20

PRINTED = re.compile(r"[A-Za-z0-9][A-Za-z0-9 .()/-]*")


def is_printed_so(reference: str) -> bool:
    """Whether plans print references so: a letter or digit first, then letters, digits, spaces and . - ( ) / alone."""
    return PRINTED.fullmatch(reference) is not None


def reference_key(reference: str) -> str:
    """The reference as it stands in an address: `3f(i)` is `3f.i`, `CYP 1` is `cyp-1`, `3.02.02` stays.

    Only letters, digits, dots and hyphens are left; raises ValueError where nothing is.
    """
    key = re.sub(r"\(([^)]*)\)", r".\1", reference.strip().lower())
    key = re.sub(r"[^a-z0-9.]+", "-", key).strip("-.")
    if not key:
        raise ValueError(f"{reference!r} has no letter or digit.")
    return key


def named(references: Sequence[str]) -> str:
    """ "1a, 1b, 2c"; of many the first ones, "and 12 more": as many as one reads in a message."""
    more = len(references) - MOST_NAMED
    return ", ".join(references[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
