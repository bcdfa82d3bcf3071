"""The actions of a sheet, beside those of the plan."""

import dataclasses
from collections.abc import Iterator
from typing import Any

from actions.from_sheet.found import (
    Change,
    Compared,
    PrintedUpdate,
    Settings,
    clipped,
    parted,
    said_of,
    same,
)
from actions.from_sheet.headings import Headings
from actions.from_sheet.leads import Known, all_named
from actions.from_sheet.places import Place, Places
from actions.from_sheet.present import Present
from actions.importing.told import Entry, Field, Level
from actions.models import Action, ProgressUpdate
from actions.models.action import due_words
from actions.models.progress import HEADLINE_LENGTH, printed_note
from priorities.partial_date import PartialDate
from priorities.references import reference_key
from priorities.status import PlanState, Status

TEXTS = ("title", "success_measure", "difference")
# What is not worked on: a change of it may be meant for another.
RESTING = (PlanState.WITHDRAWN, PlanState.REPLACED, PlanState.CLOSED)
NO_DAY = "this is complete, and no day comes with it: people and dates lists it until an update says when"
PROGRESS = "progress_as_printed"
TAKES_UPDATES = (PlanState.AGREED, PlanState.PAUSED)
# So much of a text that is left out is told: enough to find it by.
MOST_LETTERS_TOLD = 100


