"""Changing what stands: with a reason. Filling an empty field needs none."""

from collections.abc import Mapping
from typing import Any

from audit.models import AuditedModel
from audit.recording import Refused


def change_fields(record: AuditedModel, values: Mapping[str, Any], reason: str) -> None:
    """Set the values and save, inside `recording()`. Raises Refused where one that stands changes without a reason."""
    stands = [getattr(record, name) for name, value in values.items() if getattr(record, name) != value]
    if any(value not in ("", None) for value in stands) and not reason.strip():
        raise Refused("Say why this changes.")
    for name, value in values.items():
        setattr(record, name, value)
    record.save()
