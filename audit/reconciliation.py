"""Does every record equal its newest history row, and every history hang together?"""

from collections.abc import Collection, Iterator
from typing import Any

from audit.models import AuditedModel, audited_models


def findings(among: Collection[type[AuditedModel]] | None = None) -> Iterator[str]:
    """A sentence for each record or history row that does not fit the other; nothing where all is well.

    `among`: the models whose histories are gone through, where it is not all.
    """
    for model in audited_models():
        if among is None or model in among:
            yield from _history_findings(model)
        yield from model.audit_findings()


def _history_findings(model: type[AuditedModel]) -> Iterator[str]:
    names = [field.attname for field in model._meta.fields if field.name not in model.untracked]
    newest: dict[int, dict[str, Any]] = {}
    rows = model.history.order_by("id", "history_id").values("history_id", "history_type", "history_date", *names)
    for row in rows.iterator(chunk_size=2000):
        yield from _chain_findings(model, newest.get(row["id"]), row)
        newest[row["id"]] = row
    standing = set()
    for record in model._base_manager.values(*names).iterator(chunk_size=2000):
        standing.add(record["id"])
        yield from _record_findings(model, record, newest.get(record["id"]))
    for pk, row in newest.items():
        if pk not in standing and row["history_type"] != "-":
            yield f"{model._meta.label} {pk}: the record is gone, and its history does not say so."


def _chain_findings(model: type[AuditedModel], before: dict[str, Any] | None, row: dict[str, Any]) -> Iterator[str]:
    where = f"{model._meta.label} {row['id']}, history row {row['history_id']}"
    if before is None:
        if row["history_type"] != "+" or row["revision"] != 1:
            yield f"{where}: the history does not begin with the record's creation."
        return
    if row["history_date"] < before["history_date"]:
        yield f"{where}: dated before the row that it follows."
    expected = before["revision"] + (row["history_type"] == "~")
    if row["history_type"] == "+" or before["history_type"] == "-" or row["revision"] != expected:
        yield f"{where}: a revision is missing or doubled before it."


def _record_findings(model: type[AuditedModel], record: dict[str, Any], row: dict[str, Any] | None) -> Iterator[str]:
    where = f"{model._meta.label} {record['id']}"
    if row is None or row["history_type"] == "-":
        yield f"{where}: the record stands, and its history does not have it."
        return
    differing = [name for name in record if record[name] != row[name]]
    if differing:
        yield f"{where}: differs from its newest history row in {', '.join(differing)}."
