"""Who answered and who closed a question that is told of as a whole: its line says who asked."""

import itertools
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils import timezone

from actions.models import Question
from audit.models import AuditedModel
from design.fields import date_words
from governance.changes.people import Authors

DONE = (("Answered", "answer"), ("Closed", "closed_as"))


def answered_words(model: type[AuditedModel], steps: Sequence[Any], authors: Authors) -> str:
    """ "Answered by Olive Marsh, lead of 1a, 12 July 2024; closed by …"; empty for what is no question."""
    return "; ".join(_words(steps, authors)) if model is Question else ""


def _words(steps: Sequence[Any], authors: Authors) -> Iterator[str]:
    for word, name in DONE:
        changed = [row for was, row in itertools.pairwise(steps) if getattr(was, name) != getattr(row, name)]
        for row in changed[-1:]:
            day = date_words(timezone.localtime(row.history_date).date())
            yield f"{word} by {authors.of(row)}, {day}"
