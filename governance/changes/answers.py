"""Who ended what is told of as a whole: a question, a proposed due date. Its line says who began it."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils import timezone

from actions.models import DueDateProposal, Question
from audit.models import AuditedModel
from design.fields import date_words
from governance.changes.people import Authors

DONE: Mapping[type[AuditedModel], Sequence[tuple[str, str]]] = {
    Question: (("Answered", "answer"), ("Closed", "closed_as")),
    DueDateProposal: (("Decided", "state"),),
}


def answered_words(model: type[AuditedModel], steps: Sequence[Any], authors: Authors) -> str:
    """ "Answered by Olive Marsh, lead of 1a, 12 July 2024; closed by …"; empty for what is neither."""
    return "; ".join(_words(DONE.get(model, ()), steps, authors))


def _words(done: Sequence[tuple[str, str]], steps: Sequence[Any], authors: Authors) -> Iterator[str]:
    for word, name in done:
        changed = [row for was, row in itertools.pairwise(steps) if getattr(was, name) != getattr(row, name)]
        for row in changed[-1:]:
            day = date_words(timezone.localtime(row.history_date).date())
            yield f"{word} by {authors.of(row)}, {day}"
