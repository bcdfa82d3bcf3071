"""The form field that names a person."""

from collections.abc import Iterable
from typing import Any

from django import forms

from accounts.models import User
from design.widgets import PlainSelect

NOBODY = "Nobody yet"


def choosable_people() -> list[User]:
    """Everybody who may be named, with their organisation; one query, to be asked once a page."""
    return list(User.objects.active().with_organisation())


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
        choices = [("", self.nobody), *((pk, _words(person)) for pk, person in self.people.items())]
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


def _words(person: User) -> str:
    return f"{person}, {person.organisation.label}" + ("" if person.is_active else " (has left)")
