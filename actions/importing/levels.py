"""What is above the actions of a plan: "Priority 2: Early help", "Outcome 1.1 – …", "3. Preparing for adulthood"."""

import dataclasses
import re

from actions.importing.references import leading
from actions.importing.told import Level

# What plans are divided into first; and below that, unless a plan has nothing else.
_FIRST = (
    "strategic priority", "priority area", "priority", "theme", "workstream", "work stream", "pillar", "strand",
    "ambition", "area of focus", "area", "section", "domain", "programme", "chapter",
)  # fmt: skip
_SECOND = (
    "strategic objective", "objective", "recommendation", "sub-priority", "sub priority", "sub-theme", "aim", "goal",
    "outcome", "commitment", "area for improvement", "improvement area", "key line of enquiry",
)  # fmt: skip
_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS = {word: str(number) for number, word in enumerate(_COUNTED, 1)}
_KEYWORDS = "|".join(re.escape(word) for word in sorted((*_FIRST, *_SECOND), key=len, reverse=True))
_HEADING = re.compile(
    rf"(?P<word>{_KEYWORDS})s?(?:\s+(?:no\.?|number))?"
    rf"(?:\s*(?P<number>\d{{1,3}}(?:\.\d{{1,3}})*[a-z]?|(?-i:[A-Z])|{'|'.join(_NUMBERS)})\b)?"
    r"(?P<mark>\s*[:–—]|\s+-(?=\s)|\.(?=\s)|(?=\s)|$)\s*",
    re.IGNORECASE,
)
_SHORT = re.compile(r"P\s?(?P<number>\d{1,2})\s*[:.–—\-]\s*")
# Above this, a whole row that is merged is a note and no heading.
MOST_LETTERS = 300


@dataclasses.dataclass(frozen=True)
class Head:
    """What a heading says: which level its word names (None without one), that word, its number, its title."""

    level: Level | None
    word: str
    number: str
    title: str

    @property
    def whole(self) -> int | None:
        """The number of a priority, where it is one."""
        return int(self.number) if self.number.isdecimal() and 1 <= int(self.number) <= 999 else None


def head_of(text: str) -> Head:
    """A heading taken apart; without a word that names a level, it says none."""
    line = " ".join(text.split())
    if match := _SHORT.match(line):
        return Head(Level.PRIORITY, "priority", match["number"], line[match.end() :] or line)
    match = _HEADING.match(line)
    if match and (match["number"] or match["mark"].strip()):
        word = match["word"].lower()
        number = _NUMBERS.get((match["number"] or "").lower(), match["number"] or "")
        level = Level.PRIORITY if word in _FIRST else Level.OBJECTIVE
        return Head(level, word, number, line[match.end() :].strip() or line)
    number, rest = leading(line)
    if not number and line.isdecimal():
        return Head(None, "", str(int(line)), f"Priority {int(line)}")
    return Head(None, "", number, rest)
