"""Whom an address means, and who could not be spared. Who may ask the administration checks before its pages."""

import datetime

from django.http import Http404

from accounts.models import User
from design.fields import whole_number

LARGEST = 999_999_999


def person_named(number: str) -> User | None:
    """The person with this number; None where the address names none. Raises Http404 where nobody has it."""
    pk = whole_number(number, 0, LARGEST)
    if pk is None:
        return None
    person = User.objects.filter(pk=pk).first()
    if person is None:
        raise Http404("Nobody has this number.")
    return person


def is_only_coordinator(person: User, today: datetime.date) -> bool:
    """Whether nobody would co-ordinate any more without this person."""
    return list(User.objects.coordinating(today)) == [person]
