"""Reading an answer in tests."""

import re
from typing import Any


def texts(response: Any) -> str:
    """The page on one line, white space folded."""
    return " ".join(response.content.decode().split())


def words(response: Any) -> str:
    """What one reads of the page, on one line: its text without the tags."""
    return " ".join(re.sub(r"<[^>]*>", "", response.content.decode()).split())
