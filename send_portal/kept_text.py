"""The text that a person sent with a form: what a fault page hands back so that nothing is lost."""

import dataclasses
import re
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

MOST_BYTES = 64 * 1024
HIDDEN = {
    "next", "carried", "about", "submission", "revision", "corrects", "considered", "writer", "draft_seen",
    "draft_replaces", "seen", "sent",
}  # fmt: skip
BUTTONS = {"submit", "draft", "discard", "drop", "resolve", "edit"}
SECRET_WORDS = ("password", "token", "secret", "csrf")
# Every class of form (design/forms.py puts them here): text is handed back under the labels of its form.
FORMS: list[Any] = []
UNNAMED = "What you entered"
# In a field of a form that nobody knows: the number or the code of a choice.
CHOSEN = re.compile(r"[0-9]+|[a-z_]+(-\w+)+")
PLAIN_NAME = re.compile(r"[a-z]+(_[a-z]+)*")
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
    shown = [(name, values) for name, values in fields if not _is_ours(name)]
    asked = _asked(name for name, _ in fields)
    kept: list[KeptText] = []
    room = MOST_BYTES
    for name, values in shown:
        for value in filter(str.strip, _words(asked.get(_plain(name)), name, values)):
            text = value.encode(errors="replace")[:room].decode(errors="ignore")
            if text:
                _keep(kept, name, text, asked)
                room -= len(text.encode())
    return kept


def _is_ours(name: str) -> bool:
    # In a form of many rows a field has its row before it: 3f.i-revision.
    return name.rpartition("-")[2] in HIDDEN | BUTTONS or is_secret(name)


def _plain(name: str) -> str:
    """The name of the field in its form, without its row and the part of a date."""
    return DATE_PART.sub("", name).rpartition("-")[2]


def _asked(names: Iterable[str]) -> dict[str, Any]:
    """The fields of the form that was sent, by their names: of the form that has most of them and little else.

    Where several forms are as near and call a field differently, nobody knows how this one did: None.
    """
    sent = {_plain(name) for name in names}
    known = [form.base_fields for form in FORMS if hasattr(form, "base_fields")]
    nearness = [(len(sent & set(fields)), -len(fields)) for fields in known]
    nearest = max(nearness, default=(0, 0))
    found: dict[str, Any] = {}
    for fields, near in zip(known, nearness, strict=True):
        if nearest[0] and near == nearest:
            for name, field in fields.items():
                other = found.setdefault(name, field)
                if other is not None and (other.label, type(other)) != (field.label, type(field)):
                    found[name] = None
    return found


def _words(field: Any, name: str, values: list[str]) -> list[str]:
    """What was typed in a field, choices in words; nothing of what only the portal can read."""
    if field is not None and field.widget.is_hidden:
        return []
    if hasattr(field, "choices"):
        known = {} if hasattr(field, "queryset") else {str(code): str(words) for code, words in field.choices}
        return [known.get(value) or (value if CODE.fullmatch(value) else "") for value in values]
    if hasattr(field, "widget") and getattr(field.widget, "input_type", "") == "checkbox":
        return []
    is_typed = field is not None or DATE_PART.search(name) is not None
    return [value for value in values if is_typed or not CHOSEN.fullmatch(value)]


def _keep(kept: list[KeptText], name: str, text: str, asked: dict[str, Any]) -> None:
    """Add a field as a person would read it: a code as words, the parts of a date as one."""
    whole = DATE_PART.sub("", name)
    if whole != name and kept and kept[-1].name == whole:
        kept[-1] = dataclasses.replace(kept[-1], text=f"{kept[-1].text} {text}")
        return
    words = text.replace("_", " ") if CODE.fullmatch(text) else text
    kept.append(KeptText(whole, _label(whole, asked.get(_plain(whole))), words))


def is_secret(name: str) -> bool:
    """Whether a field of that name holds what is never shown again nor kept: a password, a token."""
    return any(word in name.lower() for word in SECRET_WORDS)


def _label(name: str, field: Any) -> str:
    """The label as the form prints it, with the row that it stands in; else the name, if that is made of words."""
    if field is not None and field.label:
        row = name.rpartition("-")[0]
        return f"{row}: {field.label}" if row else str(field.label)
    return name.replace("_", " ").capitalize() if PLAIN_NAME.fullmatch(name) else UNNAMED
