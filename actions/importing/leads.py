"""Who leads, as sheets print it: several people, posts or bodies in one cell, as parts to look up."""

import re

from actions.importing.text import clean

# Between parts for certain; and where it depends on what stands on both sides.
_BETWEEN = re.compile(r"\s*(?:;|\n|\||•|\s/\s|\s\+\s|\t)\s*")
_SLASH = re.compile(r"(?<=\w)/(?=[A-Z])")
_COMMA = re.compile(r"\s*,\s*")
_AND = re.compile(r"\s+(?:and|&)\s+")
_SAYS_LEAD = re.compile(
    r"^(?:and|&)\s+|^(?:(?:joint )?leads?|co-?leads?|owner|sro|supported by|support|with)\s*:\s*", re.IGNORECASE
)
_IN_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
_NAME = re.compile(r"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Cllr)\.? )?(?:[A-Z]\.? ?){0,2}[A-Z][\w'’\-]+(?: [A-Z][\w'’\-]+)?")
# Words of posts and bodies: "Education and Health" is one.
_POST = frozenset((
    "head", "officer", "lead", "team", "service", "services", "director", "manager", "school", "schools", "health",
    "education", "care", "council", "board", "partnership", "forum", "icb", "nhs", "trust", "senco", "sencos", "send",
    "ehc", "advisor", "adviser", "coordinator", "commissioner", "nurse", "nursing", "therapy", "therapist",
    "therapies", "social", "early", "years", "inclusion", "children", "children's", "families", "family", "young",
    "people", "adult", "development", "quality", "performance", "strategy", "commissioning", "transport", "psychology",
    "psychologist", "principal", "parent", "carer", "public", "executive", "chair", "designated", "clinical",
    "medical", "consultant", "transformation",
))  # fmt: skip


def split(printed: str) -> tuple[str, ...]:
    """The parts of a cell of leads, each once, in order; for looking people up: what is printed stays whole beside."""
    parts: list[str] = []
    for piece in _BETWEEN.split(printed):
        for named in _by_slash(piece):
            for each in _by_comma(named):
                parts.extend(_by_and(each))
    kept = (_IN_BRACKETS.sub("", _SAYS_LEAD.sub("", part.strip(" -–—.,:"))) for part in parts)
    return tuple(dict.fromkeys(found for part in kept if (found := clean(part).strip(" -–—.,:"))))


def _by_slash(text: str) -> list[str]:
    """ "AD Education/ICB" is two, "Parent/carer forum" one."""
    pieces = _SLASH.split(text)
    whole = all(piece.strip().isupper() or len(piece.split()) >= 2 for piece in pieces)
    return pieces if len(pieces) > 1 and whole else [text]


def _by_comma(text: str) -> list[str]:
    """ "A Smith, B Jones" is two; "Smith, John" and "Head of SEND, Northshire" are one."""
    pieces = [piece for piece in _COMMA.split(text) if piece]
    whole = all(piece.isupper() or len(piece.split()) >= 2 for piece in pieces)
    return pieces if len(pieces) > 1 and whole else [text]


def _by_and(text: str) -> list[str]:
    pieces = _AND.split(text)
    return pieces if len(pieces) > 1 and all(map(_is_name, pieces)) else [text]


def _is_name(text: str) -> bool:
    words = text.strip().split()
    is_named = len(words) >= 2 and _NAME.fullmatch(text.strip()) is not None
    return is_named and not any(word.casefold().strip(".") in _POST for word in words)
