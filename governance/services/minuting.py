"""What is written of an agenda item at the meeting: interests that were declared, and the minutes."""

import datetime
import re

from accounts.models import User
from audit.recording import Refused, recording
from governance.models import AgendaItem, Declaration, Meeting
from governance.reports.markup import markup_problems
from governance.reports.narrative import CITED, pieces_of
from governance.services.agendas import locked_item
from governance.services.locking import locked_meeting
from send_portal import clock

NOT_BEFORE = "This is written at the meeting or after it: from its day on. If its day is not known, enter it first."
NOT_HELD = "This meeting was cancelled or moved, so it has no minutes."
BOTH = "Name who declared an interest, or tick “None declared”, and not both"
DECLARED = "Somebody has declared an interest in this item. Take that away first, or leave “None declared” unticked"
IN_THE_MINUTES = "the minutes"
NUMBER_OF_PARAGRAPH = re.compile(rf"{CITED.pattern}|\{{#[^}}]{{0,80}}\}}")


def write_minutes(
    *, item: AgendaItem, by: User, now: datetime.datetime, minutes: str, revision: int | None = None
) -> AgendaItem:
    """What the minutes say of an item. Raises Refused before the day of the meeting, once they are agreed, or where
    the text holds markup that is not offered; StaleRecord where `revision` is not the item's any more.
    """
    with recording(by=by, now=now):
        require_begun(locked_meeting(item.meeting), now)
        item = locked_item(item, revision)
        if problems := minutes_problems(minutes):
            raise Refused(f"{problems[0]}.")
        item.minutes = minutes
        item.save()
    return item


def minutes_problems(text: str) -> list[str]:
    """What of the text is markup that minutes do not have, a sentence each."""
    found = markup_problems(IN_THE_MINUTES, text)
    cites = [mark[0] for piece in pieces_of(text) for mark in NUMBER_OF_PARAGRAPH.finditer(piece.token.content)]
    named = [f"In “{IN_THE_MINUTES}”, take {mark} away: paragraphs of minutes have no numbers" for mark in cites]
    return [*found, *(one for one in dict.fromkeys(named))]


def declare(
    *,
    item: AgendaItem,
    by: User,
    now: datetime.datetime,
    user: User | None = None,
    text: str = "",
    none_declared: bool = False,
    revision: int | None = None,
) -> AgendaItem:
    """An interest that a person declared in an item (said again: in these words), or that nobody did; with neither,
    that nothing is said of it any more. Raises Refused before the day of the meeting, once its minutes are agreed, or
    for both at once; StaleRecord where `revision` is not the item's any more.
    """
    if none_declared and user is not None:
        raise Refused(f"{BOTH}.")
    if (user is None) != (not text.strip()):
        raise Refused("Name the person and their interest.")
    with recording(by=by, now=now):
        require_begun(locked_meeting(item.meeting), now)
        item = locked_item(item, revision)
        if none_declared and item.declarations.exists():
            raise Refused(f"{DECLARED}.")
        item.no_declarations = none_declared
        item.save()
        if user is not None:
            declaration = item.declarations.filter(user=user).first() or Declaration(item=item, user=user)
            declaration.text = text
            declaration.save()
    return item


def take_back_declaration(*, declaration: Declaration, by: User, now: datetime.datetime, reason: str) -> None:
    """Take away a declaration that was recorded by mistake; history keeps it. Raises as `declare`, Refused without a
    reason.
    """
    if not reason.strip():
        raise Refused("Say why it is taken away.")
    with recording(by=by, now=now, reason=reason):
        require_begun(locked_meeting(declaration.item.meeting), now)
        Declaration.objects.get(pk=declaration.pk).delete()


def has_begun(meeting: Meeting, now: datetime.datetime) -> bool:
    """Whether the day of the meeting has come (`Meeting.has_begun`)."""
    return meeting.has_begun(clock.london_date(now))


def require_begun(meeting: Meeting, now: datetime.datetime) -> None:
    """Raises Refused before the day of the meeting, and where it was not held."""
    if meeting.is_off:
        raise Refused(NOT_HELD)
    if not has_begun(meeting, now):
        raise Refused(NOT_BEFORE)
