"""Which values a change may name."""

from collections.abc import Mapping
from typing import Any


def check_known(values: Mapping[str, Any], known: set[str]) -> None:
    unknown = set(values) - known
    if unknown:
        raise TypeError(f"There is nothing to change in {', '.join(sorted(unknown))}.")
