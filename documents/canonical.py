"""The canonical form of a document: JSON text, the same bytes for equal documents, hashed and kept."""

import dataclasses
import datetime
import hashlib
import json
from typing import Any

from documents.content import (
    Appendix,
    Bar,
    Block,
    Bullet,
    Cell,
    Chart,
    Column,
    Document,
    Heading,
    Paragraph,
    Part,
    Run,
    Table,
)

# Raised whenever the canonical form changes; a sample of every older one is read in a test.
# 2: papers have a section on decisions and meetings; the form is that of 1.
# 3: papers say of which actions it is recorded that no update was received, and when; packs have the words of the page
# of changes, and tell of every difference made; the form is that of 1.
# 4: papers say which plan theirs follows, and reports of a closed one how its actions ended, and nothing late;
# the form is that of 1.
SCHEMA = 4
BLOCKS: dict[str, type] = {block.kind: block for block in (Heading, Paragraph, Bullet, Table, Chart)}


def to_json(document: Document, schema: int = SCHEMA) -> str:
    """The canonical form: one text for equal documents, whatever wrote them. `schema` is an older one for what is
    compared with content of that time.
    """
    content = {"schema": schema, "document": _plain(document)}
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """SHA-256 of a canonical form, in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def from_json(text: str) -> Document:
    """The document of a canonical form. Raises ValueError where its schema is newer than this code."""
    content = json.loads(text)
    if content["schema"] > SCHEMA:
        raise ValueError(f"The content has schema {content['schema']}; this portal reads up to {SCHEMA}.")
    return _document(content["document"])


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return {"kind": value.kind, **fields} if hasattr(value, "kind") else fields
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, datetime.date):
        return {"date": value.isoformat()}
    return value


def _document(content: dict[str, Any]) -> Document:
    return Document(
        **content
        | {
            "header": tuple(content["header"]),
            "footer": tuple(content["footer"]),
            "blocks": _blocks(content["blocks"]),
            "appendices": tuple(Appendix(one["title"], _blocks(one["blocks"])) for one in content["appendices"]),
        }
    )


def _blocks(content: list[dict[str, Any]]) -> tuple[Block, ...]:
    return tuple(_block(one) for one in content)


def _block(content: dict[str, Any]) -> Block:
    fields = {name: value for name, value in content.items() if name != "kind"}
    if "text" in fields and isinstance(fields["text"], list):
        fields["text"] = tuple(Run(**run) for run in fields["text"])
    if content["kind"] == Table.kind:
        fields["columns"] = tuple(Column(**column) for column in fields["columns"])
        fields["rows"] = tuple(
            tuple(Cell(**cell | {"value": _value(cell["value"])}) for cell in row) for row in fields["rows"]
        )
    if content["kind"] == Chart.kind:
        fields["bars"] = tuple(
            Bar(bar["label"], tuple(Part(**part) for part in bar["parts"])) for bar in fields["bars"]
        )
    return BLOCKS[content["kind"]](**fields)  # type: ignore[no-any-return]


def _value(value: Any) -> datetime.date | int | None:
    return datetime.date.fromisoformat(value["date"]) if isinstance(value, dict) else value
