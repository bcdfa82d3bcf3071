"""Records that one form changes together: which stand, and at which revision, from opening the form to saving it."""

from collections.abc import Iterable, Mapping
from typing import Any, Generic, TypeVar

from audit.describe import Entry, entries
from audit.models import AuditedModel
from audit.recording import StaleRecord

Record = TypeVar("Record", bound=AuditedModel)


class Standing(Generic[Record]):
    """Some records of a model as they stand; `revisions` by their ids, `token` the same for a hidden field."""

    def __init__(self, model: type[Record], records: Iterable[Record]) -> None:
        self.model, self.records = model, list(records)

    @property
    def revisions(self) -> dict[int, int]:
        return {record.pk: record.revision for record in self.records}

    @property
    def token(self) -> str:
        return " ".join(f"{pk}:{revision}" for pk, revision in self.revisions.items())

    def require(self, seen: Mapping[int, int] | None) -> None:
        """Raises StaleRecord where a form was opened when others stood, or these at other revisions."""
        if seen is not None and seen != self.revisions:
            raise StaleRecord("These records have changed since the form was opened.", self)

    def changes_since(self, seen: Mapping[int, int], user: Any) -> list[Entry]:
        """What has changed since a form was opened, the newest first, as far as the person may see it."""
        rows = self.model.history.filter(id__in={*seen, *self.revisions})
        return entries([self.model.visible_history(rows, user)], seen=seen)
