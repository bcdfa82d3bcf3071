"""Soft questions: what may be right all the same is asked about once, and never blocks."""

import dataclasses
import hashlib
from collections.abc import Mapping, Sequence
from typing import NamedTuple, cast

from django.utils.text import get_text_list

from design.forms import PortalBoundField, PortalForm, PortalFormMixin
from design.personal_data import looks_personal
from design.uploads import Upload


class Place(NamedTuple):
    """A field that a question is about, as a link says it."""

    label: str
    href: str


@dataclasses.dataclass(frozen=True)
class Question:
    """A contradiction that may be right all the same: its code, which the answer carries, and the question.

    `fields` names what it is about in the form; `places` are these fields once the question stands on a form's page.
    """

    code: str
    text: str
    fields: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()

    def on(self, form: PortalFormMixin) -> "Question":
        """The question with a link to each of its fields that the form shows."""
        shown = [cast(PortalBoundField, form[name]) for name in self.fields if name in form.fields]
        places = tuple(Place(str(one.label).removesuffix(" (optional)"), f"#{one.first_input_id}") for one in shown)
        return dataclasses.replace(self, places=places)


class Asks(PortalForm):
    """A form that asks about what it is told where that may be right all the same (`what_to_ask`).

    It is right and not yet valid while `questions` stand; sent once more as it is, it passes.
    """

    questions: Sequence[Question] = ()
    # What the button says that answers them; empty for the form's own words with "as it is".
    confirm_text = ""

    def is_valid(self) -> bool:
        """Whether nothing is wrong with it, and what it asks has been considered."""
        if not super().is_valid():
            return False
        considered = self.data.getlist("considered")  # type: ignore[attr-defined]
        self.questions = [question.on(self) for question in self.what_to_ask() if question.code not in considered]
        return not self.questions

    def what_to_ask(self) -> list[Question]:
        """The questions that what was sent, which is right, gives rise to."""
        return []


class AsksFirst(Asks):
    """A form in which people write: its page says who reads it, and what looks personal is asked about."""

    def what_to_ask(self) -> list[Question]:
        """Whether what its texts seem to hold may be printed, and what else is asked."""
        said = {name: one.name if isinstance(one, Upload) else one for name, one in self.cleaned_data.items()}
        personal = personal_questions({name: text for name, text in said.items() if isinstance(text, str)})
        return [*personal, *super().what_to_ask()]


def personal_questions(texts: Mapping[str, str]) -> list[Question]:
    """Whether what looks personal in the texts of these fields may be printed; empty where nothing does.

    The question's code stands for the words it was asked of: a yes to them is no yes to others.
    """
    found_in = {name: found for name, text in texts.items() if (found := set(looks_personal(text)))}
    if not found_in:
        return []
    found = set.union(*found_in.values())
    words = "\n".join(sorted(personal.words for personal in found))
    kinds = get_text_list(sorted({personal.kind for personal in found}), "and")
    text = f"The text seems to contain {kinds}. It must not identify any child or family. Is it safe to print?"
    return [Question(f"personal-{hashlib.sha256(words.encode()).hexdigest()[:12]}", text, tuple(found_in))]
