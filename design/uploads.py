"""A field that takes a file: of a kind and a size, looked at before it is kept, and kept under a harmless name."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import get_text_list

from design.paper_files import pdf_fault, word_fault

LONGEST_NAME = 100
# What a browser keeps and never shows.
BYTES = "application/octet-stream"
# Marks that a file came with the form before: a browser does not send it a second time by itself.
SENT = "-sent"
CHOOSE_AGAIN = (
    "Choose the file again: a browser does not keep it when a form comes back. If you send the form without it now, "
    "it is saved without a file"
)
_NOT_IN_NAMES = re.compile(r"[^\w .()\-–—&’',]+")


class Kind(NamedTuple):
    """A kind of file: in words, by the end of its name, by its first bytes, and what is wrong with one of it."""

    label: str
    suffix: str
    content_type: str
    beginning: bytes
    fault: Callable[[bytes], str]


PDF = Kind("PDF", ".pdf", "application/pdf", b"%PDF-", pdf_fault)
WORD = Kind(
    "Word", ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK\x03\x04",
    word_fault,
)  # fmt: skip


class Upload(NamedTuple):
    """A file that somebody sent, under a name that no system takes for anything else."""

    name: str
    body: bytes


class _SentBefore:
    """Stands for a file that came with the form last time and does not now."""


class UploadInput(forms.FileInput):
    """The input, and beside it, where the form has come back, that a file had been chosen."""

    has_asked = False

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The file; else whether there was one last time."""
        if name in files:
            return files.get(name)
        return _SentBefore() if data.get(name + SENT) else None

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in files and name + SENT not in data

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The element, which never shows what was chosen: browsers let no page say it."""
        own = super().render(name, None, attrs, renderer)
        was_sent = isinstance(value, UploadedFile) or (isinstance(value, _SentBefore) and not self.has_asked)
        return format_html('{}<input type="hidden" name="{}" value="1">', own, name + SENT) if was_sent else own


class UploadField(forms.Field):
    """A file of one of some kinds; cleaned, an Upload or None.

    `subject` is how messages name it: "the paper" gives "The paper must be smaller than 10 MB".
    """

    widget = UploadInput

    def __init__(self, *, subject: str, kinds: Sequence[Kind], most_megabytes: int, **kwargs: Any) -> None:
        self.subject, self.kinds, self.most_megabytes = subject, tuple(kinds), most_megabytes
        kwargs["error_messages"] = {"required": f"Choose {subject}"} | (kwargs.get("error_messages") or {})
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = ",".join(kind.suffix for kind in self.kinds)

    def clean(self, value: Any) -> Upload | None:
        """The file. Raises ValidationError in words that say which file would do."""
        if isinstance(value, _SentBefore):
            self.widget.has_asked = True
            raise ValidationError(CHOOSE_AGAIN, code="sent_before")
        if not isinstance(value, UploadedFile):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        subject = f"{self.subject[:1].upper()}{self.subject[1:]}"
        if (value.size or 0) > self.most_megabytes * 1024 * 1024:
            raise ValidationError(f"{subject} must be {self.most_megabytes} MB or smaller", code="too_large")
        body = value.read()
        if not body:
            raise ValidationError(f"{subject} is empty: choose another file", code="empty")
        name = str(value.name or "")
        for kind in self.kinds:
            if body.startswith(kind.beginning) and name.casefold().endswith(kind.suffix):
                if fault := kind.fault(body):
                    raise ValidationError(f"{subject} {fault}", code="faulty")
                return Upload(safe_name(name, kind.suffix), body)
        kinds = get_text_list([f"{kind.label} file ({kind.suffix})" for kind in self.kinds], "or")
        article = "an" if kinds[0] in "AEIO" else "a"
        raise ValidationError(f"{subject} must be {article} {kinds}", code="wrong_kind")


def safe_name(name: str, suffix: str) -> str:
    """The name without folders, control characters and what a shell, a header or a page could take for its own."""
    last = PurePosixPath(unicodedata.normalize("NFC", name).replace("\\", "/")).name
    stem = last[: -len(suffix)] if last.casefold().endswith(suffix) else last
    stem = " ".join(_NOT_IN_NAMES.sub("-", stem).split()).strip(" .-")
    return f"{stem[:LONGEST_NAME].strip(' .-') or 'file'}{suffix}"


def kind_of(body: bytes) -> Kind | None:
    """What a file is by its first bytes."""
    return next((kind for kind in (PDF, WORD) if body.startswith(kind.beginning)), None)
