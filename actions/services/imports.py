"""A spreadsheet on its way into a plan: opened, told about page by page, discarded. Nothing of the plan changes."""

import datetime
from collections.abc import Mapping, Sequence

from django.db import transaction

from accounts.models import User
from actions.models import ImportDraft
from priorities.models import ActionPlan
from priorities.partial_date import PartialDate


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
    """Keep an opened spreadsheet for the pages that follow, in place of the one that the person had begun with.

    Whatever anybody began with more than a day ago goes.
    """
    with transaction.atomic():
        ImportDraft.objects.filter(created_at__lt=now - ImportDraft.KEPT_FOR).delete()
        ImportDraft.objects.of(by, plan).delete()
        return ImportDraft.objects.create(
            plan=plan,
            user=by,
            file_name=file_name,
            sha256=sha256,
            book=book,
            plan_state=plan_state,
            printed_on=printed_on,
            sheet=sheet,
            created_at=now,
        )


def choose_sheet(*, draft: ImportDraft, sheet: int, by: User) -> ImportDraft:
    """Which sheet holds the actions. Another one takes back what was said of the first."""
    if draft.sheet != sheet:
        draft.sheet, draft.columns, draft.answers = sheet, None, None
        draft.save()
    return draft


def match_columns(*, draft: ImportDraft, columns: Mapping[str, int], by: User) -> ImportDraft:
    """Which column holds what, by the names of the fields."""
    draft.columns = dict(columns)
    draft.save()
    return draft


def answer_words(
    *, draft: ImportDraft, words: Sequence[tuple[str, str, str]], review: PartialDate | None, by: User
) -> ImportDraft:
    """What each word means (the name of the field, the word, the answer), and when what is ongoing is reviewed."""
    draft.answers = {
        "words": [list(word) for word in words],
        "review": [review.on.isoformat(), review.precision] if review is not None else None,
    }
    draft.save()
    return draft


def discard_import(*, draft: ImportDraft, by: User) -> None:
    """Let go of a spreadsheet; nothing of it has come into the plan."""
    draft.delete()
