"""What looks like personal data about a child. A soft question comes of it, never a block."""

import re
from collections.abc import Iterator
from typing import NamedTuple

NHS_NUMBER = re.compile(r"(?<!\d)(\d{3})[ -]?(\d{3})[ -]?(\d{4})(?!\d)")
PATTERNS = {
    "a unique pupil number (UPN)": re.compile(r"\b[A-HJ-NP-RT-Z]\d{11}[0-9A-Z]\b", re.IGNORECASE),
    "a date of birth": re.compile(r"\b(d\.?o\.?b\b|date of birth|born (on |in )?\d).{0,20}", re.IGNORECASE),
    "the name of a child": re.compile(r"\bEHCP (for|of) [A-Z][a-z]+ [A-Z][a-z]+"),
}


class Personal(NamedTuple):
    """What a text seems to hold ("an NHS number"), and the words that say so."""

    kind: str
    words: str


def looks_personal(text: str) -> Iterator[Personal]:
    """All that looks personal in the text."""
    for match in NHS_NUMBER.finditer(text):
        if _is_nhs_number("".join(match.groups())):
            yield Personal("an NHS number", match[0])
    for kind, pattern in PATTERNS.items():
        yield from (Personal(kind, match[0]) for match in pattern.finditer(text))


def _is_nhs_number(digits: str) -> bool:
    """The check digit of an NHS number: weights 10 to 2, modulo 11."""
    remainder = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True)) % 11
    check = 11 - remainder
    return (0 if check == 11 else check) == int(digits[9])
