"""References: as the council prints them, and as they stand in an address."""

import re

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
