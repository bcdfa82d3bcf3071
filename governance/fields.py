"""A form field that names one of some records."""

from collections.abc import Iterable
from typing import Any

from django import forms

from design.widgets import PlainSelect


class RecordField(forms.ChoiceField):
    """One of some records, or None; `offer` says which, without a query."""

    widget = PlainSelect

    def __init__(self, *, nothing: str = "Choose one", **kwargs: Any) -> None:
        self.nothing, self.records = nothing, dict[str, Any]()
        super().__init__(**kwargs)

    def offer(self, records: Iterable[Any]) -> None:
        """Set the choices of one form's own field."""
        self.records = {str(record.pk): record for record in records}
        self.choices = [("", self.nothing), *((pk, str(record)) for pk, record in self.records.items())]

    def prepare_value(self, value: Any) -> Any:
        return getattr(value, "pk", value)

    def clean(self, value: Any) -> Any:
        """The record, or None."""
        chosen = super().clean(self.prepare_value(value))
        return self.records[chosen] if chosen else None
