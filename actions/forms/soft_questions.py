"""Forms that ask before they take what looks personal."""

from collections.abc import Sequence

from actions.rules import Question, personal_questions
from design.forms import PortalForm


class AsksFirst(PortalForm):
    """A form that is right and not yet valid while `questions` stand; sent once more as it is, it passes."""

    questions: Sequence[Question] = ()

    def is_valid(self) -> bool:
        """Whether nothing is wrong with it, and what its texts seem to hold has been considered."""
        if not super().is_valid():
            return False
        asked = personal_questions(value for value in self.cleaned_data.values() if isinstance(value, str))
        considered = self.data.getlist("considered")  # type: ignore[attr-defined]
        self.questions = [question for question in asked if question.code not in considered]
        return not self.questions
