"""How a paper puts an action into words: its status with its date, its due date, its people, its printed line."""

import dataclasses
import datetime
from collections.abc import Iterable

from actions.as_at import ActionAt, PersonAt, PlanAt, UpdateAt
from actions.as_at.parts import FigureAt
from actions.from_sheet.found import clipped
from actions.models import ProgressUpdate
from actions.models.progress import HEADLINE_LENGTH, printed_words
from design.fields import date_words
from documents.content import Cell, Text, plain
from governance.reports.decided import NOTHING_DECIDED, DecidedAt
from governance.reports.draft import ReportDraft
from priorities.status import PlanState, Status
from send_portal import clock

ReceivedBy = ProgressUpdate.ReceivedBy


@dataclasses.dataclass(frozen=True)
class Telling:
    """A report's way of telling its plan: posts or names, and what the co-ordinator has worded for the board; and what
    bodies decided in its period.
    """

    draft: ReportDraft
    plan: PlanAt
    decided: DecidedAt = NOTHING_DECIDED

    def person(self, person: PersonAt) -> str:
        """A person as the body wants people: by post, or by name and post. Without a post, the organisation stands."""
        return f"{person.name}, {person.post}" if self.draft.names_people else person.post

    def lead(self, action: ActionAt) -> str:
        """Who leads an action; without anybody, what the source prints, else "No lead yet"."""
        if action.lead is None:
            return f"“{action.lead_as_printed}”, as printed" if action.lead_as_printed else "No lead yet"
        return self.leading(action.lead, ())

    def leading(self, lead: PersonAt | None, co_leads: Iterable[PersonAt]) -> str:
        """A lead with the co-leads; whoever has left is said to."""
        led = [person for person in (lead, *co_leads) if person is not None]
        told = [self.person(person) + ("" if person.is_active else " (has left)") for person in led]
        return " with ".join(told) or "no lead"

    def line(self, action: ActionAt) -> str:
        """What is printed of an action: the board's wording, else the headline of its last update; before anybody has
        given one the beginning of what a source prints of its progress, with the day."""
        headline = action.last_update.said if action.last_update is not None else ""
        return self.draft.wording(action.pk) or headline or _printed(action) or "No update yet."

    def headline(self, action: ActionAt, update: UpdateAt) -> str:
        """What is printed of an update: of the last one, what is printed of its action."""
        is_last = action.last_update is not None and update.pk == action.last_update.pk
        return (self.draft.wording(action.pk) if is_last else "") or update.said

    def is_new(self, moment: datetime.datetime | None) -> bool:
        """Whether the moment lies in the period of the report; without a beginning, all does."""
        return moment is not None and (self.draft.since is None or moment >= self.draft.since)


def _printed(action: ActionAt) -> str:
    if not action.progress_as_printed or action.last_update_at is not None:
        return ""
    said = clipped(action.progress_as_printed, HEADLINE_LENGTH)
    words = printed_words(action.progress_printed_on)
    return f"{words[:1].upper()}{words[1:]}: {said}"


def status_words(action: ActionAt) -> str:
    """The status with its date where no update came in the cycle: rule 2 of the plan."""
    word = Status(action.status).label
    told = action.last_update
    if told is None:
        printed = f", printed as “{action.status_as_printed}”" if action.status_as_printed else ""
        return f"{word}{printed}" + (f" – no update received{_recorded(action)}" if action.no_update_at else "")
    if not action.is_carried_over and not told.is_printed:
        return word
    is_missing = action.is_not_updated or not told.is_printed
    return f"{word}, {told.told_words}" + (f" – no update received{_recorded(action)}" if is_missing else "")


def _recorded(action: ActionAt) -> str:
    """ ", recorded on 12 September 2024", where somebody has recorded that no update was received."""
    return f", recorded on {day(action.no_update_at)}" if action.no_update_at is not None else ""


def status_cell(action: ActionAt) -> Cell:
    """The status in a table: its words, and its colour beside them. What is not in the plan says where it stands."""
    if action.plan_state not in (PlanState.AGREED, PlanState.CLOSED):
        return Cell(PlanState(action.plan_state).label)
    words = status_words(action) + (" (closed)" if action.plan_state == PlanState.CLOSED else "")
    return Cell(words, colour=Status(action.status).look.colour)


def due_cell(action: ActionAt) -> Cell:
    """The due date; the original one beside it where it has slipped; that it is overdue, where it is."""
    if action.due is not None:
        words = str(action.due)
        if action.is_slipped:
            words += f" (at first {action.original_due})"
        if action.is_overdue:
            words += ", overdue"
        return Cell(words, action.due.on)
    if action.is_ongoing:
        return Cell(f"Ongoing, review {action.review}" if action.review else "Ongoing")
    return Cell(action.due_as_printed or "No date set")


def figure_words(figure: FigureAt | None) -> str:
    """ "Reviews on time: from 40 (June) to 61. Source: case system"; empty without a figure."""
    if figure is None:
        return ""
    was = f"{figure.was}{_on(figure.was_on)} to " if figure.was else ""
    source = f" Source: {figure.source}." if figure.source else ""
    return f"{figure.what}: {was}{figure.now}{_on(figure.now_on)}.{source}"


def day(moment: datetime.datetime) -> str:
    """The London day of a moment: "12 July 2024"."""
    return date_words(clock.london_date(moment))


def given_by(update: UpdateAt) -> str:
    """By which post an update was given, for which, and how it came where it was not typed into the portal."""
    posts = [update.author.post]
    if update.on_behalf_of is not None and update.on_behalf_of.post not in posts:
        posts.append(update.on_behalf_of.post)
    is_typed = update.received_by in (ReceivedBy.PORTAL, ReceivedBy.IMPORT)
    return " for ".join(posts) + ("" if is_typed else f", {ReceivedBy(update.received_by).label}")


def sentence(text: str) -> str:
    """The text with a stop at its end."""
    text = text.strip()
    return text if not text or text[-1] in ".!?…" else f"{text}."


def named(action: ActionAt, text: str) -> Text:
    """A paragraph that begins with the action's reference and title."""
    return plain(f"{action.reference} {sentence(action.title)} {text}".strip())


def need(number: int) -> str:
    """ "needs" for one, "need" for several."""
    return "needs" if number == 1 else "need"


def counted(number: int, one: str, several: str = "") -> str:
    """ "1 action", "3 actions"."""
    return f"{number} {one if number == 1 else several or one + 's'}"


def _on(on: datetime.date | None) -> str:
    return f" ({date_words(on)})" if on is not None else ""
