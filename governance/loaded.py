"""What a run of `load_plan` did."""

import dataclasses
from collections.abc import Mapping
from typing import Any


@dataclasses.dataclass
class Loaded:
    """How many of each kind a run added, and what stands otherwise than in the file."""

    added: dict[str, int] = dataclasses.field(default_factory=dict)
    differs: list[str] = dataclasses.field(default_factory=list)

    def count(self, kind: str) -> None:
        """One more of a kind was added."""
        self.added[kind] = self.added.get(kind, 0) + 1

    def compare(self, name: str, record: Any, values: Mapping[str, Any]) -> None:
        """Note what of a record stands otherwise than the file has it."""
        for field, value in values.items():
            stands = getattr(record, field)
            if stands != value:
                self.differs.append(f"{name}, {field}: the portal has {_words(stands)}, the file has {_words(value)}")


def _words(value: Any) -> str:
    return "nothing" if value in (None, "") else repr(str(value))
