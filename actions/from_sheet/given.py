"""References that a sheet does not print: what has none is found in the plan by its wording, or given a free one."""

import dataclasses
import itertools
import string
from collections.abc import Iterable

from actions.from_sheet.leads import folded
from actions.from_sheet.present import Present
from actions.importing import references
from actions.importing.told import Entry, Level
from actions.models import Action
from priorities.status import PlanState

LEFT = (PlanState.WITHDRAWN, PlanState.REPLACED)


def settled(entries: Iterable[Entry], seen: Present) -> list[Entry]:
    """The entries, each under a reference that is its own in sheet and plan alike: those that were given one with the
    one that the plan has for their wording, or else one that neither has. What belongs to them follows."""
    return _Given(list(entries), seen).settled()


class _Given:
    def __init__(self, entries: list[Entry], seen: Present) -> None:
        self._entries, self._seen = entries, seen
        printed = [entry for entry in entries if not entry.is_given]
        self._actions = {references.key_of(entry.reference) for entry in printed if entry.is_action}
        self._objectives = {_place(entry) for entry in printed if entry.kind == Level.OBJECTIVE}
        # By the reference that the reading gave, the one that it has now.
        self._called: dict[str, str] = {}
        self._headed: dict[tuple[int, str], str] = {}
        self._worded: dict[str, list[Action]] = {}
        for action in seen.actions.values():
            self._worded.setdefault(folded(action.title), []).append(action)

    def settled(self) -> list[Entry]:
        return [self._objective(one) if one.kind == Level.OBJECTIVE else self._action(one) for one in self._entries]

    def _objective(self, entry: Entry) -> Entry:
        if not entry.is_given:
            return entry
        number = entry.priority_number or 0
        standing = [place for place in self._seen.objectives if place[0] == number]
        same = (
            place[1]
            for place in standing
            if folded(self._seen.objectives[place].title) == folded(entry.title) and place not in self._objectives
        )
        taken = {place[1] for place in (*standing, *self._objectives) if place[0] == number}
        letters = (*string.ascii_uppercase, *(f"A{count}" for count in range(1, 1000)))
        reference = next(same, "") or next(letter for letter in letters if letter not in taken)
        self._headed[_place(entry)] = reference
        self._objectives.add((number, reference))
        return dataclasses.replace(entry, reference=reference)

    def _action(self, entry: Entry) -> Entry:
        if not entry.is_action:
            return entry
        parent = self._called.get(references.key_of(entry.parent_reference), entry.parent_reference)
        headed = self._headed.get((entry.priority_number or 0, entry.objective_reference), entry.objective_reference)
        entry = dataclasses.replace(entry, parent_reference=parent, objective_reference=headed)
        if not entry.is_given:
            return entry
        reference = self._by_wording(entry) or self._free(entry)
        self._called[references.key_of(entry.reference)] = reference
        self._actions.add(references.key_of(reference))
        return dataclasses.replace(entry, reference=reference)

    def _by_wording(self, entry: Entry) -> str:
        """The reference of the action that says just this and is nobody else's; empty where there is none."""
        parent = references.key_of(entry.parent_reference)

        def is_further_off(action: Action) -> tuple[bool, bool, bool]:
            above = action.parent.key if action.parent is not None else ""
            is_elsewhere = action.priority.number != entry.priority_number
            return action.plan_state in LEFT, is_elsewhere, above != parent

        same = [action for action in self._worded.get(folded(entry.title), ()) if action.key not in self._actions]
        return min(same, key=is_further_off).reference if same else ""

    def _free(self, entry: Entry) -> str:
        """The next reference of this kind that neither the sheet nor the plan has."""
        parent, stem = entry.parent_reference, entry.reference.rpartition(".")[0]
        numbers = itertools.count(1)
        tried = (references.below(parent, number) if parent else f"{stem}.{number}" for number in numbers)
        return next(
            reference
            for reference in tried
            if references.key_of(reference) not in self._actions | self._seen.actions.keys()
        )


def _place(entry: Entry) -> tuple[int, str]:
    return entry.priority_number or 0, entry.reference
