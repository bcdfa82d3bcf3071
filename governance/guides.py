"""The guides in docs/guides/, as pages: read once, set in the portal's look, and which part helps with which page."""

import dataclasses
import functools
import re
import struct
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

FOLDER: Path = settings.ROOT / "docs" / "guides"
# In the order in which the list of guides names them; each is a file of that name.
GUIDES = ("lead", "deputy", "sro", "member", "chair", "coordinator", "administrator", "reader", "adopting")
# A line under a heading: the names of the pages that this part helps with.
HELPS = re.compile(r"^<!-- helps with: (?P<pages>[a-z0-9_ -]+) -->\n?", re.MULTILINE)
TO_A_GUIDE = re.compile(r"(?P<slug>[a-z]+)\.md(?P<part>#[a-z0-9-]+)?")
# Every guide opens with its title and one paragraph, each of three tokens.
OPENING = 6
# Where a PNG says how wide and how high it is.
PNG_SIZE = slice(16, 24)
CLASSES = {
    "h2": "govuk-heading-m",
    "h3": "govuk-heading-s",
    "p": "govuk-body",
    "ul": "govuk-list govuk-list--bullet",
    "ol": "govuk-list govuk-list--number",
    "a": "govuk-link",
}
_markdown = MarkdownIt("commonmark", {"html": False})


@dataclasses.dataclass(frozen=True)
class Part:
    """A heading of a guide, and the names of the pages with which what stands below it helps."""

    anchor: str
    heading: str
    pages: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class Guide:
    """One guide: whom it is for, what it holds in a sentence, and its parts."""

    slug: str
    title: str
    summary: str
    parts: tuple[Part, ...]


@functools.cache
def guide(slug: str) -> Guide:
    """The guide of that name. Raises KeyError where there is none."""
    source = _source(slug)
    tokens = _markdown.parse(source)
    return Guide(slug, tokens[1].content, tokens[4].content, tuple(_parts(source)))


@functools.cache
def guide_html(slug: str) -> SafeString:
    """The parts of the guide, as a page has them. Raises KeyError where there is none of that name."""
    return _as_html(_markdown.parse(HELPS.sub("", _source(slug)))[OPENING:])


def _source(slug: str) -> str:
    if slug not in GUIDES:
        raise KeyError(slug)
    return (FOLDER / f"{slug}.md").read_text(encoding="utf-8")


def guides() -> list[Guide]:
    """All of them, in their order."""
    return [guide(slug) for slug in GUIDES]


def help_with(page: str, *, first: tuple[str, ...] = ()) -> str:
    """Where help with the page of that URL name stands, as guide and part ("lead#your-draft"); empty where no guide
    names it. Of several guides the one in `first`, else the first in order.
    """
    found = _helped().get(page, {})
    slug = next((one for one in (*first, *GUIDES) if one in found), "")
    return f"{slug}#{found[slug]}" if slug else ""


@functools.cache
def _helped() -> dict[str, dict[str, str]]:
    helped: dict[str, dict[str, str]] = {}
    for one in guides():
        for part in one.parts:
            for page in part.pages:
                helped.setdefault(page, {}).setdefault(one.slug, part.anchor)
    return helped


def _parts(source: str) -> Iterator[Part]:
    for piece in re.split(r"^## ", source, flags=re.MULTILINE)[1:]:
        heading = piece.split("\n", 1)[0].strip()
        named = HELPS.search(piece)
        yield Part(slugify(heading), heading, tuple(named["pages"].split()) if named else ())


def _as_html(tokens: list[Token]) -> SafeString:
    for place, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag == "h2":
            token.attrSet("id", slugify(tokens[place + 1].content))
        for one in (token, *(token.children or ())):
            _dress(one)
    rendered = _markdown.renderer.render(tokens, _markdown.options, {})
    return mark_safe(rendered)  # noqa: S308 - our own text, and HTML in it is off


def _dress(token: Token) -> None:
    """Give an element the portal's look, and addresses of the repository those of the portal."""
    if token.nesting >= 0 and token.tag in CLASSES:
        token.attrJoin("class", CLASSES[token.tag])
    if token.type == "image":
        _show(token, FOLDER / str(token.attrs["src"]))
    if token.type == "link_open" and (link := TO_A_GUIDE.fullmatch(str(token.attrs["href"]))):
        token.attrSet("href", f"{reverse('guide', args=[link['slug']])}{link['part'] or ''}")


def _show(token: Token, picture: Path) -> None:
    """Let it come when it is scrolled to, in a place of its size: whoever follows a link to a part stays there."""
    if not picture.is_file():  # its guide is being written, and it has not been taken yet
        return
    width, height = struct.unpack(">II", picture.read_bytes()[PNG_SIZE])
    attributes = {"src": static(f"guides/{picture.name}"), "loading": "lazy", "width": width, "height": height}
    for name, value in attributes.items():
        token.attrSet(name, value)
