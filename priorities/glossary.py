"""Which abbreviations of the glossary a text holds."""

import re
from collections.abc import Iterable, Sequence

from priorities.models import GlossaryTerm


def terms_in(texts: Iterable[str], terms: Sequence[GlossaryTerm]) -> list[GlossaryTerm]:
    """Those of the terms that stand in the texts as words of their own, in the order of the glossary.

    Capitals count; an "s" for several does not ("EHCPs"), nor how much space there is ("HI/VI" is "HI / VI"). Where
    one term is a part of another, the longer one is meant.
    """
    patterns = [r"\s*".join(map(re.escape, term.term.split())) for term in terms]
    longest_first = "|".join(sorted(filter(None, patterns), key=len, reverse=True))
    if not longest_first:
        return []
    word = re.compile(rf"(?<!\w)({longest_first})s?(?!\w)")
    found = {_letters(match[1]) for text in texts for match in word.finditer(text)}
    return [term for term in terms if _letters(term.term) in found]


def _letters(words: str) -> str:
    return "".join(words.split())
