"""What a mail says, as frozen data, and how it becomes a subject, a text and HTML. No query."""

import dataclasses
from collections.abc import Sequence

from django.conf import settings
from django.template.loader import render_to_string

from accounts.models import User
from notices.addresses import page

SUBJECT_LENGTH = 200


@dataclasses.dataclass(frozen=True)
class Link:
    """Words and where they lead, an absolute address."""

    words: str
    address: str


@dataclasses.dataclass(frozen=True)
class Entry:
    """One thing of a list: what it is called, what there is to say of it, and what to do about it."""

    heading: str
    facts: tuple[str, ...] = ()
    link: Link | None = None


@dataclasses.dataclass(frozen=True)
class Section:
    """A part of a mail under its own heading."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    links: tuple[Link, ...] = ()


@dataclasses.dataclass(frozen=True)
class Part:
    """What one occasion gives a person to read. The subject of the first one is the mail's."""

    subject: str
    sections: tuple[Section, ...]
    lines: tuple[Entry, ...] = ()
    calendar: str = ""


@dataclasses.dataclass(frozen=True)
class Message:
    """A mail as its reader gets it. `lines`: the updates that it asks for; `calendar`: their deadlines (.ics)."""

    person: User
    subject: str
    text: str
    html: str
    lines: tuple[Entry, ...] = ()
    calendar: str = ""


def message(person: User, parts: Sequence[Part]) -> Message:
    """The mail that tells somebody all these. There is at least one: no mail is empty."""
    first, *others = parts
    subject = " ".join(f"{settings.PORTAL_SERVICE_NAME}: {first.subject}{', and more' if others else ''}".split())
    context = {
        "person": person,
        "subject": subject[:SUBJECT_LENGTH],
        "sections": [section for part in parts for section in part.sections],
        "organisation_name": settings.PORTAL_ORGANISATION_NAME,
        "contact": settings.PORTAL_CONTACT,
        "choose": page("notice-choice"),
    }

    text = render_to_string("notices/emails/notice.txt", context)
    return Message(
        person=person,
        subject=subject[:SUBJECT_LENGTH],
        text="\n".join(line.rstrip() for line in text.strip().splitlines()) + "\n",
        html=render_to_string("notices/emails/notice.html", context),
        lines=tuple(line for part in parts for line in part.lines),
        calendar=next((part.calendar for part in parts if part.calendar), ""),
    )
