"""GOV.UK Notify in place of a mail server, against a server on loopback that answers as it does."""

import base64
import hashlib
import hmac
import http.server
import json
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.mail import get_connection, send_mail

from notices.connection import MayHaveGone, NotTaken, Unreachable
from notices.models import Notice
from notices.notify import token
from send_portal.environment import is_notify_key
from tests.notices.conftest import at

SERVICE, SECRET = "26785a09-ab16-4eb0-8407-a37497a57506", "3d844edf-8d35-48ac-975b-e847b4f122b0"
KEY = f"portal-{SERVICE}-{SECRET}"


class Notify:
    """What it was asked, and what it answers."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, str], dict[str, Any]]] = []
        self.status, self.answer, self.hangs_up = 201, '{"id": "1"}', False


@pytest.fixture
def notify(settings: Any) -> Iterator[Notify]:
    known = Notify()

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            known.asked.append((self.path, dict(self.headers), said))
            if known.hangs_up:
                self.close_connection = True
                return
            body = known.answer.encode()
            self.send_response(known.status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *arguments: Any) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        settings.EMAIL_BACKEND = "notices.notify.EmailBackend"
        settings.NOTIFY_API_KEY, settings.NOTIFY_TEMPLATE_ID, settings.NOTIFY_REPLY_TO_ID = KEY, "a-template", ""
        settings.NOTIFY_URL = f"http://127.0.0.1:{server.server_address[1]}"
        yield known
        server.shutdown()
        thread.join()


def part(text: str) -> Any:
    return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))


def test_the_token_is_signed_with_the_secret_of_the_key() -> None:
    head, claims, signature = token(KEY).split(".")
    assert part(head) == {"typ": "JWT", "alg": "HS256"}
    assert part(claims)["iss"] == SERVICE
    assert abs(part(claims)["iat"] - time.time()) < 30
    expected = hmac.new(SECRET.encode(), f"{head}.{claims}".encode(), hashlib.sha256).digest()
    assert base64.urlsafe_b64decode(signature + "=" * (-len(signature) % 4)) == expected


def test_a_run_sends_through_it(notify: Notify, run: Any) -> None:
    assert "Mails sent: 2" in run("2024-08-29")
    (path, headers, said), _ = notify.asked
    assert path == "/v2/notifications/email"
    assert headers["Authorization"].startswith("Bearer ")
    notice = Notice.objects.get(user__email=said["email_address"])
    assert said["template_id"] == "a-template"
    assert said["personalisation"] == {"subject": notice.subject, "body": notice.text}
    assert said["reference"] == f"notice-{notice.key}@127.0.0.1"
    # Neither HTML nor attachment goes along: the text says all, and links to the deadline.
    assert set(said) == {"email_address", "template_id", "personalisation", "reference"}
    assert "/deadlines/" in said["personalisation"]["body"]


def test_the_portals_other_mails_go_through_it(notify: Notify, settings: Any) -> None:
    settings.NOTIFY_REPLY_TO_ID = "a-reply-to"
    assert send_mail("Subject", "Text", None, ["a@portal.example", "b@portal.example"]) == 1
    assert [said["email_address"] for _, _, said in notify.asked] == ["a@portal.example", "b@portal.example"]
    assert notify.asked[0][2]["email_reply_to_id"] == "a-reply-to"


@pytest.mark.parametrize(
    ("status", "expected", "is_final"),
    [(400, NotTaken, True), (429, NotTaken, False), (403, Unreachable, None), (500, Unreachable, None)],
)
def test_what_it_answers_is_understood(
    status: int, expected: type[Exception], is_final: bool | None, notify: Notify
) -> None:
    notify.status, notify.answer = status, '{"errors": [{"error": "E", "message": "Not so"}]}'
    with pytest.raises(expected, match=f"GOV.UK Notify says {status}: Not so") as raised:
        send_mail("Subject", "Text", None, ["a@portal.example"])
    assert getattr(raised.value, "is_final", None) == is_final


@pytest.mark.parametrize(
    "said", ["Template not found", "template_id is not a valid UUID", "Missing personalisation: body"]
)
def test_a_wrong_setting_is_nobodys_refusal(said: str, notify: Notify) -> None:
    notify.status, notify.answer = 400, json.dumps({"errors": [{"error": "BadRequestError", "message": said}]})
    with pytest.raises(Unreachable, match=said):
        send_mail("Subject", "Text", None, ["a@portal.example"])


def test_a_connection_that_cannot_be_opened_again_took_no_mail(notify: Notify, settings: Any) -> None:
    """An answer may close the connection; that it is then opened anew is no handing over."""
    with get_connection() as connection:
        assert send_mail("Subject", "Text", None, ["a@portal.example"], connection=connection) == 1
        connection.connection.close()
        connection.connection.port = 1
        with pytest.raises(Unreachable, match="cannot be reached"):
            send_mail("Subject", "Text", None, ["b@portal.example"], connection=connection)


def test_an_answer_without_sense_is_a_fault_all_the_same(notify: Notify) -> None:
    notify.status, notify.answer = 400, "<html>"
    with pytest.raises(NotTaken, match="no reason given"):
        send_mail("Subject", "Text", None, ["a@portal.example"])


def test_a_lost_connection_may_have_sent_it_and_it_is_not_sent_again(notify: Notify, run: Any) -> None:
    notify.hangs_up = True
    with pytest.raises(MayHaveGone):
        send_mail("Subject", "Text", None, ["a@portal.example"])
    notify.asked.clear()
    run("2024-08-29")
    notify.hangs_up = False
    run("2024-08-29", "08:40")
    asked = [said["email_address"] for _, _, said in notify.asked]
    assert sorted(asked) == ["cora@portal.example", "olive@portal.example", "otis@portal.example"]
    assert Notice.objects.unsure(at("2024-08-29", "08:40")).count() == 2


def test_one_that_is_not_there_loses_nothing(notify: Notify, run: Any, settings: Any) -> None:
    there, settings.NOTIFY_URL = settings.NOTIFY_URL, "http://127.0.0.1:1"
    assert "GOV.UK Notify cannot be reached" in run("2024-08-29")
    settings.NOTIFY_URL = there
    run("2024-08-29", "08:20")
    assert len(notify.asked) == 2


def test_who_asks_to_fail_silently_hears_nothing(notify: Notify) -> None:
    notify.status = 400
    connection = get_connection(fail_silently=True)
    assert send_mail("Subject", "Text", None, ["a@portal.example"], connection=connection) == 0


@pytest.mark.parametrize(("key", "expected"), [(KEY, True), ("portal-key", False), (SERVICE, False)])
def test_keys(key: str, expected: bool) -> None:
    assert is_notify_key(key) is expected
