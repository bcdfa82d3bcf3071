"""A new password by mail: whoever asks does not learn from the answer, nor from its time, who has an account."""

import logging
from collections.abc import Callable
from typing import Any

from allauth.account.views import PasswordResetView
from allauth.core.context import request_context
from django.http import HttpResponse, HttpResponseRedirect

from accounts.forms import ResetPasswordForm

logger = logging.getLogger(__name__)


class AnswerFirst(HttpResponseRedirect):
    """A redirect, and what is done once it has gone out: the server closes an answer after its last byte."""

    def __init__(self, to: str, *, then: Callable[[], Any]) -> None:
        super().__init__(to)
        self._then = then

    def close(self) -> None:
        try:
            self._then()
        except Exception:
            # Nobody waits for an answer any more.
            logger.exception("What was left for after the answer has failed")
        super().close()


class ResetPasswordView(PasswordResetView):
    """The library's page; the mail is made and sent after the answer, because only a known address has one."""

    def form_valid(self, form: ResetPasswordForm) -> HttpResponse:
        answer = super().form_valid(form)

        def send() -> None:
            with request_context(self.request):
                form.send(self.request)

        return AnswerFirst(answer.url, then=send) if isinstance(answer, HttpResponseRedirect) else answer
