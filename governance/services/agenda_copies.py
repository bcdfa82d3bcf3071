"""What goes from an item to the one that carries it on, and the agenda of a meeting that moved."""

import datetime
import uuid

from governance.models import AgendaItem, ItemAction, ItemPriority, Meeting, Paper, PaperFile
from governance.services.locking import lock_actions
from governance.services.numbering import renumber

# What an item says; with its place where the whole agenda moves.
SAID = ("title", "purpose", "lead_name", "minutes_allowed", "paper_reference", "is_exempt", "exempt_reason", "report",
        "ask", "question")  # fmt: skip
PLACED = ("position", "number", "kind")
OF_PAPER = ("title", "url", "file_name", "content_type", "sha256", "size", "version")


def copy_agenda(old: Meeting, new: Meeting, now: datetime.datetime) -> None:
    """Copy the items that were not taken off, exempt ones as exempt, each `carried_from` the one before it; inside
    `recording()`. They are numbered anew while numbers of the new meeting move. Those of the old one stay as they are.
    """
    items = list(old.items.standing().select_related("report", "ask", "question"))
    lock_actions(item.question.action_id for item in items if item.question is not None)
    for item in items:
        said = {name: getattr(item, name) for name in (*SAID, *PLACED)}
        copy_what_hangs_on(item, AgendaItem.objects.create(meeting=new, carried_from=item, **said))
    renumber(new, now)


def copy_what_hangs_on(item: AgendaItem, copy: AgendaItem) -> None:
    """The actions and priorities that an item concerns, and its papers as they stand, each at its version; versions
    that were replaced and papers that were withdrawn stay where they are.
    """
    for link in item.action_links.all():
        ItemAction.objects.create(item=copy, action_id=link.action_id)
    for concerned in item.priority_links.all():
        ItemPriority.objects.create(item=copy, priority_id=concerned.priority_id)
    for paper in item.papers.filter(replaced_by__isnull=True, withdrawn_reason="").select_related("file"):
        said = {name: getattr(paper, name) for name in OF_PAPER}
        copied = Paper.objects.create(item=copy, key=uuid.uuid4(), **said)
        if hasattr(paper, "file"):
            PaperFile.objects.create(paper=copied, body=bytes(paper.file.body))
