"""The page of a pack: the paper with links to what it names, and what changed since it went out."""

import dataclasses
import datetime
from collections.abc import Sequence
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe

from accounts.models import User
from design.moments import clock_time
from documents.page import Contents, to_html
from governance.as_at_meetings import pack_name
from governance.between import moment_of
from governance.models import Meeting, Pack
from governance.pack.content import COVERAGE
from governance.pack.kept import as_read, newest_pack
from governance.pack.reading import Source, compared_with, content_of, frozen_source, plans_of, preview_source
from governance.pack.since import Since, since_published
from governance.pages.agenda_changes import changes_after_papers
from governance.pages.pack_agenda import changed_items
from governance.pages.pack_links import PackLinks
from governance.pages.pack_numbers import PackNumbers, first_lines
from governance.reports.draft import moment_words
from priorities.models import ActionPlan
from send_portal import clock

CONTENTS = Contents("In this pack", COVERAGE, (("files", "Files"),))


@dataclasses.dataclass(frozen=True)
class PackPage:
    """What the page shows. `pack` is None of a preview, `packs` are all that went out, the newest first. `paper` is
    safe HTML, empty where the meeting was cancelled or has moved before papers went out.
    `unrecorded`, of a preview: earlier meetings that are over since the one with which it compares, of which nobody
    has said that they were held.
    """

    meeting: Meeting
    pack: Pack | None
    packs: Sequence[Pack]
    paper: str
    is_whole: bool = True
    unrecorded: Sequence[Meeting] = ()

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
    source = preview_source(meeting, now)
    plans, document = plans_of(source), content_of(source)
    changes = _changes_address(source, plans, meeting, now)
    at = "" if source.as_at == now else meeting.slug
    numbers = PackNumbers(document, plans, source.as_at, at, first_lines(changes))
    paper = _paper(PackLinks(document, source, plans, changes), numbers)
    unrecorded = _unrecorded(meeting, compared_with(source), now)
    return PackPage(meeting, None, packs, paper, unrecorded=unrecorded)


def frozen_page(pack: Pack, user: User, now: datetime.datetime, packs: Sequence[Pack] = ()) -> PackPage:
    """A pack that went out, with what changed since where it is the one that counts."""
    page = PackPage(pack.meeting, pack, packs or list(pack.meeting.packs.for_list()), "")
    document, is_whole = as_read(pack)
    source = frozen_source(pack)
    plans = plans_of(source)
    since: Since | None = None
    told: dict[str, object] = {"pack": pack, "meeting": pack.meeting, "is_newest": page.is_newest}
    changes = ""
    if page.is_newest:
        since = since_published(pack, pack.meeting, now)
        changed = changes_after_papers(pack.meeting, user)
        until = since.until if since is not None else None
        items = changed_items(changed, until) if since is not None else []
        total = len(items) + (since.total if since is not None else 0)
        told |= {"since": since, "changed": len(changed), "items": items, "total": total}
        if since is not None and not since.plans:
            changes = _changes_address(source, plans, pack.meeting, now)
    below = render_to_string("governance/partials/pack_since.html", told)
    document = dataclasses.replace(document, as_at=f"{document.as_at}, {_went_out(pack)}")
    numbers = PackNumbers(document, plans, pack.as_at, pack_name(pack), first_lines(changes))
    paper = _paper(PackLinks(document, source, plans, changes), numbers, below)
    return dataclasses.replace(page, paper=paper, is_whole=is_whole)


def _unrecorded(meeting: Meeting, last: int | None, now: datetime.datetime) -> list[Meeting]:
    """Those that are over since the last one; two queries."""
    earlier = meeting.body.meetings.filter(status__in=Meeting.COMING, date_on__lt=meeting.date_on)
    if last is not None:
        earlier = earlier.filter(date_on__gt=Meeting.objects.get(pk=last).date_on)
    earlier = earlier.order_by("date_on", "pk")
    return [one for one in earlier if one.is_over(now)]


def _went_out(pack: Pack) -> str:
    """ "went out 9:13am": it tells of a moment shortly before."""
    is_that_day = clock.london_date(pack.recorded_at) == clock.london_date(pack.as_at)
    return f"went out {clock_time(pack.recorded_at) if is_that_day else moment_words(pack.recorded_at)}"


def _paper(links: PackLinks, numbers: PackNumbers, below_head: str = "") -> str:
    counts = numbers.counts()
    counts = dataclasses.replace(counts, cells={**counts.cells, **links.histories()})
    paper = to_html(links.document, links.link, mark_safe(below_head), CONTENTS, counts)  # noqa: S308 - escaped
    return mark_safe(paper)  # noqa: S308 - the same


def _changes_address(source: Source, plans: Sequence[ActionPlan], meeting: Meeting, now: datetime.datetime) -> str:
    """The page that tells what changed since the same meeting, until now or until the meeting began; empty where there
    is none: without an earlier meeting that still counts as held, and for several plans. Two queries.
    """
    last = compared_with(source)
    held = Meeting.objects.filter(status=Meeting.State.HELD)
    since = held.filter(pk=last).values_list("slug", flat=True).first() if last is not None else None
    if since is None or len(plans) != 1:
        return ""
    began = moment_of(meeting)
    has_begun = began is not None and began <= now
    query = {"since": since, **({"until": meeting.slug} if has_begun else {})}
    return f"{reverse('changes', args=[plans[0].slug])}?{urlencode(query)}"
