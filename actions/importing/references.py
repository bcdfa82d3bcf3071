"""References as sheets print them: 1, 1.1, 1.1.1, 3f(i), CYP 1, 007; what one stands under, what is wrong with one."""

import datetime
import re

from actions.importing.told import Cell
from priorities.references import is_printed_so, reference_key

LONGEST = 40
# An address of its own, which no action can have.
_TAKEN = "new"
_AROUND = " \n\t.:;,)#*-–—"
_WORD = re.compile(r"(?:action|ref|no|item|number)\.?\s*(?=[\dA-Z])", re.IGNORECASE)
_ONE = re.compile(
    r"(?:[A-Z]{1,5}[ \-/]?)?\d{1,4}(?:[.\-/]\d{1,4}){0,3}[.]?(?:[a-z]{1,2})?(?:\(?[ivxa-z0-9]{1,4}\))?"
    r"|[A-Z]{1,4}\d{0,3}|[a-z]",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"((?:[A-Z]{1,4}[ -]?)?\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?(?:\([ivx]{1,4}\))?)[.):]?(?:\s+[-–—:]\s*|[ \t\n]+)(?=\S)"
)
_LAST = re.compile(r"\([^()]*\)$|[.\-/ ]\d+$|(?<=\d)[a-z]{1,2}$|(?<=[.\-/])[a-z]{1,2}$", re.IGNORECASE)
_NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


def reference_of(cell: Cell) -> str:
    """The reference that a cell prints, without what stands around it: "1.", "1)" and "#1" are 1."""
    text = " ".join(cell.text.split())
    text = _WORD.sub("", text, count=1) if _WORD.match(text) else text
    kept = text.lstrip(" .:;,)#*-–—").rstrip(_AROUND.replace(")", ""))
    return kept.rstrip(" )") if kept.count(")") > kept.count("(") else kept


def fault_of(cell: Cell, reference: str) -> str:
    """Why the portal cannot use a reference, in a sentence; empty where it can."""
    if isinstance(cell.value, datetime.date):
        return f"the spreadsheet has made a date of this reference ({cell.text}): write it as text"
    if not is_printed_so(reference):
        return "a reference has letters, digits, spaces and . - ( ) / alone, a letter or digit first: change it"
    key = reference_key(reference)
    if len(reference) > LONGEST or len(key) > LONGEST:
        return f"a reference has at most {LONGEST} characters: shorten it"
    return f"no action can have the reference “{reference}”: change it" if key == _TAKEN else ""


def looks_like_one(text: str) -> bool:
    """Whether a text can be a reference by its shape."""
    plain = text.strip().rstrip(".:")
    return _ONE.fullmatch(plain if "(" in plain else plain.rstrip(")")) is not None


def leading(text: str) -> tuple[str, str]:
    """The reference that a text begins with, and the rest; no reference where it begins with none."""
    match = _LEADING.match(text)
    return (match[1], text[match.end() :].strip()) if match else ("", text)


def above(reference: str) -> str:
    """What the numbering puts a reference under: 1.1 over 1.1.1, 3f over 3f(i), 3 over 3f; empty at the top."""
    return _LAST.sub("", reference).strip() if _LAST.search(reference) else ""


def depth(reference: str) -> int:
    """How many steps lead down to it: 1 has one, 1.1 two."""
    steps = 0
    while reference:
        steps, reference = steps + 1, above(reference)
    return steps


def key_of(reference: str) -> str:
    """The reference as the portal compares it; empty for none."""
    try:
        return reference_key(reference)
    except ValueError:
        return ""


def below(parent: str, number: int) -> str:
    """A reference for what stands under an action and has none of its own."""
    return f"{parent}({_NUMERALS[number - 1] if number <= len(_NUMERALS) else number})"
