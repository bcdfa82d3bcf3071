"""What an older portal froze is read for ever: a sample of each older schema is kept beside this module."""

import json
from pathlib import Path

import pytest

from documents.canonical import BLOCKS, SCHEMA, from_json, to_json

SAMPLES = {number: Path(__file__).with_name(f"schema-{number}.json") for number in range(1, SCHEMA)}


@pytest.mark.parametrize("schema", SAMPLES)
def test_a_sample_of_every_older_schema_is_read(schema: int) -> None:
    text = SAMPLES[schema].read_text()
    assert json.loads(text)["schema"] == schema
    document = from_json(text)
    parts = (document, *document.appendices)
    assert {block.kind for part in parts for block in part.blocks} == set(BLOCKS)
    assert to_json(document, schema) == text
