"""What it means to be audited: three kinds of record (docs/adr/0002-audit-history.md)."""

import uuid
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Self

from django.conf import settings
from django.db import models, transaction

from audit.history_rows import AuditHistory, HistoryManagerMadeOnce, HistoryRow
from audit.recording import Refused, StaleRecord, current_recording

# What a field without anything in it holds.
EMPTY_VALUES = (None, "", False)


class GuardedQuerySet(models.QuerySet):
    """A queryset through which nothing is written past the history."""

    def _refuse(self, *args: Any, **kwargs: Any) -> Any:
        raise TypeError("Audited records are written one by one, through a service.")

    update = bulk_create = bulk_update = delete = get_or_create = update_or_create = _refuse

    def locked(self, pk: int, revision: int | None = None) -> Any:
        """The record, locked until the transaction ends.

        Raises DoesNotExist; StaleRecord where a form was opened at a `revision` that is not the record's any more.
        """
        record = self.select_for_update(of=("self",)).get(pk=pk)
        record.require_revision(revision)
        return record


class AuditedModel(models.Model):
    """A record whose every change is in its history: who, when, from and to, why."""

    revision = models.PositiveIntegerField(default=1, editable=False)

    history = AuditHistory(
        bases=[HistoryRow],
        history_manager=HistoryManagerMadeOnce,
        inherit=True,
        history_id_field=models.BigAutoField(),
        history_change_reason_field=models.TextField(blank=True, default=""),
    )
    objects = GuardedQuerySet.as_manager()

    # Fields that the history leaves out (a password), that its words leave out, and that name a link's two ends; the
    # relations that a record's own words need.
    untracked: tuple[str, ...] = ()
    undescribed: tuple[str, ...] = ()
    audit_subject: tuple[str, ...] = ()
    told_with: tuple[str, ...] = ()
    # Links that the record's own form changes with it, by the names under which it has them.
    changed_with: tuple[str, ...] = ()
    # What the history says of a record that a service has taken away.
    removed_word = "removed"
    # What it means to a reader that a field changes, by a code: "" for the record itself (come or gone), "*" for every
    # other field; what has no code is everything else. The columns whose values `kind_of_change` needs. The fields
    # that are told in a line with another one.
    change_kinds: Mapping[str, str] = {}
    told_by: tuple[str, ...] = ()
    told_along: Mapping[str, str] = {}
    # The property that says a field in words, where the field alone does not; "": that says a new record.
    said_by: Mapping[str, str] = {}

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *, force_insert: bool = False, using: str | None = None, **refused: Any) -> None:
        """Write the record and its history row, or nothing where nothing changed.

        Raises NotRecorded outside `recording()`, StaleRecord where the row has changed since this instance was read,
        ValidationError where a value does not fit its column. A record is
        saved whole: `update_fields` would let the history hold values that were not saved.
        """
        if hasattr(self, "skip_history_when_saving"):
            raise TypeError("An audited record is never saved without history.")
        if refused:
            if set(refused.get("update_fields") or ()) - set(self.untracked) or not refused.get("update_fields"):
                raise TypeError(f"An audited record is saved whole: {', '.join(refused)} is not accepted.")
        _clean_values(self)
        if self._state.adding:
            current_recording()
            super().save(force_insert=force_insert, using=using)
            return
        stored = self._stored()
        if stored.revision != self.revision:
            raise StaleRecord(f"{self._meta.verbose_name} {self.pk} has changed since it was read.", stored)
        changed = self.changed_fields(stored)
        if not changed:
            return
        if set(changed) <= set(self.untracked):
            self._save_untracked(changed)
            return
        current_recording()
        self.revision += 1
        super().save(using=using)

    def touch(self) -> None:
        """Raise the revision where links of the record have changed (`changed_with`) and nothing of its own: a form
        that was opened before them is stale then. Inside `recording()`.
        """
        current_recording()
        self.revision += 1
        super().save()

    def _stored(self) -> Self:
        """The row as it stands; locked, so that nothing comes between the comparison and the save."""
        rows = type(self)._base_manager.all()
        if transaction.get_connection().in_atomic_block:
            rows = rows.select_for_update(of=("self",))
        return rows.get(pk=self.pk)

    def changed_fields(self, stored: Self) -> list[str]:
        """Names of the fields that differ from the row in the database."""
        return [
            field.name for field in self._meta.fields if getattr(stored, field.attname) != getattr(self, field.attname)
        ]

    def overwrites(self, values: Mapping[str, Any]) -> bool:
        """Whether these values change or take away what stands, or fill again what somebody has emptied. To fill
        something for the first time needs no reason: a box that is not ticked is empty.

        One query of the history, where something empty is filled.
        """
        if any(getattr(self, name) not in (*EMPTY_VALUES, value) for name, value in values.items()):
            return True
        return self._has_held(
            {name for name, value in values.items() if value not in (*EMPTY_VALUES, getattr(self, name))}
        )

    def _has_held(self, names: Collection[str]) -> bool:
        """Whether any of these was ever filled in."""
        if not names:
            return False
        columns = {field.name: field.attname for field in self._meta.fields}
        past = [row.as_instance() for row in type(self).history.filter(id=self.pk)]
        return any(getattr(record, columns.get(name, name)) not in EMPTY_VALUES for name in names for record in past)

    def set_values(self, values: Mapping[str, Any], *, reason: str, why: str) -> None:
        """Set the values; it remains to save. Raises Refused, saying `why`, where they overwrite without a reason."""
        if self.overwrites(values) and not reason.strip():
            raise Refused(why)
        for name, value in values.items():
            setattr(self, name, value)

    def require_revision(self, revision: int | None) -> None:
        """Raises StaleRecord where a form was opened at a `revision` that is not the record's any more."""
        if revision is not None and self.revision != revision:
            raise StaleRecord(f"{self} has changed since the form was opened.", self)

    def _save_untracked(self, names: list[str]) -> None:
        self.skip_history_when_saving = True
        try:
            super().save(update_fields=names)
        finally:
            del self.skip_history_when_saving

    def delete(self, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("Audited records are closed or withdrawn with a reason, never deleted.")

    @classmethod
    def visible_history(cls, rows: models.QuerySet, user: Any) -> models.QuerySet:
        """Those of the history rows that this person may see: all, unless a model narrows it."""
        return rows

    @classmethod
    def kind_of_change(cls, field: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> str:
        """What it means that this field changed ("": that the record came or went), by a code; "" for nothing that
        the model has a word for. The values are those of `told_by`: None where the record was not there, or is gone.
        """
        return cls.change_kinds.get(field) or (cls.change_kinds.get("*", "") if field else "")

    @classmethod
    def audit_findings(cls) -> Iterable[str]:
        """What a model can prove of its own rows beside their history; a sentence for each fault."""
        return ()


class AuditedLink(AuditedModel):
    """A record that joins two things: the only kind that a service may delete (its history stays)."""

    class Meta(AuditedModel.Meta):
        abstract = True

    def delete(self, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Take the link away, inside `recording()`."""
        current_recording()
        return super(AuditedModel, self).delete(**kwargs)


class AppendOnlyModel(models.Model):
    """A record that is inserted once and never changed: it is its own history."""

    recorded_at = models.DateTimeField(editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    recorded_as = models.TextField(editable=False)
    change_id = models.UUIDField(default=uuid.uuid4, editable=False)
    record_reason = models.TextField(blank=True, default="", editable=False)

    objects = GuardedQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *, force_insert: bool = False, using: str | None = None, **refused: Any) -> None:
        """Insert, inside `recording()`. Raises NotRecorded, ValidationError, TypeError on a second save."""
        if refused or not self._state.adding:
            raise TypeError("An append-only record is inserted once and never changed.")
        change = current_recording()
        self.recorded_at = change.now
        self.recorded_by_id = change.user_id
        self.recorded_as = change.author
        self.change_id = change.change_id
        self.record_reason = change.reason
        _clean_values(self)
        super().save(force_insert=True, using=using)

    def delete(self, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("An append-only record is never deleted.")


def _clean_values(record: AuditedModel | AppendOnlyModel) -> None:
    """Lengths, choices and types, which SQLite does not enforce. Foreign keys and constraints the database holds."""
    foreign_keys = {field.name for field in record._meta.fields if field.is_relation}
    record.clean_fields(exclude=foreign_keys | {"id", *getattr(record, "untracked", ())})


def audited_models() -> list[type[AuditedModel]]:
    """Every audited model, links included, once each, in a stable order."""
    return sorted(set(_concrete(AuditedModel)), key=lambda model: model._meta.label)


def append_only_models() -> list[type[models.Model]]:
    """Every table that is only ever inserted into: append-only records and all history."""
    histories = {model.history.model for model in audited_models()}
    return sorted(histories | set(_concrete(AppendOnlyModel)), key=lambda model: model._meta.label)


def _concrete(base: type[Self]) -> Iterable[Any]:
    """A model with two abstract parents is found by way of each."""
    for model in base.__subclasses__():
        if not model._meta.abstract:
            yield model
        yield from _concrete(model)
