"""A spreadsheet on its way into a plan: opened, told about page by page, discarded. Nothing of the plan changes.

Each step raises Refused where the draft is somebody else's, gone, or says something else than what was read.
"""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from accounts.models import User
from actions.models import ImportDraft
from audit.recording import Refused
from priorities.models import ActionPlan
from priorities.partial_date import PartialDate

GONE = "This spreadsheet was already brought in, or discarded. Look at the plan, or choose the spreadsheet again."
MEANWHILE = "Another step of this import was saved at the same time. Open this page again."


def open_import(
    *,
    plan: ActionPlan,
    by: User,
    now: datetime.datetime,
    file_name: str,
    sha256: str,
    book: str,
    plan_state: str,
    printed_on: datetime.date | None = None,
    sheet: int | None = None,
) -> ImportDraft:
    """Keep an opened spreadsheet for the pages that follow, in place of the one that the person had begun with: of two
    that are sent at once, the later one.

    Whatever anybody began with more than a day ago goes.
    """
    told: dict[str, Any] = {
        "file_name": file_name,
        "sha256": sha256,
        "book": book,
        "plan_state": plan_state,
        "printed_on": printed_on,
        "sheet": sheet,
        "heading_row": None,
        "columns": None,
        "answers": None,
        "created_at": now,
    }
    with transaction.atomic():
        ImportDraft.objects.filter(created_at__lt=now - ImportDraft.KEPT_FOR).delete()
        return ImportDraft.objects.update_or_create(plan=plan, user=by, defaults=told)[0]


def choose_sheet(*, draft: ImportDraft, sheet: int, by: User) -> ImportDraft:
    """Which sheet holds the actions. Another one takes back what was said of the first."""
    with transaction.atomic():
        kept = _kept(draft, by)
        if kept.sheet != sheet:
            kept.sheet, kept.heading_row, kept.columns, kept.answers = sheet, None, None, None
            kept.save()
    return kept


def choose_heading_row(*, draft: ImportDraft, row: int, by: User) -> ImportDraft:
    """Which row holds the headings; 0 where none does. What was said of the columns by another one is taken back."""
    with transaction.atomic():
        kept = _kept(draft, by)
        if kept.heading_row != row:
            kept.heading_row, kept.columns = row, None
            kept.save()
    return kept


def match_columns(*, draft: ImportDraft, columns: Mapping[str, int], by: User) -> ImportDraft:
    """Which column holds what, by the names of the fields."""
    with transaction.atomic():
        kept = _kept(draft, by)
        kept.columns = dict(columns)
        kept.save()
    return kept


def answer_words(
    *, draft: ImportDraft, words: Sequence[tuple[str, str, str]], review: PartialDate | None, by: User
) -> ImportDraft:
    """What each word means (the name of the field, the word, the answer), and when what is ongoing is reviewed."""
    with transaction.atomic():
        kept = _kept(draft, by)
        kept.answers = {
            "words": [list(word) for word in words],
            "review": [review.on.isoformat(), review.precision] if review is not None else None,
        }
        kept.save()
    return kept


def discard_import(*, draft: ImportDraft, by: User) -> None:
    """Let go of one's own spreadsheet; nothing of it has come into the plan."""
    ImportDraft.objects.of(by, draft.plan).filter(pk=draft.pk).delete()


def _kept(draft: ImportDraft, by: User) -> ImportDraft:
    """The person's own draft, held, just as it was read. Raises Refused where it is gone or says something else."""
    kept = ImportDraft.objects.of(by, draft.plan).select_for_update().filter(pk=draft.pk).first()
    if kept is None:
        raise Refused(GONE)
    if kept.said != draft.said:
        raise Refused(MEANWHILE)
    return kept
