"""Signing in by e-mail address, with the person as pages need them."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import User
from send_portal import clock


class PortalBackend(AuthenticationBackend):
    """The library's sign-in; a request's person comes with organisation and granted roles in two queries."""

    def get_user(self, user_id: Any) -> User | None:
        people = User.objects.select_related("organisation").prefetch_related("role_grants")
        person = people.with_accountability().with_part(clock.today()).filter(pk=user_id).first()
        return person if person is not None and self.user_can_authenticate(person) else None
