"""The agenda of a meeting that moved: its items, what each concerns and its papers, in the new meeting."""

import uuid

from governance.models import AgendaItem, ItemAction, ItemPriority, Meeting, Paper, PaperFile

COPIED = (
    "position", "number", "kind", "title", "purpose", "lead_name", "minutes_allowed", "paper_reference", "is_exempt",
    "exempt_reason", "report", "ask",
)  # fmt: skip
OF_PAPER = ("title", "url", "file_name", "content_type", "sha256", "size", "version")


def copy_agenda(old: Meeting, new: Meeting) -> None:
    """Copy the items that were not taken off, exempt ones as exempt, each `carried_from` the one before it; inside
    `recording()`. Those of the old meeting stay as they are.
    """
    links = ("action_links", "priority_links", "papers")
    for item in old.items.standing().select_related("report", "ask").prefetch_related(*links):
        copy = AgendaItem.objects.create(
            meeting=new, carried_from=item, **{name: getattr(item, name) for name in COPIED}
        )
        for link in item.action_links.all():
            ItemAction.objects.create(item=copy, action_id=link.action_id)
        for concerned in item.priority_links.all():
            ItemPriority.objects.create(item=copy, priority_id=concerned.priority_id)
        for paper in item.papers.all():
            _copy_paper(paper, copy)


def _copy_paper(paper: Paper, item: AgendaItem) -> None:
    """The paper as it stands; its earlier versions and those that were withdrawn stay where they are."""
    if paper.withdrawn_reason or Paper.objects.filter(replaces=paper).exists():
        return
    copy = Paper.objects.create(item=item, key=uuid.uuid4(), **{name: getattr(paper, name) for name in OF_PAPER})
    if file := PaperFile.objects.filter(paper=paper).first():
        PaperFile.objects.create(paper=copy, body=bytes(file.body))
