"""Forms at an address that can come to stand for another record: each form says which record it was opened for."""

import dataclasses
from collections.abc import Mapping


@dataclasses.dataclass(frozen=True)
class About:
    """The record that an address stands for now: its `key`, which the form carries, and `moved`, what to say to
    whoever sends a form that was opened for another.
    """

    key: str
    moved: str  # without a full stop

    def is_meant(self, sent: Mapping[str, str]) -> bool:
        """Whether these fields are of a form about this record. A form that does not say so is not."""
        return sent.get("about") == self.key
