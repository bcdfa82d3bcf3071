"""The text that a person sent with a form: what a fault page hands back so that nothing is lost."""

import dataclasses
import re

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

MOST_BYTES = 64 * 1024
HIDDEN = {
    "next", "carried", "submission", "revision", "corrects", "considered", "writer", "draft_seen",
    "draft_replaces", "seen", "sent",
}  # fmt: skip
BUTTONS = {"submit", "draft", "discard", "drop", "resolve", "edit"}
SECRET_WORDS = ("password", "token", "secret", "csrf")
# A choice is posted as a code, such as at_risk, and a date in three parts.
CODE = re.compile(r"[a-z]+(_[a-z]+)+")
DATE_PART = re.compile(r"_[012]$")


@dataclasses.dataclass(frozen=True)
class KeptText:
    """One field that was filled in: its name, the name in words, and the text."""

    name: str
    label: str
    text: str


def kept_text(request: HttpRequest) -> list[KeptText]:
    """What was typed, in the order of the form, 64 kB at most; no passwords, no tokens, no hidden fields of ours.

    Never raises and needs no database: it is called where something has already gone wrong.
    """
    if request.method != "POST":
        return []
    try:
        fields = list(request.POST.lists())
        # Text on its way through sign-in (accounts/carried.py) travels in one field.
        fields += QueryDict(request.POST.get("carried", "")).lists()
    except (SuspiciousOperation, UnreadablePostError, MultiPartParserError, OSError):
        return []
    kept: list[KeptText] = []
    room = MOST_BYTES
    for name, values in fields:
        # In a form of many rows a field has its row before it: 3f.i-revision.
        if name.rpartition("-")[2] in HIDDEN | BUTTONS or is_secret(name):
            continue
        for value in filter(str.strip, values):
            text = value.encode(errors="replace")[:room].decode(errors="ignore")
            if text:
                _keep(kept, name, text)
                room -= len(text.encode())
    return kept


def _keep(kept: list[KeptText], name: str, text: str) -> None:
    """Add a field as a person would read it: a code as words, the parts of a date as one."""
    whole = DATE_PART.sub("", name)
    if whole != name and kept and kept[-1].name == whole:
        kept[-1] = dataclasses.replace(kept[-1], text=f"{kept[-1].text} {text}")
        return
    kept.append(KeptText(whole, _label(whole), text.replace("_", " ") if CODE.fullmatch(text) else text))


def is_secret(name: str) -> bool:
    """Whether a field of that name holds what is never shown again nor kept: a password, a token."""
    return any(word in name.lower() for word in SECRET_WORDS)


def _label(name: str) -> str:
    words = name.replace("_", " ").replace("-", " ").strip()
    return f"{words[:1].upper()}{words[1:]}"
