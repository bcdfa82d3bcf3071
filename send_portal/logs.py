"""Log lines without personal data."""

import logging
import traceback
from types import TracebackType

ExceptionInformation = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Formatter(logging.Formatter):
    """Prints where a fault happened and of which kind it was, never its message.

    A database's message quotes the row, a validation error what was typed; the place and the kind are enough to find
    the fault in the code.
    """

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name} {message}", style="{")

    def formatException(  # noqa: N802, the name is the library's
        self, ei: tuple[type[BaseException] | None, BaseException | None, TracebackType | None]
    ) -> str:
        """The whole chain of faults, first cause first."""
        parts: list[str] = []
        error = ei[1]
        while error is not None:
            lines = traceback.format_tb(error.__traceback__)
            parts.insert(0, "".join(lines) + f"{type(error).__module__}.{type(error).__qualname__}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\nThen:\n".join(parts)
