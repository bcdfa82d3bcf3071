"""The rows of history: who, when and why, as they were; and how they are written.

django-simple-history writes them; this module closes its gaps (docs/adr/0002-audit-history.md).
"""

import datetime
import functools
from typing import Any

from django.db import models
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords

from audit.recording import Recording, current_recording
from send_portal.clock import ClockBehind

# Two processes' clocks may differ by this much; history then takes the later time, so that it never runs backwards.
TOLERATED_CLOCK_DIFFERENCE = datetime.timedelta(minutes=5)


class HistoryRow(models.Model):
    """Base of every history table: the change's author, time and reason, as they were."""

    actor_name = models.CharField(max_length=200)
    actor_role = models.TextField(blank=True)
    change_id = models.UUIDField()

    class Meta:
        abstract = True

    def save(self, **kwargs: Any) -> None:
        """Insert once, inside `recording()`; never change."""
        if not self._state.adding:
            raise TypeError("A history row is never changed.")
        change = current_recording()
        # What has just been made has no history yet.
        is_first = self.history_type == "+"
        self.history_date = change.now if is_first else _monotonic_date(type(self), self.id, change)
        self.history_user_id = change.user_id
        self.history_change_reason = change.reason
        self.actor_name = change.actor_name
        self.actor_role = change.actor_role
        self.change_id = change.change_id
        super().save(**kwargs)

    def delete(self, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("A history row is never deleted.")

    def as_instance(self) -> models.Model:
        """The record as this row has it: unsaved, for its words and properties only. What the row was read together
        with stays with it.
        """
        fields = type(self).tracked_fields
        record = type(self).instance_type(**{field.attname: getattr(self, field.attname) for field in fields})
        for field in fields:
            if field.is_relation and field.is_cached(self):
                field.set_cached_value(record, field.get_cached_value(self))
        return record


def _monotonic_date(history: type[models.Model], pk: int, change: Recording) -> datetime.datetime:
    newest = history.objects.filter(id=pk).order_by("-history_id").values_list("history_date", flat=True).first()
    if newest is None or newest <= change.now:
        return change.now
    if newest - change.now > TOLERATED_CLOCK_DIFFERENCE:
        raise ClockBehind(f"The newest history of this record is of {newest:%d %B %Y %H:%M}, after {change.now}.")
    return newest


class HistoryManagerMadeOnce(HistoryManager):
    """What `history` gives. The library makes a class of it whenever it is asked for: dearer than many a query."""

    @classmethod
    @functools.cache
    def from_queryset(cls, queryset_class: type[models.QuerySet], class_name: str | None = None) -> Any:
        return super().from_queryset(queryset_class, class_name)


class AuditHistory(HistoricalRecords):
    """History of all fields but those that a model names in `untracked` (a password)."""

    def fields_included(self, model: Any) -> list[models.Field]:
        return [field for field in model._meta.fields if field.name not in model.untracked]