class ActionRows:
    """Each action of the sheet: what it would be, or what would change of it."""

    def __init__(self, seen: Present, settings: Settings, headings: Headings) -> None:
        self.present, self.settings, self.headings = seen, settings, headings
        self.known = Known(seen.people)
        self.compared: dict[str, Compared] = {}
        self.places = Places(seen, settings, headings, self.compared)

    def take(self, entry: Entry) -> None:
        """One more action or sub-action. One that cannot be brought in is a problem."""
        key = reference_key(entry.reference)
        record = self.present.actions.get(key)
        place = self.places.of(entry, record)
        if place is None:
            return
        told = self._new(entry) if record is None else self._standing(entry, record)
        if record is not None and place.objective is not None:
            told["changes"] += self._objective_change(record, place.objective)
        if entry.notes:
            told["notes"] += ("Its notes are not brought in.",)
        told["notes"] += place.notes
        if record is None:
            told["changes"] = (*self._where(place), *told["changes"])
        if record is not None and told["changes"] and record.plan_state in RESTING:
            state = record.get_plan_state_display().lower()
            self.settings.tell(entry, Field.REFERENCE, f"{record.reference} is {state}, and changes all the same")
        kind = Level.SUB_ACTION if place.parent else Level.ACTION
        entry = dataclasses.replace(entry, kind=kind)
        self.compared[key] = Compared(
            entry, key, record, priority=place.priority, objective=place.objective, parent=place.parent, **told
        )

    def _where(self, place: Place) -> Iterator[Change]:
        """Where a new one would stand."""
        word = self.headings.word
        yield Change(word[:1].upper() + word[1:], "", self.headings.name_of(place.priority))
        if place.parent:
            above = self.present.actions.get(place.parent)
            reference = above.reference if above is not None else self.compared[place.parent].entry.reference
            yield Change("Part of", "", reference)
        if place.objective is not None:
            yield Change("Objective", "", self._objective_words(place.objective))

    def _new(self, entry: Entry) -> dict[str, Any]:
        """What a new action says; all of it is a change from nothing."""
        update, notes = self._update(entry, None)
        people = self.known.all_of(entry.lead_as_printed, entry.leads)
        values = {name: getattr(entry, name) for name in ("lead_as_printed", "due_as_printed", "status_as_printed")}
        values |= {name: getattr(entry, name) for name in TEXTS} | self._dates(entry, None)
        values |= self._progress(entry, None, update)
        return {
            "changes": tuple(self._told(entry, values, update)),
            "values": values,
            "notes": notes,
            "update": update,
            "lead": people[0] if people else None,
            "co_leads": tuple(people[1:]),
        }

    def _told(self, entry: Entry, values: dict[str, Any], update: PrintedUpdate | None) -> Iterator[Change]:
        """What a new action says, in words."""
        yield from (Change(_label(name), "", values[name]) for name in TEXTS[1:] if values[name])
        due = _due_words(values.get("due"), values.get("review"), entry.due_as_printed)
        yield from (Change("Planned start", "", str(entry.start)),) if entry.start is not None else ()
        yield from (Change("Due", "", due),) if due else ()
        yield from (Change("Lead as printed", "", entry.lead_as_printed),) if entry.lead_as_printed else ()
        if update is not None:
            yield from self._update_changes(None, update)
        elif entry.status_as_printed:
            yield Change("Status as printed", "", entry.status_as_printed)
        if values.get(PROGRESS):
            yield Change(_label(PROGRESS), "", values[PROGRESS])

    def _standing(self, entry: Entry, action: Action) -> dict[str, Any]:
        """What would change of an action that stands. An empty cell changes nothing."""
        self.settings.keep(entry, _stands(entry, action))
        values = {
            name: getattr(entry, name)
            for name in TEXTS
            if getattr(entry, name) and not same(getattr(action, name), getattr(entry, name))
        }
        changes = [Change(_label(name), getattr(action, name), value) for name, value in values.items()]
        dates = self._dates(entry, action)
        changes += _date_changes(action, dates)
        update, notes = self._update(entry, action)
        progress = self._progress(entry, action, update)
        replaced = action.progress_as_printed if progress else ""
        changes += self._update_changes(action, update, replaced) if update is not None else ()
        printed, leads = self._printed(entry, action, update)
        changes += [
            Change(_label(name), getattr(action, name), value)
            for name, value in printed.items()
            if name != "status_as_printed" or update is None
        ]
        if progress.get(PROGRESS):
            changes.append(Change(_label(PROGRESS), action.progress_as_printed, progress[PROGRESS]))
        lead = self._proposed(entry, action)
        changes += [Change("Lead, proposed", "", str(lead))] if lead is not None else []
        return {
            "changes": tuple(changes),
            "values": values | dates | printed | progress,
            "notes": (*leads, *notes),
            "update": update,
            "lead": lead,
        }

    def _dates(self, entry: Entry, action: Action | None) -> dict[str, Any]:
        """The dates that the service takes, where they differ from those that stand."""
        found: dict[str, Any] = {}
        if entry.due is not None and (action is None or entry.due != action.due):
            found["due"] = entry.due
        elif entry.is_ongoing and self._review(entry) is not None and (action is None or not action.is_ongoing):
            found |= {"is_ongoing": True, "review": self._review(entry)}
        if entry.start is not None and (action is None or entry.start != action.planned_start):
            found["planned_start"] = entry.start
        return found

    def _review(self, entry: Entry) -> PartialDate | None:
        """When it is reviewed, if it is ongoing: by its own words, else as was said for all."""
        return entry.review or self.settings.review

    def _printed(
        self, entry: Entry, action: Action, update: PrintedUpdate | None
    ) -> tuple[dict[str, str], tuple[str, ...]]:
        """The printed words that say more than what stands, and what is worth a note."""
        found: dict[str, str] = {}
        notes: tuple[str, ...] = ()
        if entry.due is None and not (entry.is_ongoing and self._review(entry)):
            found["due_as_printed"] = entry.due_as_printed
        if update is not None or not entry.status or action.last_update is None:
            found["status_as_printed"] = entry.status_as_printed
        if action.lead is None:
            found["lead_as_printed"] = entry.lead_as_printed
        elif entry.lead_as_printed and action.lead not in self.known.all_of(entry.lead_as_printed, entry.leads):
            found["lead_as_printed"] = entry.lead_as_printed
            notes = (f"The lead stays {action.lead}. The spreadsheet says “{entry.lead_as_printed}”.",)
        elif not all_named(entry.lead_as_printed, [action.lead, *(link.user for link in action.co_leads.all())]):
            found["lead_as_printed"] = entry.lead_as_printed
        changed = {name: text for name, text in found.items() if text and not same(getattr(action, name), text)}
        return changed, notes if "lead_as_printed" in changed else ()

    def _proposed(self, entry: Entry, action: Action) -> Any:
        """Somebody of this name, where nobody leads the action yet and they have no other part in it."""
        if action.lead_id is not None:
            return None
        taken = {action.deputy_id, *(link.user_id for link in action.co_leads.all())}
        people = self.known.all_of(entry.lead_as_printed, entry.leads)
        return next((person for person in people if person.pk not in taken), None)

    def _update(self, entry: Entry, action: Action | None) -> tuple[PrintedUpdate | None, tuple[str, ...]]:
        """How the sheet says that it goes; never in the place of what somebody has said in the portal."""
        last = action.last_update if action is not None else None
        state = self.settings.plan_state if action is None else action.plan_state
        if last is not None and not last.is_printed:
            reported = f"{last.submitted_at.day} {last.submitted_at:%B %Y}"
            self._leave_progress(entry, last, f"an update was given on {reported}")
            if entry.status in ("", last.status):
                return None, ()
            return None, (f"The status stays “{Status(last.status).label}”, as reported on {reported}.",)
        if not entry.status:
            return None, ()
        if state not in TAKES_UPDATES:
            words = PlanState(state).label.lower()
            return None, (f"Its status stays as printed only, because the action is {words}.",)
        told = _printed_update(entry)
        if last is not None and (last.status, last.headline, last.happened) == (
            told.status, told.headline, told.happened,
        ):  # fmt: skip
            return None, ()
        if told.status == Status.COMPLETE and (action is None or action.completed_on is None):
            self.settings.tell(entry, Field.STATUS, NO_DAY)
        return told, ()

    def _progress(self, entry: Entry, action: Action | None, update: PrintedUpdate | None) -> dict[str, Any]:
        """What is said of progress where no status comes with it: kept as printed, until somebody gives an update or
        a sheet prints other words with a status. An empty cell leaves it."""
        standing = action.progress_as_printed if action is not None else ""
        last = action.last_update if action is not None else None
        text = entry.progress.strip()
        if not text:
            return {}
        if update is not None:
            return {PROGRESS: "", "progress_printed_on": None} if standing else {}
        if (last is not None and not last.is_printed) or same(standing, text) or _has_said(last, text):
            return {}
        return {PROGRESS: text, "progress_printed_on": self.settings.printed_on}

    def _leave_progress(self, entry: Entry, last: ProgressUpdate, why: str) -> None:
        """Tell of words on progress that do not come in, unless the portal has them already."""
        if entry.progress.strip() and not _has_said(last, entry.progress):
            words = clipped(entry.progress, MOST_LETTERS_TOLD)
            self.settings.tell(entry, Field.PROGRESS, f"“{words}” is not brought in, because {why}")

    def _update_changes(self, action: Action | None, update: PrintedUpdate, replaced: str = "") -> list[Change]:
        """How an update changes what is said; `replaced`: the words as printed that stood until then."""
        last = action.last_update if action is not None else None
        before = "" if last is None else Status(last.status).label
        found = [Change("Status", before, update.label)] if before != update.label else []
        said = replaced or ("" if last is None else said_of(last.headline, last.happened))
        return [*found, Change("Progress", said, update.text)] if said != update.text else found

    def _objective_change(self, action: Action, key: tuple[int, str]) -> tuple[Change, ...]:
        standing = self.present.objectives.get(key)
        if standing is not None and action.objective_id == standing.pk:
            return ()
        return (Change("Objective", str(action.objective or ""), self._objective_words(key)),)

    def _objective_words(self, key: tuple[int, str]) -> str:
        standing = self.present.objectives.get(key)
        return str(standing) if standing is not None else self.headings.compared[key].name


