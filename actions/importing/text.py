"""Text of a cell: as it is kept, and folded for comparing."""

import re
import unicodedata

from design.fields import REPLACEMENT, TURNING

_LINE_END = re.compile("\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_SPACES = re.compile(r"[^\S\n]+")
_AROUND_LINES = re.compile(" ?\n ?")
# What no page shows or no database keeps, and what cannot be seen and would keep two equal words apart.
_NO_CHARACTERS = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_HIDDEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_DROPPED = re.compile(f"[\0-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff{''.join(sorted(TURNING))}{_HIDDEN}{_NO_CHARACTERS}]")
_NO_LETTER = re.compile(r"[^\w%#]+")


def clean(text: str) -> str:
    """The text without spaces around it and without what no page shows; line breaks stay."""
    kept = _DROPPED.sub("", _LINE_END.sub("\n", text)).replace(REPLACEMENT, "?")
    return _AROUND_LINES.sub("\n", _SPACES.sub(" ", kept)).strip()


def folded(text: str) -> str:
    """The text for comparing: no case, no punctuation, single spaces, "and" for "&"."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("&", " and ").replace("'", "").replace("’", "")
    return " ".join(_NO_LETTER.sub(" ", plain).replace("_", " ").split())


def one_line(text: str, most: int = 60) -> str:
    """The text as a message quotes it."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
