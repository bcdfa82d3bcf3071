"""The list of decisions, as a page and as a file: the address says which."""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import QueryDict

from accounts.models import User
from governance.forms.decision_filter import DecisionFilterForm
from governance.models import Body, Decision, DecisionAction
from governance.models.decisions import DecisionQuerySet
from governance.quorum import NO_RULE_RECORDED
from priorities.references import reference_key

A_PAGE = 30
HEADINGS = ("Body", "Taken on", "Meeting", "Number", "Decision", "Standing", "Why this standing", "Quorum rule",
            "Actions and effects", "Recorded by mistake because")  # fmt: skip


class DecisionList:
    """The decisions that an address asks for and the person may see, newest first. Raises UnknownFilter for a
    value that no list has; for words that cannot be looked for, the form says why and nothing is found.
    """

    def __init__(self, user: User, parameters: QueryDict) -> None:
        years = Decision.objects.seen_by(user).dates("taken_on", "year", order="DESC")
        self.bodies = list(Body.objects.filter(is_run_here=True))
        self.form = DecisionFilterForm(parameters, self.bodies, [day.year for day in years])
        self.form.refuse_unknown("q", "action")
        self.is_clear = not self.form.errors
        self.chosen: dict[str, Any] = {name: value for name, value in self.form.cleaned_data.items() if value}
        found = Decision.objects.filter(*self._conditions()) if self.is_clear else Decision.objects.none()
        self.decisions: DecisionQuerySet = found.told(user).order_by("-taken_on", "-number", "-pk")

    @property
    def query(self) -> str:
        """The filter as an address holds it."""
        return urlencode(self.chosen)

    @property
    def paginator(self) -> Paginator:
        return Paginator(self.decisions, A_PAGE)

    def rows_of_file(self) -> Iterator[Sequence[str]]:
        """All of them as lines under HEADINGS, read piece by piece."""
        return decision_rows(self.decisions)

    def _conditions(self) -> Iterator[Q]:
        chosen = self.chosen
        if "body" in chosen:
            yield Q(body__slug=chosen["body"])
        if "standing" in chosen:
            yield Q(standing=chosen["standing"], withdrawn_reason="")
        if "year" in chosen:
            yield Q(taken_on__year=int(chosen["year"]))
        for word in chosen.get("q", "").split():
            yield Q(text__icontains=word)
        if "effect" in chosen or "action" in chosen:
            links = DecisionAction.objects.all()
            if "effect" in chosen:
                links = links.filter(effect=chosen["effect"])
            if "action" in chosen:
                links = links.filter(action__key=_key(chosen["action"]))
            yield Q(pk__in=links.values("decision"))


def decision_rows(decisions: DecisionQuerySet) -> Iterator[Sequence[str]]:
    """Decisions, with what `as_rows` reads of them, as lines under HEADINGS; read piece by piece."""
    for one in decisions.iterator(chunk_size=200):
        has_no_rule = one.meeting_id is not None and not one.has_rule
        yield (
            one.body.name,
            one.taken_on.isoformat(),
            "" if one.meeting is None else str(one.meeting),
            str(one.number or ""),
            one.text,
            one.standing_words,
            one.standing_reason,
            NO_RULE_RECORDED if has_no_rule else "",
            "; ".join(f"{link.action.reference}: {link.get_effect_display()}" for link in one.action_links.all()),
            one.withdrawn_reason,
        )


def _key(reference: str) -> str:
    try:
        return reference_key(reference)
    except ValueError:
        return ""
