"""What the sign-in library asks of the portal."""

import logging
from urllib.parse import unquote

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.models import User
from accounts.services import note_sign_in
from design.fields import has_unprintable
from send_portal import clock

logger = logging.getLogger(__name__)


class PortalAdapter(DefaultAccountAdapter):
    """Nobody signs up; messages say what to do."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "This account is closed. If you need it, ask the administrator",
        "email_password_mismatch": "The e-mail address or the password is wrong. Check both and try again",
        "enter_current_password": "The current password is wrong. Enter it again",
        "too_many_login_attempts": "You have tried too many times. Wait 5 minutes and try again",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign in, and keep when."""
        super().login(request, user)
        note_sign_in(person=user, now=clock.now())

    def is_safe_url(self, url: str | None) -> bool:
        """Only an address of this portal, from its root on; the library's own fails on half an address."""
        return (
            url is not None
            and url.startswith("/")
            and not has_unprintable(unquote(url))
            and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
        )

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Send, or log why not: a fault shown for known addresses alone would tell which ones are known."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError:
            logger.exception("A mail was not sent: the mail server refuses or cannot be reached")

    def add_message(self, *args: object, **kwargs: object) -> None:
        """The portal's own pages say what happened; signing in needs no banner."""
