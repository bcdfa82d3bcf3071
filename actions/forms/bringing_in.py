"""The word to bring a spreadsheet in: who is named with it, and what seems personal in it."""

import dataclasses
import hashlib
from collections.abc import Callable, Iterable
from typing import Any

from accounts.models import User
from actions.from_sheet.compare import Comparison
from actions.from_sheet.present import PlanStanding, PlanStandingForm, Present
from design.fields import CheckboxesField
from design.personal_data import Personal, looks_personal
from design.soft_questions import Asks, Question


@dataclasses.dataclass(frozen=True)
class Proposal:
    """Somebody who would be named, and where."""

    person: User
    references: tuple[str, ...]

    @property
    def words(self) -> str:
        post = ", ".join(filter(None, (self.person.job_title, self.person.organisation.label)))
        return f"{self.person}, {post}: {', '.join(self.references)}"


def proposals_of(comparison: Comparison) -> list[Proposal]:
    """Everybody whom the sheet seems to name, each once."""
    found: dict[User, list[str]] = {}
    for one in comparison.compared:
        for person in one.proposed:
            found.setdefault(person, []).append(one.entry.reference)
    return [Proposal(person, tuple(references)) for person, references in found.items()]


class ConfirmForm(PlanStandingForm, Asks):
    """The word to bring it in, and who is named as a lead with it."""

    carried_words = "You were signed out, and nothing has been brought in yet."
    changed_words = (
        "The plan changed since you opened this page, and nothing was brought in. Check what changed, and what would "
        "be brought in now"
    )
    if_meant_words = "Check what would be brought in now, and send it again"

    named = CheckboxesField(
        label="Name these people as leads?",
        subject="who is to be named",
        required=False,
        help_text="The spreadsheet has just their name or e-mail address. Untick whoever is not meant: the lead then "
        "stays as printed.",
    )

    def __init__(
        self, *args: Any, comparison: Comparison, compare: Callable[[Present], Comparison], **kwargs: Any
    ) -> None:
        """`compare`: the spreadsheet beside the plan, as that stands by then."""
        self.comparison, self._compare = comparison, compare
        proposals = proposals_of(comparison)
        everybody = {"named": [str(proposal.person.pk) for proposal in proposals]}
        super().__init__(*args, initial=everybody | (kwargs.pop("initial", None) or {}), **kwargs)
        if proposals:
            self.fields["named"].offer((str(one.person.pk), one.words) for one in proposals)
        else:
            del self.fields["named"]

    def catch_up(self, standing: PlanStanding) -> None:
        """As for every form; what it would bring in is found anew, and whoever is newly proposed is not ticked."""
        super().catch_up(standing)
        self.comparison = self._compare(standing.seen)
        if "named" in self.fields:
            self.fields["named"].offer((str(one.person.pk), one.words) for one in proposals_of(self.comparison))

    @property
    def ids(self) -> set[int]:
        """The people who are to be named."""
        return {int(pk) for pk in self.cleaned_data.get("named", ())}

    def what_to_ask(self) -> list[Question]:
        """Whether what seems personal in the sheet may be printed, by its rows."""
        return [*_personal(self.comparison), *super().what_to_ask()]


def _personal(comparison: Comparison) -> Iterable[Question]:
    found: dict[int, set[Personal]] = {}
    for one in comparison.compared:
        if one.is_new or one.is_changed:
            text = "\n".join(value for value in vars(one.entry).values() if isinstance(value, str))
            if personal := set(looks_personal(text)):
                found[one.entry.row] = personal
    if not found:
        return
    words = "\n".join(sorted(personal.words for each in found.values() for personal in each))
    rows = ", ".join(map(str, found))
    text = (
        f"The spreadsheet seems to contain personal details in row{'' if len(found) == 1 else 's'} {rows}. "
        "It must not identify any child or family. Is it safe to print?"
    )
    yield Question(f"personal-{hashlib.sha256(words.encode()).hexdigest()[:12]}", text)
