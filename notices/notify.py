"""GOV.UK Notify in place of a mail server, by its REST interface: one call for each mail.

Notify carries a subject and a text. The HTML stays behind, and so does what is attached: a mail of the portal says all
in its text, and links to the calendar entry. The template in Notify has the subject `((subject))` and the message
`((body))`.
"""

import base64
import hashlib
import hmac
import http.client
import json
import ssl
import time
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from notices.connection import MayHaveGone, NotTaken, Unreachable

PATH = "/v2/notifications/email"
ID_LENGTH = 36
# What Notify names where it refuses everybody's mail for what the portal is set to.
OF_SETTINGS = ("template", "service", "reply_to", "personalisation")
TAKEN, REFUSED_KEY, TOO_MANY, FAULT = 201, (401, 403), 429, 500


class EmailBackend(BaseEmailBackend):
    """A Django mail back end: whatever the portal sends goes through it, invitations included."""

    def __init__(self, fail_silently: bool = False, **kwargs: Any) -> None:
        super().__init__(fail_silently=fail_silently)
        self.connection: http.client.HTTPConnection | None = None

    def open(self) -> bool:
        """Connect, where that is not done. Raises Unreachable."""
        if self.connection is not None:
            return False
        connection = _connection()
        _open(connection)
        self.connection = connection
        return True

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
        self.connection = None

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Hand each over, to each of its recipients. Raises Unreachable, NotTaken or MayHaveGone."""
        is_new = self.open()
        sent = 0
        try:
            for message in email_messages:
                for recipient in message.recipients():
                    self._send(self.connection, message, recipient)
                sent += 1
        except (Unreachable, NotTaken, MayHaveGone):
            if not self.fail_silently:
                raise
        finally:
            if is_new:
                self.close()
        return sent

    def _send(self, connection: Any, message: EmailMessage, recipient: str) -> None:
        said = {
            "email_address": recipient,
            "template_id": settings.NOTIFY_TEMPLATE_ID,
            "personalisation": {"subject": str(message.subject), "body": str(message.body)},
            "reference": message.extra_headers.get("Message-ID", "").strip("<>"),
        }
        if settings.NOTIFY_REPLY_TO_ID:
            said["email_reply_to_id"] = settings.NOTIFY_REPLY_TO_ID
        headers = {"Authorization": f"Bearer {token(settings.NOTIFY_API_KEY)}", "Content-Type": "application/json"}
        if connection.sock is None:
            _open(connection)  # after an answer that closes it: http.client would do so within the request
        try:
            connection.request("POST", PATH, json.dumps(said).encode(), headers)
            answer = connection.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise MayHaveGone("The connection was lost while the mail was handed over") from error
        if answer.status != TAKEN:
            raise _fault(answer.status, body)


def _connection() -> http.client.HTTPConnection:
    parts = urlsplit(settings.NOTIFY_URL)
    host = parts.hostname or ""
    if parts.scheme == "https":
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(host, parts.port, timeout=settings.EMAIL_TIMEOUT, context=context)
    return http.client.HTTPConnection(host, parts.port, timeout=settings.EMAIL_TIMEOUT)


def _open(connection: http.client.HTTPConnection) -> None:
    try:
        connection.connect()
    except (OSError, http.client.HTTPException) as error:
        raise Unreachable("GOV.UK Notify cannot be reached") from error


def _fault(status: int, body: bytes) -> Exception:
    """What an answer means: a setting is wrong, Notify is out of order, or it does not take this mail now or ever."""
    words = f"GOV.UK Notify says {status}: {_first_message(body)}"[:200]
    is_setting = any(word in words.lower() for word in OF_SETTINGS)
    if status in REFUSED_KEY or status >= FAULT or is_setting:
        return Unreachable(words)
    return NotTaken(words, is_final=status != TOO_MANY)


def _first_message(body: bytes) -> str:
    try:
        errors = json.loads(body)["errors"]
        return " ".join(str(errors[0]["message"]).split())
    except (ValueError, KeyError, IndexError, TypeError):
        return "no reason given"


def token(key: str) -> str:
    """What proves to Notify who calls: a JSON web token (HS256) of this moment, by the real clock.

    The key ends with the id of the service and the secret, 36 characters each, with a hyphen between.
    """
    secret, service = key[-ID_LENGTH:], key[-2 * ID_LENGTH - 1 : -ID_LENGTH - 1]
    parts = ({"typ": "JWT", "alg": "HS256"}, {"iss": service, "iat": int(time.time())})
    signed = ".".join(_encoded(json.dumps(part, separators=(",", ":")).encode()) for part in parts)
    signature = hmac.new(secret.encode(), signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{_encoded(signature)}"


def _encoded(text: bytes) -> str:
    return base64.urlsafe_b64encode(text).rstrip(b"=").decode()
