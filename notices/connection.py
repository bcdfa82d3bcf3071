"""The way to the mail server, and what it means when it fails: a mail that was not taken may be sent again, one that
may have been taken never is."""

import dataclasses
import enum
import smtplib
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.smtp import EmailBackend

SMTP = "django.core.mail.backends.smtp.EmailBackend"
CAREFUL = "notices.connection.CarefulBackend"
GO_ON, PERMANENT, CLOSING = 354, 500, 421  # replies of a mail server


class MayHaveGone(Exception):
    """The connection was lost after the mail had been handed over: whether it was taken, nobody knows."""


class NotTaken(Exception):
    """The server said that it does not take this mail; `is_final`: nor later."""

    def __init__(self, message: str, *, is_final: bool) -> None:
        super().__init__(message)
        self.is_final = is_final


class Unreachable(Exception):
    """The server is not there, or wants nothing from us now: the mails wait."""


class _Careful:
    """Tells a connection that is lost before a mail was handed over from one that is lost afterwards."""

    is_under_way = False  # the server has said that it listens, and the mail is on its way to it

    def getreply(self) -> tuple[int, bytes]:
        code, said = super().getreply()  # type: ignore[misc]
        self.is_under_way = code == GO_ON
        return code, said

    def data(self, message: Any) -> Any:
        self.is_under_way = False
        try:
            return super().data(message)  # type: ignore[misc]
        except smtplib.SMTPResponseException:
            raise  # the server has answered
        except OSError as error:
            if not self.is_under_way:
                raise
            raise MayHaveGone("The connection was lost while the mail was handed over") from error


class _CarefulSMTP(_Careful, smtplib.SMTP):
    pass


class _CarefulSMTPS(_Careful, smtplib.SMTP_SSL):
    pass


class CarefulBackend(EmailBackend):
    """Django's own, over such a connection."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _CarefulSMTPS if self.use_ssl else _CarefulSMTP


def connect() -> Any:
    """A back end that is open. Raises Unreachable."""
    backend = get_connection(CAREFUL if settings.EMAIL_BACKEND == SMTP else None)
    try:
        backend.open()
    except OSError as error:
        raise Unreachable(_words(error)) from error
    return backend


class Fate(enum.Enum):
    """What became of a mail that was not plainly taken."""

    LATER = "later"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    UNSURE = "unsure"


@dataclasses.dataclass(frozen=True)
class Fault:
    """What became of it, and what the server said."""

    fate: Fate
    words: str


def fault_of(error: Exception) -> Fault:
    """What an error says of the mail that was being sent. What nobody foresaw is unsure: better late than twice."""
    if isinstance(error, NotTaken):
        return Fault(Fate.REFUSED if error.is_final else Fate.LATER, str(error))
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
        return Fault(Fate.REFUSED if code >= PERMANENT else Fate.LATER, _reply(code, said))
    if isinstance(error, smtplib.SMTPDataError) and error.smtp_code != CLOSING:
        fate = Fate.REFUSED if error.smtp_code >= PERMANENT else Fate.LATER
        return Fault(fate, _reply(error.smtp_code, error.smtp_error))
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return Fault(Fate.REFUSED, "The mail server does not take such an address")
    if isinstance(error, Unreachable | OSError):
        return Fault(Fate.UNREACHABLE, _words(error))
    return Fault(Fate.UNSURE, "The connection was lost while the mail was handed over")


def _words(error: Exception) -> str:
    if isinstance(error, Unreachable):
        return str(error)
    if isinstance(error, smtplib.SMTPResponseException):
        return _reply(error.smtp_code, error.smtp_error)
    return "The mail server cannot be reached"


def _reply(code: int, said: bytes | str) -> str:
    text = said.decode(errors="replace") if isinstance(said, bytes) else said
    return " ".join(f"{code} {text}".split())[:200]
