"""Papers of agenda items: added, replaced by a newer version, withdrawn. No version ever goes away."""

import datetime
import hashlib

from accounts.models import User
from audit.recording import Refused, recording
from design.uploads import Upload, kind_of
from governance.models import AgendaItem, Paper, PaperFile
from governance.services.agendas import locked_item, require_goes_on
from governance.services.locking import locked_meeting

ONE_OF_BOTH = "Enter a link to the paper or choose its file, and not both"
REPLACED = "This version of the paper has been replaced. Change the newest one."


def add_paper(
    *, item: AgendaItem, by: User, now: datetime.datetime, title: str, url: str = "", file: Upload | None = None
) -> Paper:
    """A paper: a link, or a file that is kept here. Raises Refused where it is neither or both, the item was taken
    off, the meeting was cancelled or moved, or its minutes are agreed.
    """
    with recording(by=by, now=now):
        require_goes_on(locked_meeting(item.meeting))
        return _new(Paper(item=locked_item(item), title=title), url, file)


def replace_paper(
    *,
    paper: Paper,
    by: User,
    now: datetime.datetime,
    title: str,
    url: str = "",
    file: Upload | None = None,
    reason: str = "",
    revision: int | None = None,
) -> Paper:
    """The next version of a paper, in place of this one, which stays. Raises as `add_paper`, Refused where this one is
    replaced or withdrawn, StaleRecord where `revision` is not its any more.
    """
    with recording(by=by, now=now, reason=reason):
        require_goes_on(locked_meeting(paper.item.meeting))
        item = locked_item(paper.item)
        paper = _standing(paper, revision)
        return _new(Paper(item=item, title=title, version=paper.version + 1, replaces=paper), url, file)


def withdraw_paper(
    *, paper: Paper, by: User, now: datetime.datetime, withdrawn_reason: str, revision: int | None = None
) -> Paper:
    """Say that a paper no longer counts; it stays in sight with the reason. Raises as `replace_paper`, Refused without
    a reason.
    """
    if not withdrawn_reason.strip():
        raise Refused("Say why the paper is withdrawn.")
    with recording(by=by, now=now):
        require_goes_on(locked_meeting(paper.item.meeting))
        locked_item(paper.item)
        paper = _standing(paper, revision)
        paper.withdrawn_reason = withdrawn_reason.strip()
        paper.save()
    return paper


def _standing(paper: Paper, revision: int | None) -> Paper:
    found: Paper = Paper.objects.locked(paper.pk, revision)
    if found.withdrawn_reason or Paper.objects.filter(replaces=found).exists():
        raise Refused(REPLACED)
    return found


def _new(paper: Paper, url: str, file: Upload | None) -> Paper:
    if bool(url) == (file is not None):
        raise Refused(f"{ONE_OF_BOTH}.")
    paper.url = url
    if file is not None:
        kind = kind_of(file.body)
        if kind is None:
            raise Refused("The file must be a PDF or a Word file.")
        paper.file_name, paper.content_type = file.name, kind.content_type
        paper.sha256, paper.size = hashlib.sha256(file.body).hexdigest(), len(file.body)
    paper.save()
    if file is not None:
        PaperFile.objects.create(paper=paper, body=file.body)
    return paper
