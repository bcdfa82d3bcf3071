"""Reading an answer in tests."""

from typing import Any


def texts(response: Any) -> str:
    """The page on one line, white space folded."""
    return " ".join(response.content.decode().split())
