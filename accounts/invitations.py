"""Inviting somebody: a mail with a link that works once, to choose their first password."""

import logging

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.models import User

logger = logging.getLogger(__name__)


def send_invitation(request: HttpRequest, person: User) -> bool:
    """Send the mail, after the change is committed. False, and a line in the log, where no mail server takes it."""
    address = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)},
    )
    context = {
        "person": person,
        "invited_by": request.user,
        "address": request.build_absolute_uri(address),
        "ask_again": request.build_absolute_uri(reverse("account_reset_password")),
        "days": settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60),
        "service_name": settings.PORTAL_SERVICE_NAME,
        "organisation_name": settings.PORTAL_ORGANISATION_NAME,
    }
    subject = " ".join(render_to_string("accounts/emails/invitation_subject.txt", context).split())
    text = render_to_string("accounts/emails/invitation.txt", context)
    try:
        send_mail(subject, text, None, [person.email])
    except OSError:
        logger.exception("An invitation was not sent: the mail server refuses or cannot be reached")
        return False
    return True
