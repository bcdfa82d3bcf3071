"""The form field that names a person."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django import forms

from accounts.models import User
from design.widgets import PlainSelect

NOBODY = "Nobody yet"


def choosable_people() -> list[User]:
    """Everybody who may be named, with their organisation; one query, to be asked once a page."""
    return list(User.objects.active().with_organisation())


def person_words(person: User) -> str:
    """A person in a list to choose from, with post and organisation."""
    return ", ".join(filter(None, (person.name, person.job_title, person.organisation.label)))


class PersonField(forms.ChoiceField):
    """One active person, or None. `offer` says who; whoever stands there already may stay, though they have left."""

    widget = PlainSelect

    def __init__(self, *, nobody: str = NOBODY, **kwargs: Any) -> None:
        self.nobody, self.people = nobody, dict[str, User]()
        messages = {"invalid_choice": "Choose somebody from the list"}
        super().__init__(error_messages=messages | (kwargs.pop("error_messages", None) or {}), **kwargs)

    def offer(self, people: Iterable[User], standing: User | None = None) -> None:
        """Set the choices of one form's own field, without a query."""
        self.people = {str(person.pk): person for person in people}
        choices = [("", self.nobody), *((pk, self.words(person)) for pk, person in self.people.items())]
        if standing is not None and str(standing.pk) not in self.people:
            self.people[str(standing.pk)] = standing
            choices.insert(1, (str(standing.pk), f"{standing} (has left)"))
        self.choices = choices

    def prepare_value(self, value: Any) -> Any:
        return value.pk if isinstance(value, User) else value

    def clean(self, value: Any) -> Any:
        """The person, or None."""
        chosen = super().clean(self.prepare_value(value))
        return self.people[chosen] if chosen else None

    def words(self, person: User) -> str:
        """What tells the person from others in the list."""
        return f"{person}, {person.organisation.label}" + ("" if person.is_active else " (has left)")


class BriefPersonField(PersonField):
    """The same in a narrow column, which would cut off a long name of an organisation: the short one stands there, or
    none. Namesakes keep the long one."""

    def offer(self, people: Iterable[User], standing: User | None = None) -> None:
        """Set the choices of one form's own field, without a query."""
        offered = list(people)
        self.namesakes = {name for name, times in Counter(person.name for person in offered).items() if times > 1}
        super().offer(offered, standing)

    def words(self, person: User) -> str:
        """The name, and as much more as it needs and has room for."""
        if person.name in self.namesakes or person.organisation.short_name:
            return super().words(person)
        return f"{person}" if person.is_active else f"{person} (has left)"
