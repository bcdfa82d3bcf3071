"""A form field that names actions by their references."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms

from actions.models import Action
from design.fields import LineField
from priorities.references import reference_key


class ActionsField(LineField):
    """Actions of one plan by their references, with commas between them; `offer` says which there are."""

    def __init__(self, **kwargs: Any) -> None:
        self.actions = dict[str, Action]()
        super().__init__(**kwargs)

    def offer(self, actions: Iterable[Action]) -> None:
        """Set the actions of one form's own field."""
        self.actions = {action.key: action for action in actions}

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(action.reference for action in value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[Action]:
        """The actions in the order of their references. Raises ValidationError naming those that are not there."""
        typed = re.split(r"[,;\s]*[,;][,;\s]*", super().clean(value))
        keys = {reference: _key(reference) for reference in filter(None, map(str.strip, typed))}
        if unknown := [f"“{reference}”" for reference, key in keys.items() if key not in self.actions]:
            are = "is no action" if len(unknown) == 1 else "are no actions"
            raise forms.ValidationError(
                f"{' and '.join(unknown)} {are} of the plan. Enter references of the plan, with commas between them"
            )
        return [self.actions[key] for key in keys.values()]


def _key(reference: str) -> str:
    try:
        return reference_key(reference)
    except ValueError:
        return ""
