"""What looks like personal data about a child. A soft question comes of it, never a block."""

import re

NHS_NUMBER = re.compile(r"(?<!\d)(\d{3})[ -]?(\d{3})[ -]?(\d{4})(?!\d)")
UPN = re.compile(r"\b[A-HJ-NP-RT-Z]\d{11}[0-9A-Z]\b", re.IGNORECASE)
BIRTH = re.compile(r"\b(d\.?o\.?b\b|date of birth|born (on |in )?\d)", re.IGNORECASE)
NAMED = re.compile(r"\bEHCP (for|of) [A-Z][a-z]+ [A-Z][a-z]+")


def looks_personal(text: str) -> str:
    """What the text seems to hold ("an NHS number"), or an empty string."""
    if any(_is_nhs_number("".join(match.groups())) for match in NHS_NUMBER.finditer(text)):
        return "an NHS number"
    if UPN.search(text):
        return "a unique pupil number (UPN)"
    if BIRTH.search(text):
        return "a date of birth"
    if NAMED.search(text):
        return "the name of a child"
    return ""


def _is_nhs_number(digits: str) -> bool:
    """The check digit of an NHS number: weights 10 to 2, modulo 11."""
    remainder = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True)) % 11
    check = 11 - remainder
    return (0 if check == 11 else check) == int(digits[9])
