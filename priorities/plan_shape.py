"""The shape of a plan file: its JSON Schema, and what is wrong in words that say what to do."""

import difflib
import functools
import json
import pathlib
from collections.abc import Callable, Iterator

import jsonschema
from jsonschema.protocols import Validator

from priorities.plan_document import Document, Fault

SCHEMA = pathlib.Path(__file__).parent / "plans" / "plan.schema.json"
FILL_IN = "Write something here, or remove the line"
BOTH_DATE_FIELDS = {
    "due": "Add “due” beside “precision”",
    "precision": "Add “precision”: day, month, season or year",
}
EXPECTED = {
    "integer": "Write a whole number",
    "boolean": "Write true or false",
    "object": "Write fields here, each with its name, a colon and its value",
    "array": "Write a list here: each entry on its own line, after a hyphen",
}


@functools.cache
def validator() -> Validator:
    """The schema, ready to check with."""
    return jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def shape_faults(document: Document) -> Iterator[Fault]:
    """Every field that the schema does not accept; one field may be named more than once."""
    # What is wrong with a type makes everything else that is said of the same field idle: it comes first.
    for error in sorted(validator().iter_errors(document.data), key=lambda error: error.validator != "type"):
        path = tuple(error.absolute_path)
        several = SEVERAL.get(error.validator)
        if several is not None:
            for name, message in several(error):
                yield document.fault((*path, name), message)
        else:
            yield document.fault(path, MESSAGES[error.validator](error))


def _missing(error: jsonschema.ValidationError) -> Iterator[tuple[str, str]]:
    for name in error.validator_value:
        if name not in error.instance:
            yield name, f"Add “{name}”"


def _missing_beside(error: jsonschema.ValidationError) -> Iterator[tuple[str, str]]:
    for present, needed in error.validator_value.items():
        if present in error.instance:
            yield from ((name, BOTH_DATE_FIELDS[name]) for name in needed if name not in error.instance)


def _unknown(error: jsonschema.ValidationError) -> Iterator[tuple[str, str]]:
    known = set(error.schema["properties"])
    for name in error.instance:
        if name in known:
            continue
        near = difflib.get_close_matches(name[:60], known, n=1)
        offer = f"did you mean “{near[0]}”" if near else f"known here are {', '.join(sorted(known))}"
        yield name, f"There is no field “{name[:60]}”: {offer}"


def _wrong_type(error: jsonschema.ValidationError) -> str:
    expected, value = error.validator_value, error.instance
    if value is None:
        return FILL_IN
    if expected == "string" or isinstance(expected, list):
        if isinstance(value, dict | list):
            return "Write a text here, not a list or fields"
        return f"Put quotes round this, so that it is read as text: {json.dumps(str(value).lower())}"
    return EXPECTED[expected]


def _wrong_pattern(error: jsonschema.ValidationError) -> str:
    return f"Write {error.schema['description']}"


def _wrong_choice(error: jsonschema.ValidationError) -> str:
    return FILL_IN if error.instance is None else f"Write one of: {', '.join(error.validator_value)}"


def _too_long(error: jsonschema.ValidationError) -> str:
    return f"Shorten this to {error.validator_value} characters or fewer: it has {len(error.instance)}"


def _out_of_range(error: jsonschema.ValidationError) -> str:
    return f"Write a number from {error.schema['minimum']} to {error.schema['maximum']}"


def _wrong_length(error: jsonschema.ValidationError) -> str:
    if error.schema.get("maxItems") == 2:
        return "Write two references, such as [1a, 2b]"
    return "Add at least one entry"


SEVERAL: dict[str, Callable[[jsonschema.ValidationError], Iterator[tuple[str, str]]]] = {
    "required": _missing,
    "dependentRequired": _missing_beside,
    "additionalProperties": _unknown,
}
MESSAGES: dict[str, Callable[[jsonschema.ValidationError], str]] = {
    "type": _wrong_type,
    "pattern": _wrong_pattern,
    "enum": _wrong_choice,
    "minLength": lambda error: FILL_IN,
    "maxLength": _too_long,
    "minimum": _out_of_range,
    "maximum": _out_of_range,
    "minItems": _wrong_length,
    "maxItems": _wrong_length,
}
