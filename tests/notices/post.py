"""A mail server on loopback, for tests: it speaks SMTP, keeps what it takes, and fails as it is told to."""

import contextlib
import dataclasses
import email
import email.message
import email.policy
import socketserver
import threading
from collections.abc import Callable, Iterator
from typing import Any

GREETING, OK, GO_ON, BYE = "220 post.example", "250 OK", "354 go on", "221 bye"


@dataclasses.dataclass
class PostOffice:
    """What it has taken, and how it answers: `recipients` maps addresses to replies, `after_data` is called once a
    mail is taken and before it is confirmed; what that gives is the reply, None hangs up without one.
    """

    port: int = 0
    taken: list[email.message.EmailMessage] = dataclasses.field(default_factory=list)
    connections: int = 0
    recipients: dict[str, str] = dataclasses.field(default_factory=dict)
    after_data: Callable[[email.message.EmailMessage], str | None] = lambda mail: OK
    silent_at: str = ""  # a command that it never answers
    closing: threading.Event = dataclasses.field(default_factory=threading.Event)

    def to(self, address: str) -> list[email.message.EmailMessage]:
        return [mail for mail in self.taken if mail["To"] == address]

    @property
    def readers(self) -> list[str]:
        return sorted(mail["To"] for mail in self.taken)


class _Handler(socketserver.StreamRequestHandler):
    office: PostOffice

    def handle(self) -> None:
        self.office.connections += 1
        # Whoever is killed says no farewell.
        with contextlib.suppress(ConnectionError):
            self.talk()

    def talk(self) -> None:
        self.say(GREETING)
        while line := self.rfile.readline():
            command = line.decode().strip()
            verb = command.split(" ")[0].split(":")[0].upper()
            if verb == self.office.silent_at:
                self.office.closing.wait(30)
                return
            if verb == "DATA":
                self.say(GO_ON)
                reply = self.office.after_data(self.read_mail())
                if reply is None:
                    return
                self.say(reply)
            elif verb == "RCPT":
                address = command.partition("<")[2].partition(">")[0]
                self.say(self.office.recipients.get(address, OK))
            elif verb == "QUIT":
                self.say(BYE)
                return
            else:
                self.say(OK)

    def read_mail(self) -> email.message.EmailMessage:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        mail: Any = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
        self.office.taken.append(mail)
        return mail

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


@contextlib.contextmanager
def post_office(port: int = 0) -> Iterator[PostOffice]:
    """A server on a free port, or on this one; down once the block is left."""
    office = PostOffice()
    with _Server(("127.0.0.1", port), type("Handler", (_Handler,), {"office": office})) as server:
        office.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield office
        finally:
            office.closing.set()
            server.shutdown()
            thread.join()