def _stands(entry: Entry, action: Action) -> dict[Field, tuple[Any, Any]]:
    """What the sheet says in a column, and what stands in the plan for it."""
    return {
        Field.TITLE: (entry.title, action.title),
        Field.LEAD: (entry.lead_as_printed, action.lead_id or action.lead_as_printed),
        Field.START: (entry.start, action.planned_start_on),
        Field.DUE: (entry.due_as_printed, action.has_date or action.due_as_printed),
        Field.STATUS: (entry.status_as_printed, action.last_update_id or action.status_as_printed),
        Field.PROGRESS: (entry.progress, action.last_update_id or action.progress_as_printed),
        Field.SUCCESS_MEASURE: (entry.success_measure, action.success_measure),
        Field.DIFFERENCE: (entry.difference, action.difference),
    }


def _has_said(last: ProgressUpdate | None, text: str) -> bool:
    """Whether the last update says just this."""
    said = () if last is None else (last.headline, last.happened, f"{last.headline} {last.happened}")
    return any(same(text, one) for one in said)


def _printed_update(entry: Entry) -> PrintedUpdate:
    """One line for the board, and what is printed beside that."""
    text = entry.progress.strip()
    if not text:
        return PrintedUpdate(entry.status, clipped(printed_note(entry.status_as_printed), HEADLINE_LENGTH), "")
    return PrintedUpdate(entry.status, *parted(text, HEADLINE_LENGTH))


def _label(name: str) -> str:
    field: Any = Action._meta.get_field(name)
    label = str(field.verbose_name)
    return label[:1].upper() + label[1:]


def _due_words(due: PartialDate | None, review: PartialDate | None, printed: str) -> str:
    if review is not None:
        return f"Ongoing, to be reviewed {review}"
    return due_words(str(due) if due else "", is_ongoing=False, as_printed=printed)


def _date_changes(action: Action, dates: dict[str, Any]) -> Iterator[Change]:
    if "due" in dates or "review" in dates:
        before = action.due_words if action.has_date else ""
        yield Change("Due", before, _due_words(dates.get("due"), dates.get("review"), ""))
    if "planned_start" in dates:
        yield Change("Planned start", str(action.planned_start or ""), str(dates["planned_start"]))
