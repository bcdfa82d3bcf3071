"""A plan file's YAML as plain data, with the line of everything in it.

A small and strict YAML: no anchors, no tags, no key twice. What looks like a date or a number with a point stays
text, as it is printed: a reference 3.10 is not 3.1, and a month 2023-07 is not a day. It is read event by event, so
that nesting that never ends stops early.
"""

import dataclasses
import re
from collections.abc import Iterator
from typing import Any

import yaml

from design.fields import has_unprintable

Path = tuple[str | int, ...]

MOST_BYTES = 1_000_000
MOST_VALUES = 20_000
DEEPEST = 12
WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
WHOLE_NUMBER = re.compile(r"0|-?[1-9][0-9]{0,14}")
# What the parser says of a common slip, and what to do about it.
HINTS = {
    "mapping values are not allowed": "Put quotes round a text that holds a colon, and check the indentation",
    "found character '\\t'": "Indent with spaces, not with tabs",
    "found unexpected end of stream": "Close the quotes or brackets that are opened here",
    "while scanning a quoted": "Close the quotes that are opened here",
    "found character '%'": "Put quotes round a text that begins with %",
    "found character '@'": "Put quotes round a text that begins with @",
    "found character '`'": "Put quotes round a text that begins with `",
}
CHECK_LINE = "Check the indentation, quotes and brackets of this line and of the one above"


@dataclasses.dataclass(frozen=True)
class Fault:
    """What is wrong with the value at a path, and on which line it stands."""

    line: int
    path: Path
    message: str


class Unreadable(Exception):
    """The file is no YAML at all, or more than we read."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("The file cannot be read")
        self.faults = faults


@dataclasses.dataclass
class Document:
    """The data of a file, the line of each value by its path, and what the reading found."""

    data: Any = None
    lines: dict[Path, int] = dataclasses.field(default_factory=dict)
    faults: list[Fault] = dataclasses.field(default_factory=list)

    def line(self, path: Path) -> int:
        """The line of the value, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def fault(self, path: Path, message: str) -> Fault:
        return Fault(self.line(path), path, message)


def value_at(data: Any, path: Path) -> Any:
    """What stands at the path; None where nothing does."""
    for step in path:
        if isinstance(data, dict):
            data = data.get(str(step))
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def read_document(source: str | bytes) -> Document:
    """The file as data with lines. Raises Unreadable."""
    text = _text(source)
    return _Reader(text).read()


def _text(source: str | bytes) -> str:
    size = len(source) if isinstance(source, bytes) else len(source.encode(errors="surrogatepass"))
    if size > MOST_BYTES:
        raise Unreadable([Fault(1, (), f"The file has {size:,} bytes: a plan file has at most {MOST_BYTES:,}")])
    text = _decoded(source).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    faults = [
        Fault(number, (), "This line contains a character that cannot be shown: delete it and type it again")
        for number, line in enumerate(text.split("\n"), start=1)
        if has_unprintable(line)
    ]
    if faults:
        raise Unreadable(faults)
    return text


def _decoded(source: str | bytes) -> str:
    if isinstance(source, str):
        return source
    try:
        return source.decode()
    except UnicodeDecodeError as error:
        line = source[: error.start].count(b"\n") + 1
        raise Unreadable([Fault(line, (), "This line is not UTF-8: save the file with that encoding")]) from error


