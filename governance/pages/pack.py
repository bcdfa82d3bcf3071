"""The page of a pack: the paper with links to what it names, and what changed since it went out."""

import dataclasses
import datetime
from collections.abc import Sequence
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe

from accounts.models import User
from actions.models import Action
from audit.as_at import rows_at
from design.moments import clock_time
from documents.content import Bullet, Document, Table
from documents.page import REFERENCES, Contents, Counts, Link, anchor_of, to_html
from governance.as_at_meetings import pack_name
from governance.between import moment_of
from governance.changes.told import Kind
from governance.models import Meeting, Pack
from governance.pack.content import COVERAGE
from governance.pack.foremost import DIFFERENCE, MORE, MORE_OF, WORSE
from governance.pack.judgements import priority_words
from governance.pack.kept import as_read, newest_pack
from governance.pack.reading import Source, compared_with, content_of, frozen_source, plans_of, preview_source
from governance.pack.since import Since, since_published
from governance.pages.agenda_changes import changes_after_papers
from governance.pages.pack_agenda import changed_items
from governance.pages.pack_numbers import PackNumbers, first_lines
from governance.reports.draft import moment_words
from priorities.models import ActionPlan, Priority
from send_portal import clock

CONTENTS = Contents("In this pack", COVERAGE, (("files", "Files"),))
# What the page of changes tells as the paper does; of what is asked it tells only what is new.
TOLD_THERE = {MORE_OF[DIFFERENCE]: Kind.DIFFERENCE, MORE_OF[WORSE]: Kind.WORSE}


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
    link = _link(document, source, plans, changes)
    at = "" if source.as_at == now else meeting.slug
    counts = PackNumbers(document, plans, source.as_at, at, first_lines(changes)).counts()
    unrecorded = _unrecorded(meeting, compared_with(source), now)
    return PackPage(meeting, None, packs, _paper(document, link, counts), unrecorded=unrecorded)


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
    counts = PackNumbers(document, plans, pack.as_at, pack_name(pack), first_lines(changes)).counts()
    paper = _paper(document, _link(document, source, plans, changes), counts, below)
    return dataclasses.replace(page, paper=paper, is_whole=is_whole)


def _unrecorded(meeting: Meeting, last: int | None, now: datetime.datetime) -> list[Meeting]:
    """Those that are over since the last one; two queries."""
    since = Meeting.objects.filter(pk=last).values_list("date_on", flat=True).first() or datetime.date.min
    earlier = meeting.body.meetings.filter(
        status__in=Meeting.COMING, date_on__gt=since, date_on__lt=meeting.date_on
    ).order_by("date_on", "pk")
    return [one for one in earlier if one.is_over(now)]


def _went_out(pack: Pack) -> str:
    """ "went out 9:13am": it tells of a moment shortly before."""
    is_that_day = clock.london_date(pack.recorded_at) == clock.london_date(pack.as_at)
    return f"went out {clock_time(pack.recorded_at) if is_that_day else moment_words(pack.recorded_at)}"


def _paper(document: Document, link: Link, counts: Counts, below_head: str = "") -> str:
    paper = to_html(document, link, mark_safe(below_head), CONTENTS, counts)  # noqa: S308 - rendered, escaped
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


def _link(document: Document, source: Source, plans: Sequence[ActionPlan], changes: str) -> Link:
    """Where a reference, or "and 3 more", leads to; `changes`: the page of changes, where it tells the same. What the
    pack's plans called something then leads to it, whatever it is called today; what two of them have leads nowhere.
    Two queries.
    """
    of_plan = {plan.pk: plan for plan in plans}
    named = rows_at(Action, source.as_at, plan_id__in=of_plan).filter(reference__in=_references(document))
    actions = named.order_by().values_list("reference", "key", "plan_id")
    priorities = Priority.objects.filter(plan__in=plans).select_related("plan")
    found: dict[str, str] = {}
    for name, one in (
        *((reference, Action(key=key, plan=of_plan[plan])) for reference, key, plan in actions),
        *((priority_words(of_plan[one.plan_id].first_level, one.number), one) for one in priorities),
    ):
        found[name] = "" if name in found else one.get_absolute_url()

    def link(text: str) -> str:
        more = MORE.fullmatch(text)
        if more is None:
            return found.get(text, "")
        kind = TOLD_THERE.get(more[1])
        return f"{changes}&kind={kind}" if changes and kind else f"#{anchor_of(more[2])}"

    return link


def _references(document: Document) -> set[str]:
    """What may be the reference of something that the paper names."""
    found: set[str] = set()
    for block in document.blocks:
        if isinstance(block, Table) and block.columns[0].heading == REFERENCES:
            found |= {row[0].text for row in block.rows}
        elif isinstance(block, Bullet):
            found |= {run.text for run in block.text if run.strong}
    return found
