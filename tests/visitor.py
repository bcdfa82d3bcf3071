"""A browser of the plainest kind for tests of the running portal: a session, forms, no scripts, one per thread."""

import http.client
import re
from collections.abc import Mapping
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

FORM = "application/x-www-form-urlencoded"
BOUNDARY = "----portal"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"


class Visitor:
    """Keeps cookies and sends the portal's own forms. A connection that breaks raises OSError or HTTPException."""

    def __init__(self, base_url: str) -> None:
        self.host = urlsplit(base_url).netloc
        self.base_url = base_url
        self.cookies: dict[str, str] = {}

    def request(self, method: str, path: str, fields: Mapping[str, object] | None = None) -> tuple[int, str]:
        """Status and text of the answer; redirects are not followed."""
        connection = http.client.HTTPConnection(self.host, timeout=30)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body: str | bytes | None = None
        if fields is not None:
            fields = {"csrfmiddlewaretoken": self.cookies.get("csrf", "")} | dict(fields)
            body, kind = (multipart(fields), MULTIPART) if has_file(fields) else (urlencode(fields, doseq=True), FORM)
            headers |= {"Content-Type": kind, "Referer": self.base_url + path}
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
            for line in answer.headers.get_all("Set-Cookie", []):
                self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
            return answer.status, text
        finally:
            connection.close()

    def get(self, path: str) -> tuple[int, str]:
        return self.request("GET", path)

    def post(self, path: str, fields: Mapping[str, object]) -> tuple[int, str]:
        return self.request("POST", path, fields)

    def sign_in(self, who: str) -> "Visitor":
        """Sign in as a person of the demonstration."""
        self.get("/sign-in/")
        status, text = self.post("/sign-in/", {"login": f"{who}@demo.example", "password": "demonstration"})
        assert status == 302, text
        return self

    def twin(self) -> "Visitor":
        """Another tab of the same browser, to be used at the same time."""
        other = Visitor(self.base_url)
        other.cookies = dict(self.cookies)
        return other


def has_file(fields: Mapping[str, object]) -> bool:
    """Whether any field is a file: its name and what it holds."""
    return any(isinstance(value, tuple) for value in fields.values())


def multipart(fields: Mapping[str, object]) -> bytes:
    """The fields as a browser sends them with a file."""
    parts = []
    for name, value in fields.items():
        file_name, content = value if isinstance(value, tuple) else ("", str(value).encode())
        named = f'; filename="{file_name}"' if file_name else ""
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{named}\r\n\r\n'
        parts.append(head.encode() + content + b"\r\n")
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


def hidden_fields(page: str) -> dict[str, str]:
    """The tokens of the update form in a page."""
    found = {}
    for name in ("revision", "submission"):
        tag = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)
        assert tag, page
        value = re.search(r'value="([^"]*)"', tag[0])
        assert value, tag[0]
        found[name] = value[1]
    return found


def forms_to_update(page: str) -> list[str]:
    """Addresses of the update forms that a page links to, in its order, each once."""
    return list(dict.fromkeys(re.findall(r'href="(/plans/[^"]+/progress/)"', page)))


def red_update(headline: str, **fields: object) -> dict[str, object]:
    """An update that no rule and no soft question stands against, whatever the action's dates."""
    return {
        "status": "off_track", "headline": headline, "happened": headline, "reason": "A post is vacant.",
        "recovery": "It is advertised.", "consequence": "A delay.", "ask": "nothing", "submit": "1",
    } | fields  # fmt: skip
