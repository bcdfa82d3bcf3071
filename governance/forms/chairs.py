"""A second chair of a body at the same time: it may be right, and is asked about."""

from design.fields import date_words
from design.soft_questions import Asks, Question
from governance.models import Membership
from governance.services.memberships import other_chairs


class AsksAboutChairs(Asks):
    """A form of a membership that asks whether there is to be another chair beside the one that there is."""

    def proposed(self) -> Membership:
        """The membership as the form says it."""
        raise NotImplementedError

    def what_to_ask(self) -> list[Question]:
        """Each chair of the same time, besides what else is asked."""
        return [*super().what_to_ask(), *map(_second_chair, other_chairs(self.proposed()))]


def _second_chair(chair: Membership) -> Question:
    until = f" until {date_words(chair.until_on)}" if chair.until_on else ""
    text = (
        f"{chair.user} is the chair from {date_words(chair.from_on)}{until}. Is there to be another chair at the same "
        "time? If not, end that membership first."
    )
    return Question(f"second-chair-{chair.pk}", text, ("role",))
