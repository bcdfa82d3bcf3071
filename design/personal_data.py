"""What looks like personal data about a child. A soft question comes of it, never a block."""

import re
from collections.abc import Iterator
from typing import NamedTuple

# What people put between the digits of a number: white space of any kind, dots, slashes, hyphens and dashes, and
# characters of which nothing is seen.
SEPARATOR = r"[\s./\\\-\u00ad\u200b-\u200d\u2010-\u2015\u2060\u2212\ufeff]"
APART = SEPARATOR + "{0,4}"
DIGITS = re.compile(rf"\d+(?:{SEPARATOR}{{1,4}}\d+)*")
GROUP = re.compile(r"\d+")
NHS_LENGTH = 10
# Beside other numbers, only what is written in so many groups may be an NHS number.
MOST_GROUPS = 3
YEAR = re.compile(r"(19|20)\d\d")

UPN = re.compile(rf"\b[A-HJ-NP-RT-Z](?:{APART}\d){{11}}{APART}[0-9A-Z]\b", re.IGNORECASE)
# The letters that a UPN uses, by their number: without I, O and S.
UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
PATTERNS = {
    "a date of birth": re.compile(r"\b(d\.?o\.?b\b|date of birth|born (on |in )?\d).{0,20}", re.IGNORECASE),
    "the name of a child": re.compile(r"\bEHCP (for|of) [A-Z][a-z]+ [A-Z][a-z]+"),
}


class Personal(NamedTuple):
    """What a text seems to hold ("an NHS number"), and the words that say so."""

    kind: str
    words: str


def looks_personal(text: str) -> Iterator[Personal]:
    """All that looks personal in the text."""
    for run in DIGITS.finditer(text):
        yield from (Personal("an NHS number", words) for words in _nhs_numbers(run[0]))
    for match in UPN.finditer(text):
        if match[0].isalnum() or _is_upn("".join(filter(str.isalnum, match[0].upper()))):
            yield Personal("a unique pupil number (UPN)", match[0])
    for kind, pattern in PATTERNS.items():
        yield from (Personal(kind, match[0]) for match in pattern.finditer(text))


def _nhs_numbers(run: str) -> Iterator[str]:
    """The NHS numbers in a run of digits and separators, as they are written there."""
    groups = list(GROUP.finditer(run))
    for first, start in enumerate(groups):
        chosen: list[str] = []
        for end in groups[first : first + NHS_LENGTH]:
            chosen.append(end[0])
            digits = "".join(chosen)
            if len(digits) < NHS_LENGTH:
                continue
            is_alone = len(chosen) == len(groups)
            if len(digits) == NHS_LENGTH and _is_nhs_number(digits) and _may_be_one(chosen, is_alone=is_alone):
                yield run[start.start() : end.end()]
            break


def _may_be_one(groups: list[str], *, is_alone: bool) -> bool:
    """Whether ten digits in such groups may be one number, and not a date beside other numbers."""
    if [len(group) for group in groups] == [3, 3, 4]:
        return True
    has_year = any(YEAR.fullmatch(group) for group in groups)
    return not has_year and (is_alone or len(groups) <= MOST_GROUPS)


def _is_nhs_number(digits: str) -> bool:
    """The check digit of an NHS number: weights 10 to 2, modulo 11."""
    remainder = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True)) % 11
    check = 11 - remainder
    return (0 if check == 11 else check) == int(digits[9])


def _is_upn(number: str) -> bool:
    """The check letter of a UPN: weights 2 to 13, modulo 23. A temporary one ends in a letter."""
    last = number[12]
    values = [int(digit) for digit in number[1:12]]
    values.append(int(last) if last.isdigit() else UPN_LETTERS.find(last))
    total = sum(value * weight for value, weight in zip(values, range(2, 14), strict=True))
    return values[-1] >= 0 and UPN_LETTERS[total % 23] == number[0]
