"""Soft questions: what may be right all the same is asked about once, and never blocks."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils.text import get_text_list

from design.forms import PortalForm
from design.personal_data import looks_personal


class Question(NamedTuple):
    """A contradiction that may be right all the same: its code, which the answer carries, and the question."""

    code: str
    text: str


class AsksFirst(PortalForm):
    """A form in which people write: its page says who reads it, and what looks personal is asked about.

    It is right and not yet valid while `questions` stand; sent once more as it is, it passes.
    """

    questions: Sequence[Question] = ()

    def is_valid(self) -> bool:
        """Whether nothing is wrong with it, and what its texts seem to hold has been considered."""
        if not super().is_valid():
            return False
        asked = personal_questions(value for value in self.cleaned_data.values() if isinstance(value, str))
        considered = self.data.getlist("considered")  # type: ignore[attr-defined]
        self.questions = [question for question in asked if question.code not in considered]
        return not self.questions


def personal_questions(texts: Iterable[str]) -> list[Question]:
    """Whether what looks personal in the texts may be printed; empty where nothing does.

    The question's code stands for the words it was asked of: a yes to them is no yes to others.
    """
    found = {personal for text in texts for personal in looks_personal(text)}
    if not found:
        return []
    words = "\n".join(sorted(personal.words for personal in found))
    kinds = get_text_list(sorted({personal.kind for personal in found}), "and")
    text = f"The text seems to contain {kinds}. It must not identify any child or family. Is it safe to print?"
    return [Question(f"personal-{hashlib.sha256(words.encode()).hexdigest()[:12]}", text)]
