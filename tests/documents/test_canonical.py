"""The canonical form: what was kept reads back as it was, and equal papers have equal bytes."""

import dataclasses
import json

import pytest

from documents.canonical import SCHEMA, digest, from_json, to_json
from documents.content import Cell, Column, Document, Table
from tests.documents.samples import EMPTY, FULL


@pytest.mark.parametrize("document", [FULL, EMPTY], ids=["full", "empty"])
def test_it_reads_back_as_it_was(document: Document) -> None:
    assert from_json(to_json(document)) == document
    assert to_json(from_json(to_json(document))) == to_json(document)


def test_one_letter_changes_the_digest() -> None:
    other = dataclasses.replace(FULL, title=FULL.title + ".")
    assert digest(to_json(other)) != digest(to_json(FULL))
    assert len(digest(to_json(FULL))) == 64


def test_a_newer_schema_is_refused() -> None:
    newer = json.dumps(json.loads(to_json(EMPTY)) | {"schema": SCHEMA + 1})
    with pytest.raises(ValueError, match=f"schema {SCHEMA + 1}"):
        from_json(newer)


def test_a_table_whose_rows_do_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="not as many cells"):
        Table("Counts", (Column("Priority"),), ((Cell("1"), Cell("2")),), "Counts")
