"""Whom an address means. Who may ask is what the administration checks before its pages."""

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
