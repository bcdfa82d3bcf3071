"""What it changes for readers that an agenda item becomes exempt, or is so no more: asked before it is saved."""

import datetime
from collections.abc import Iterator

from django.utils.text import get_text_list

from design.soft_questions import Question
from governance.models import AgendaItem, MeetingAction, Membership
from governance.reports.told import counted

FIELDS = ("is_exempt",)


def exemption_questions(item: AgendaItem, *, is_exempt: bool, today: datetime.date) -> Iterator[Question]:
    """What to consider before the item is exempt, or is not, from now on."""
    if item.is_exempt and not is_exempt:
        shown = get_text_list(["the item", *_hangs_on(item), "its history, with all that it said while exempt"], "and")
        text = f"Everybody who signs in will see at once: {shown}. Nobody can take that back. Is that right?"
        yield Question("exemption-lifted", text, FIELDS)
    if is_exempt and not item.is_exempt and (lost := _out_of_sight(item, today)):
        people = get_text_list(sorted({str(one.assigned_to) for one in lost}), "and")
        is_one = len(lost) == 1
        text = (
            f"{counted(len(lost), 'meeting action')} of this item will be hidden from whoever "
            f"{'it was' if is_one else 'they were'} given to, because they have no seat on the body: {people}. "
            "Is that right?"
        )
        yield Question("exempt-" + "-".join(str(one.pk) for one in lost), text, FIELDS)


def _hangs_on(item: AgendaItem) -> Iterator[str]:
    if item.minutes:
        yield "its minutes"
    counts = (
        (item.papers.count(), "paper", "papers"),
        (item.declarations.count(), "declaration of interest", "declarations of interest"),
        (item.decisions.count(), "decision", "decisions"),
        (item.meeting_actions.count(), "meeting action", "meeting actions"),
    )
    yield from (counted(*words) for words in counts if words[0])


def _out_of_sight(item: AgendaItem, today: datetime.date) -> list[MeetingAction]:
    """What people are to do who will not see it once it is exempt."""
    seats = Membership.objects.filter(body=item.meeting.body_id).seats().on(today).values("user")
    given = item.meeting_actions.open().exclude(assigned_to__in=seats).select_related("assigned_to")
    return [one for one in given if not one.assigned_to.is_coordinator]