class _Reader:
    """Turns the parser's events into data, as far as they go."""

    def __init__(self, text: str) -> None:
        self.loader = yaml.SafeLoader(text)
        self.document = Document()
        self.values = 0

    def read(self) -> Document:
        try:
            self._read_all()
        except yaml.MarkedYAMLError as error:
            raise Unreadable([*self.document.faults, _syntax_fault(error, self.loader.line + 1)]) from error
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            # An escape such as "\UFFFFFFFF", which names no character.
            fault = Fault(self.loader.line + 1, (), f"{CHECK_LINE}")
            raise Unreadable([*self.document.faults, fault]) from error
        return self.document

    def _read_all(self) -> None:
        self._next()
        if self.loader.check_event(yaml.StreamEndEvent):
            raise Unreadable([Fault(1, (), "The file is empty")])
        self._next()
        self.document.lines[()] = 1
        self.document.data = self._value((), self._next())
        self._next()
        if not self.loader.check_event(yaml.StreamEndEvent):
            self._refuse(self._next(), "Remove this line and what follows it: the file holds one plan")

    def _next(self) -> Any:
        return self.loader.get_event()

    def _refuse(self, event: Any, message: str) -> None:
        raise Unreadable([*self.document.faults, Fault(event.start_mark.line + 1, (), message)])

    def _fault(self, event: Any, path: Path, message: str) -> None:
        self.document.faults.append(Fault(event.start_mark.line + 1, path, message))

    def _value(self, path: Path, event: Any) -> Any:
        self.values += 1
        if self.values > MOST_VALUES:
            self._refuse(event, f"The file holds more than {MOST_VALUES:,} values: a plan file is much smaller")
        if len(path) > DEEPEST:
            self._refuse(event, "Lists and fields are nested too deeply here")
        if isinstance(event, yaml.AliasEvent):
            self._fault(event, path, f"Write the text itself, not *{str(event.anchor)[:40]}")
            return None
        if event.anchor is not None:
            self._fault(event, path, f"Remove &{str(event.anchor)[:40]}: a plan file has no anchors")
        if event.tag is not None:
            self._fault(event, path, f"Remove {str(event.tag)[:60]}: a plan file has no tags")
        if isinstance(event, yaml.MappingStartEvent):
            return dict(self._fields(path))
        if isinstance(event, yaml.SequenceStartEvent):
            return list(self._items(path))
        return self._scalar(path, event)

    def _fields(self, path: Path) -> Iterator[tuple[str, Any]]:
        seen: dict[str, int] = {}
        while not self.loader.check_event(yaml.MappingEndEvent):
            event = self._next()
            line = event.start_mark.line + 1
            if not isinstance(event, yaml.ScalarEvent) or event.tag is not None or event.anchor is not None:
                self._refuse(event, "Write the name of a field before the colon, and nothing else")
            name = str(event.value)
            if name in seen:
                self._fault(event, (*path, name), f"“{name[:60]}” appears twice, first on line {seen[name]}: keep one")
                self._skip_value(path)
                continue
            seen[name] = self.document.lines[*path, name] = line
            if has_unprintable(name):
                self._refuse(event, "The name of this field contains a character that cannot be shown")
            yield name, self._value((*path, name), self._next())
        self._next()

    def _skip_value(self, path: Path) -> None:
        """Read the second value of a field, and forget it with its lines and faults."""
        kept, self.document = self.document, Document()
        self._value(path, self._next())
        self.document = kept

    def _items(self, path: Path) -> Iterator[Any]:
        place = 0
        while not self.loader.check_event(yaml.SequenceEndEvent):
            event = self._next()
            self.document.lines[*path, place] = event.start_mark.line + 1
            yield self._value((*path, place), event)
            place += 1
        self._next()

    def _scalar(self, path: Path, event: Any) -> str | int | bool | None:
        text = event.value.strip()
        if has_unprintable(text):
            said = "This text contains a character that cannot be shown: delete it and type it again"
            self._fault(event, path, said)
        if not event.implicit[0]:
            return text
        if text.lower() in WORDS:
            return WORDS[text.lower()]
        return int(text) if WHOLE_NUMBER.fullmatch(text) else text


def _syntax_fault(error: yaml.MarkedYAMLError, line: int) -> Fault:
    said = ": ".join(filter(None, (error.context, error.problem)))
    hint = next((hint for words, hint in HINTS.items() if words in said), CHECK_LINE)
    # What is never closed is noticed at the end of the file; its beginning is the place to look at.
    marks = (error.context_mark, error.problem_mark) if hint.endswith("opened here") else (error.problem_mark,)
    mark = next(filter(None, (*marks, error.context_mark)), None)
    return Fault(mark.line + 1 if mark else line, (), f"{hint} ({said[:200]})")
