"""The page of a pack: the paper with links to what it names, and what changed since it went out."""

import dataclasses
import datetime
from collections.abc import Callable, Sequence

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from accounts.models import User
from actions.models import Action
from documents.content import Document
from documents.page import anchor_of, to_html
from governance.models import Meeting, Pack
from governance.pack.foremost import MORE
from governance.pack.kept import as_read, newest_pack, preview
from governance.pack.since import Since, since_published
from governance.pages.agenda_changes import changes_after_papers
from priorities.models import ActionPlan


@dataclasses.dataclass(frozen=True)
class PackPage:
    """What the page shows. `pack` is None of a preview, `packs` are all that went out, the newest first. `paper` is
    safe HTML, empty where the meeting was cancelled or has moved before papers went out.
    """

    meeting: Meeting
    pack: Pack | None
    packs: Sequence[Pack]
    paper: str
    is_whole: bool = True

    @property
    def is_newest(self) -> bool:
        """Whether no other counts: the pack that is out, or the preview."""
        return self.pack is None or (self.meeting.papers_out_at is not None and self.pack == self.packs[0])


def pack_page(meeting: Meeting, user: User, now: datetime.datetime) -> PackPage:
    """The pack that counts, or what it would say now; a fixed number of queries for each plan."""
    packs = list(meeting.packs.for_list())
    pack = newest_pack(meeting)
    if pack is not None:
        return frozen_page(pack, user, now, packs)
    if meeting.is_off:
        return PackPage(meeting, None, packs, "")
    return PackPage(meeting, None, packs, _paper(preview(meeting, now)))


def frozen_page(pack: Pack, user: User, now: datetime.datetime, packs: Sequence[Pack] = ()) -> PackPage:
    """A pack that went out, with what changed since where it is the one that counts."""
    page = PackPage(pack.meeting, pack, packs or list(pack.meeting.packs.for_list()), "")
    document, is_whole = as_read(pack)
    since: Since | None = None
    changed = 0
    if page.is_newest:
        since = since_published(pack, pack.meeting, now)
        changed = len(changes_after_papers(pack.meeting, user))
    below = render_to_string(
        "governance/partials/pack_since.html",
        {"pack": pack, "meeting": pack.meeting, "since": since, "changed": changed, "is_newest": page.is_newest},
    )
    return dataclasses.replace(page, paper=_paper(document, below), is_whole=is_whole)


def _paper(document: Document, below_head: str = "") -> str:
    return mark_safe(to_html(document, _link(), mark_safe(below_head)))  # noqa: S308 - both are rendered, escaped


def _link() -> Callable[[str], str]:
    """Where a reference, or "and 3 more", leads to. A reference that two current plans have leads nowhere. A query."""
    found: dict[str, str] = {}
    named = Action.objects.filter(plan__status=ActionPlan.State.CURRENT).select_related("plan")
    for action in named.only("reference", "key", "plan__slug"):
        found[action.reference] = "" if action.reference in found else action.get_absolute_url()

    def link(text: str) -> str:
        more = MORE.fullmatch(text)
        return f"#{anchor_of(more[1])}" if more else found.get(text, "")

    return link
